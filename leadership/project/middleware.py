"""The standpoint of the reader: which project, as of which day."""

from datetime import date

from django.contrib import messages
from django.db.models import Exists
from django.utils import timezone

from leadership.core import russian
from leadership.core.counts import how_many
from leadership.core.dates import NotADay, parse_day
from leadership.core.models import DemonstrationRow, Notice
from schools.models import User

from .models import Project


def standpoint(get_response):
    """`request.project`, `.as_of`, `.present_day`, `.shows_demonstration`, `.unread` (notices), for views and frame.

    The present day cannot be chosen: by it rights are judged that end on a day.
    """

    def answer(request):
        request.shows_demonstration, request.unread = _asked_at_once(request.user)
        request.project = _project_of(request) if request.user.is_authenticated else None
        request.present_day = _usual_day(request)
        request.as_of = _day_of(request)
        return get_response(request)

    return answer


def _asked_at_once(user) -> tuple[bool, int]:
    """Whether anything is invented, and how many notices wait for this user."""
    if not user.is_authenticated:
        return DemonstrationRow.objects.exists(), 0
    invented, unread = Exists(DemonstrationRow.objects.all()), how_many(Notice.objects.unread(), "recipient")
    return User.objects.filter(pk=user.pk).values_list(invented, unread).get()


def _project_of(request) -> Project | None:
    seen = Project.objects.visible_to(request.user).current().select_related("municipality")
    return seen.filter(municipality=request.municipality).first()


def _day_of(request) -> date:
    """The day in the address, else the one chosen earlier, else the usual one."""
    chosen = request.session.get("as_of")
    usual = parse_day(chosen) if chosen else request.present_day
    try:
        return parse_day(request.GET["as_of"]) if request.GET.get("as_of") else usual
    except NotADay as fault:
        messages.error(request, f"{fault} Показано на {russian.day(usual)}.")
        return usual


def _usual_day(request) -> date:
    """Today; but invented events end with their project, so a demonstration is seen from its last day."""
    today = timezone.localdate()
    if request.shows_demonstration and request.project and request.project.ends_on < today:
        return request.project.ends_on
    return today
