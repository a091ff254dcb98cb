"""Calculations of a campaign: the list with progress, a new one, what it has changed, approval."""

from functools import partial
from itertools import islice

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from leadership.core.access import may, require
from leadership.core.pages import form_page

from .. import access, standing
from ..actions import calculating
from ..counting import CHUNK
from ..forms.results import ApprovalForm, CalculationForm
from ..models import Calculation, Campaign

#: Changes shown on the page; all of them are in the paper.
SHOWN = 100


def _campaign(request, pk):
    return get_object_or_404(Campaign.objects.visible_to(request.user).select_related("methodology"), pk=pk)


def _calculation(request, pk):
    seen = Calculation.objects.filter(campaign__in=Campaign.objects.visible_to(request.user))
    return get_object_or_404(seen.select_related("campaign__methodology", "by", "approved_by"), pk=pk)


@require_safe
@may(access.sees_standings)
def calculations(request, pk):
    campaign = _campaign(request, pk)
    found = list(campaign.calculations.select_related("by", "approved_by").order_by("-number"))
    silent = next((it for it in found if it.is_silent(timezone.now())), None)
    return render(
        request,
        "monitoring/calculations.html",
        {
            "title": "Расчёты кампании",
            "lead": str(campaign),
            "campaign": campaign,
            "calculations": found,
            "is_running": any(it.is_running and it != silent for it in found),
            "silent": silent,
            "may_calculate": access.calculates(request.user, campaign),
        },
    )


@may(access.may_calculate)
def add_calculation(request, pk):
    campaign = _campaign(request, pk)
    require(access.calculates(request.user, campaign))
    form = CalculationForm(
        request.POST or None,
        instance=Calculation(campaign=campaign),
        needs_reason=calculating.needs_reason(campaign),
    )
    participants = campaign.participants.taking_part().count()
    calculate = calculating.calculate if participants <= CHUNK else calculating.ask_for
    return form_page(
        request, form, title="Рассчитать кампанию", lead=str(campaign), submit="Рассчитать",
        back=reverse("monitoring:calculations", args=[campaign.pk]),
        then=reverse("monitoring:calculations", args=[campaign.pk]),
        done="Расчёт запущен, его состояние – в списке.",
        note="Баллы, уровни и места считаются сразу по всем участникам и сохраняются с объяснениями. "
        "Пока расчёт идёт, действует прежний.",
        save=lambda: calculate(campaign, by=request.user, at=timezone.now(), reason=form.cleaned_data["reason"]),
    )  # fmt: skip


@require_safe
@may(access.sees_standings)
def calculation(request, pk):
    shown = _calculation(request, pk)
    former = _former(shown)
    changed = list(islice(standing.changes(former, shown), SHOWN + 1)) if former and shown.done_at else []
    return render(
        request,
        "monitoring/calculation.html",
        {
            "title": f"Расчёт № {shown.number}",
            "lead": str(shown.campaign),
            "calculation": shown,
            "is_silent": shown.is_silent(timezone.now()),
            "former": former,
            "changed": changed[:SHOWN],
            "is_more": len(changed) > SHOWN,
            "may_approve": _may_approve(request.user, shown),
        },
    )


def _former(calculation):
    """The calculation this one has replaced."""
    return calculation.campaign.calculations.done().filter(number__lt=calculation.number).order_by("-number").first()


def _may_approve(user, calculation):
    return (
        access.calculates(user, calculation.campaign)
        and calculation.is_current
        and not calculation.is_approved
        and not calculation.is_preliminary
    )


@may(access.may_calculate)
def approve_calculation(request, pk):
    shown = _calculation(request, pk)
    require(access.calculates(request.user, shown.campaign))
    form = ApprovalForm(request.POST or None, instance=shown)
    return form_page(
        request, form, title=f"Утвердить расчёт № {shown.number}", lead=str(shown.campaign), submit="Утвердить",
        back=reverse("monitoring:calculation", args=[shown.pk]), done="Расчёт утверждён.",
        then=reverse("monitoring:calculation", args=[shown.pk]),
        note="После утверждения итоги не меняются: исправить их можно только новым расчётом с причиной.",
        save=partial(_approve, form, request.user),
    )  # fmt: skip


def _approve(form, user):
    return calculating.approve(
        form.instance, document=form.cleaned_data["approval"], by=user, at=timezone.now()
    )  # fmt: skip
