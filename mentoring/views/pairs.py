"""What passes between a mentor and a mentee: what is shown, and the diary of their meetings.

For whoever is not one of the pair, whatever his role, these pages do not exist.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from leadership.core import journal
from leadership.core.access import require
from leadership.core.pages import form_page, remove_page
from monitoring.models import Finding, Result
from monitoring.profile import profile_of

from .. import access
from ..actions import mentors as actions
from ..forms import ConsultationForm, SharingForm
from ..models import Consultation, DevelopmentProgramme, Pairing, ProfileShare

What = ProfileShare.What


def _pairing(request, pk):
    """A pair this user is one of."""
    own = Pairing.objects.with_person(request.user.person_id) if request.user.person_id else Pairing.objects.none()
    return get_object_or_404(own.select_related("team", "mentor", "mentee"), pk=pk)


@require_safe
@login_required
def diary(request, pk):
    pairing = _pairing(request, pk)
    entries = pairing.consultations.held_by(request.as_of).prefetch_related("competences")
    shown = list(entries)
    for entry in shown:
        entry.pairing = pairing
        entry.may_edit = access.mends_consultation(request.user, entry, request.present_day)
    return render(
        request,
        "mentoring/diary.html",
        {
            "title": "Дневник встреч",
            "pairing": pairing,
            "entries": shown,
            "leads": access.leads(request.user, pairing),
            "may_write": access.writes_diary(request.user, pairing, request.present_day),
        },
    )


@login_required
def add_consultation(request, pairing):
    pair = _pairing(request, pairing)
    require(access.writes_diary(request.user, pair, request.present_day))
    made = Consultation(pairing=pair, written_by=request.user)
    form = ConsultationForm(request.POST or None, instance=made)
    return form_page(
        request, form, title="Записать встречу", lead=str(pair), back=made.get_absolute_url(), done="Встреча записана.",
        note="Запись читаете вы и наставляемый, больше никто. Менять её можно, пока пара работает, и ещё 30 дней.",
    )  # fmt: skip


@login_required
def edit_consultation(request, pk):
    entry = _own_entry(request, pk)
    form = ConsultationForm(request.POST or None, instance=entry)
    return form_page(
        request, form, title="Встреча", lead=str(entry.pairing), back=entry.get_absolute_url(), done="Сохранено.",
        remove=reverse("mentoring:remove_consultation", args=[pk]),
    )  # fmt: skip


@login_required
def remove_consultation(request, pk):
    entry = _own_entry(request, pk)
    return remove_page(
        request, entry, title="Удалить запись о встрече?", back=entry.get_absolute_url(), done="Запись удалена."
    )


def _own_entry(request, pk):
    seen = Consultation.objects.visible_to(request.user).select_related("pairing__team", "pairing__mentor")
    entry = get_object_or_404(seen.select_related("pairing__mentee"), pk=pk)
    require(access.mends_consultation(request.user, entry, request.present_day))
    return entry


@login_required
def edit_sharing(request, pk):
    """The mentee ticks what his mentor may see; the mentor himself has no such page."""
    pairing = _pairing(request, pk)
    if not access.is_led(request.user, pairing):
        raise Http404
    standing = list(pairing.shares.standing(request.present_day))
    form = SharingForm(request.POST or None, initial={"what": [it.what for it in standing]})
    if request.method == "POST" and form.is_valid():
        try:
            actions.share(pairing, form.cleaned_data["what"], by=request.user, on=request.present_day)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "Сохранено: наставник видит только отмеченное.")
            return redirect(reverse("mentoring:edit_sharing", args=[pk]))
    context = {
        "title": "Что видит мой наставник",
        "pairing": pairing,
        "form": form,
        "standing": standing,
        "works": pairing.holds(request.present_day),
    }
    return render(request, "mentoring/sharing.html", context, status=422 if form.errors else 200)


@require_safe
@login_required
def shared(request, pk, what):
    """One of the things a mentee lets his mentor see; not shared, or no longer, it does not exist."""
    standing = ProfileShare.objects.standing(request.present_day).given_to(request.user.person_id)
    if request.user.person_id is None:
        raise Http404
    share = get_object_or_404(standing.select_related("pairing__team", "pairing__mentee"), what=what, pairing=pk)
    mentee = share.pairing.mentee
    journal.note_look(request, mentee)
    told = {What.PROFILE: _profile, What.FINDINGS: _findings, What.PROGRAMME: _programmes}[What(what)]
    context = {
        "title": SHARED_TITLES[What(what)],
        "lead": str(mentee),
        "pairing": share.pairing,
        "share": share,
        "what": what,
        **told(mentee, request.as_of),
    }
    return render(request, "mentoring/shared.html", context)


SHARED_TITLES = {
    What.PROFILE: "Профиль компетенций",
    What.FINDINGS: "Дефициты",
    What.PROGRAMME: "Программа развития",
}


def _profile(mentee, day):
    return {"profile": profile_of(Result.objects.published(), mentee.pk, day)}


def _findings(mentee, day):
    found = Finding.objects.filter(person=mentee).found_by(day)
    return {"findings": list(found.select_related("competence", "item"))}


def _programmes(mentee, day):
    programmes = DevelopmentProgramme.objects.filter(person=mentee).begun_by(day).developed_by(day)
    shown = list(programmes.prefetch_related("activities__finding__competence", "activities__finding__item"))
    for programme in shown:
        programme.rows = [(it, it.state_on(day)) for it in programme.activities.all()]
    return {"programmes": shown}
