"""The frame of every page: the menu as this user sees it, the years of the project, the banner."""

from datetime import date

from django.urls import reverse
from django.utils import timezone

from schools.models import Municipality

from . import access as project
from .menu import SECTIONS
from .models import Project


def frame(request):
    """The context processor: nothing for a stranger but the banner."""
    shown = {"demonstration": getattr(request, "shows_demonstration", False)}
    if not getattr(request, "user", None) or not request.user.is_authenticated or not hasattr(request, "as_of"):
        return {"frame": shown}
    match = request.resolver_match
    sections, pages = _menu(request.user, match.view_name if match else "")
    shown |= {
        "sections": sections,
        "pages": pages,
        "municipality": request.municipality or "",
        "districts": _districts(request.user),
        "years": _years(request.project, request.as_of),
        "today": timezone.localdate(),
        "is_today": request.as_of == timezone.localdate(),
        "unread": request.unread,
    }
    return {"frame": shown}


def _districts(user) -> list[Municipality]:
    """What a regional account chooses from; a single district never notices."""
    if user.municipality_id or not project.sees_project(user):
        return []
    districts = list(Municipality.objects.visible_to(user))
    return districts if len(districts) > 1 else []


def _menu(user, route: str) -> tuple[list[dict], list[dict]]:
    """Sections this user has pages in, and the pages of the section one is in."""
    sections, current = [], []
    for section in SECTIONS:
        pages = [page for page in section.pages if page.may(user)]
        if not pages:
            continue
        is_current = any(page.holds(route) for page in pages)
        sections.append({"label": section.label, "url": reverse(pages[0].route), "is_current": is_current})
        if is_current and len(pages) > 1:
            current = [
                {"label": page.label, "url": reverse(page.route), "is_current": page.holds(route)} for page in pages
            ]
    return sections, current


def _years(project: Project | None, chosen: date) -> list[dict]:
    """The years of the project, each looked at from its last day."""
    if project is None:
        return []
    ends = [
        min(date(year, 12, 31), project.ends_on) for year in range(project.starts_on.year, project.ends_on.year + 1)
    ]
    return [{"number": day.year, "ends_on": day, "is_chosen": day == chosen} for day in ends]
