from django.shortcuts import get_object_or_404, render
from django.urls import reverse_lazy

from leadership.core.access import may
from leadership.core.documents.shelf import address
from leadership.core.records import PartKind, RecordKind
from schools.access import sees_history

from .. import access
from ..filters import ProgrammeFilter
from ..forms import ActivityForm, ProgrammeForm
from ..models import Activity, DevelopmentProgramme
from ..tables import ProgrammeTable
from .base import DevelopmentList


class Programmes(DevelopmentList):
    title = "ИППР"
    template_name = "mentoring/programmes.html"
    lead = "Индивидуальные программы развития, начатые к выбранной дате, и как они выполняются."
    table_class, filterset_class = ProgrammeTable, ProgrammeFilter
    create_url = reverse_lazy("mentoring:add_programme")
    create_label = "Новая ИППР"
    empty = "К этой дате программ нет. Составьте ИППР по выявленным дефицитам руководителя."

    def rows(self, user, as_of):
        programmes = DevelopmentProgramme.objects.visible_to(user).begun_by(as_of)
        return programmes.with_state(as_of).with_progress(as_of).select_related("person", "curator")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"sees_support": access.sees_support(self.request.user)}


@may(access.sees_development)
def programme(request, pk):
    programmes = DevelopmentProgramme.objects.visible_to(request.user).with_state(request.as_of)
    shown = get_object_or_404(
        programmes.with_progress(request.as_of).select_related(
            "person", "curator", "follows__person", "followed_by__person"
        ),
        pk=pk,
    )
    activities = list(shown.activities.select_related("finding__competence", "finding__item", "continued_by"))
    for activity in activities:
        activity.state = activity.state_on(request.as_of)
        activity.shelf = address(activity) if access.brings_to_activity(request.user, activity) else ""
    unanswered = shown.findings_without_activity(request.as_of)
    return render(
        request,
        "mentoring/programme.html",
        {
            "title": str(shown),
            "programme": shown,
            "state": DevelopmentProgramme.State(shown.state),
            "activities": activities,
            "unanswered": unanswered,
            "extensions": shown.extensions.all(),
            "waits_for": shown.waits_for(),
            "may_agree": _may_agree(shown, request.user),
            "may_approve": not shown.approved_on and access.approves_programmes(request.user),
            "may_edit": access.edits_development(request.user),
            "opens_cards": access.opens_cards(request.user),
            "sees_history": sees_history(request.user),
        },
    )


def _may_agree(programme, user):
    """Whoever has not said yes yet: the one whose programme it is, or its curator."""
    if programme.approved_on or user.person_id is None:
        return False
    said = {programme.person_id: programme.agreed_on, programme.curator_id: programme.curator_agreed_on}
    return user.person_id in said and said[user.person_id] is None


PROGRAMME = RecordKind(
    route="mentoring:programme",
    model=DevelopmentProgramme,
    form=ProgrammeForm,
    title="ИППР",
    listed="mentoring:programmes",
    may=access.edits_development,
    note="Программа считается разработанной со дня утверждения; до него она проект.",
)
ACTIVITY = PartKind(
    route="mentoring:activity",
    model=Activity,
    form=ActivityForm,
    title="Мероприятие ИППР",
    whole="programme",
    may=access.edits_development,
    note="Дефицит указывают, если мероприятие на него отвечает. Дата выполнения требует подтверждения.",
)
