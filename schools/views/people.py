from django.shortcuts import get_object_or_404, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_safe

from leadership.core.access import may
from leadership.core.lists import ListPage
from leadership.core.pages import form_page, remove_page

from .. import access, actions
from ..filters import HeadFilter, PersonFilter
from ..forms import AppointmentForm, PersonForm
from ..models import Appointment, Person
from ..tables import HeadTable, PersonTable


class Heads(ListPage):
    title = "Руководители школ"
    lead = "Банк данных руководителей: кто возглавляет школы на выбранную дату."
    table_class, filterset_class = HeadTable, HeadFilter
    allowed = staticmethod(access.sees_registers)
    may_edit = staticmethod(access.edits_registers)
    create_url = reverse_lazy("schools:add_appointment")
    create_label = "Назначить руководителя"
    empty = "На эту дату ни у одной школы нет руководителя. Добавьте назначение."

    def rows(self, user, as_of):
        return Person.objects.visible_to(user).heading(as_of).with_school(as_of)


class People(ListPage):
    title = "Люди"
    lead = "Все люди реестра: руководители, заместители, резерв – каждый один раз."
    table_class, filterset_class = PersonTable, PersonFilter
    allowed = staticmethod(access.sees_registers)
    may_edit = staticmethod(access.edits_registers)
    create_url = reverse_lazy("schools:add_person")
    create_label = "Добавить человека"
    empty = "Людей в реестре пока нет."

    def rows(self, user, as_of):
        return Person.objects.visible_to(user).with_school(as_of)


@require_safe
@may(access.sees_registers)
def person(request, pk):
    shown = get_object_or_404(Person.objects.visible_to(request.user).with_school(request.as_of), pk=pk)
    return render(
        request,
        "schools/person.html",
        {
            "title": str(shown),
            "person": shown,
            "appointments": access.with_reach(shown.appointments.select_related("school"), request.user),
            "memberships": shown.memberships.visible_to(request.user),
            "may_edit": access.edits_registers(request.user),
            "sees_history": access.sees_history(request.user),
        },
    )


@may(access.edits_registers)
def add_person(request):
    form = PersonForm(request.POST or None, user=request.user, municipality=request.municipality)
    return form_page(request, form, title="Новый человек", back=reverse("schools:people"), done="Человек добавлен.")


@may(access.edits_registers)
def edit_person(request, pk):
    edited = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    form = PersonForm(request.POST or None, instance=edited, user=request.user)
    return form_page(
        request, form, title=str(edited), back=edited.get_absolute_url(), done="Карточка сохранена.",
        remove=reverse("schools:remove_person", args=[pk]),
    )  # fmt: skip


@may(access.edits_registers)
def remove_person(request, pk):
    removed = get_object_or_404(Person.objects.visible_to(request.user), pk=pk)
    return remove_page(
        request,
        removed,
        title="Удалить человека из реестра?",
        back=reverse("schools:people"),
        done="Удалено.",
    )


@may(access.edits_registers)
def add_appointment(request):
    form = AppointmentForm(request.POST or None, initial=request.GET.dict(), user=request.user)
    return form_page(
        request, form, title="Назначение", back=reverse("schools:heads"), done="Назначение записано.",
        save=lambda: actions.appoint(form.instance),
    )  # fmt: skip


@may(access.edits_registers)
def edit_appointment(request, pk):
    edited = get_object_or_404(Appointment.objects.visible_to(request.user), pk=pk)
    form = AppointmentForm(request.POST or None, instance=edited, user=request.user)
    return form_page(
        request, form, title=str(edited), back=edited.get_absolute_url(), done="Назначение сохранено.",
        note="Чтобы освободить от должности, укажите дату окончания.",
        save=lambda: actions.appoint(form.instance),
        remove=reverse("schools:remove_appointment", args=[pk]),
    )  # fmt: skip


@may(access.edits_registers)
def remove_appointment(request, pk):
    removed = get_object_or_404(Appointment.objects.visible_to(request.user), pk=pk)
    return remove_page(
        request,
        removed,
        title="Удалить назначение?",
        back=reverse("schools:heads"),
        done="Назначение удалено.",
    )
