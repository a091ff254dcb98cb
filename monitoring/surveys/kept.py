"""What of the results of a survey is kept when its ballots are destroyed: whole classes of what may be shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..models import Item
from . import questions
from .disclosure import Hidden, Publication
from .distribution import Distribution, Question, distribution, together

Numbers = Mapping[str, int]


@dataclass(frozen=True)
class Answered:
    """One question: in the whole district, in the slices that are shown, and in the hidden ones together.

    `counts`: how many gave which answer in each slice that is shown, and in all others together.
    """

    question: Question
    publication: Publication
    counts: Mapping[int, Numbers]
    rest: Numbers

    @cached_property
    def total(self) -> Distribution | None:
        if not self.publication.is_shown:
            return None
        return distribution(self.question, together([*self.counts.values(), self.rest]))

    @cached_property
    def slices(self) -> dict[int, Distribution]:
        return {pk: distribution(self.question, said) for pk, said in self.counts.items()}

    @cached_property
    def others(self) -> Distribution | None:
        if not self.publication.shown or not self.publication.others:
            return None
        return distribution(self.question, self.rest)


def of_ballots(question: Question, said: Mapping[int, Numbers], publication: Publication) -> Answered:
    """From how many gave which answer in every slice; what may not be shown apart is put together at once."""
    if not publication.is_shown:
        return Answered(question, publication, {}, {})
    counts = {pk: dict(numbers) for pk, numbers in said.items() if pk in publication.shown}
    return Answered(question, publication, counts, together(said[pk] for pk in publication.hidden))


def to_keep(one: Answered) -> dict[str, Any]:
    """As it goes into the record."""
    return {
        "shown": {str(pk): dict(numbers) for pk, numbers in one.counts.items()},
        "rest": dict(one.rest),
        "hidden": {str(pk): str(why) for pk, why in one.publication.hidden.items()},
        "others": one.publication.others,
        "is_shown": one.publication.is_shown,
    }


def answered(item: Item, kept: Mapping[str, Any]) -> Answered:
    """Back from the record, the very same figures."""
    question, said = questions.question_of(item), kept[item.code]
    counts = {int(pk): numbers for pk, numbers in said["shown"].items()}
    hidden = {int(pk): Hidden(why) for pk, why in said["hidden"].items()}
    publication = Publication(frozenset(counts), hidden, said["others"], said["is_shown"])
    return Answered(question, publication, counts, said["rest"])
