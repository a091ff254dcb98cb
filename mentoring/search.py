"""What of this room the search box finds."""

from urllib.parse import urlencode

from django.urls import reverse

from leadership.core import russian
from leadership.core.search.index import searchable
from leadership.core.search.registry import Kind

from .models import Course, ManagementProject, Team


def declare() -> None:
    searchable(
        Kind(
            model=Course,
            label="Курсы",
            title=lambda course: course.title,
            more=lambda course: (course.organiser, course.get_programme_display()),
            detail=lambda course: ", ".join(filter(None, (course.organiser, _term(course)))),
            address=lambda course: f"{course.get_absolute_url()}?{urlencode({'q': course.title})}",
        )
    )
    searchable(
        Kind(
            model=Team,
            label="Годичные команды",
            title=lambda team: team.title,
            more=lambda team: (team.goal,),
            detail=_term,
        )
    )
    searchable(
        Kind(
            model=ManagementProject,
            label="Управленческие проекты",
            title=lambda project: project.title,
            detail=lambda project: str(project.person),
            detailed=lambda projects, day: projects.select_related("person"),
            address=lambda project: f"{reverse('mentoring:projects')}?{urlencode({'q': project.title})}",
        )
    )


def _term(record: Course | Team) -> str:
    return f"{russian.day(record.started_on)} – {russian.day(record.ended_on)}"
