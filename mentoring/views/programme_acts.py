"""What happens to an ИППР: drafted from findings, agreed, approved, extended, a row dropped, closed."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from leadership.core.access import may
from leadership.core.pages import form_page
from monitoring.models import Finding
from schools.models import Person

from .. import access, supporting
from ..actions import programmes as actions
from ..forms import ApprovalForm, ClosingForm, DraftForm, DropForm, ExtensionForm
from ..models import Activity, DevelopmentProgramme, Extension, Remedy


@may(access.edits_development)
def draft(request, person):
    """A programme by the findings that nothing answers yet; where all are answered, by all of them."""
    whose = get_object_or_404(Person.objects.visible_to(request.user), pk=person)
    today = timezone.localdate()
    findings = Finding.objects.visible_to(request.user).filter(person=whose).found_by(today)
    findings = findings.select_related("competence", "item").order_by("-found_on", "pk")
    if not findings:
        messages.error(
            request, "Подтверждённых дефицитов нет: программу составляют по ним. Можно составить её вручную."
        )
        return redirect(f"{reverse('mentoring:add_programme')}?person={whose.pk}")
    wanting = supporting.without_support(findings, today)
    remedies = Remedy.objects.visible_to(request.user).offered()
    form = DraftForm(
        request.POST or None, user=request.user, findings=wanting or findings,
        remedies=remedies.filter(competence__in=findings.values("competence")),
        instance=DevelopmentProgramme(person=whose, started_on=today, ended_on=today + actions.TERM),
        initial={"basis": _basis(findings[0])},
    )  # fmt: skip
    return form_page(
        request, form, title="Составить ИППР по дефицитам", lead=str(whose), back=whose.get_absolute_url(),
        done="Проект программы составлен. Проверьте мероприятия и передайте на согласование.", submit="Составить",
        note="Под каждым дефицитом отметьте мероприятия. В программе их можно изменить и добавить свои.",
        save=lambda: _drafted(form, whose, request.user),
    )  # fmt: skip


def _basis(finding):
    return f"{finding.get_basis_display()} от {finding.found_on:%d.%m.%Y}"


def _drafted(form, person, user):
    given = form.cleaned_data
    term = actions.Term(given["started_on"], given["ended_on"])
    return actions.draft_programme(
        person, form.answers(), term, by=user, curator=given["curator"], basis=given["basis"], goal=given["goal"]
    )


@require_POST
@may(access.sees_development)
def agree(request, pk):
    shown = _seen(request, pk)
    try:
        actions.agree(shown, by=request.user, on=timezone.localdate())
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, "Отмечено: вы согласовали программу.")
    return redirect(shown)


@may(access.approves_programmes)
def approve(request, pk):
    shown = _seen(request, pk)
    form = ApprovalForm(request.POST or None, instance=shown, user=request.user)
    return form_page(
        request, form, title="Утвердить ИППР", lead=str(shown), back=shown.get_absolute_url(),
        done="Программа утверждена.", submit="Утвердить",
        save=lambda: actions.approve(
            shown, on=form.cleaned_data["approved_on"], order_number=form.cleaned_data["order_number"], by=request.user
        ),
    )  # fmt: skip


@may(access.edits_development)
def extend(request, pk):
    shown = _seen(request, pk)
    if shown.ended_on is None or shown.closed_on:
        messages.error(request, "Продлевают незавершённую программу, у которой есть срок окончания.")
        return redirect(shown)
    today = timezone.localdate()
    extension = Extension(programme=shown, former_end=shown.ended_on, extended_on=today)
    form = ExtensionForm(
        request.POST or None, instance=extension, user=request.user,
        initial={"new_end": shown.ended_on + timedelta(days=182)},
    )  # fmt: skip
    return form_page(
        request, form, title="Продлить ИППР", lead=f"{shown}, срок до {shown.ended_on:%d.%m.%Y}",
        back=shown.get_absolute_url(), done="Программа продлена.", submit="Продлить",
        save=lambda: actions.extend(shown, on=today, by=request.user, **_of(form, "new_end", "reason")),
    )  # fmt: skip


@may(access.edits_development)
def close(request, pk):
    shown = _seen(request, pk)
    if shown.closed_on or not shown.approved_on:
        messages.error(request, "Завершают утверждённую программу, и один раз.")
        return redirect(shown)
    today = timezone.localdate()
    form = ClosingForm(
        request.POST or None, instance=shown, user=request.user, initial={"closed_on": today},
        unfinished=list(shown.activities.left()),
    )  # fmt: skip
    return form_page(
        request, form, title="Завершить ИППР", lead=str(shown), back=shown.get_absolute_url(),
        done="Программа завершена.", submit="Завершить",
        note="Невыполненное переносят в программу следующего года или снимают с причиной.",
        save=lambda: _closed(form, shown, request.user),
    )  # fmt: skip


def _closed(form, programme, user):
    given = form.cleaned_data
    following = actions.close(programme, form.left(), conclusion=given["conclusion"], on=given["closed_on"], by=user)
    return following or programme


@may(access.edits_development)
def drop(request, pk):
    unfinished = Activity.objects.visible_to(request.user).left()
    shown = get_object_or_404(unfinished.select_related("programme__person"), pk=pk)
    form = DropForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.drop(shown, reason=form.cleaned_data["reason"], on=timezone.localdate(), by=request.user)
        messages.success(request, "Мероприятие снято.")
        return redirect(shown)
    context = {"form": form, "title": "Снять мероприятие", "lead": str(shown), "back": shown.get_absolute_url()}
    return render(
        request, "components/form_page.html", context | {"submit": "Снять"}, status=422 if form.errors else 200
    )


def _of(form, *names):
    return {name: form.cleaned_data[name] for name in names}


def _seen(request, pk):
    seen = DevelopmentProgramme.objects.visible_to(request.user).select_related("person", "curator")
    return get_object_or_404(seen, pk=pk)
