"""The eight indicators: the figures, the people and schools behind each, the way it is read."""

from dataclasses import dataclass

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from leadership.core.access import may

from .. import access, indicators
from ..charts import bullet, trend
from ..forms import IndicatorForm
from ..models import Amendment, Indicator
from ..reading import Reading
from .passport import amend_page, needs_project


@dataclass(frozen=True)
class Line:
    """An indicator beside its reading on the day, ready to be shown."""

    indicator: Indicator
    reading: Reading

    @property
    def chart(self) -> str:
        return bullet(f"indicator-{self.indicator.pk}", self.indicator.title, self.reading)


def lines_of(project, day):
    promised = list(project.indicators.all())
    readings = indicators.readings(promised, [day])
    return [Line(indicator, readings[indicator.pk, day]) for indicator in promised]


@require_safe
@may(access.sees_project)
@needs_project
def list_indicators(request):
    return render(
        request,
        "project/indicators.html",
        {
            "title": "Индикаторы",
            "lead": "Значения сосчитаны по записям реестров на выбранную дату.",
            "lines": lines_of(request.project, request.as_of),
        },
    )


@require_safe
@may(access.sees_project)
def indicator(request, pk):
    shown = get_object_or_404(Indicator.objects.visible_to(request.user).select_related("project"), pk=pk)
    days = indicators.trend_days(shown.project, request.as_of)
    readings = indicators.readings([shown], days)
    reading = readings[shown.pk, request.as_of]
    names = access.sees_names_behind_figures(request.user)
    history = [(day, readings[shown.pk, day]) for day in days]
    return render(
        request,
        "project/indicator.html",
        {
            "title": f"Индикатор {shown.number}",
            "indicator": shown,
            "source": indicators.source_of(shown),
            "variant": indicators.variant_of(shown),
            "reading": reading,
            "history": history,
            "trend": trend(f"trend-{shown.pk}", shown.title, history) if len(history) > 1 else "",
            "members": indicators.behind(shown, request.as_of) if names else None,
            "measures": shown.measures.all(),
            "amendments": Amendment.objects.of(shown) if access.sees_amendments(request.user) else (),
            "may_edit": access.edits_passport(request.user),
        },
    )


@may(access.edits_passport)
def edit_indicator(request, pk):
    edited = get_object_or_404(Indicator.objects.visible_to(request.user).select_related("project"), pk=pk)
    form = IndicatorForm(request.POST or None, instance=edited, user=request.user)
    return amend_page(request, form, title=f"Индикатор {edited.number}", back=edited.get_absolute_url())
