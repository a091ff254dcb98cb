"""What has to be mended in a scheme before anybody is measured by it."""

from collections.abc import Iterable, Iterator

from leadership.core import russian

from .bands import Bands
from .scheme import Scheme, Total


def problems(scheme: Scheme, *, needs_points: bool = True) -> list[str]:
    """In Russian, each beginning with the code of its item. A survey or an interview need not give points."""
    return [*_items(scheme, needs_points), *_formulas(scheme), *_levels(scheme)]


def _items(scheme: Scheme, needs_points: bool) -> Iterator[str]:
    codes = [item.code for item in scheme.items]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield f"{code}: код стоит дважды."
    sections = {section.code for section in scheme.sections}
    if needs_points and not any(item.rule for item in scheme.items):
        yield "Ни один показатель не даёт баллов."
    for item in scheme.items:
        if item.rule is None:
            continue
        for fault in item.rule.problems():
            yield f"{item.code}: {fault if isinstance(fault, str) else fault.words}"
        if isinstance(item.rule, Bands) and not item.rule.bands:
            yield f"{item.code}: нет ни одного диапазона."
        if scheme.total is Total.PERCENT and item.rule.most is None:
            yield f"{item.code}: у правила нет наибольшего балла, процент от максимума не посчитать."
        if scheme.total is Total.SECTIONS and item.section not in sections:
            yield f"{item.code}: показатель не входит ни в один раздел."


def _formulas(scheme: Scheme) -> Iterator[str]:
    for item in scheme.items:
        if item.calculated is None:
            continue
        for code in sorted(item.calculated.codes - set(scheme.by_code)):
            yield f"{item.code}: в формуле нет такого показателя – «{code}»."
        if _leads_to(scheme, item.code, item.calculated.codes, set()):
            yield f"{item.code}: формула ссылается сама на себя."


def _leads_to(scheme: Scheme, code: str, codes: Iterable[str], seen: set[str]) -> bool:
    for other in codes:
        if other == code:
            return True
        if other in seen or other not in scheme.by_code:
            continue
        seen.add(other)
        calculated = scheme.by_code[other].calculated
        if calculated is not None and _leads_to(scheme, code, calculated.codes, seen):
            return True
    return False


def _levels(scheme: Scheme) -> Iterator[str]:
    lowers = [level.lower for level in scheme.levels]
    if lowers.count(None) > 1:
        yield "Два уровня без нижней границы."
    for lower in sorted({lower for lower in lowers if lower is not None and lowers.count(lower) > 1}):
        yield f"Два уровня начинаются с {russian.number(lower)}."
