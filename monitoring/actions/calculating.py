"""Calculating a campaign as a whole, approving what came of it, correcting it with a reason."""

import logging
from datetime import datetime
from functools import partial

from django.core.exceptions import ValidationError
from django.db import router, transaction
from django.db.models import Max
from django.utils import timezone
from django_tasks import task

from leadership.core import russian
from schools.models import User

from .. import notices, regulation
from ..counting import Counting, Uncountable, WrittenOff
from ..models import Calculation, CalculationState, Campaign, CampaignState, Result, Score
from ..models.result import BROKEN_OFF
from ..scoring import FormulaError
from .findings import propose_findings
from .methodologies import freeze

logger = logging.getLogger(__name__)

OURS = "Расчёт не закончен из-за ошибки на сервере. Прежний расчёт действует. Сообщите администратору."
#: What has been shown to those it concerns is calculated again only with a reason.
SHOWN_IN = frozenset({CampaignState.CLARIFYING, CampaignState.PUBLISHED, CampaignState.DECIDED, CampaignState.CLOSED})


def calculate(campaign: Campaign, *, by: User | None, at: datetime, reason: str = "") -> Calculation:
    """Calculate now; raises `ValidationError` where it may not be begun. A fault is in the calculation."""
    calculation = begin(campaign, by=by, at=at, reason=reason)
    run(calculation, at=at)
    return calculation


def ask_for(campaign: Campaign, *, by: User, at: datetime, reason: str = "") -> Calculation:
    """Begin a calculation and leave it to the worker."""
    with transaction.atomic():
        calculation = begin(campaign, by=by, at=at, reason=reason)
        transaction.on_commit(partial(run_in_background.enqueue, calculation.pk))
    return calculation


@transaction.atomic
def begin(campaign: Campaign, *, by: User | None, at: datetime, reason: str = "") -> Calculation:
    """The next calculation by number; what was approved or shown already is calculated again for a reason."""
    campaign = Campaign.objects.select_for_update(of=("self",), no_key=True).select_related("methodology").get(
        pk=campaign.pk
    )  # fmt: skip
    reason = reason.strip()
    _refuse(campaign, at, reason)
    freeze(campaign.methodology, on=at.date())
    number = campaign.calculations.aggregate(last=Max("number"))["last"] or 0
    return Calculation.objects.create(
        campaign=campaign,
        number=number + 1,
        begun_at=at,
        by=by,
        reason=reason,
        participants_all=campaign.participants.taking_part().count(),
    )


def needs_reason(campaign: Campaign) -> bool:
    current = campaign.calculations.current().first()
    return current is not None and (current.is_approved or campaign.state in SHOWN_IN)


def _refuse(campaign: Campaign, at: datetime, reason: str) -> None:
    if campaign.state == CampaignState.PREPARATION:
        raise ValidationError("Кампания ещё не открыта: считать нечего.")
    if campaign.is_anonymous:
        raise ValidationError("Анонимный опрос не считают по участникам: его итоги – распределение ответов.")
    if not campaign.methodology.items.scored().exists():
        raise ValidationError("В методике ни один показатель не даёт баллов: считать нечего.")
    if not campaign.participants.taking_part().exists():
        raise ValidationError("В кампании нет участников.")
    if campaign.state == CampaignState.CHECKING and (found := regulation.doubts(campaign, "calculate", at.date())):
        raise ValidationError(found)
    if needs_reason(campaign) and not reason:
        raise ValidationError("Итоги уже утверждены или показаны участникам: укажите причину уточнения.")
    campaign.calculations.all().write_off(at)
    if campaign.calculations.unfinished().exists():
        raise ValidationError("Расчёт этой кампании уже идёт.")


@task()
def run_in_background(pk: int) -> None:
    run(Calculation.objects.select_related("campaign__methodology").get(pk=pk), at=timezone.now())


def run(calculation: Calculation, *, at: datetime) -> None:
    """Count and make it the current one; where it fails, the former stays and this one says why.

    One that has ended or was written off before the worker came to it is left alone; one written off meanwhile
    takes its rows away.
    """
    if not Calculation.objects.unfinished().filter(pk=calculation.pk).exists():
        return
    try:
        counting = Counting(calculation)
        counting.count()
        calculation.deciders = counting.deciders
        _finish(calculation, at)
    except WrittenOff:
        _fail(calculation, BROKEN_OFF)
    except (Uncountable, FormulaError) as fault:
        _fail(calculation, str(fault))
    except Exception:
        logger.exception("Calculation %s has failed", calculation.pk)
        _fail(calculation, OURS)


