from typing import Any

from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.core.exceptions import ValidationError

from leadership.core import codes
from leadership.core.forms import RecordForm

from .. import access
from ..models import Role, User

TYPED = {"autocomplete": "off", "spellcheck": "false"}


class AccountForm(RecordForm):
    """An account of somebody who need not stand in the register; the login is made by the rule."""

    patronymic = forms.CharField(label="отчество", max_length=100, required=False)

    class Meta(RecordForm.Meta):
        model = User
        fields = ["last_name", "first_name", "patronymic", "role", "email"]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.demand("last_name", "first_name")
        for name in ("last_name", "first_name"):
            self.fields[name].label = self.fields[name].label.capitalize()
        self.fields["role"].choices = [(role, role.label) for role in access.roles_given_by(user)]
        self.fields["role"].help_text = "Что роль видит и может, написано на странице учётной записи."


class RoleForm(forms.Form):
    role = forms.ChoiceField(label="Роль", choices=Role.choices)
    reason = forms.CharField(
        label="Причина", max_length=300, help_text="приказ или словами; остаётся в истории учётной записи"
    )

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Причина", max_length=300, help_text="остаётся в истории учётной записи")


class EntryCodeForm(forms.Form):
    """A code typed from a slip."""

    code = forms.CharField(
        label="Код с листка", max_length=100, help_text="16 знаков; чёрточки и большие буквы не важны",
        widget=forms.TextInput(attrs=TYPED | {"autocapitalize": "characters"}),
    )  # fmt: skip

    def clean_code(self) -> str:
        if code := codes.read(self.cleaned_data["code"]):
            return code
        raise ValidationError("В коде 16 знаков: латинские буквы и цифры. Сверьте его с листком.")


class NewPasswordForm(SetPasswordForm):
    """The first password, or a new one in place of a forgotten."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].label = "Придумайте пароль"
        self.fields["new_password1"].help_text = (
            "Не короче 10 знаков. Удобно взять три-четыре слова, которые не стоят рядом, например о том, что видно "
            "из окна. Можно русскими буквами, с пробелами."
        )
        self.fields["new_password2"].label = "Пароль ещё раз"
        self.fields["new_password2"].help_text = ""


class ForgottenForm(forms.Form):
    login = forms.CharField(
        label="Имя пользователя или почта", max_length=254,
        widget=forms.TextInput(attrs=TYPED | {"autocapitalize": "none", "autocomplete": "username"}),
    )  # fmt: skip


class SecondFactorForm(forms.Form):
    """A code of the authenticator, or a recovery code."""

    code = forms.CharField(
        label="Код", max_length=20,
        widget=forms.TextInput(attrs=TYPED | {"autocapitalize": "none", "autocomplete": "one-time-code"}),
    )  # fmt: skip
