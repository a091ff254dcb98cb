from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import redirect
from django.urls import reverse

from . import entering
from .models import Municipality
from .second_factor import Stage, stage_of


def terms_of_session(get_response):
    """A session comes to its end by silence or by age: who asks next is a stranger."""

    def answer(request):
        if request.user.is_authenticated and (reason := entering.over(request)):
            request.left_because = reason
            logout(request)
            messages.info(request, f"{reason} Войдите снова – вы вернётесь на ту же страницу.")
        return get_response(request)

    return answer


#: Where a session goes first, and what it may open besides, before the second factor is passed.
GATES = {
    Stage.CODE: ("second_factor_code",),
    Stage.SETUP: ("second_factor", "begin_second_factor", "confirm_second_factor"),
}


def second_factor(get_response):
    """Before the second factor is passed nothing opens but its own pages and the way out."""

    def answer(request):
        gates = GATES.get(stage_of(request)) if request.user.is_authenticated else None
        if gates is None or request.path in [reverse(name) for name in (*gates, "logout", "health")]:
            return get_response(request)
        asked = f"?{urlencode({'next': request.get_full_path()})}" if request.method == "GET" else ""
        return redirect(f"{reverse(gates[0])}{asked}")

    return answer


def municipality(get_response):
    """`request.municipality`: the user's district; for a regional account the one chosen, else the first."""

    def answer(request):
        request.municipality = _district_of(request) if request.user.is_authenticated else None
        if request.municipality:
            request.user.looks_at = request.municipality.pk
        return get_response(request)

    return answer


def _district_of(request):
    user = request.user
    if user.municipality_id:
        return user.municipality
    seen = Municipality.objects.all()
    return seen.filter(pk=request.session.get("municipality")).first() or seen.first()
