"""Coming in by a one-time code, and what to do about a forgotten password. Open to everybody."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from .. import forgotten
from ..actions import accounts as actions
from ..forms.accounts import EntryCodeForm, ForgottenForm, NewPasswordForm
from ..models import Municipality

BACKEND = "django.contrib.auth.backends.ModelBackend"


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
def enter(request):
    """Where the code of a slip is typed in."""
    form = EntryCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect(reverse("enter_by_code", args=[form.cleaned_data["code"]]))
    return render(request, "schools/accounts/enter.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
def enter_by_code(request, code):
    """Set the password and come in; looking at the page burns nothing: messengers look at links too."""
    now = timezone.now()
    try:
        letting = actions.admitting(code, now)
        form = NewPasswordForm(letting.account, request.POST or None)
        if request.method == "POST" and form.is_valid():
            account = actions.admit(code, form.cleaned_data["new_password1"], at=now)
            login(request, account, backend=BACKEND)
            messages.success(request, f"Пароль задан. В следующий раз входите как {account.username}.")
            return redirect("home")
    except actions.NotAdmitted:
        return render(request, "schools/accounts/not_admitted.html", _helpers(), status=404)
    context = {"form": form, "account": letting.account}
    return render(request, "schools/accounts/first_entry.html", context, status=422 if form.errors else 200)


@never_cache
def forgotten_password(request):
    """With mail a letter is asked for, and the answer never says whether there is such an account."""
    form = ForgottenForm(request.POST or None) if settings.MAIL_IS_ON else None
    if form and request.method == "POST" and form.is_valid():
        forgotten.ask(form.cleaned_data["login"])
        return render(request, "schools/accounts/letter_asked.html", _helpers())
    context = _helpers() | {"form": form}
    return render(request, "schools/accounts/forgotten.html", context, status=422 if form and form.errors else 200)


def _helpers():
    """Whom to call, district by district."""
    return {"helpers": [one for one in Municipality.objects.all() if one.helper]}
