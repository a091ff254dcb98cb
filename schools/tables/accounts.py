import django_tables2 as tables
from django.utils import timezone

from leadership.core import russian
from leadership.core.tables import RecordTable, StateColumn

from ..models import AccountState, Person, User


class AccountTable(RecordTable):
    last_name = tables.Column(
        "Кто", linkify=lambda record: record.get_absolute_url(), order_by=("last_name", "first_name"), empty_values=()
    )
    username = tables.Column("Логин")
    role = tables.Column("Роль")
    state = StateColumn(AccountState)
    invited_until = tables.Column("Приглашение до", default="")
    last_login = tables.Column("Последний вход", default="не входил")

    class Meta:
        model = User
        fields = ("last_name", "username", "role", "state", "invited_until", "last_login")

    def render_last_name(self, record):
        return str(record)

    value_last_name = render_last_name

    def value_last_login(self, value):
        return _moment(value)

    render_last_login = value_invited_until = render_invited_until = value_last_login


class CandidateTable(RecordTable):
    last_name = tables.Column("Кто", linkify=True, order_by=("last_name", "first_name", "patronymic"))
    school_name = tables.Column("Школа", default="")
    email = tables.Column("Служебная почта", default="нет")

    class Meta:
        model = Person
        fields = ("last_name", "school_name", "email")

    def render_last_name(self, record):
        return str(record)

    value_last_name = render_last_name


def _moment(value):
    local = timezone.localtime(value)
    return f"{russian.day(local.date())} {local:%H:%M}"