def _fail(calculation: Calculation, why: str) -> None:
    using = router.db_for_write(Result)
    with transaction.atomic():
        Score.objects.filter(result__calculation=calculation)._raw_delete(using)
        Result.objects.filter(calculation=calculation)._raw_delete(using)
        Calculation.objects.filter(pk=calculation.pk).update(fault=why)
    calculation.refresh_from_db()


@transaction.atomic
def _finish(calculation: Calculation, at: datetime) -> None:
    campaign = Campaign.objects.select_for_update(of=("self",), no_key=True).get(pk=calculation.campaign_id)
    if not campaign.calculations.unfinished().filter(pk=calculation.pk).exists():
        raise WrittenOff
    replaced = campaign.calculations.current().update(is_current=False)
    calculation.state = _state_of(campaign, is_first=not replaced)
    calculation.is_current, calculation.done_at, calculation.moved_at = True, at, None
    calculation.participants_done = calculation.participants_all
    calculation.save(update_fields=["state", "is_current", "done_at", "moved_at", "participants_done", "deciders"])
    if campaign.state == CampaignState.CHECKING:
        campaign.state = CampaignState.CALCULATED
        campaign.save(update_fields=["state"])
    calculation.campaign = campaign
    if calculation.state != CalculationState.PRELIMINARY:
        propose_findings(calculation, on=at.date())


def _state_of(campaign: Campaign, *, is_first: bool) -> str:
    """Provisional while answers come in; after the checking calculated; shown once, clarified."""
    if campaign.state == CampaignState.FILLING:
        return CalculationState.PRELIMINARY
    is_clarified = campaign.state in SHOWN_IN and not is_first
    return CalculationState.CLARIFIED if is_clarified else CalculationState.CALCULATED


@transaction.atomic
def approve(calculation: Calculation, *, document: str, by: User | None, at: datetime) -> Calculation:
    """The results stand for ever: from now on a correction is the next calculation, with a reason."""
    calculation = Calculation.objects.select_for_update(of=("self",)).get(pk=calculation.pk)
    if not document.strip():
        raise ValidationError({"approval": "Укажите документ, которым утверждены итоги."})
    if not calculation.is_current:
        raise ValidationError("Утверждают действующий расчёт, а этот уже заменён.")
    if calculation.is_approved:
        raise ValidationError("Этот расчёт уже утверждён.")
    if calculation.state == CalculationState.PRELIMINARY:
        raise ValidationError("Расчёт предварительный: сначала завершите сбор и проверку данных.")
    calculation.state, calculation.approval = CalculationState.APPROVED, document.strip()
    calculation.approved_by, calculation.approved_at = by, at
    calculation.save()
    notices.tell_approved(calculation, at)
    return calculation


@transaction.atomic
def place_by_hand(result: Result, *, place: int | None, reason: str, by: User, at: datetime) -> Result:
    """A place set by a person is printed as such, with the reason; without a place the counted one is back."""
    result = Result.objects.select_for_update(of=("self",)).select_related("calculation").get(pk=result.pk)
    if result.calculation.is_approved:
        raise ValidationError("Итоги утверждены: место меняют только новым расчётом с причиной.")
    if not result.calculation.is_current:
        raise ValidationError("Этот расчёт уже заменён: место назначают в действующем.")
    rivals = result.calculation.results.filter(role=result.role, is_ranked=True).count()
    if place is not None and not 1 <= place <= rivals:
        raise ValidationError({"manual_place": f"Место – от 1 до {rivals}."})
    if place is not None and not reason.strip():
        raise ValidationError({"manual_reason": "Место, назначенное вручную, требует причины."})
    said = f"{reason.strip()} (назначено: {by}, {russian.day(at.date())})"
    result.manual_place, result.manual_reason = place, said if place is not None else ""
    result.save(update_fields=["manual_place", "manual_reason"])
    return result
