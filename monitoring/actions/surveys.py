"""A survey from its opening to its closing. What is cast is never joined to who cast it."""

import random
import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from leadership.core import codes, russian
from schools.models import Municipality, School

from ..models import (
    Ballot,
    BallotAnswer,
    Campaign,
    CampaignState,
    Invitation,
    Methodology,
    Participant,
)
from ..surveys import questions
from .asking import begin, school_taking_part


class NotAdmitted(Exception):
    """The code is used, burnt, mistyped, or its survey does not take answers on the day."""


@transaction.atomic
def open_survey(
    *,
    municipality: Municipality,
    methodology: Methodology,
    title: str,
    starts_on: date,
    ends_on: date,
    least_slice: int,
    invited: Mapping[School, int],
) -> Campaign:
    """From now on it is anonymous, its slices are these schools, and how few are hidden does not change."""
    questions.refuse_unaskable(questions.asked(methodology))
    survey = Campaign(
        municipality=municipality, methodology=methodology, title=title, year=starts_on.year, as_of=starts_on,
        state=CampaignState.FILLING, is_anonymous=True, least_slice=least_slice,
    )  # fmt: skip
    begin(survey, starts_on=starts_on, ends_on=ends_on)
    heads = School.objects.filter(pk__in=[school.pk for school in invited]).with_head(starts_on)
    Participant.objects.bulk_create(
        school_taking_part(survey, school, invited=number)
        for school, number in ((head, invited[head]) for head in heads)
    )
    return survey


@transaction.atomic
def issue_codes(*, survey: Campaign, numbers: Mapping[Participant, int], on: date) -> dict[Participant, list[str]]:
    """So many new codes for each slice. Those of it that nobody has used yet are burnt.

    This is the only moment the codes are known: what is kept cannot be turned back into them.
    """
    slices = _locked(survey)
    _refuse_closed(survey, on)
    issued = {}
    for participant in slices:
        if not (number := numbers.get(participant, 0)):
            continue
        participant.invitations.all().delete()
        issued[participant] = [codes.new_code() for _ in range(number)]
        digests = sorted(map(codes.digest, issued[participant]))  # in an order that is not that of the sheet
        Invitation.objects.bulk_create(Invitation(digest=one, participant=participant) for one in digests)
        participant.invited = participant.ballots.count() + number
        participant.save(update_fields=["invited"])
    return issued


@transaction.atomic
def cast(*, code: str, answers: Iterable[Mapping[str, Any]], on: date) -> None:
    """Burn the code and put the ballot in; `answers` are the fields of its answers."""
    admitting = Invitation.objects.admitting(on)
    invitation = admitting.filter(digest=codes.digest(code)).first()
    if invitation is None:
        raise NotAdmitted
    participant = Participant.objects.select_for_update().get(pk=invitation.participant_id)
    if not admitting.filter(pk=invitation.pk).exists():  # closed, or used, while it waited
        raise NotAdmitted
    invitation.delete()
    ballot = Ballot(participant=participant)
    _shake(participant, ballot, [BallotAnswer(ballot=ballot, **answer) for answer in answers])


@transaction.atomic
def close_survey(*, survey: Campaign, on: date) -> None:
    """No answer is taken any more, and none ever will be: results are made public once, of everything."""
    _locked(survey)
    _refuse_closed(survey, on)
    Invitation.objects.filter(participant__campaign=survey).delete()
    survey.state = CampaignState.CLOSED
    survey.save(update_fields=["state"])


@transaction.atomic
def change_survey(*, survey: Campaign, title: str, ends_on: date, on: date) -> Campaign:
    """The name and the last day, while it is open; who is asked and how few are hidden stays.

    A term that has run out is not lengthened: its results may have been read already.
    """
    _locked(survey)
    _refuse_closed(survey, on)
    phase = survey.phases.get(state=CampaignState.FILLING)
    if ends_on < phase.starts_on:
        raise ValidationError(
            {"ends_on": f"Опрос начинается {russian.day(phase.starts_on)}: срок не может быть раньше."}
        )
    if ends_on < on:
        raise ValidationError(
            {"ends_on": "Этот день уже прошёл. Чтобы закончить приём ответов сейчас, закройте опрос."}
        )
    phase.ends_on = ends_on
    phase.save(update_fields=["ends_on"])
    survey.title = title
    survey.save(update_fields=["title"])
    return survey


@transaction.atomic
def read_text(*, answer: BallotAnswer, reading: str, shown_text: str) -> None:
    """What becomes of an open answer, and the words it is shown in; what was written itself stays as it is."""
    answer.reading, answer.shown_text = reading, shown_text
    answer.save(update_fields=["reading", "shown_text"])


def _shake(participant: Participant, ballot: Ballot, answers: list[BallotAnswer]) -> None:
    """The whole box of a slice is laid anew, under new keys and in an order of chance.

    A table remembers in what order its rows came in, and PostgreSQL by which transaction; a log of a server in
    front of ours remembers who came in what order. Shaken, neither row tells which was last.
    """
    there = list(participant.ballots.prefetch_related("answers"))
    sheets = [(old, list(old.answers.all())) for old in there] + [(ballot, answers)]
    BallotAnswer.objects.filter(ballot__in=there).delete()
    participant.ballots.all().delete()
    chance = random.SystemRandom()
    chance.shuffle(sheets)
    for sheet, said in sheets:
        sheet.key = uuid.uuid4()
        for answer in said:
            answer.key, answer.ballot = uuid.uuid4(), sheet
    Ballot.objects.bulk_create(sheet for sheet, _ in sheets)
    laid = [answer for _, said in sheets for answer in said]
    chance.shuffle(laid)
    BallotAnswer.objects.bulk_create(laid)


def _locked(survey: Campaign) -> list[Participant]:
    """The slices, which no ballot can get into until this is done."""
    slices = list(survey.participants.select_for_update(of=("self",)).order_by("pk"))
    survey.refresh_from_db(fields=["state"])
    return slices


def _refuse_closed(survey: Campaign, on: date) -> None:
    if survey.state != CampaignState.FILLING or survey.is_over(on):
        raise ValidationError("Опрос закрыт: он больше не меняется.")
