"""A methodology as it goes to be approved: items, rules in words, levels, how the total comes about."""

from django.db.models import Q

from leadership.core import russian
from leadership.core.papers.model import Approval, Column, Heading, Kind, Listing, Paragraph, Report, Row, Table
from leadership.core.papers.registry import NoRecord, PaperContext, paper
from schools.papers.common import author_of, head_of

from .. import access
from ..models import Item, Methodology
from ..readiness import judge
from ..scheme import item_of
from ..scoring import FormulaError

COLUMNS = (
    Column("Код", 7),
    Column("Показатель", 28),
    Column("Ответ, источник", 18),
    Column("Как начисляются баллы", 32),
    Column("Вес", 6, Kind.NUMBER),
    Column("Не больше", 9, Kind.NUMBER),
)


@paper(
    "methodology", title="Методика", allowed=access.sees_methodologies, parameters=("methodology",),
    description="Показатели, правила баллов словами, уровни – для утверждения",
)  # fmt: skip
def methodology(context: PaperContext) -> Report:
    shown = _found(context)
    judged = judge(shown)
    return Report(
        kind="methodology",
        title=f"Методика: {shown.get_kind_display()}",
        subtitle=f"{shown.title}\nверсия {shown.version}",
        as_of=context.as_of,
        organisation=context.municipality.department,
        file_name=f"Методика {shown.code}, версия {shown.version}",
        approval=_approval(shown),
        signature=head_of(context.municipality),
        author=author_of(context),
        landscape=True,
        blocks=(
            *(Paragraph(line) for line in shown.purpose.splitlines() if line.strip()),
            *([] if shown.is_approved else [Paragraph("Проект: методика не утверждена.", "note")]),
            Table(COLUMNS, _rows(shown), numbered=False, nothing="Показателей пока нет"),
            Heading("Итог, уровни и места", 2),
            Listing(tuple(_totals(shown, judged.maximum))),
            *_problems(judged),
        ),
    )


def _found(context: PaperContext) -> Methodology:
    number = str(context.filters["methodology"])
    seen = Methodology.objects.filter(Q(municipality=None) | Q(municipality=context.municipality))
    if context.user is not None:
        seen = Methodology.objects.visible_to(context.user)
    found = seen.filter(pk=int(number)).first() if number.isascii() and number.isdigit() else None
    if found is None:
        raise NoRecord(f"Методики № {number} нет.")
    return found


def _approval(shown: Methodology) -> Approval | None:
    if not shown.is_approved:
        return None
    return Approval(by_act=f"УТВЕРЖДЕНА\n{shown.order}\nот {russian.day(shown.approved_on)}")


def _rows(shown: Methodology) -> list[Row]:
    rows: list[Row] = []
    by_section: dict[int, list[Item]] = {}
    for item in shown.items.select_related("section", "competence").prefetch_related("steps"):
        by_section.setdefault(item.section_id, []).append(item)
    for section in shown.sections.all():
        weight = f" (вес {russian.number(section.weight)})" if shown.total == Methodology.Total.SECTIONS else ""
        rows.append(Row((f"{section.title}{weight}",), "group"))
        rows += [
            _row(item, has_weights=shown.total != Methodology.Total.SUM) for item in by_section.get(section.pk, ())
        ]
    return rows


def _row(item: Item, *, has_weights: bool) -> Row:
    try:
        scored = item_of(item)
    except FormulaError as fault:
        return Row((item.code, item.title, _answer(item), str(fault), None, None))
    rule = scored.rule
    formula = [f"{item.get_calculation_display()}: {scored.calculated.words}"] if scored.calculated else []
    said = "\n".join([*formula, *_rule(item, rule)])
    weight = item.weight if rule and has_weights else None
    return Row((item.code, _asked(item), _answer(item), said or None, weight, rule.most if rule else None))


def _asked(item: Item) -> str:
    return f"{item.title}\n{item.hint}" if item.hint else item.title


def _answer(item: Item) -> str:
    unit = f", {item.unit}" if item.unit else ""
    notes = [
        f"источник: {item.source}" if item.source else "",
        "нужен подтверждающий документ" if item.needs_evidence else "",
        "может не применяться" if item.may_be_inapplicable else "",
        f"норма: {russian.number(item.norm)}" if item.norm is not None else "",
    ]
    return "\n".join([f"{item.get_answer_display()}{unit}", *filter(None, notes)])


def _rule(item: Item, rule) -> list[str]:
    """Steps that are described are told one a line, the others by the sentence of the rule."""
    steps = list(item.steps.all())
    if not any(step.description for step in steps) and rule:
        return [rule.words]
    said = []
    for step in steps:
        points = f" – {russian.number(step.points)}" if step.points is not None else ""
        said.append(f"{step.label}{points}" + (f": {step.description}" if step.description else ""))
    return said


def _totals(shown: Methodology, maximum) -> list[str]:
    said = [
        f"Итог – {shown.get_total_display()}; округляют {shown.get_rounded_display()}, {shown.get_rounding_display()}, "
        f"знаков после запятой – {shown.digits}.",
    ]
    if maximum is not None:
        said.append(f"Наибольший итог, если применяется всё, – {russian.number(maximum)}.")
    said.append(
        "Показатель без данных и показатель, который не применяется, в наибольший итог не входят и нулём не считаются."
    )
    levels = [
        f"{level.title} – {f'от {russian.number(level.lower)}' if level.lower is not None else 'всё, что ниже'}"
        for level in shown.levels.all()
    ]
    if levels:
        said.append(f"Уровни ({shown.get_levels_on_display()}): {'; '.join(levels)}.")
    if shown.may_rank and shown.places != Methodology.Places.NONE:
        apart = "; места – внутри групп сравнения" if shown.ranks_groups_apart else ""
        said.append(
            f"Места: {shown.get_places_display()}{apart}. Место присваивают при полноте данных не ниже "
            f"{shown.least_coverage}{russian.NBSP}%."
        )
    if shown.norm_percent is not None and maximum is not None:
        said.append(f"Дефицит – ниже {shown.norm_percent}{russian.NBSP}% шкалы или хуже нормы показателя.")
    return said


def _problems(judged) -> list[Heading | Listing]:
    if not judged.problems:
        return []
    return [Heading("Пока не решено", 2), Listing(tuple(problem.words for problem in judged.problems))]
