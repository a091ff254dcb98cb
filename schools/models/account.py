from typing import Any

from django.contrib.auth.models import AbstractUser
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db import models
from django.db.models import Q


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


class UserManager(DjangoUserManager):
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

    #: The district a regional account has chosen to look at, for the length of a request.
    looks_at: int | None = None

    objects = UserManager()

    class Meta:
        verbose_name = "учётная запись"
        verbose_name_plural = "учётные записи"

    def __str__(self) -> str:
        return self.get_full_name() or self.username

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
