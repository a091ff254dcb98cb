"""Management projects as subjects of a review."""

from datetime import date

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from monitoring import subjects
from monitoring.models import Methodology
from schools.models import Appointment
from schools.models.person import name_on

from .models import ManagementProject


def _projects(day: date, district: int | None) -> QuerySet:
    """Projects of a course begun by the day, or defended by it, with the post their author held then."""
    held = Appointment.objects.as_of(day).filter(person=OuterRef("person")).order_by("-started_on", "-pk")
    known = Q(course__started_on__lte=day) | Q(defended_on__lte=day)
    found = ManagementProject.objects.filter(known)
    found = found if district is None else found.filter(person__municipality=district)
    return found.annotate(
        its_school=Subquery(held.values("school")[:1]),
        its_school_name=Subquery(held.values("school__short_name")[:1]),
        its_post=Subquery(held.values("post")[:1]),
        subject_id=F("pk"),
        subject_label=F("title"),
        district=F("person__municipality"),
        its_person=F("person"),
        its_person_name=name_on(day, "person__"),
    ).annotate(its_group=subjects.group_of("its_school", day))


def register() -> None:
    kind = subjects.SubjectKind(ManagementProject, _projects, ("проект", "проекта", "проектов"))
    subjects.register(Methodology.Subject.PROJECT, kind)
