"""What the nine schools were asked, when, and how far they have come."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from monitoring.models import CampaignState, ResponseRole, ResponseState


@dataclass(frozen=True)
class Told:
    """A campaign: its methodology by code, its order and phases, the states of forms school by school, whose views."""

    code: str
    title: str
    year: int
    as_of: date
    order: str
    ordered_on: date
    state: str
    phases: tuple[tuple[str, date, date], ...]
    states: tuple[str, ...]
    asks: tuple[str, ...] = (ResponseRole.SUBJECT,)


def _assessed(year: int, order: str) -> Told:
    """Self-assessment and external assessment of an autumn, counted when the story finds its shortfalls."""
    begun, november = date(year, 10, 24), partial(date, year, 11)
    return Told(
        code="competence",
        title=f"Оценка управленческих компетенций, {year} год",
        year=year,
        as_of=begun,
        order=order,
        ordered_on=date(year, 10, 14),
        state=CampaignState.CLOSED,
        phases=(
            (CampaignState.FILLING, begun, COUNTED[year] - timedelta(days=5)),
            (CampaignState.CHECKING, november(14), november(16)),
            (CampaignState.CALCULATED, november(17), COUNTED[year]),
            (CampaignState.CLARIFYING, november(19), november(24)),
            (CampaignState.PUBLISHED, november(25), date(year, 12, 8)),
            (CampaignState.DECIDED, date(year, 12, 9), date(year, 12, 22)),
        ),
        states=(ResponseState.ACCEPTED,),
        asks=(ResponseRole.SUBJECT, ResponseRole.EXTERNAL),
    )


#: The days on which the story finds shortfalls by self-assessment.
COUNTED = {2022: date(2022, 11, 18), 2023: date(2023, 11, 17)}
ASSESSED = (_assessed(2022, "128"), _assessed(2023, "139"))

CLOSED = Told(
    code="effectiveness",
    title="Мониторинг эффективности руководителей за 2023 год",
    year=2023,
    as_of=date(2023, 11, 1),
    order="142",
    ordered_on=date(2023, 10, 25),
    state=CampaignState.CLOSED,
    phases=(
        (CampaignState.FILLING, date(2023, 11, 1), date(2023, 11, 17)),
        (CampaignState.CHECKING, date(2023, 11, 18), date(2023, 11, 27)),
        (CampaignState.CALCULATED, date(2023, 11, 28), date(2023, 11, 29)),
        (CampaignState.CLARIFYING, date(2023, 11, 30), date(2023, 12, 5)),
        (CampaignState.PUBLISHED, date(2023, 12, 6), date(2023, 12, 14)),
        (CampaignState.DECIDED, date(2023, 12, 15), date(2023, 12, 20)),
    ),
    states=(ResponseState.ACCEPTED,),
)

FILLING = Told(
    code="competence",
    title="Самооценка управленческих компетенций, 2024 год",
    year=2024,
    as_of=date(2024, 12, 16),
    order="171",
    ordered_on=date(2024, 12, 10),
    state=CampaignState.FILLING,
    phases=(
        (CampaignState.FILLING, date(2024, 12, 16), date(2025, 1, 17)),
        (CampaignState.CHECKING, date(2025, 1, 18), date(2025, 1, 28)),
    ),
    states=(
        ResponseState.HANDED_IN, ResponseState.DRAFT, ResponseState.DRAFT, ResponseState.DRAFT,
        ResponseState.RETURNED, ResponseState.ACCEPTED, ResponseState.HANDED_IN, ResponseState.DRAFT,
        ResponseState.ACCEPTED,
    ),
)  # fmt: skip

NOTES = {
    "reminder": "Здравствуйте! Напоминаем о форме: сохранённые ответы на месте, отвечать заново не нужно.",
    "return": "Сверьте ответ с документами школы и сдайте форму ещё раз.",
    "remark": "расходится с отчётом школы",
    "text": "Школа обновила программу развития и открыла профильный класс.",
}
