"""Answering a survey by a code: no account is asked for, none is looked at, nothing about the visitor is kept."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_safe

from leadership.core import codes

from ..actions import surveys as actions
from ..forms.questions import QuestionsForm
from ..forms.surveys import CodeForm
from ..models import CampaignState, Invitation, Participant
from ..surveys import questions


@never_cache
@sensitive_variables()
def answer(request):
    """Where a code is typed in."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect(reverse("answer_by_code", args=[form.cleaned_data["code"]]))
    return render(request, "monitoring/surveys/answer.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
def answer_by_code(request, code):
    """The questionnaire; when it holds, the ballot is cast and the code burnt in one transaction."""
    today = timezone.localdate()
    admitted = _admitted(codes.read(code), today)
    if admitted is None:
        return _refused(request)
    survey = admitted.campaign
    form = QuestionsForm(request.POST or None, items=questions.asked(survey.methodology))
    if request.method == "POST" and form.is_valid():
        try:
            actions.cast(code=codes.read(code), answers=form.answers(), on=today)
        except actions.NotAdmitted:
            return _refused(request)
        return redirect("answered")
    filling = survey.phases.get(state=CampaignState.FILLING)
    context = {
        "form": form, "survey": survey, "participant": admitted, "ends_on": filling.ends_on,
        "draft": _draft_of(codes.read(code)),
    }  # fmt: skip
    return render(request, "monitoring/surveys/ballot.html", context, status=422 if form.errors else 200)


@require_safe
def answered(request):
    return render(request, "monitoring/surveys/answered.html")


def _draft_of(code: str) -> str:
    """Under what name the device keeps the draft: nothing by which the code, or its ballot, could be found."""
    return f"ballot:{salted_hmac('monitoring.draft', code).hexdigest()[:20]}"


def _admitted(code: str, day) -> Participant | None:
    """The slice the code belongs to, while it lets somebody in."""
    invitations = Invitation.objects.admitting(day).select_related("participant__campaign__methodology")
    invitation = invitations.filter(digest=codes.digest(code)).first() if code else None
    return invitation.participant if invitation else None


def _refused(request):
    """One page for a code that is used, burnt, mistyped or too late: which of these it is nobody can tell."""
    return render(request, "monitoring/surveys/not_admitted.html", status=404)
