from django.shortcuts import get_object_or_404, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_safe

from leadership.core.access import may
from leadership.core.lists import ListPage
from leadership.core.records import RecordKind

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


PERSON = RecordKind(
    route="schools:person", model=Person, form=PersonForm, title="Человек",
    may=access.edits_registers, listed="schools:people",
)  # fmt: skip

APPOINTMENT = RecordKind(
    route="schools:appointment", model=Appointment, form=AppointmentForm, title="Назначение",
    may=access.edits_registers, listed="schools:heads", save=actions.appoint,
    note="Чтобы освободить от должности, укажите дату окончания.",
)  # fmt: skip
