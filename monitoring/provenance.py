"""By whom, when and from what the answers of a form were given."""

from dataclasses import dataclass
from datetime import datetime

from .models import Answer, Response

WAYS = {
    Answer.Origin.ENTERED: "введено в систему",
    Answer.Origin.KNOWN: "взято из данных системы",
    Answer.Origin.PAPER: "внесено специалистом с бумаги",
    Answer.Origin.WORKBOOK: "загружено из книги Excel",
}


@dataclass(frozen=True)
class Source:
    """So many answers that stand in the form, by one person in one way; `at` is the latest of them."""

    way: str
    by: str
    answers: int
    at: datetime | None


def of(response: Response) -> list[Source]:
    """The most answers first. Whoever gave an answer is whoever wrote its present value, not who marked it later."""
    answers = {one.pk: one for one in response.answers.given().order_by()}
    givers: dict[int, tuple[str, int | None]] = {}
    kept = Answer.history.filter(response_id=response.pk).order_by("history_date", "history_id")
    for pk, saved_at, origin, giver in kept.values_list("id", "saved_at", "origin", "history_user"):
        if pk in answers and saved_at == answers[pk].saved_at:
            givers.setdefault(pk, (origin, giver))
    for pk, answer in answers.items():
        givers.setdefault(pk, (answer.origin, None))
    moments: dict[tuple[str, int | None], list[datetime | None]] = {}
    for pk, giver_of in givers.items():
        moments.setdefault(giver_of, []).append(answers[pk].saved_at)
    names = {one.pk: str(one) for one in _users({giver for _, giver in moments})}
    found = [
        Source(WAYS[Answer.Origin(origin)], names.get(giver or 0, ""), len(at), max(filter(None, at), default=None))
        for (origin, giver), at in moments.items()
    ]
    return sorted(found, key=lambda one: (-one.answers, one.way, one.by))


def _users(numbers: set[int | None]) -> list:
    users = Response._meta.get_field("respondent").related_model.objects
    return list(users.filter(pk__in=[number for number in numbers if number]).select_related("person"))
