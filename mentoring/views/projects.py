from django.urls import reverse_lazy

from leadership.core.records import RecordKind

from .. import access
from ..filters import ProjectFilter
from ..forms import ProjectForm
from ..models import ManagementProject
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


PROJECT = RecordKind(
    route="mentoring:project",
    model=ManagementProject,
    form=ProjectForm,
    title="Управленческий проект",
    listed="mentoring:projects",
    may=access.edits_development,
    note="Защита и реализация – разные события: реализация подтверждается своим документом.",
)
