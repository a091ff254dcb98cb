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
from ..models import Municipality, Post, School
from ..tables import SchoolTable


class Schools(ListPage):
    title = "Школы"
    lead = "Образовательные учреждения района и кто их возглавляет на выбранную дату."
    table_class, filterset_class = SchoolTable, SchoolFilter
    allowed = staticmethod(access.sees_registers)
    may_edit = staticmethod(access.edits_registers)
    create_url = reverse_lazy("schools:add_school")
    create_label = "Добавить школу"
    empty = "На эту дату школ в реестре нет."

    def rows(self, user, as_of):
        return School.objects.visible_to(user).as_of(as_of).with_head(as_of)


@require_safe
@may(access.sees_registers)
def school(request, pk):
    shown = get_object_or_404(School.objects.visible_to(request.user).with_head(request.as_of), pk=pk)
    heads = list(access.with_reach(shown.appointments.heads().select_related("person"), request.user))
    return render(
        request,
        "schools/school.html",
        {
            "title": shown.name,
            "school": shown,
            "heads": heads,
            "opens_head": any(it.opens_person for it in heads if it.person_id == shown.head_id),
            "is_acting": shown.head_post == Post.ACTING_DIRECTOR,
            "programmes": shown.transition_programmes.all(),
            "entries": shown.contest_entries.select_related("contest"),
            "participations": shown.innovation_participations.all(),
            "may_edit": access.edits_registers(request.user),
            "sees_history": access.sees_history(request.user),
        },
    )


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
