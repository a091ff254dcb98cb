"""Interviews: planned for heads, held by an interviewer, concluded topic by topic."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from schools.models import Municipality, Person, Post, School, User

from ..models import (
    Answer,
    Campaign,
    CampaignState,
    Conclusion,
    Interview,
    Methodology,
    Participant,
    Response,
    ResponseRole,
    ResponseState,
    ResponseStep,
    Section,
)
from ..surveys import questions
from .asking import begin


@transaction.atomic
def open_interviews(
    *,
    municipality: Municipality,
    methodology: Methodology,
    title: str,
    starts_on: date,
    ends_on: date,
    interviewer: User,
    schools: Iterable[School],
) -> Campaign:
    """A round: one interview for the head of each school on the first day, planned for that day."""
    questions.refuse_unaskable(questions.asked(methodology))
    heads = School.objects.filter(pk__in=[one.pk for one in schools]).with_head(starts_on).exclude(head_id=None)
    if not heads:
        raise ValidationError("У выбранных школ на первый день нет руководителя: беседовать не с кем.")
    campaign = Campaign(
        municipality=municipality, methodology=methodology, title=title, year=starts_on.year, as_of=starts_on,
        state=CampaignState.FILLING, asks=[ResponseRole.INTERVIEWER.value],
    )  # fmt: skip
    begin(campaign, starts_on=starts_on, ends_on=ends_on)
    for school in heads:
        _plan(campaign, school, interviewer=interviewer, on=starts_on)
    return campaign


@transaction.atomic
def change_plan(*, interview: Interview, interviewer: User, planned_on: date) -> Interview:
    """Who talks, and when, while it is not over."""
    _refuse_held(interview)
    interview.response.respondent = interviewer
    interview.response.full_clean()
    interview.response.save()
    interview.planned_on = planned_on
    interview.full_clean()
    interview.save()
    return interview


@transaction.atomic
def write_down(
    *,
    interview: Interview,
    answers: Iterable[Mapping[str, Any]],
    conclusions: Mapping[Section, str],
    held_on: date | None,
) -> None:
    """What was said and concluded so far; with the day it was held the form is handed in and changes no more."""
    response = Response.objects.select_for_update().get(pk=interview.response_id)
    interview.response = response
    _refuse_held(interview)
    now = timezone.now()
    _keep_answers(response, answers)
    _keep_conclusions(response, conclusions)
    response.begun_at, response.saved_at = response.begun_at or now, now
    if held_on:
        response.state, response.handed_in_at = ResponseState.HANDED_IN, now
    response.save()
    if held_on:
        interview.held_on = held_on
        interview.full_clean()
        interview.save()
        _step(response)


@transaction.atomic
def reopen(*, interview: Interview, reason: str, by: User) -> None:
    """Mended after it was over, for a reason that stays."""
    if interview.is_open:
        raise ValidationError("Собеседование ещё не завершено.")
    if not reason.strip():
        raise ValidationError("Укажите, что нужно исправить.")
    response = interview.response
    interview.held_on = None
    interview.save()
    response.state = ResponseState.RETURNED
    response.save()
    ResponseStep.objects.create(response=response, state=response.state, at=timezone.now(), by=by, reason=reason)


@transaction.atomic
def call_off(*, interview: Interview) -> None:
    """Planned by mistake: it goes with all that was written, and the round with its last interview."""
    _refuse_held(interview)
    campaign = interview.response.participant.campaign
    interview.response.participant.delete()
    if not campaign.participants.exists():
        campaign.delete()


def _plan(campaign: Campaign, school: School, *, interviewer: User, on: date) -> None:
    participant = Participant.objects.create(
        campaign=campaign, content_type=ContentType.objects.get_for_model(Person), object_id=school.head_id,
        municipality_id=school.municipality_id, school=school, person_id=school.head_id, label=school.head_name,
        post=f"{Post(school.head_post).label}, {school}",
    )  # fmt: skip
    response = Response.objects.create(
        participant=participant, role=ResponseRole.INTERVIEWER, respondent=interviewer, state=ResponseState.DRAFT
    )
    Interview.objects.create(response=response, planned_on=on)


def _keep_answers(response: Response, answers: Iterable[Mapping[str, Any]]) -> None:
    """The answers as they are given now: one that is no longer given goes, a changed one keeps its history."""
    there = {answer.item_id: answer for answer in response.answers.all()}
    for fields in answers:
        answer = there.pop(fields["item"].pk, None) or Answer(response=response)
        given = {"state": "value", "number": None, "choice": "", "text": ""} | dict(fields)
        if answer.pk and all(getattr(answer, name) == value for name, value in given.items()):
            continue
        for name, value in given.items():
            setattr(answer, name, value)
        answer.saved_at = timezone.now()
        answer.save()
    for answer in there.values():
        answer.delete()


def _keep_conclusions(response: Response, conclusions: Mapping[Section, str]) -> None:
    there = {one.section_id: one for one in response.conclusions.all()}
    for section, text in conclusions.items():
        one = there.get(section.pk)
        if not text:
            if one:
                one.delete()
        elif one is None:
            Conclusion.objects.create(response=response, section=section, text=text)
        elif one.text != text:
            one.text = text
            one.save()


def _step(response: Response) -> None:
    """What was handed in can be read for ever."""
    said = {one.item.code: str(one.value) for one in response.answers.select_related("item")}
    concluded = {one.section.code: one.text for one in response.conclusions.select_related("section")}
    ResponseStep.objects.create(
        response=response, state=response.state, at=response.handed_in_at, by=response.respondent,
        answers={"answers": said, "conclusions": concluded},
    )  # fmt: skip


def _refuse_held(interview: Interview) -> None:
    if not interview.is_open:
        raise ValidationError("Собеседование завершено. Чтобы исправить запись, верните её на доработку.")
