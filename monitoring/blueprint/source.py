"""A file as it was written, before anything in it is believed: rows of raw values with their places."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .fields import Field

Titles = Mapping[str, str]


@dataclass(frozen=True)
class Raw:
    """One row: raw values by the names of fields, and what its columns are called in this file."""

    sheet: str
    row: int
    values: Mapping[str, object]
    titles: Titles = field(default_factory=dict)

    def called(self, one: Field) -> str:
        return self.titles.get(one.name, one.title)


@dataclass(frozen=True)
class Source:
    """Sections and items in the order they stand; an item belongs to the section above it."""

    head: Raw
    rows: Sequence[tuple[bool, Raw]]  # whether it is a section
    steps: Sequence[tuple[str, Raw]]  # by the code of the item
    levels: Sequence[Raw]
