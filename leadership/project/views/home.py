"""The first page, by role: the department's desk, the director's cabinet, the administrator's door."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leadership.core import russian
from mentoring.models import ManagementProject
from schools.models import DEPARTMENT, Role

from .. import desk, measuring
from ..cabinet import own, tasks
from .indicators import lines_of


@require_safe
@login_required
def home(request):
    if request.user.has_role(Role.ADMINISTRATOR):
        return render(
            request,
            "project/home_administrator.html",
            {"title": "Учётные записи"},
        )
    project = request.project
    context = {
        "title": f"На {russian.day_in_words(request.as_of)}",
        "project": project,
        "lines": lines_of(project, request.as_of) if project else [],
    }
    if request.user.has_role(Role.DIRECTOR):
        mine = own.own(request.user, request.as_of)
        context |= {
            "title": "Мой кабинет",
            "own": mine,
            "sheet": own.explained(mine.results, request.as_of),
            "tasks": tasks.tasks(request.user, request.as_of),
            "done": tasks.done(request.user, request.as_of),
        }
        return render(request, "project/home_director.html", context)
    if request.user.has_role(Role.EXPERT):
        assigned = ManagementProject.objects.visible_to(request.user).with_state(request.as_of)
        context |= {
            "title": "Порученные проекты",
            "projects": assigned.with_school(request.as_of).select_related("person").order_by("pk"),
        }
        return render(request, "project/home_expert.html", context)
    if request.user.role in DEPARTMENT:
        context |= {
            "calls": desk.calls(request.user, project, request.as_of),
            "cycle": desk.cycle(request.user, request.as_of),
            "campaigns": measuring.campaigns_under_way(request.user, request.as_of),
        }
        return render(request, "project/home.html", context)
    return render(request, "project/home_observer.html", context)
