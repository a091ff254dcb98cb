from django.urls import reverse, reverse_lazy
from django.utils.http import urlencode

from leadership.core.records import RecordKind

from .. import access
from ..actions import courses as actions
from ..filters import CourseFilter, EnrolmentFilter
from ..forms import CourseForm, EnrolmentForm
from ..models import Course, Enrolment
from ..tables import CourseTable, EnrolmentTable
from .base import DevelopmentList


class Courses(DevelopmentList):
    title = "Курсы"
    lead = "Курсы по программам проекта, прошедшие и предстоящие; окончившие – на выбранную дату."
    table_class, filterset_class = CourseTable, CourseFilter
    create_url = reverse_lazy("mentoring:add_course")
    create_label = "Добавить курс"
    empty = "Курсов пока нет. Добавьте курс, затем запишите на него слушателей."

    def rows(self, user, as_of):
        return Course.objects.visible_to(user).with_state(as_of).with_enrolled(as_of)


class Enrolments(DevelopmentList):
    title = "Обучение на курсах"
    lead = "Кто на какие курсы записан и кто их окончил к выбранной дате."
    table_class, filterset_class = EnrolmentTable, EnrolmentFilter
    create_label = "Записать слушателя"
    empty = "На курсы никто не записан. Добавьте курс, затем запишите на него слушателей."

    @property
    def create_url(self):
        """A list of one course leads to a form for that course."""
        course = self.request.GET.get("course")
        return reverse("mentoring:add_enrolment") + (f"?{urlencode({'course': course})}" if course else "")

    def rows(self, user, as_of):
        return Enrolment.objects.visible_to(user).select_related("person", "course")


COURSE = RecordKind(
    route="mentoring:course",
    model=Course,
    form=CourseForm,
    title="Курс",
    listed="mentoring:courses",
    may=access.edits_development,
    save=actions.keep_course,
)
ENROLMENT = RecordKind(
    route="mentoring:enrolment",
    model=Enrolment,
    form=EnrolmentForm,
    title="Обучение на курсах",
    listed="mentoring:enrolments",
    may=access.edits_development,
    save=actions.keep_enrolment,
    note="Дату окончания ставят вместе с документом: удостоверение, №, дата.",
)
