"""«Подбор пар»: suggestions for a team of the year with their reasons, and the department's decisions."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from leadership.core import journal, russian
from leadership.core.access import may
from leadership.core.pages import form_page
from schools.models import Person

from .. import access
from ..actions import teams as actions
from ..forms import DeclineForm
from ..gathering import day_of, market_of
from ..models import DeclinedPair, Team

OVER = "Год этой команды закончился: пары в ней больше не подбирают."
#: So many suggestions are told at once of each mentee.
FIRST = 3


def of_team_at_work(view):
    """The view is given the team; of one whose year is over there is nothing to decide."""

    @wraps(view)
    def guarded(request, pk, **named):
        team = get_object_or_404(Team.objects.visible_to(request.user), pk=pk)
        if request.as_of > team.ended_on:
            messages.error(request, OVER)
            return redirect(team)
        return view(request, team, **named)

    return guarded


@may(access.decides_pairs)
@of_team_at_work
def matching(request, team):
    """Everybody who needs a mentor, each with the best suggestions."""
    day = day_of(team, request.as_of)
    market = market_of(team, day)
    rows = [(one, one.suggestions[:FIRST], len(one.suggestions)) for one in market.rankings()]
    context = _context(team, day) | {
        "title": "Подбор пар",
        "rows": rows,
        "mentors": len(market.mentors),
        "declined": list(team.declined_pairs.select_related("mentor", "mentee")),
    }
    return render(request, "mentoring/matching.html", context)


@may(access.decides_pairs)
@of_team_at_work
def match(request, team, person):
    """One mentee: every suggestion, everybody who is not offered, with why; accepting one."""
    day = day_of(team, request.as_of)
    mentee = get_object_or_404(Person.objects.visible_to(request.user), pk=person)
    if request.method == "POST":
        return _accept(request, team, mentee)
    ranking = market_of(team, day).rank(mentee.pk)
    journal.note_look(request, mentee)
    context = _context(team, day) | {"title": "Кто поможет", "mentee": mentee, "ranking": ranking, "gone": actions.GONE}
    return render(request, "mentoring/match.html", context)


def _accept(request, team, mentee):
    mentor = request.POST.get("mentor", "")
    number = int(mentor) if mentor.isascii() and mentor.isdigit() and len(mentor) < 19 else 0
    try:
        made = actions.accept(team, mentee=mentee.pk, mentor=number, as_of=request.as_of, by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("mentoring:match", pk=team.pk, person=mentee.pk)
    messages.success(request, f"Пара создана: {made}.")
    return redirect("mentoring:matching", pk=team.pk)


@may(access.decides_pairs)
@of_team_at_work
def decline_pair(request, team, person, mentor):
    """The reason is kept, and the pair is not offered again."""
    seen = Person.objects.visible_to(request.user)
    mentee, led_by = get_object_or_404(seen, pk=person), get_object_or_404(seen, pk=mentor)
    record = DeclinedPair(team=team, mentee=mentee, mentor=led_by, declined_on=day_of(team, request.as_of))
    form = DeclineForm(request.POST or None, instance=record, user=request.user)
    back = reverse("mentoring:match", args=[team.pk, mentee.pk])
    return form_page(
        request, form, title="Отклонить пару", lead=f"{led_by} – {mentee}", back=back, submit="Отклонить",
        done="Пара отклонена, причина записана.", then=back,
        save=lambda: actions.decline(
            team, mentee=mentee, mentor=led_by, reason=form.cleaned_data["reason"], on=record.declined_on,
            by=request.user,
        ),
    )  # fmt: skip


@may(access.decides_pairs)
@of_team_at_work
def district_pairs(request, team):
    """The pairs that together cover the most: a proposal, of which the ticked ones are confirmed."""
    day = day_of(team, request.as_of)
    if request.method == "POST":
        pairs = [pair for pair in map(_pair, request.POST.getlist("pair")) if pair]
        try:
            made = actions.confirm(team, pairs=pairs, as_of=request.as_of, by=request.user)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            if made:
                told = russian.counted(len(made), "пара", "пары", "пар")
                messages.success(request, f"Создано: {told}.")
                return redirect(team)
            messages.error(request, "Отметьте хотя бы одну пару.")
        return redirect("mentoring:district_pairs", pk=team.pk)
    found = market_of(team, day).district()
    return render(
        request, "mentoring/district_pairs.html", _context(team, day) | {"title": "Пары района", "found": found}
    )


def _pair(typed: str) -> tuple[int, int] | None:
    """«mentee-mentor» of a ticked box."""
    mentee, _, mentor = typed.partition("-")
    parts = [int(one) for one in (mentee, mentor) if one.isascii() and one.isdigit() and len(one) < 19]
    return (parts[0], parts[1]) if len(parts) == 2 else None


def _context(team, day):
    return {"team": team, "day": day}
