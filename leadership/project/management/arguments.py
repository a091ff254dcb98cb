"""What the commands of the project have in common: a day, the current project, refusals in one line."""

from datetime import date

from django.core.management.base import CommandError
from django.utils import timezone

from leadership.core.dates import NotADay, parse_day
from leadership.project.models import Project
from leadership.project.papers import NoProject
from schools.models import Municipality


def day_from(written: str | None) -> date:
    """The day of `--as-of`, today without it; what is not a day ends the command with code 2."""
    if written is None:
        return timezone.localdate()
    try:
        return parse_day(written)
    except NotADay as fault:
        raise CommandError(f"--as-of: {fault}", returncode=2) from fault


def current_project(code: str | None) -> Project:
    """The project with the code, else the only current one."""
    projects = Project.objects.select_related("municipality")
    found = list(projects.filter(code=code) if code else projects.current())
    if not found:
        raise CommandError(f"Нет проекта «{code}»." if code else str(NoProject()), returncode=2)
    if len(found) > 1:
        codes = ", ".join(project.code for project in found)
        raise CommandError(f"Текущих проектов несколько, выберите --project: {codes}.", returncode=2)
    return found[0]


def district(code: str | None) -> Municipality:
    """Whose paper is made: the district of the project, or the only one where no passport is loaded yet."""
    if code or Project.objects.current().exists():
        return current_project(code).municipality
    found = list(Municipality.objects.all()[:2])
    if len(found) != 1:
        raise CommandError(str(NoProject()), returncode=2)
    return found[0]
