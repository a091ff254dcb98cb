"""Fictitious people and four years of life in every room; all of it can be taken away again."""

from .accounts import ACCOUNTS, PASSWORD
from .filling import DISTRICT, SEED, Unfit, fill, is_there
from .removal import Leaning, remove

__all__ = ["ACCOUNTS", "DISTRICT", "PASSWORD", "SEED", "Leaning", "Unfit", "fill", "is_there", "remove"]
