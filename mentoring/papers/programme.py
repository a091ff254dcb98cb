"""«Индивидуальная программа профессионального развития»: what was found, what is done about it, what came of it."""

from datetime import date

from leadership.core import russian
from leadership.core.papers.model import Approval, Block, Column, Heading, Kind, Paragraph, Report, Table
from leadership.core.papers.registry import NoRecord, PaperContext, paper
from monitoring.models import Finding
from schools.papers.common import author_of

from .. import access
from ..models import Activity, DevelopmentProgramme

TITLE = "Индивидуальная программа профессионального развития"


@paper(
    "programme", title="ИППР", allowed=access.sees_development, parameters=("programme",),
    description="Дефициты руководителя, мероприятия с показателями, план и факт, итоги",
)  # fmt: skip
def programme(context: PaperContext) -> Report:
    shown, day = _programme(context), context.as_of
    activities = list(shown.activities.select_related("finding__competence", "finding__item", "continued_by"))
    person, municipality = shown.person, context.municipality
    return Report(
        kind="programme",
        title=TITLE,
        subtitle=f"{person}{f', {person.school_name}' if person.school_id else ''}\n{_term(shown)}",
        as_of=day,
        organisation=municipality.department,
        file_name=f"ИППР {shown.started_on.year} – {_initials(person)}",
        approval=Approval(municipality.head_post, municipality.head_name, shown.approved_on),
        author=author_of(context),
        landscape=True,
        blocks=(
            *_head(shown),
            Heading("1. Результаты диагностики"),
            _diagnosis(shown, day),
            Heading("2. План"),
            _plan(activities, day),
            Heading("3. Итоги"),
            *_outcome(shown, activities, day),
            Paragraph(f"С программой согласен(на): ____________________ {_initials(person)}"),
            Paragraph(f"Куратор: ____________________ {_initials(shown.curator) if shown.curator else ''}"),
        ),
    )


def _programme(context: PaperContext) -> DevelopmentProgramme:
    asked = context.filters["programme"]
    seen = DevelopmentProgramme.objects.visible_to(context.user) if context.user else DevelopmentProgramme.objects.all()
    of_district = seen.filter(person__municipality=context.municipality.pk).select_related("person", "curator")
    found = of_district.filter(pk=asked).first() if asked.isdecimal() else None
    if found is None:
        raise NoRecord(f"ИППР с номером {asked} нет.")
    found.person = type(found.person).objects.with_school(context.as_of).get(pk=found.person_id)
    return found


def _term(shown: DevelopmentProgramme) -> str:
    until = f" по {russian.day(shown.ended_on)}" if shown.ended_on else ""
    return f"период реализации: с {russian.day(shown.started_on)}{until}"


def _head(shown: DevelopmentProgramme) -> list[Block]:
    said = [
        ("Назначение", shown.get_purpose_display()),
        ("Основание", shown.basis),
        ("Цель", shown.goal),
        ("Куратор", str(shown.curator or "")),
        ("Продлена", "; ".join(_extended(it) for it in shown.extensions.all())),
    ]
    return [Paragraph(f"{title}: {words}") for title, words in said if words]


def _extended(extension) -> str:
    return f"до {russian.day(extension.new_end)} (прежний срок {russian.day(extension.former_end)}): {extension.reason}"


def _diagnosis(shown: DevelopmentProgramme, day: date) -> Table:
    found = Finding.objects.filter(person=shown.person_id).found_by(day).select_related("competence", "item")
    columns = (
        Column("№", 3, Kind.CENTRE),
        Column("Компетенция, показатель", 22),
        Column("Чем выявлен", 14),
        Column("Выявлен", 9, Kind.DATE),
        Column("Значение", 8, Kind.NUMBER),
        Column("Норма", 8, Kind.NUMBER),
        Column("Дефицит", 28),
        Column("Мероприятие", 12, Kind.CENTRE),
    )
    unanswered = set(shown.findings_without_activity(day).values_list("pk", flat=True))
    rows = [
        (
            number, it.what, it.get_basis_display(), it.found_on, it.value, it.norm, it.explanation or None,
            "нет" if it.pk in unanswered else "есть",
        )
        for number, it in enumerate(found.order_by("found_on", "pk"), 1)
    ]  # fmt: skip
    return Table(columns, rows, numbered=False, nothing="Дефицитов не записано")


def _plan(activities: list[Activity], day: date) -> Table:
    columns = (
        Column("№", 3, Kind.CENTRE),
        Column("Дефицит", 13),
        Column("Ожидаемый результат", 13),
        Column("Мероприятие", 15),
        Column("Форма, место", 13),
        Column("Срок", 10, Kind.DATE),
        Column("Показатель", 11),
        Column("план", 6, Kind.NUMBER, group="Значение"),
        Column("факт", 6, Kind.NUMBER, group="Значение"),
        Column("Форма отчётности", 11),
        Column("Отметка о выполнении", 13),
    )
    rows = [
        (
            number, it.finding.what if it.finding else None, it.goal or None, it.title,
            ", ".join(filter(None, (it.get_form_display(), it.place))), it.due_on, it.indicator,
            it.plan, it.fact, it.reported_by or None, _mark(it, day),
        )
        for number, it in enumerate(activities, 1)
    ]  # fmt: skip
    return Table(columns, rows, numbered=False, nothing="Мероприятий нет")


def _mark(activity: Activity, day: date) -> str:
    state = activity.state_on(day)
    if state == Activity.State.DONE:
        return f"{state.label} {russian.day(activity.done_on)}, {activity.proof}"
    if state in (Activity.State.DROPPED, Activity.State.MOVED):
        return f"{state.label} {russian.day(activity.dropped_on)}: {activity.drop_reason}"
    return state.label


def _outcome(shown: DevelopmentProgramme, activities: list[Activity], day: date) -> list[Block]:
    states = [it.state_on(day) for it in activities]
    kept = [it for it in states if it not in (Activity.State.DROPPED, Activity.State.MOVED)]
    done, dropped = kept.count(Activity.State.DONE), len(states) - len(kept)
    said = (
        f"Выполнено {russian.number(done)} из {russian.counted(len(kept), 'мероприятия', 'мероприятий', 'мероприятий')}"
    )
    said += f"; снято или перенесено: {russian.number(dropped)}." if dropped else "."
    blocks: list[Block] = [Paragraph(said)]
    if shown.closed_on and shown.closed_on <= day:
        blocks.append(Paragraph(f"Вывод: {shown.conclusion}"))
        blocks.append(Paragraph(f"Программа завершена {russian.day(shown.closed_on)}."))
    else:
        blocks.append(Paragraph("Вывод и рекомендация (продлить, завершить): ______________________________"))
    return blocks


def _initials(person) -> str:
    return russian.surname_initials(person.last_name, person.first_name, person.patronymic)
