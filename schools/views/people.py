from django.shortcuts import get_object_or_404, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_safe

from leadership.core import journal, stories
from leadership.core.access import may
from leadership.core.lists import ListPage
from leadership.core.records import RecordKind

from .. import access, actions, attention, card
from ..filters import HeadFilter, PersonFilter
from ..forms import AppointmentForm, PersonForm
from ..models import OPEN_STATES, Appointment, Person, Role
from ..service import years_on
from ..tables import HeadTable, PersonTable

#: Lines of a story a card begins with; the rest is a link away.
SHOWN_AT_ONCE = 20


class Heads(ListPage):
    title = "Руководители школ"
    lead = "Банк данных руководителей: кто возглавляет школы на выбранную дату."
    table_class, filterset_class = HeadTable, HeadFilter
    allowed = staticmethod(access.sees_registers)
    may_edit = staticmethod(access.edits_registers)
    create_url = reverse_lazy("schools:add_appointment")
    create_label = "Назначить руководителя"
    import_url = reverse_lazy("schools:bring", args=["heads"])
    empty = "На эту дату ни у одной школы нет руководителя. Добавьте назначение."
    settable = ("contract_ends_on",)

    def rows(self, user, as_of):
        seen = Person.objects.visible_to(user).heading(as_of).with_school(as_of).with_name(as_of).with_warnings(as_of)
        return access.heads_with_reach(seen, user, as_of).by_name(as_of)

    def records(self, user, as_of, picked):
        """What is set of a head is set in the appointment of that day."""
        heading = Appointment.objects.visible_to(user).heads().as_of(as_of).of_open_general_schools(as_of)
        return heading.filter(person__in=picked).select_related("person", "school")

    def get_table_kwargs(self):
        sees_careers = access.sees_careers(self.request.user)
        return super().get_table_kwargs() | {"day": self.request.as_of, "sees_careers": sees_careers}


class People(ListPage):
    title = "Люди"
    table_class, filterset_class = PersonTable, PersonFilter
    allowed = staticmethod(access.sees_registers)
    may_edit = staticmethod(access.edits_registers)
    create_url = reverse_lazy("schools:add_person")
    create_label = "Добавить человека"
    import_url = reverse_lazy("schools:bring", args=["people"])
    empty = "Людей в реестре пока нет."

    @property
    def lead(self):
        """Nobody is promised more people than he sees."""
        if access.plans_replacements(self.request.user):
            return "Все люди реестра: руководители, заместители, резерв – каждый один раз."
        if self.request.user.has_role(Role.DIRECTOR):
            return "Ваша карточка."
        return "Руководители школ, нынешние и прежние, – каждый один раз."

    def rows(self, user, as_of):
        return Person.objects.visible_to(user).with_school(as_of).with_headships(as_of)


@require_safe
@may(access.sees_registers)
def person(request, pk):
    day, user = request.as_of, request.user
    seen = Person.objects.visible_to(user).with_school(day).with_headships(day).with_warnings(day)
    shown = get_object_or_404(seen.select_related("erasure"), pk=pk)
    if shown.pk != user.person_id:
        journal.note_look(request, shown)
    appointments = list(access.with_reach(shown.appointments.select_related("school"), user))
    sees_careers = access.sees_careers(user)
    stays = list(_stays_in_reserve(shown, user, day))
    may_edit = access.edits_registers(user) and not hasattr(shown, "erasure")
    return render(
        request,
        "schools/person.html",
        {
            "title": str(shown),
            "person": shown,
            "former_names": shown.former_names.all(),
            "appointments": appointments,
            "reserve_entries": stays,
            "memberships": shown.memberships.visible_to(user),
            "innovation": card.innovation(shown, day),
            "contest_entries": card.contest_entries(shown, day),
            "sees_careers": sees_careers,
            "sections": card.sections(shown, day) if sees_careers else [],
            "service": card.service_of(shown, appointments, day),
            "age": years_on(shown.born_on, day),
            "warnings": attention.warnings(shown, day) if sees_careers and shown.school_id else [],
            "may_edit": may_edit,
            "may_include": may_edit and not any(stay.state in OPEN_STATES for stay in stays),
            "sees_history": access.sees_history(user),
            "sees_who_looked": access.sees_who_looked(user),
            **_story(request, shown),
        },
    )


def _stays_in_reserve(person, user, day):
    stays = person.reserve_entries.visible_to(user).known_by(day)
    return stays.with_state(day).select_related("target_school").order_by("-pk")


def _story(request, person):
    """The whole story is asked for at once and chosen from here: a life is short enough."""
    entries = stories.tell([person.pk], request.user, request.as_of)
    chosen = request.GET.get("theme", "")
    shown = [entry for entry in entries if chosen in ("", entry.theme)]
    limit = None if chosen or request.GET.get("story") == "all" else SHOWN_AT_ONCE
    return {
        "entries": shown[:limit],
        "left_out": len(shown[limit:]) if limit else 0,
        "all_entries": len(entries),
        "themes": stories.themes(entries),
        "chosen_theme": chosen,
    }


PERSON = RecordKind(
    route="schools:person", model=Person, form=PersonForm, title="Человек",
    may=access.edits_registers, listed="schools:people",
)  # fmt: skip

APPOINTMENT = RecordKind(
    route="schools:appointment", model=Appointment, form=AppointmentForm, title="Назначение",
    may=access.edits_registers, listed="schools:heads", save=actions.appoint,
    note="Чтобы освободить от должности, укажите дату окончания.",
)  # fmt: skip
