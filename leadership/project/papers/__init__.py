"""The papers of the project: passport, plan, indicators, list of heads. Importing registers them."""

from . import directors, indicators, passport, plan
from .common import NoProject

__all__ = ["NoProject", "directors", "indicators", "passport", "plan"]
