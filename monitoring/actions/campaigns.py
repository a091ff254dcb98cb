"""A campaign is prepared, opened, and moved by its регламент."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import islice

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from schools.models import User

from .. import notices, regulation, sources, subjects
from ..models import (
    Answer,
    Campaign,
    CampaignState,
    Participant,
    Phase,
    Response,
    ResponseRole,
)
from .methodologies import freeze

BATCH = 1_000
RUNNING = "Кампания открывается: дождитесь конца."
#: Views that need nobody named: the participant himself, and the department from outside.
UNNAMED = (ResponseRole.SUBJECT, ResponseRole.EXTERNAL)


@transaction.atomic
def keep(campaign: Campaign, phases: Mapping[CampaignState, tuple[date, date] | None]) -> Campaign:
    """Save a campaign with the terms of its phases: all of them, or nothing."""
    campaign.save()
    for state, term in phases.items():
        if term is None:
            campaign.phases.filter(state=state).delete()
        else:
            starts_on, ends_on = term
            Phase.objects.update_or_create(
                campaign=campaign, state=state, defaults={"starts_on": starts_on, "ends_on": ends_on}
            )
    return campaign


@transaction.atomic
def leave_out(campaign: Campaign, *, numbers: Iterable[int], reason: str) -> int:
    """Those with these numbers will not be asked, and the reason stays; how many were not left out before."""
    _locked(campaign, CampaignState.PREPARATION)
    wanted = set(numbers) - _left_out(campaign).keys()
    rows = subjects.rows(campaign).filter(pk__in=wanted)
    made = list(subjects.participants(campaign, rows, dict.fromkeys(wanted, reason)))
    Participant.objects.bulk_create(made, batch_size=BATCH)
    return len(made)


@transaction.atomic
def take_back(campaign: Campaign, participant: Participant) -> None:
    """Whoever was left out is asked after all."""
    _locked(campaign, CampaignState.PREPARATION)
    campaign.participants.filter(pk=participant.pk).delete()


@transaction.atomic
def move(campaign: Campaign, *, act: str, by: User | None, on: date, reason: str = "") -> Campaign:
    """Bring the campaign into the next state of its регламент, or back; raises `ValidationError` with what hinders."""
    step = regulation.MOVES[act]
    locked = Campaign.objects.select_for_update(of=("self",)).select_related("methodology").get(pk=campaign.pk)
    if found := regulation.doubts(locked, act, on):
        raise ValidationError(found)
    if locked.openings.running(timezone.now()).exists():
        raise ValidationError(RUNNING)
    if step.asks and not reason.strip():
        raise ValidationError(f"{step.asks}: напишите, это останется в истории кампании.")
    if act == "open":
        freeze(locked.methodology, on=on)
        _invite(locked, by)
    locked.state = step.target
    locked._history_user = by
    locked._change_reason = f"{step.label}: {reason.strip()}" if reason.strip() else step.label
    locked.save()
    if act == "open":
        notices.tell_campaign_opened(locked)
    if act == "publish":
        notices.tell_published(locked)
    return locked


def _invite(campaign: Campaign, by: User | None) -> None:
    """Participants as of the campaign's day, a form for each, what the registers know already answered in it."""
    left_out = _left_out(campaign)
    campaign.participants.all().delete()
    made = subjects.participants(campaign, subjects.rows(campaign).iterator(chunk_size=subjects.CHUNK), left_out)
    asked = 0
    while batch := list(islice(made, BATCH)):
        Participant.objects.bulk_create(batch)
        asked += sum(not one.left_out_because for one in batch)
    if not asked:
        raise ValidationError("Некого спрашивать: на дату сведений в реестре нет никого, кто участвует.")
    for role in UNNAMED:
        if role in campaign.asks:
            _open_forms(campaign, role, by)
    if ResponseRole.SUBJECT in campaign.asks:
        tell_known(campaign, by=by)


def _open_forms(campaign: Campaign, role: ResponseRole, by: User | None) -> None:
    asked = campaign.participants.taking_part().order_by("pk").values_list("pk", flat=True)
    forms = (Response(participant_id=pk, role=role) for pk in asked.iterator(chunk_size=BATCH))
    while batch := list(islice(forms, BATCH)):
        bulk_create_with_history(batch, Response, default_user=by)


def tell_known(campaign: Campaign, *, by: User | None) -> None:
    """Write what the registers know into the forms of the participants themselves; nothing that stands is touched."""
    items = list(campaign.methodology.items.asked().exclude(known_as="").select_related("methodology"))
    asked = campaign.participants.taking_part()
    told = sources.known(asked, items, campaign.as_of)
    if not any(told.values()):
        return
    now = timezone.now()
    forms = Response.objects.filter(participant__in=asked, role=ResponseRole.SUBJECT, answers=None).order_by("pk")
    answers = (
        Answer(response_id=form, item_id=item, number=value, origin=Answer.Origin.KNOWN, saved_at=now)
        for form, participant in forms.values_list("pk", "participant").iterator(chunk_size=BATCH)
        for item, value in told.get(participant, {}).items()
    )
    while batch := list(islice(answers, BATCH)):
        bulk_create_with_history(batch, Answer, default_user=by)


def _left_out(campaign: Campaign) -> dict[int, str]:
    rows = subjects.left_out(campaign).values_list("object_id", "left_out_because")
    return dict(rows)


def _locked(campaign: Campaign, *states: CampaignState) -> Campaign:
    locked = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if locked.state not in states:
        raise ValidationError(f"Кампания уже в состоянии «{locked.get_state_display()}»: состав не меняют.")
    if locked.openings.running(timezone.now()).exists():
        raise ValidationError(RUNNING)
    return locked
