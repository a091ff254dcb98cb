"""Accounts as the department keeps them: made from the register, invited, reset, disabled."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_safe

from leadership.core.access import may, require
from leadership.core.bulk import Deed
from leadership.core.lists import ListPage
from leadership.core.models import JournalEntry
from leadership.core.pages import form_page

from .. import access, second_factor, slips
from ..actions import accounts as actions
from ..filters.accounts import AccountFilter, CandidateFilter
from ..forms.accounts import AccountForm, ReasonForm, RoleForm
from ..models import AccountState, Person, Role, User
from ..tables.accounts import AccountTable, CandidateTable

#: Of the history and of failed entries a card shows the latest.
SHOWN = 50
FAILURES_SHOWN = 10


def _made(request, accounts):
    """What is answered when accounts have been made: their slips, or the list of them to be invited later."""
    if "plain" in request.POST:
        messages.success(request, f"Учётных записей заведено: {len(accounts)}. Осталось напечатать листки для входа.")
        return redirect(f"{reverse('schools:accounts')}?state={AccountState.WAITING}")
    return slips.response(request, [actions.print_slip(account, request.user) for account in accounts])


PRINT = Deed(
    name="slips",
    label="Листки для входа",
    question="Напечатать листки для входа?",
    done="Листки напечатаны",
    act=actions.print_slip,
    answer=slips.response,
    ways=slips.ways,
    note="Коды показывают один раз. Новый листок отменяет прежние листки и письма этих людей; действующий пароль "
    "остаётся, пока листок не использован.",
)
RESET = Deed(
    name="reset",
    label="Сбросить пароль",
    question="Сбросить пароль и напечатать новые листки?",
    done="Пароли сброшены",
    act=actions.reset,
    answer=slips.response,
    ways=slips.ways,
    note="Прежний пароль сразу перестанет действовать, открытые входы завершатся. Войти можно будет по новому листку.",
)
DISABLE = Deed(
    name="disable", label="Отключить", question="Отключить учётные записи?", done="Отключено",
    act=actions.disable, note="Открытые входы завершатся, приглашения отменятся. Записи в реестрах не меняются.",
)  # fmt: skip
ENABLE = Deed(name="enable", label="Включить", question="Включить учётные записи?", done="Включено", act=actions.enable)
MAKE = Deed(
    name="make",
    label="Завести учётные записи",
    question="Завести учётные записи?",
    done="Заведено",
    act=actions.make_account,
    answer=_made,
    ways=lambda: (*slips.ways(), ("plain", "Без листков")),
    note="Роль – «руководитель ОУ»: человек видит свою школу и записи о себе. Логин составляется из фамилии и "
    "инициалов, почта берётся из реестра.",
)


class Accounts(ListPage):
    title = "Учётные записи"
    table_class, filterset_class = AccountTable, AccountFilter
    allowed = may_edit = staticmethod(access.keeps_accounts)
    create_url = reverse_lazy("schools:candidates")
    create_label = "Завести по реестру"
    deeds = (PRINT, RESET, DISABLE, ENABLE)
    empty = "Учётных записей пока нет. Заведите их по реестру."

    @property
    def lead(self):
        if access.keeps_rights(self.request.user):
            return "Кто и с какой ролью входит в систему."
        return "Учётные записи руководителей и экспертов. Остальные ведёт администратор."

    def rows(self, user, as_of):
        return User.objects.kept_by(user).with_state(timezone.now()).order_by("last_name", "first_name", "pk")

    def records(self, user, as_of, picked):
        kept = User.objects.kept_by(user).filter(pk__in=picked)
        return kept.select_related("municipality", "person").order_by("last_name", "first_name", "pk")


class Candidates(ListPage):
    title = "Без учётной записи"
    lead = "Люди реестра, которые ещё не могут войти. Отметьте, кому завести учётную запись."
    table_class, filterset_class = CandidateTable, CandidateFilter
    allowed = may_edit = staticmethod(access.keeps_accounts)
    create_url = reverse_lazy("schools:add_account")
    create_label = "Человека нет в реестре"
    deeds = (MAKE,)
    empty = "У всех руководителей школ учётные записи есть."

    def rows(self, user, as_of):
        return Person.objects.without_account(user).with_school(as_of)

    def records(self, user, as_of, picked):
        return Person.objects.without_account(user).filter(pk__in=picked)


@may(access.keeps_accounts)
def add_account(request):
    form = AccountForm(request.POST or None, user=request.user)
    return form_page(
        request, form, title="Новая учётная запись", back=reverse("schools:candidates"),
        done="Учётная запись заведена. Осталось напечатать листок для входа.",
        note="Для тех, кого нет в реестре людей. Логин составится сам.",
        save=lambda: _opened(request, form),
    )  # fmt: skip


def _opened(request, form):
    account = form.instance
    account.municipality = request.municipality
    return actions.open_account(account, by=request.user, patronymic=form.cleaned_data["patronymic"])


@require_safe
@may(access.keeps_accounts)
def account(request, pk):
    kept = User.objects.kept_by(request.user).with_state(timezone.now()).select_related("municipality", "person")
    shown = get_object_or_404(kept, pk=pk)
    keeps_rights = access.keeps_rights(request.user)
    return render(
        request,
        "schools/accounts/account.html",
        {
            "title": str(shown),
            "account": shown,
            "state": AccountState(shown.state),
            "role_description": Role(shown.role).description,
            "factor": second_factor.device_of(shown),
            "changes": shown.changes.select_related("by")[:SHOWN],
            "failures": JournalEntry.objects.about(shown).filter(act=JournalEntry.Act.REFUSED)[:FAILURES_SHOWN],
            "keeps_rights": keeps_rights and shown != request.user,
            "sees_registers": access.sees_registers(request.user),
        },
    )


@may(access.keeps_accounts)
def change_role(request, pk):
    return _with_reason(
        request, pk, RoleForm, actions.change_role, title="Сменить роль", done="Роль изменена.",
        note="Открытые входы завершатся: с новой ролью входят заново.",
    )  # fmt: skip


@may(access.keeps_accounts)
def take_off_factor(request, pk):
    return _with_reason(
        request, pk, ReasonForm, actions.take_off_factor, title="Снять второй фактор", done="Второй фактор снят.",
        note="Когда телефон потерян и резервных кодов нет. Убедитесь, что просит сам владелец. Если роль этого "
        "требует, при следующем входе система попросит настроить новый.",
    )  # fmt: skip


def _with_reason(request, pk, form_class, action, *, title, done, note):
    """A question with a reason about one account, and what is done when it is answered."""
    asked = get_object_or_404(User.objects.kept_by(request.user), pk=pk)
    require(access.keeps_rights(request.user))
    form = form_class(request.POST or None, initial={"role": asked.role})
    if request.method == "POST" and form.is_valid():
        try:
            action(account=asked, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, done)
            return redirect(asked)
    context = {
        "form": form, "title": title, "lead": str(asked), "submit": title, "note": note,
        "back": asked.get_absolute_url(),
    }  # fmt: skip
    return render(request, "components/form_page.html", context, status=422 if form.errors else 200)
