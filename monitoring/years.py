"""Over what the years may be laid side by side, where the versions of a methodology differ. Knows no Django."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

from .blueprint import Blueprint
from .comparing import common_items


@dataclass(frozen=True)
class Comparison:
    """Codes of the items that give points and are the same in every version; whether there is one version alone."""

    common: tuple[str, ...]
    is_whole: bool

    @property
    def words(self) -> str:
        if self.is_whole:
            return "Методика не менялась: сравниваются итоги целиком."
        if not self.common:
            return "Общих показателей у версий методики нет: годы не сравниваются."
        return (
            f"Версии методики разные: сравниваются только общие показатели ({', '.join(self.common)}), "
            "в процентах от их наибольшего балла."
        )


def compared(versions: Sequence[Blueprint]) -> Comparison:
    """What is the same in each is told by `common_items`; in the order of the last version."""
    last = versions[-1]
    common = reduce(frozenset.intersection, (common_items(version, last) for version in versions))
    scored = tuple(item.code for item in last.items if item.code in common and item.rule != "none")
    return Comparison(scored, is_whole=len(versions) == 1)
