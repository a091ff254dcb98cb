"""The plan of measures: the table by stage, the strip of dates, a measure's page, closing of dates."""

from itertools import groupby

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from leadership.core.access import may
from leadership.core.pages import form_page, gone_page

from .. import access, actions
from ..charts import plan_strip
from ..forms import CloseOccurrenceForm, MeasureForm, MeasureRowForm, ReasonForm, RescheduleForm, ScheduleForm
from ..models import Amendment, Measure, MeasureRow, Occurrence, State
from .passport import amend_page, needs_project


@require_safe
@may(access.sees_project)
@needs_project
def plan(request):
    project = request.project
    chosen = request.GET.get("state", "")
    measures = list(project.measures.with_rows())
    for measure in measures:
        measure.state = measure.state_on(request.as_of)
    shown = [measure for measure in measures if not chosen or measure.state == chosen]
    stages = [(stage, list(group)) for stage, group in groupby(shown, key=lambda measure: measure.stage)]
    return render(
        request,
        "project/plan.html",
        {
            "title": "План мероприятий",
            "stages": stages,
            "states": State.choices,
            "chosen": chosen,
            "how_many": len(shown),
            "strip": plan_strip(project, measures, request.as_of),
        },
    )


def _amendments(request, measure):
    """What became of an approved measure is read by those who read the amendments at all."""
    return Amendment.objects.of_measure(measure) if access.sees_amendments(request.user) else ()


@require_safe
@may(access.sees_project)
def measure(request, pk):
    shown = get_object_or_404(Measure.objects.visible_to(request.user).with_rows().select_related("project"), pk=pk)
    for occurrence in shown.occurrences():
        occurrence.state = occurrence.state_on(request.as_of)
    return render(
        request,
        "project/measure.html",
        {
            "title": f"Мероприятие {shown.number}",
            "measure": shown,
            "state": shown.state_on(request.as_of),
            "amendments": _amendments(request, shown),
            "may_edit": access.edits_passport(request.user),
            "may_close": access.closes_occurrences(request.user),
        },
    )


@may(access.edits_passport)
def edit_measure(request, pk):
    edited = get_object_or_404(Measure.objects.visible_to(request.user), pk=pk)
    form = MeasureForm(request.POST or None, instance=edited, user=request.user)
    return amend_page(request, form, title=f"Мероприятие {edited.number}", back=edited.get_absolute_url())


@may(access.edits_passport)
def edit_row(request, pk):
    edited = get_object_or_404(MeasureRow.objects.visible_to(request.user), pk=pk)
    form = MeasureRowForm(request.POST or None, instance=edited, user=request.user)
    return amend_page(
        request, form, title=str(edited), back=edited.get_absolute_url(),
        note="Новое правило сроков добавит недостающие даты и снимет незакрытые, которых в нём нет.",
    )  # fmt: skip


@may(access.closes_occurrences)
def add_occurrence(request, row):
    owner = get_object_or_404(MeasureRow.objects.visible_to(request.user), pk=row, rule="")
    form = ScheduleForm(request.POST or None, instance=Occurrence(row=owner), user=request.user)
    return form_page(
        request, form, title="Назначить срок", back=owner.get_absolute_url(), done="Срок назначен.",
        note=f"Мероприятие {owner.measure.number}: {owner.term}",
    )  # fmt: skip


@may(access.closes_occurrences)
def close_occurrence(request, pk):
    closed = Occurrence.objects.visible_to(request.user).filter(pk=pk).first()
    if closed is None:
        return gone_page(request, Occurrence, pk, CloseOccurrenceForm, back=reverse("project:plan"))
    form = CloseOccurrenceForm(request.POST or None, instance=closed, user=request.user)
    return form_page(
        request, form, title=f"Исполнение: {closed}", back=closed.get_absolute_url(), done="Отметка сохранена.",
        note=f"Мероприятие {closed.row.measure.number}. {closed.row.measure.title}",
    )  # fmt: skip


@may(access.edits_passport)
def edit_occurrence(request, pk):
    moved = Occurrence.objects.visible_to(request.user).filter(pk=pk).first()
    if moved is None:
        return gone_page(request, Occurrence, pk, RescheduleForm, back=reverse("project:plan"))
    form = RescheduleForm(request.POST or None, instance=moved, user=request.user)
    return amend_page(request, form, title=f"Перенести срок: {moved}", back=moved.get_absolute_url())


@may(access.edits_passport)
def remove_occurrence(request, pk):
    removed = get_object_or_404(Occurrence.objects.visible_to(request.user), pk=pk)
    back = removed.get_absolute_url()
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.drop(removed, reason=form.cleaned_data["reason"], by=request.user, on=timezone.localdate())
        return redirect(back)
    return render(
        request,
        "project/drop_occurrence.html",
        {"title": f"Снять срок: {removed}", "form": form, "back": back, "occurrence": removed},
        status=422 if form.errors else 200,
    )
