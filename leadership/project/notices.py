"""The coordinator is told of the plan and, on Mondays, of the week; whoever asked for a long paper, that it is made."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.text import Truncator

from leadership.core import russian
from leadership.core.notices.actions import tell
from leadership.core.notices.registry import NEARING, Telling, due, occasion
from schools.models import Role
from schools.notices import Staff, around, term_key

from . import week
from .models import Occurrence, PreparedPaper, Project

PAPER_READY = occasion("paper_ready", theme="Отчёты и загрузки")
#: A summary that nobody could make on Monday is made up for till Wednesday.
SUMMARY_DAYS = 3


@due("occurrence_term", theme="План")
def occurrence_terms(day: date) -> Iterator[Telling]:
    """Of current projects, to the coordinators of their districts."""
    staff = Staff(Role.COORDINATOR)
    terms = Occurrence.objects.open_on(day).filter(
        around("ends_on", day, max(NEARING)), row__measure__project__in=Project.objects.current()
    )  # fmt: skip
    for one in terms.select_related("row__measure__project").order_by("pk"):
        measure, key = one.row.measure, term_key(one.ends_on, day, NEARING)
        said = "просрочен" if one.ends_on < day else "наступает"
        text = (
            f"Срок плана {said} {russian.day(one.ends_on)}: мероприятие {measure.number}, "
            f"{Truncator(measure.title).words(8)}"
        )
        for account in staff.of(measure.project.municipality_id) if key else ():
            yield Telling(account, f"{one.pk}-{key}", text, owner=one)


@due("monday_summary", theme="Итоги недели")
def monday_summary(day: date) -> Iterator[Telling]:
    """Once a week, on its first working day: what waits, what comes, what the last week has brought."""
    if day.weekday() >= SUMMARY_DAYS:
        return
    staff = Staff(Role.COORDINATOR)
    monday = day - timedelta(days=day.weekday())
    for municipality, lines in week.lines(staff.districts(), day, monday).items():
        text = f"Итоги недели: {russian.day(monday - timedelta(days=7))}–{russian.day(monday - timedelta(days=1))}"
        for account in staff.of(municipality):
            yield Telling(account, f"{monday:%Y%m%d}", text, lines=tuple(lines))


def tell_paper(paper: PreparedPaper) -> None:
    """Made, or not to be made: whoever asked need not wait at its page."""
    text = f"Отчёт не удалось сделать: {paper}" if paper.fault else f"Отчёт готов: {paper}"
    tell(PAPER_READY, Telling(paper.asked_by_id, str(paper.pk), text, owner=paper))
