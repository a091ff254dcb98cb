"""The papers of development. Importing registers them."""

from . import diary, programme

__all__ = ["diary", "programme"]
