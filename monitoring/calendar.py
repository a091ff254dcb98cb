"""Days of measuring: forms, campaigns, recommendations, interviews."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from leadership.core.calendars.registry import Dated, dated, with_versions
from schools.models import DEPARTMENT, User

from .asked import forms_with_account
from .models import OPEN_STATES, Campaign, CampaignState, Interview, Methodology, Phase, Recommendation


@dated("form")
def forms(user: User, first: date, last: date) -> Iterator[Dated]:
    """The last day of the forms this account is asked for."""
    opened = Campaign.objects.exclude(state=CampaignState.PREPARATION)
    asked = forms_with_account().filter(asked=user.pk, due_on__range=(first, last), participant__campaign__in=opened)
    for form in with_versions(asked, Campaign, of="participant__campaign"):
        yield Dated(
            number=form.pk, title=f"Сдать форму: {form.participant.campaign}", on=form.due_on,
            address=form.get_absolute_url(), is_done=form.state not in OPEN_STATES,
            versions=form.versions, changed_at=form.changed_at,
        )  # fmt: skip


@dated("filling")
def fillings(user: User, first: date, last: date) -> Iterator[Dated]:
    """For the department the last days of filling in, of campaigns and of surveys."""
    if user.role not in DEPARTMENT:
        return
    seen = Campaign.objects.visible_to(user).exclude(methodology__kind=Methodology.Kind.INTERVIEW)
    terms = Phase.objects.filter(state=CampaignState.FILLING, ends_on__range=(first, last), campaign__in=seen)
    for term in with_versions(terms.select_related("campaign__methodology"), Campaign, of="campaign"):
        campaign = term.campaign
        is_survey = campaign.methodology.kind == Methodology.Kind.SURVEY
        said = "Последний день опроса" if is_survey else "Последний день сдачи форм"
        page = "monitoring:survey" if is_survey else "monitoring:campaign"
        yield Dated(
            number=term.pk, title=f"{said}: {campaign}", on=term.ends_on, address=reverse(page, args=[campaign.pk]),
            is_done=campaign.state not in (CampaignState.PREPARATION, CampaignState.FILLING),
            versions=term.versions, changed_at=term.changed_at,
        )  # fmt: skip


@dated("recommendation")
def recommendations(user: User, first: date, last: date) -> Iterator[Dated]:
    if user.person_id is None:
        return
    own = Recommendation.objects.sent().filter(person=user.person_id, due_on__range=(first, last))
    for one in with_versions(own, Recommendation):
        yield Dated(
            number=one.pk, title="Исполнить рекомендацию", on=one.due_on, address=one.get_absolute_url(),
            versions=one.versions, changed_at=one.changed_at,
        )  # fmt: skip


@dated("interview")
def interviews(user: User, first: date, last: date) -> Iterator[Dated]:
    """For the interviewer, by school."""
    planned = Interview.objects.visible_to(user).filter(response__respondent=user.pk, planned_on__range=(first, last))
    for one in with_versions(planned.select_related("response__participant__school"), Interview):
        yield Dated(
            number=one.pk, title=f"Собеседование: {one.response.participant.school or 'руководитель'}",
            on=one.planned_on, address=one.get_absolute_url(), is_done=one.held_on is not None,
            versions=one.versions, changed_at=one.changed_at,
        )  # fmt: skip
