"""One result with its reasons; a place set by hand; the years side by side."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from leadership.core import journal
from leadership.core.access import may, require
from leadership.core.pages import form_page

from .. import access, charts, dynamics, standing
from ..actions import calculating
from ..forms.results import PlaceForm
from ..models import Campaign, Result
from ..sheet import former_result, sheet_of

SUBJECTS_ON_A_PAGE = 50


def seen_results(user):
    return Result.objects.visible_to(user).select_related(
        "calculation__campaign__methodology__municipality", "participant__person", "participant__school", "level"
    )


@require_safe
@may(access.sees_results)
def result(request, pk):
    shown = get_object_or_404(seen_results(request.user), pk=pk)
    campaign = shown.calculation.campaign
    if shown.participant.person_id and shown.participant.person_id != request.user.person_id:
        journal.note_look(request, shown.participant.person)
    told = sheet_of(shown, former_result(shown, request.as_of))
    years = dynamics.dynamics(shown.calculation, request.as_of, [shown])
    return render(
        request,
        "monitoring/result.html",
        {
            "title": "Почему столько баллов",
            "result": shown,
            "campaign": campaign,
            "sheet": told,
            "sections_chart": _sections_chart(told),
            "years": _over_years(years, shown),
            "comparison": years.comparison,
            "others": _other_roles(shown),
            "sees_standings": access.sees_standings(request.user),
            "may_place": access.calculates(request.user, campaign)
            and shown.is_ranked
            and shown.calculation.is_current
            and not shown.calculation.is_approved,
        },
    )


def _other_roles(result):
    """The views of others stand beside, never added."""
    others = result.calculation.results.filter(participant=result.participant_id).exclude(pk=result.pk)
    return others.select_related("level").order_by("role")


def _sections_chart(sheet):
    rows = [
        (it.title, it.subtotal.percent, charts.said_percent(it.subtotal.percent))
        for it in sheet.sections
        if it.subtotal.most is not None
    ]
    return charts.bars("sections", "Процент от максимума по разделам", rows, 100) if len(rows) > 1 else ""


def _over_years(years, result):
    """The table and the chart of one subject; a single year is no dynamics."""
    shares = years.shares.get(standing.subject_of(result), ())
    told = [
        (str(it.campaign.year), share, charts.said_percent(share))
        for it, share in zip(years.years, shares, strict=False)
    ]
    if len(told) < 2:
        return None
    return {"rows": told, "chart": charts.line("years", "Процент от максимума по годам", told, 100)}


@may(access.may_calculate)
def edit_result(request, pk):
    shown = get_object_or_404(seen_results(request.user), pk=pk)
    require(access.calculates(request.user, shown.calculation.campaign))
    form = PlaceForm(request.POST or None, instance=shown)
    return form_page(
        request, form, title="Место вручную", lead=f"{shown.participant}: {shown.calculation.campaign}",
        back=shown.get_absolute_url(), done="Место записано.",
        note="Место, назначенное вручную, печатается с пометкой и причиной.",
        save=lambda: calculating.place_by_hand(
            shown,
            place=form.cleaned_data["manual_place"],
            reason=form.cleaned_data["manual_reason"],
            by=request.user,
            at=timezone.now(),
        ),
    )  # fmt: skip


@require_safe
@may(access.sees_standings)
def dynamics_page(request, pk):
    campaign = get_object_or_404(Campaign.objects.visible_to(request.user).select_related("methodology"), pk=pk)
    calculation = standing.chosen(campaign, request.as_of)
    context = {"title": "Динамика", "lead": str(campaign), "campaign": campaign, "calculation": calculation}
    if calculation:
        calculation.campaign = campaign
        typed = request.GET.get("q", "").replace("\0", "").strip()[:100]
        found = Result.objects.visible_to(request.user).filter(calculation=calculation)
        found = found.filter(participant__label__icontains=typed) if typed else found
        results = found.select_related("participant").order_by("participant__label", "role", "pk")
        page = Paginator(results, SUBJECTS_ON_A_PAGE).get_page(request.GET.get("page"))
        context |= _told(dynamics.dynamics(calculation, request.as_of, list(page)), page) | {"typed": typed}
    return render(request, "monitoring/dynamics.html", context)


def _told(years, page):
    none = (None,) * len(years.years)
    numbers = [it.campaign.year for it in years.years]
    rows = [(it, list(zip(numbers, years.shares.get(standing.subject_of(it), none), strict=True))) for it in page]
    return {
        "years": years.years,
        "comparison": years.comparison,
        "rows": rows,
        "summaries": [_summary(years, role) for role in years.roles],
        "page": page,
    }


def _summary(years, role):
    """Mean and median of one view by year, and the chart of the medians."""
    spreads = [years.spread(number, role) for number in range(len(years.years))]
    numbers = [str(it.campaign.year) for it in years.years]
    points = [
        (year, own and own.median, charts.said_percent(own and own.median))
        for year, own in zip(numbers, spreads, strict=True)
    ]
    return {
        "view": role.label if len(years.roles) > 1 else "",
        "means": [(year, charts.said_percent(own and own.mean)) for year, own in zip(numbers, spreads, strict=True)],
        "medians": [(year, said) for year, _, said in points],
        "chart": charts.line(f"medians-{role}", "Медиана по годам", points, 100) if len(points) > 1 else "",
    }
