"""What keeps a methodology from being used, and what its author should look at once more."""

from collections.abc import Iterator
from dataclasses import dataclass

from leadership.core import russian

from . import scoring
from .blueprint import words
from .models import Item, Methodology
from .scheme import greatest_of, item_of, rule_of, scheme_of


@dataclass(frozen=True)
class Problem:
    """In words; with the item it is about, if it is about one."""

    text: str
    item: Item | None = None

    @property
    def words(self) -> str:
        return f"{self.item.code}: {self.text}" if self.item else self.text


@dataclass(frozen=True)
class Judged:
    """`maximum` is what the items amount to, `None` without a ceiling or while a formula is broken."""

    problems: tuple[Problem, ...]
    warnings: tuple[str, ...]
    maximum: object | None

    def of(self, item: Item) -> list[Problem]:
        return [problem for problem in self.problems if problem.item == item]


def judge(methodology: Methodology) -> Judged:
    items = list(methodology.items.select_related("section").prefetch_related("steps"))
    own = [Problem(text, item) for item in items for text in faults_of(item)]
    try:
        scheme = scheme_of(methodology)
    except scoring.FormulaError:
        return Judged(tuple(own), (), None)
    needs_points = methodology.kind not in words.KINDS_WITHOUT_POINTS
    by_code = {item.code: item for item in items}
    of_scheme = [_placed(text, by_code) for text in scoring.problems(scheme, needs_points=needs_points and bool(items))]
    whole = [Problem(text) for text in _faults_of_whole(methodology, items)]
    has_points = any(item.rule for item in scheme.items)
    maximum = scheme.maximum if has_points else None
    return Judged((*whole, *own, *of_scheme), tuple(_warnings(methodology, scheme, maximum)), maximum)


def faults_of(item: Item) -> Iterator[str]:
    """Of one item on its own; what its bands leave open is told by the arithmetic."""
    try:
        item_of(item)
    except scoring.FormulaError as fault:
        yield f"формула: {fault}"
    if item.rule not in words.RULES_OF[item.answer]:
        yield f"правило «{item.get_rule_display()}» не подходит к ответу «{item.get_answer_display()}»."
    if not item.is_asked and item.answer not in words.FIGURES:
        yield f"ответ «{item.get_answer_display()}» нельзя посчитать."
    needed, _ = words.AMOUNTS_OF[item.rule]
    for name in needed:
        if getattr(item, name) is None:
            yield f"не указано: {item._meta.get_field(name).verbose_name}."
    rule = rule_of(item)
    if isinstance(rule, scoring.Bands) and (edge := rule.edge(greatest_of(item))):
        yield edge.words
    steps = list(item.steps.all())
    if item.rule in ("bands", "choice", "cumulative", "highest"):
        for step in steps:
            if step.points is None:
                yield f"у ступени «{step.name}» не указаны баллы."
    if item.answer in words.NAMED:
        if len(steps) < 2:
            yield "в шкале меньше двух ступеней."
        if any(not step.code or not step.label for step in steps):
            yield "у каждой ступени должны быть код и название."


def _faults_of_whole(methodology: Methodology, items: list[Item]) -> Iterator[str]:
    if not items:
        yield "В методике нет ни одного показателя."
    if methodology.second_key and methodology.second_key not in {item.code for item in items}:
        yield f"Второго показателя «{methodology.second_key}» в методике нет."


def _warnings(methodology: Methodology, scheme: scoring.Scheme, maximum: object | None) -> Iterator[str]:
    declared = methodology.declared_most
    if declared is not None and maximum is not None and declared != maximum:
        yield (
            f"Объявленный максимум – {russian.number(declared)}, а сумма наибольших баллов показателей – "
            f"{russian.number(maximum)}."
        )
    if declared is not None and maximum is None:
        yield "Объявлен максимум, но у некоторых показателей баллы сверху не ограничены: сравнить не с чем."
    if scheme.levels and all(level.lower is not None for level in scheme.levels):
        lowest = min(level.lower for level in scheme.levels if level.lower is not None)
        yield f"Ниже {russian.number(lowest)} уровня нет: у самого низкого оставьте «от» пустым, если это не нарочно."


def _placed(text: str, by_code: dict[str, Item]) -> Problem:
    """The arithmetic begins a problem of an item with its code."""
    code, _, rest = text.partition(": ")
    return Problem(rest, by_code[code]) if code in by_code else Problem(text)
