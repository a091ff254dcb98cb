"""The papers of measuring. Importing registers them."""

from . import recommendations

__all__ = ["recommendations"]
