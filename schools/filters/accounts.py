import django_filters as filters
from django.db.models import QuerySet
from django.utils import timezone

from leadership.core.filters import Search, choice

from .. import places
from ..models import AccountState, Person, ReserveEntry, Role, User
from .registers import AlwaysBound


class AccountFilter(filters.FilterSet):
    q = Search("last_name", "first_name", "username", "email", label="Фамилия, логин, почта")
    role = choice(Role.choices, "Роль")
    state = choice(AccountState.choices, "Состояние")
    entered = choice(
        (("month", "за последние 30 дней"), ("long_ago", "раньше"), ("never", "не входил")),
        "Последний вход",
        method="last_entered",
    )

    class Meta:
        model = User
        fields: list[str] = []

    def last_entered(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        since = timezone.now() - timezone.timedelta(days=30)
        if value == "never":
            return queryset.filter(last_login=None)
        return queryset.filter(last_login__gte=since) if value == "month" else queryset.filter(last_login__lt=since)


class CandidatesChoice(filters.ChoiceFilter):
    """Left alone it shows the heads of the day: the first whom accounts are made for."""

    RESERVE, ALL = "reserve", "all"

    def __init__(self) -> None:
        super().__init__(
            label="Кто",
            choices=((self.RESERVE, "в резерве и кандидаты"), (self.ALL, "все люди реестра")),
            empty_label="руководители школ",
        )

    def filter(self, queryset: QuerySet, value: str) -> QuerySet:
        day = self.parent.request.as_of
        if value == self.ALL:
            return queryset
        if value == self.RESERVE:
            return queryset.filter(pk__in=ReserveEntry.objects.open_on(day).values("person"))
        return queryset.filter(pk__in=places.heading(day))


class CandidateFilter(AlwaysBound):
    q = Search("last_name", "first_name", "patronymic", label="Фамилия")
    who = CandidatesChoice()

    class Meta:
        model = Person
        fields: list[str] = []
