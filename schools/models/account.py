from datetime import datetime
from typing import Any, Self

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db import models
from django.db.models import Case, OuterRef, Q, Subquery, Value, When
from django.urls import reverse
from django.utils.crypto import salted_hmac

from .entry import EntryPass


class Role(models.TextChoices):
    """Who an account is; what each role may do stands in the `access` of every room."""

    ADMINISTRATOR = "administrator", "администратор"
    SPECIALIST = "specialist", "специалист"
    METHODIST = "methodist", "методист"
    COORDINATOR = "coordinator", "координатор"
    DIRECTOR = "director", "руководитель ОУ"
    EXPERT = "expert", "эксперт"
    OBSERVER = "observer", "наблюдатель"

    @property
    def description(self) -> str:
        return DESCRIPTIONS[self]


DESCRIPTIONS = {
    Role.ADMINISTRATOR: "Заводит учётные записи и следит за технической частью; содержания не видит.",
    Role.SPECIALIST: "Ведёт реестры школ и людей, записи о развитии, паспорт и план проекта.",
    Role.METHODIST: "Видит реестры, ведёт дефициты, программы, команды, курсы и пробы.",
    Role.COORDINATOR: "Видит всё по району, ведёт план и индикаторы, печатает отчёты.",
    Role.DIRECTOR: "Видит проект, свою школу и записи о себе.",
    Role.EXPERT: "Видит паспорт и план; проекты – только порученные.",
    Role.OBSERVER: "Видит проект, школы и руководителей без оценок и программ.",
}

#: Those who work with the records of the whole district.
DEPARTMENT = frozenset({Role.SPECIALIST, Role.METHODIST, Role.COORDINATOR})


#: Whose accounts a specialist keeps: nobody with wider rights than a school's.
KEPT_BY_SPECIALIST = frozenset({Role.DIRECTOR, Role.EXPERT})


class AccountState(models.TextChoices):
    """How far an account has come; worked out, not stored."""

    WAITING = "waiting", "без приглашения"
    INVITED = "invited", "приглашён"
    ACTIVE = "active", "действует"
    DISABLED = "disabled", "отключён"


class UserQuerySet(models.QuerySet):
    def kept_by(self, user: "User") -> Self:
        """The accounts this one may make, reset and disable; those of no district are kept by a regional keeper."""
        if user.role not in (Role.ADMINISTRATOR, Role.SPECIALIST):
            return self.none()
        kept = self if user.role == Role.ADMINISTRATOR else self.filter(role__in=KEPT_BY_SPECIALIST)
        return kept if user.municipality_id is None else kept.filter(municipality=user.municipality_id)

    def with_state(self, moment: datetime) -> Self:
        """Annotates `state` and `invited_until`, the term of the slip or letter that still lets in."""
        passes = EntryPass.objects.unspent().filter(account=OuterRef("pk")).order_by("-expires_at")
        return self.annotate(invited_until=Subquery(passes.values("expires_at")[:1])).annotate(
            state=Case(
                When(is_active=False, then=Value(AccountState.DISABLED)),
                When(~Q(password__startswith=UNUSABLE_PASSWORD_PREFIX), then=Value(AccountState.ACTIVE)),
                When(invited_until__gt=moment, then=Value(AccountState.INVITED)),
                default=Value(AccountState.WAITING),
            )
        )


class UserManager(DjangoUserManager.from_queryset(UserQuerySet)):
    def create_superuser(self, username: str, email: str | None = None, password: str | None = None, **fields: Any):
        """The first account of an installation keeps the accounts: an administrator."""
        return super().create_superuser(username, email, password, role=Role.ADMINISTRATOR, **fields)


class User(AbstractUser):
    """Somebody who signs in: a role, a district (none for a region), a person of the register."""

    role = models.CharField("роль", max_length=20, choices=Role, default=Role.OBSERVER)
    municipality = models.ForeignKey(
        "schools.Municipality",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="accounts",
        verbose_name="район",
        help_text="пусто – учётная запись региона, видит все районы",
    )
    person = models.OneToOneField(
        "schools.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="account",
        verbose_name="человек в реестре",
    )

    sessions_ended = models.PositiveIntegerField("сколько раз завершены все входы", default=0, editable=False)

    #: The district a regional account has chosen to look at, for the length of a request.
    looks_at: int | None = None

    objects = UserManager()

    class Meta:
        verbose_name = "учётная запись"
        verbose_name_plural = "учётные записи"

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def get_absolute_url(self) -> str:
        return reverse("schools:account", args=[self.pk])

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """A session lives while the password stands and nobody has ended all of them at once."""
        salt = "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash"
        stands = f"{self.password}:{self.sessions_ended}" if self.sessions_ended else self.password
        return salted_hmac(salt, stands, secret=secret, algorithm="sha256").hexdigest()

    def end_sessions(self) -> None:
        """Every session of this account is over at its next request; the caller saves."""
        self.sessions_ended += 1

    @property
    def sees_everyone(self) -> bool:
        """Reads or keeps records of more people than oneself: such an account is guarded more closely."""
        everywhere = self.role == Role.OBSERVER and self.municipality_id is None
        return everywhere or self.role in DEPARTMENT or self.role == Role.ADMINISTRATOR

    def has_role(self, *roles: Role) -> bool:
        return self.role in roles

    @property
    def district_id(self) -> int | None:
        """One's own district; for a regional account the one it looks at; `None` is every one."""
        return self.municipality_id or self.looks_at

    def reaches(self, *, municipality: str, own: Q | None = None, roles: frozenset[Role] = DEPARTMENT) -> Q:
        """The condition that picks the rows this account may see.

        The listed roles see their district (`municipality` is the path to it), or every district
        where the account belongs to none; a director sees `own` rows; the others see nothing.
        """
        if self.role in roles:
            return Q() if self.district_id is None else Q(**{municipality: self.district_id})
        if self.role == Role.DIRECTOR and self.person_id and own is not None:
            return own
        return Q(pk__in=[])
