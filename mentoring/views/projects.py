from django.shortcuts import get_object_or_404, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_safe

from leadership.core.access import may
from leadership.core.records import PartKind, RecordKind
from schools.access import sees_history

from .. import access
from ..filters import ProjectFilter
from ..forms import AssignmentForm, ProjectForm
from ..models import ExpertAssignment, ManagementProject
from ..tables import ProjectTable
from .base import DevelopmentList


class Projects(DevelopmentList):
    title = "Управленческие проекты"
    lead = "Проекты руководителей: защита на курсах и реализация в школе; состояние на выбранную дату."
    table_class, filterset_class = ProjectTable, ProjectFilter
    create_url = reverse_lazy("mentoring:add_project")
    create_label = "Добавить проект"
    empty = "Проектов пока нет. Добавьте проект, который готовят или уже защитили на курсах."

    def rows(self, user, as_of):
        projects = ManagementProject.objects.visible_to(user).with_state(as_of)
        return projects.select_related("person", "course")


@require_safe
@may(access.reads_projects)
def project(request, pk):
    """The card of one project; an expert reads those assigned to him, the others are not there."""
    day, user = request.as_of, request.user
    seen = ManagementProject.objects.visible_to(user).with_state(day).with_school(day)
    shown = get_object_or_404(seen.select_related("person", "course"), pk=pk)
    opens_cards = access.opens_cards(user)
    assignments = shown.assignments.visible_to(user).select_related("expert") if opens_cards else []
    return render(
        request,
        "mentoring/project.html",
        {
            "title": f"«{shown.title}»",
            "project": shown,
            "assignments": assignments,
            "opens_cards": opens_cards,
            "may_edit": access.edits_development(user),
            "sees_list": access.sees_development(user),
            "sees_history": sees_history(user),
        },
    )


PROJECT = RecordKind(
    route="mentoring:project",
    model=ManagementProject,
    form=ProjectForm,
    title="Управленческий проект",
    listed="mentoring:projects",
    may=access.edits_development,
    note="Защита и реализация – разные события: реализация подтверждается своим документом.",
)
ASSIGNMENT = PartKind(
    route="mentoring:assignment",
    model=ExpertAssignment,
    form=AssignmentForm,
    title="Поручение эксперту",
    whole="project",
    may=access.edits_development,
    note="Эксперту не поручают его собственный проект, проект его школы и проект участника его команды.",
)
