"""The papers of the reserve: who is in it, and the figures of a day with the movement of its year."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db.models import Prefetch, Q

from leadership.core import russian
from leadership.core.dates import whole_years
from leadership.core.papers.model import Column, Kind, Paragraph, Report, Row, Table
from leadership.core.papers.registry import PaperContext, paper

from .. import access
from ..bands import AGES, EXPERIENCE, tally
from ..models import (
    IN_RESERVE,
    TARGET_POSTS,
    Education,
    Person,
    Post,
    ReserveEntry,
    ReserveState,
    ReserveStep,
    Training,
)
from ..models.reserve import ReserveEntryQuerySet
from .common import author_of, head_of


def _of(context: PaperContext, day: date) -> ReserveEntryQuerySet:
    return ReserveEntry.objects.filter(person__municipality=context.municipality).in_reserve(day)


def _years(since: date | None, day: date) -> int | None:
    return whole_years(since, day) if since and since <= day else None


@paper(
    "reserve", title="Список резерва управленческих кадров", allowed=access.plans_replacements, names_people=True,
    description="Кто состоит в резерве на дату: образование, стаж, должность, на какую готовится, по какому приказу",
)  # fmt: skip
def reserve(context: PaperContext) -> Report:
    municipality, day = context.municipality, context.as_of
    learned = Education.objects.filter(Q(graduated_in=None) | Q(graduated_in__lte=day.year))
    trained = Training.objects.completed_by(day).filter(is_management=True)
    entries = (
        _of(context, day).with_post(day).with_name(day).select_related("person", "target_school")
        .prefetch_related(Prefetch("person__educations", learned, to_attr="educations_of_the_day"))
        .prefetch_related(Prefetch("person__trainings", trained, to_attr="management_of_the_day"))
    )  # fmt: skip
    columns = (
        Column("№", 4, Kind.CENTRE),
        Column("Фамилия, имя, отчество", 13),
        Column("Возраст", 7, Kind.NUMBER),
        Column("Образование, специальность; ДПО по управлению", 16),
        Column("Текущая должность, ОО", 13),
        Column("пед.", 5, Kind.NUMBER, group="Стаж, полных лет"),
        Column("рук.", 5, Kind.NUMBER, group="Стаж, полных лет"),
        Column("Целевая должность, ОО", 13),
        Column("Включён, основание", 13),
        Column("Кем рекомендован", 12),
        Column("Состояние", 10),
    )
    rows = [(number, *_row(entry, day)) for number, entry in enumerate(entries, 1)]
    return Report(
        kind="reserve",
        title="Список резерва управленческих кадров",
        subtitle=f"{municipality.name_genitive}\nна {russian.day(day)}",
        as_of=day,
        organisation=municipality.department,
        file_name=f"Список резерва на {russian.day(day)}",
        signature=head_of(municipality),
        author=author_of(context),
        landscape=True,
        blocks=(Table(columns, rows, numbered=False, nothing="На эту дату в резерве никого нет"),),
    )


def _row(entry: ReserveEntry, day: date) -> tuple:
    person = entry.person
    held = f"{Post(entry.held_post).label}, {entry.held_school}" if entry.held_post else None
    return (
        entry.name_then,
        _years(person.born_on, day),
        "\n".join(_education(person)) or None,
        held,
        _years(person.teaches_since, day),
        _years(person.manages_since, day),
        f"{entry.get_target_post_display()}, {entry.target_school or 'любая школа'}",
        f"{russian.day(entry.included_on)}, {entry.included_basis}",
        entry.recommended_by or None,
        entry.state_in_words,
    )


def _education(person: Person) -> Iterator[str]:
    yield from map(_learned, person.educations_of_the_day)
    for training in person.management_of_the_day:
        yield f"ДПО: {training.title}, {training.completed_on.year}"


def _learned(education: Education) -> str:
    return ", ".join(filter(None, (education.get_level_display(), education.institution, education.speciality)))


@paper(
    "reserve_statistics", title="Статистика резерва управленческих кадров", allowed=access.plans_replacements,
    description="Сколько человек в резерве: по состояниям, должностям, возрасту и стажу; движение с начала года",
)  # fmt: skip
def reserve_statistics(context: PaperContext) -> Report:
    municipality, day = context.municipality, context.as_of
    first_of_year = date(day.year, 1, 1)
    there = list(_of(context, day).select_related("person"))
    columns = (Column("Показатель", 80), Column("Человек", 20, Kind.NUMBER))
    candidates = (
        ReserveEntry.objects.filter(person__municipality=municipality).open_on(day)
        .filter(state=ReserveState.CANDIDATE).count()
    )  # fmt: skip
    return Report(
        kind="reserve_statistics",
        title="Статистика резерва управленческих кадров",
        subtitle=f"{municipality.name_genitive}\nна {russian.day(day)}",
        as_of=day,
        organisation=municipality.department,
        file_name=f"Статистика резерва на {russian.day(day)}",
        signature=head_of(municipality),
        author=author_of(context),
        blocks=(
            Table(columns, _composition(there, day), title="Состав резерва"),
            Paragraph(
                "Возраст и стаж – в полных годах на дату отчёта, верхняя граница включается: "
                f"30{russian.NBSP}лет – «до 30 лет», 5{russian.NBSP}лет – «от 3 до 5 лет». "
                f"Кандидаты ({candidates}) в резерве ещё не состоят и в итоги не входят.",
                "note",
            ),
            Table(
                columns,
                _movement(context, len(there)),
                title=f"Движение с {russian.day(first_of_year)} по {russian.day(day)}",
            ),
        ),
    )


def _composition(there: list[ReserveEntry], day: date) -> list[Row]:
    states, posts = Counter(it.state for it in there), Counter(it.target_post for it in there)
    groups = {
        "По состоянию": {ReserveState(state).label: states[state] for state in IN_RESERVE},
        "По целевой должности": {Post(post).label: posts[post] for post in TARGET_POSTS},
        "По возрасту": tally((_years(it.person.born_on, day) for it in there), AGES),
        "По стажу руководящей работы": tally((_years(it.person.manages_since, day) for it in there), EXPERIENCE),
    }
    rows = [Row(("Состоит в резерве, всего", len(there)), "total")]
    for title, figures in groups.items():
        rows += [Row((title,), "group"), *_lines(figures.items())]
    return rows


def _movement(context: PaperContext, total: int) -> list[Row]:
    """From the first of January to the day: who was there, plus who came, less who left, makes who is there."""
    day = context.as_of
    first = date(day.year, 1, 1)
    steps = ReserveStep.objects.filter(entry__person__municipality=context.municipality, taken_on__range=(first, day))
    taken = Counter(steps.exclude(state=ReserveState.EXCLUDED).values_list("state", flat=True))
    grounds = Counter(steps.leaving().values_list("ground", flat=True))
    before = _of(context, first - timedelta(days=1)).count()
    return [
        Row((f"Состояло на начало {day.year} года", before)),
        Row(("Включено", taken[ReserveState.INCLUDED])),
        Row(("Назначено на должность", taken[ReserveState.APPOINTED])),
        Row(("Исключено, всего", grounds.total())),
        *_lines((f"в том числе: {label}", grounds[ground]) for ground, label in ReserveStep.Ground.choices),
        Row((f"Состоит на {russian.day(day)}", total), "total"),
    ]


def _lines(figures: Iterable[tuple[str, int]]) -> list[Row]:
    return [Row((title, figure)) for title, figure in figures]
