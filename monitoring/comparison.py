"""What two versions of a methodology have in common: years are compared by that alone. Knows no Django."""

from collections.abc import Sequence
from dataclasses import dataclass

from .scoring import Item, Scheme


@dataclass(frozen=True)
class Comparison:
    """Items that are asked and counted alike in every version, and those that are not."""

    common: tuple[str, ...]
    others: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        return not self.others

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


def compared(schemes: Sequence[Scheme]) -> Comparison:
    """By the code of an item and the rule it is counted by, weight included; in the order of the last version."""
    codes = list(dict.fromkeys(item.code for scheme in reversed(schemes) for item in scheme.items if item.rule))
    common = tuple(code for code in codes if len({_counted(scheme, code) for scheme in schemes}) == 1)
    return Comparison(common, tuple(code for code in codes if code not in common))


def _counted(scheme: Scheme, code: str) -> tuple[object, ...] | None:
    item: Item | None = scheme.by_code.get(code)
    if item is None or item.rule is None:
        return None
    calculated = item.calculated.words if item.calculated else ""
    return type(item.rule), item.rule.words, item.rule.most, item.weight, calculated
