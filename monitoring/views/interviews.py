"""Interviews: a plan, a form by the guide, conclusions by topic. The department alone reads them."""

from functools import partial, wraps

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_safe

from leadership.core import journal
from leadership.core.access import may
from leadership.core.lists import ListPage
from leadership.core.pages import remove_page
from leadership.core.papers import runtime

from .. import access
from ..actions import interviews as actions
from ..filters.interviews import InterviewFilter
from ..forms.interviews import InterviewForm, OpenInterviewsForm, PlanForm, ReopenForm
from ..models import Interview
from ..papers.interviews import topics
from ..surveys import questions
from ..tables.interviews import InterviewTable


def interview_seen(view):
    """The view is given the interview with whom it is about, where this user may see it."""

    @wraps(view)
    def found(request, pk):
        seen = Interview.objects.visible_to(request.user).select_related(
            "response__participant__campaign__methodology",
            "response__participant__municipality",
            "response__respondent",
        )
        return view(request, get_object_or_404(seen, pk=pk))

    return found


class Interviews(ListPage):
    title = "Собеседования"
    lead = "С кем, когда и кто беседует; что записано, видит только управление."
    table_class, filterset_class = InterviewTable, InterviewFilter
    allowed = staticmethod(access.sees_interviews)
    may_edit = staticmethod(access.keeps_interviews)
    create_url = reverse_lazy("monitoring:open_interviews")
    create_label = "Назначить собеседования"
    empty = "К этой дате собеседований нет."

    def rows(self, user, as_of):
        seen = Interview.objects.visible_to(user).known_by(as_of)
        return seen.select_related(
            "response__participant__campaign", "response__participant__school", "response__respondent"
        )


@may(access.keeps_interviews)
def open_interviews(request):
    form = OpenInterviewsForm(
        request.POST or None, initial={"interviewer": request.user.pk}, user=request.user,
        municipality=request.municipality,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            campaign = actions.open_interviews(municipality=request.municipality, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "Собеседования назначены. Уточните день каждого.")
            return redirect(f"{reverse('monitoring:interviews')}?campaign={campaign.pk}")
    note = "" if form.fields["methodology"].queryset.exists() else "Планов беседы пока нет: нужна методика этого вида."
    return _form(request, form, "Назначить собеседования", back=reverse("monitoring:interviews"), note=note)


@require_safe
@may(access.sees_interviews)
@interview_seen
def interview(request, interview):
    journal.note_look(request, interview)
    return render(
        request,
        "monitoring/surveys/interview.html",
        {
            "title": interview.response.participant.label,
            "interview": interview,
            "participant": interview.response.participant,
            "topics": topics(interview),
            "returned": interview.response.steps.filter(state="returned").last() if interview.is_open else None,
            "may_keep": access.keeps_interviews(request.user),
            "sees_history": access.sees_interviews(request.user),
            "pdf_available": runtime.available(),
        },
    )


@may(access.keeps_interviews)
@interview_seen
def edit_interview(request, interview):
    """Who talks and when, until it is over."""
    form = PlanForm(request.POST or None, instance=interview)
    if not interview.is_open:
        messages.error(request, "Собеседование завершено: план больше не меняют.")
        return redirect(interview)
    if request.method == "POST" and form.is_valid():
        actions.change_plan(interview=interview, **form.cleaned_data)
        messages.success(request, "Сохранено.")
        return redirect(interview)
    return _form(
        request, form, "План собеседования", back=interview.get_absolute_url(), lead=_whom(interview),
        remove=reverse("monitoring:remove_interview", args=[interview.pk]),
    )  # fmt: skip


@may(access.keeps_interviews)
@interview_seen
def remove_interview(request, interview):
    """One planned by mistake, until it is over."""
    if not interview.is_open:
        messages.error(request, "Собеседование завершено: его не удаляют.")
        return redirect(interview)
    return remove_page(
        request, interview, title="Удалить собеседование?", back=reverse("monitoring:interviews"),
        done="Собеседование удалено.", remove=partial(actions.call_off, interview=interview),
    )  # fmt: skip


@may(access.keeps_interviews)
@interview_seen
def fill_interview(request, interview):
    """The form by the guide: saved as it goes, or finished with the day it was held."""
    if not interview.is_open:
        messages.error(request, "Собеседование завершено. Чтобы исправить запись, верните её на доработку.")
        return redirect(interview)
    items = questions.asked(interview.response.participant.campaign.methodology)
    is_done = "done" in request.POST
    form = InterviewForm(request.POST or None, items=items, interview=interview, is_done=is_done)
    if request.method == "POST" and form.is_valid():
        held_on = form.cleaned_data["held_on"] if is_done else None
        try:
            actions.write_down(
                interview=interview, answers=form.answers(), conclusions=form.conclusions(), held_on=held_on
            )
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "Собеседование завершено." if is_done else "Записано. Можно продолжить позже.")
            return redirect(interview if is_done else request.path)
    context = {
        "title": f"Беседа: {interview.response.participant.label}", "form": form, "interview": interview,
        "participant": interview.response.participant, "back": interview.get_absolute_url(),
    }  # fmt: skip
    return render(request, "monitoring/surveys/fill_interview.html", context, status=422 if form.errors else 200)


@may(access.keeps_interviews)
@interview_seen
def reopen_interview(request, interview):
    form = ReopenForm(request.POST or None, instance=interview)
    if interview.is_open:
        messages.error(request, "Собеседование ещё не завершено.")
        return redirect(interview)
    if request.method == "POST" and form.is_valid():
        actions.reopen(interview=interview, reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, "Возвращено на доработку.")
        return redirect("monitoring:fill_interview", interview.pk)
    back = interview.get_absolute_url()
    return _form(request, form, "Вернуть на доработку", back=back, lead=_whom(interview), submit="Вернуть")


def _whom(interview):
    return f"{interview.response.participant.label}, {interview.response.participant.post}"


def _form(request, form, title, *, back, **shown):
    context = {"form": form, "title": title, "back": back, "submit": "Сохранить"} | shown
    return render(request, "components/form_page.html", context, status=422 if form.errors else 200)
