"""The papers of schools and people. Importing registers them."""

from . import reserve

__all__ = ["reserve"]
