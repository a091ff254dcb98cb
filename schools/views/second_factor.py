"""The second factor: asked for at signing in, set up, its recovery codes shown once, taken off by its owner."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from leadership.core import journal
from leadership.core.models import JournalEntry

from .. import second_factor as factor
from ..actions.accounts import note_factor
from ..forms.accounts import SecondFactorForm
from ..models import AccountChange

WRONG = "Код не подошёл. Возьмите новый код в приложении: каждый действует 30 секунд и принимается один раз."
WAIT = "Слишком много неверных кодов. Подождите минуту и введите новый код."


@never_cache
@sensitive_post_parameters()
@login_required
def second_factor_code(request):
    """The second step of signing in."""
    if factor.stage_of(request) != factor.Stage.CODE:
        return redirect("home")
    form = SecondFactorForm(request.POST or None)
    if request.method == "POST" and _holds(request, form):
        request.session[factor.MARK] = factor.Stage.PASSED
        return redirect(_asked_for(request))
    context = {"title": "Второй шаг входа", "form": form, "next": request.GET.get("next", "")}
    return render(request, "schools/accounts/second_factor_code.html", context, status=422 if form.errors else 200)


@never_cache
@require_safe
@login_required
def second_factor(request):
    """How it stands, and its setting up: the key as a picture, and the first code."""
    if factor.stage_of(request) == factor.Stage.CODE:
        return redirect("second_factor_code")
    return _state(request, SecondFactorForm())


@never_cache
@require_POST
@login_required
def begin_second_factor(request):
    if factor.device_of(request.user) is None:
        factor.begin(request.user)
    return redirect("second_factor")


@never_cache
@sensitive_post_parameters()
@require_POST
@login_required
def confirm_second_factor(request):
    """The first code puts it into use; the recovery codes are shown this once."""
    if factor.device_of(request.user) or factor.beginning_of(request.user) is None:
        return redirect("second_factor")
    form = SecondFactorForm(request.POST)
    codes = factor.confirm(request.user, form.cleaned_data["code"]) if form.is_valid() else []
    if not codes:
        form.add_error("code", WRONG)
        return _state(request, form)
    note_factor(request.user, AccountChange.Kind.FACTOR_SET)
    request.session[factor.MARK] = factor.Stage.PASSED
    return _codes(request, codes)


@never_cache
@sensitive_post_parameters()
@require_POST
@login_required
def new_recovery_codes(request):
    form = SecondFactorForm(request.POST)
    if not _holds(request, form):
        return _state(request, form)
    note_factor(request.user, AccountChange.Kind.CODES)
    return _codes(request, factor.new_recovery_codes(request.user))


@never_cache
@sensitive_post_parameters()
@require_POST
@login_required
def drop_second_factor(request):
    """Its owner takes it off by a code, where his role allows him to be without."""
    form = SecondFactorForm(request.POST)
    if factor.is_required(request.user):
        raise Http404
    if not _holds(request, form):
        return _state(request, form)
    factor.take_off(request.user)
    note_factor(request.user, AccountChange.Kind.FACTOR_OFF)
    request.session[factor.MARK] = factor.Stage.FREE
    messages.success(request, "Второй фактор снят.")
    return redirect("second_factor")


def _holds(request, form):
    """Whether the code is right; a wrong one is noted and answered in the form."""
    if not form.is_valid():
        return False
    waited = factor.waits(request.user)
    if factor.passes(request.user, form.cleaned_data["code"]):
        return True
    journal.note(request, JournalEntry.Act.REFUSED, request.user, "неверный код второго фактора")
    form.add_error("code", WAIT if waited else WRONG)
    return False


def _state(request, form):
    beginning = None if factor.device_of(request.user) else factor.beginning_of(request.user)
    context = {
        "title": "Второй фактор",
        "form": form,
        "is_used": factor.device_of(request.user) is not None,
        "is_required": factor.is_required(request.user),
        "beginning": beginning,
        "picture": factor.picture_of(beginning) if beginning else "",
        "key": factor.key_of(beginning) if beginning else "",
        "codes_left": factor.codes_left(request.user),
    }
    return render(request, "schools/accounts/second_factor.html", context, status=422 if form.errors else 200)


def _codes(request, codes):
    return render(request, "schools/accounts/recovery_codes.html", {"title": "Резервные коды", "codes": codes})


def _asked_for(request):
    """The page one wanted, if it is ours."""
    wanted = request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours and wanted != reverse("second_factor_code") else resolve_url("home")
