"""The results of a closed survey, read from its ballots once, with nothing in them that may not be shown."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Count
from django.db.models.functions import Coalesce

from ..models import AnswerState, BallotAnswer, Campaign, Item, Participant, SurveyRecord
from . import changes as beside
from . import disclosure, kept, questions
from .disclosure import Publication
from .distribution import Distribution, Question, distribution, whole_percent
from .kept import Answered
from .questions import NO, YES

#: Item → slice → answer → how many gave it.
Counts = Mapping[int, Mapping[int, Mapping[str, int]]]


@dataclass(frozen=True)
class Results:
    """`publication` tells of the slices as such; a question few have answered may show fewer of them."""

    survey: Campaign
    slices: list[Participant]
    publication: Publication
    questions: list[Answered]
    texts: Mapping[str, list[str]]
    record: SurveyRecord | None = None

    @property
    def invited(self) -> int:
        return sum(one.invited for one in self.slices)

    @property
    def answered(self) -> int:
        return sum(one.answered for one in self.slices)

    @property
    def turnout(self) -> int | None:
        return whole_percent(self.answered, self.invited) if self.invited else None

    @cached_property
    def shown(self) -> dict[str, tuple[Question, Distribution]]:
        """What is known of the whole district, by the code of the question."""
        return {one.question.code: (one.question, one.total) for one in self.questions if one.total}


def slices_of(survey: Campaign) -> list[Participant]:
    """The slices with `answered`, how many have, and `unused`, how many codes are still good."""
    counted = survey.participants.taking_part().annotate(
        answered=Coalesce("kept_answered", Count("ballots", distinct=True)),
        unused=Count("invitations", distinct=True),
    )
    return list(counted.select_related("school"))


def results(survey: Campaign, day: date) -> Results:
    """A fixed number of questions to the database, whatever the number of ballots. An open survey has no results."""
    if not survey.is_over(day):
        raise ValueError("results are made of a closed survey, once")
    slices = slices_of(survey)
    publication = disclosure.publish({one.pk: one.answered for one in slices}, survey.least_slice)
    items = questions.asked(survey.methodology)
    closed = [item for item in items if not questions.is_open(item)]
    if record := SurveyRecord.objects.filter(campaign=survey).first():
        return Results(
            survey, slices, publication, questions=[kept.answered(item, record.counts) for item in closed],
            texts=record.texts, record=record,
        )  # fmt: skip
    counts = _counted(survey)
    return Results(
        survey=survey,
        slices=slices,
        publication=publication,
        questions=[_answered(item, slices, counts[item.pk], publication, survey.least_slice) for item in closed],
        texts=_texts(survey, items) if publication.is_shown else {},
    )


def former(survey: Campaign, day: date) -> Campaign | None:
    """The latest closed survey of the district before this one by the same methodology, of whatever version."""
    alike = Campaign.objects.over_by(day).filter(
        municipality=survey.municipality_id, methodology__code=survey.methodology.code,
        methodology__kind=survey.methodology.kind, as_of__lt=survey.as_of,
    )  # fmt: skip
    return alike.select_related("methodology").order_by("-as_of", "-pk").first()


def changes_since(earlier: Results, later: Results) -> list[beside.Change]:
    return beside.changes(earlier.shown, later.shown)


def _counted(survey: Campaign) -> Counts:
    """Answers are counted by the database: no ballot is ever read whole."""
    counts: dict[int, dict[int, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    said = (
        BallotAnswer.objects.of(survey).filter(state=AnswerState.VALUE)
        .exclude(item__answer=Item.Answer.TEXT).order_by()
        .values("item", "item__answer", "ballot__participant", "choice", "number").annotate(times=Count("pk"))
    )  # fmt: skip
    for one in said:
        counts[one["item"]][one["ballot__participant"]][_code(one)] = one["times"]
    return counts


def _code(said: Mapping) -> str:
    if said["item__answer"] == Item.Answer.CHOICE:
        return said["choice"]
    if said["item__answer"] == Item.Answer.YES_NO:
        return YES if said["number"] else NO
    return format(said["number"].normalize(), "f")


def _answered(
    item: Item,
    slices: list[Participant],
    counts: Mapping[int, Mapping[str, int]],
    whole: Publication,
    least: int,
) -> Answered:
    question = questions.question_of(item)
    said = {one.pk: counts.get(one.pk, {}) for one in slices}
    bases = {pk: distribution(question, answers).base for pk, answers in said.items()}
    return kept.of_ballots(question, said, disclosure.publish(bases, least, apart=whole.hidden))


def _texts(survey: Campaign, items: list[Item]) -> dict[str, list[str]]:
    """Open answers that a person has read and allowed, of the whole district, in an order of chance."""
    texts: dict[str, list[str]] = {item.title: [] for item in items if questions.is_open(item)}
    shown = BallotAnswer.objects.of(survey).open_ones().may_be_shown()
    for answer in shown.select_related("item"):
        texts[answer.item.title].append(answer.said)
    return texts
