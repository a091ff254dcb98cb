from django.db.models import DateField, Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_safe

from leadership.core.access import may
from leadership.core.lists import ListPage
from leadership.core.pages import form_page
from leadership.core.records import RecordKind

from .. import access
from ..filters import SchoolFilter
from ..forms import MunicipalityForm, SchoolForm
from ..models import Membership, Municipality, Post, ReserveEntry, School
from ..school_year import school_year_of
from ..tables import SchoolTable
from .years import figures_by_year


class Schools(ListPage):
    title = "Школы"
    lead = "Образовательные учреждения района и кто их возглавляет на выбранную дату."
    table_class, filterset_class = SchoolTable, SchoolFilter
    allowed = staticmethod(access.sees_registers)
    may_edit = staticmethod(access.edits_registers)
    create_url = reverse_lazy("schools:add_school")
    create_label = "Добавить школу"
    import_url = reverse_lazy("schools:bring", args=["schools"])
    empty = "На эту дату школ в реестре нет."
    settable = ("kind", "locality")

    def rows(self, user, as_of):
        return access.schools_with_reach(School.objects.visible_to(user).as_of(as_of).with_head(as_of), user)


@require_safe
@may(access.sees_registers)
def school(request, pk):
    """The school as of the day: what began later is not shown yet."""
    user, day = request.user, request.as_of
    shown = get_object_or_404(School.objects.visible_to(user).with_head(day), pk=pk)
    begun = shown.appointments.heads().filter(started_on__lte=day).select_related("person")
    heads = list(access.with_reach(begun, user))
    return render(
        request,
        "schools/school.html",
        {
            "title": shown.name,
            "school": shown,
            "heads": heads,
            "opens_head": any(it.opens_person for it in heads if it.person_id == shown.head_id),
            "is_acting": shown.head_post == Post.ACTING_DIRECTOR,
            "years": figures_by_year(shown, user, day),
            "this_year": school_year_of(day),
            "programmes": shown.transition_programmes.known_by(day),
            "entries": shown.contest_entries.entered_by(day).select_related("contest").order_by("-contest__held_on"),
            "participations": shown.innovation_participations.filter(started_on__lte=day),
            "memberships": _of_heads(shown, user, day),
            "sees_memberships": access.sees_memberships(user),
            "reservists": _reservists(shown, user, day),
            "sees_reservists": access.plans_replacements(user),
            "may_edit": access.edits_registers(user),
            "sees_history": access.sees_history(user),
        },
    )


def _of_heads(shown: School, user, day):
    """What those who headed the school belonged to while they headed it."""
    heading = shown.appointments.heads().filter(started_on__lte=day, person=OuterRef("person"))
    together = heading.filter(
        Q(ended_on=None) | Q(ended_on__gte=OuterRef("started_on")),
        Q(started_on__lte=Coalesce(OuterRef("ended_on"), Value(day, DateField()))),
    )
    joined = Membership.objects.visible_to(user).filter(started_on__lte=day)
    return joined.filter(Exists(together)).select_related("person")


def _reservists(shown: School, user, day):
    if not access.plans_replacements(user):
        return ReserveEntry.objects.none()
    aiming = ReserveEntry.objects.visible_to(user).in_reserve(day).with_terms(day).filter(target_school=shown)
    return aiming.select_related("person")


SCHOOL = RecordKind(
    route="schools:school", model=School, form=SchoolForm, title="Школа",
    may=access.edits_registers, listed="schools:schools",
)  # fmt: skip


@require_safe
@may(access.sees_registers)
def municipality(request):
    shown = get_object_or_404(
        Municipality.objects.visible_to(request.user), pk=getattr(request.municipality, "pk", None)
    )
    return render(
        request,
        "schools/municipality.html",
        {"title": shown.name, "municipality": shown, "may_edit": access.edits_registers(request.user)},
    )


@may(access.edits_registers)
def edit_municipality(request):
    edited = get_object_or_404(
        Municipality.objects.visible_to(request.user), pk=getattr(request.municipality, "pk", None)
    )
    form = MunicipalityForm(request.POST or None, instance=edited, user=request.user)
    return form_page(
        request, form, title=edited.name, back=edited.get_absolute_url(), done="Сведения о районе сохранены.",
        note="Эти слова стоят в заголовках и подписях всех отчётов.",
    )  # fmt: skip
