"""The sources of indicators: for each, whom it is drawn from, who counts, and why.

A source answers for a scope (a project, a day, the indicator's parameters) with querysets: the figure
is their count, the evidence their rows. A new indicator is a class in one of these files and its test.
Readings of the passport that were ours to decide: docs/decisions/0004-reading-of-indicators.md.
"""

from . import growth, schools, simulator
from .base import SOURCES, Parameter, Scope, Source

__all__ = ["SOURCES", "Parameter", "Scope", "Source", "growth", "schools", "simulator"]
