"""What keeps a file from becoming a methodology: all of it at once, each with its place."""

from collections.abc import Sequence
from dataclasses import dataclass

#: Quotes within quotes.
_INNER = str.maketrans("«»", "„“")


@dataclass(frozen=True)
class Fault:
    """A value that is not taken: sheet, row, column, the value as it stands there, the reason."""

    sheet: str
    row: int
    column: str
    value: str
    reason: str

    @property
    def words(self) -> str:
        row = f", строка {self.row}" if self.row else ""
        column = f", «{self.column.translate(_INNER)}»" if self.column else ""
        value = f"«{self.value}» – " if self.value else ""
        return f"{self.sheet}{row}{column}: {value}{self.reason}"


class BlueprintError(ValueError):
    """Nothing of the file is taken; the text names every fault in Russian, one a line."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(fault.words for fault in faults))
