"""What the registers know already: figures by name, so that a form shows them instead of asking once more.

A higher room adds figures of its own when it starts.
"""

from . import registers  # noqa: F401  figures register themselves
from .registry import (
    NUMBERS,
    PERCENTS,
    YES_NO,
    Known,
    Source,
    choices,
    counted,
    known,
    met,
    of_person,
    of_school,
    problem,
)

__all__ = [
    "NUMBERS",
    "PERCENTS",
    "YES_NO",
    "Known",
    "Source",
    "choices",
    "counted",
    "known",
    "met",
    "of_person",
    "of_school",
    "problem",
]
