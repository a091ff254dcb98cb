"""Signing in, one's own account, the district a regional account looks at."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_required
from django.contrib.contenttypes.models import ContentType
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_safe

from leadership.core.models import DemonstrationRow
from schools import entering
from schools.models import Municipality, Role, User

from ..demonstration import PASSWORD


class SignIn(auth.LoginView):
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs):
        """In demonstration mode the page offers the accounts that the demonstration made."""
        context = super().get_context_data(**kwargs)
        if settings.DEMONSTRATION:
            context |= {
                "demonstration_accounts": list(_demonstration_accounts()),
                "demonstration_password": PASSWORD,
            }
        return context


def _demonstration_accounts():
    made = DemonstrationRow.objects.filter(content_type=ContentType.objects.get_for_model(User))
    for user in User.objects.filter(pk__in=made.values("object_id"), is_active=True).order_by("pk")[:10]:
        user.description = Role(user.role).description
        yield user


class ChangePassword(auth.PasswordChangeView):
    success_url = reverse_lazy("account")

    def form_valid(self, form):
        """The other sessions end; this one gets a new key."""
        key = self.request.session.session_key
        answer = super().form_valid(form)
        entering.keep_only(key, self.request)
        messages.success(self.request, "Пароль изменён. Остальные входы завершены.")
        return answer


@require_safe
@login_required
def account(request):
    return render(
        request,
        "account.html",
        {
            "title": str(request.user),
            "role_description": Role(request.user.role).description,
            "offers_factor": settings.SECOND_FACTOR != "off",
        },
    )


@login_required
def choose_district(request):
    """A regional account looks at one district at a time."""
    if request.method != "POST":
        return redirect("home")
    number = request.POST.get("municipality", "")
    if not number.isdecimal():
        raise Http404
    chosen = get_object_or_404(Municipality.objects.visible_to(request.user), pk=number)
    request.session["municipality"] = chosen.pk
    return redirect("home")
