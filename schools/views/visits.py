"""«Мои входы»: where one is signed in, and how to end it."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from .. import entering
from ..actions import accounts as actions


@require_safe
@login_required
def visits(request):
    mine = entering.visits_of(request.user)
    for visit in mine:
        visit.is_this = visit.session_key == request.session.session_key
    return render(request, "schools/accounts/visits.html", {"title": "Мои входы", "visits": mine})


@require_POST
@login_required
def end_visit(request, pk):
    visit = get_object_or_404(request.user.visits.exclude(session_key=request.session.session_key), pk=pk)
    entering.end_visit(visit)
    messages.success(request, f"Вход завершён: {visit.device}.")
    return redirect("visits")


@require_POST
@login_required
def end_other_visits(request):
    """Every session but this one, those that the list does not know included."""
    key = request.session.session_key
    actions.end_all_sessions(request.user)
    update_session_auth_hash(request, request.user)
    entering.keep_only(key, request)
    messages.success(request, "Остальные входы завершены.")
    return redirect("visits")
