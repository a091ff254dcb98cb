"""Who may do what with schools and people. What each may *see* stands in `visible_to` of the querysets."""

from datetime import date

from django.db.models import Exists, OuterRef

from .models import DEPARTMENT, KEPT_BY_SPECIALIST, Appointment, Person, Role, School, User
from .models.appointment import AppointmentQuerySet
from .models.person import PersonQuerySet
from .models.school import SchoolQuerySet

READERS = frozenset({Role.SPECIALIST, Role.METHODIST, Role.COORDINATOR, Role.OBSERVER, Role.DIRECTOR})


def sees_registers(user: User) -> bool:
    """Everyone but the administrator, who keeps accounts, and the expert, who reads assigned projects."""
    return user.role in READERS


def edits_registers(user: User) -> bool:
    """The specialist keeps the registers of the district."""
    return user.has_role(Role.SPECIALIST)


def sees_school_records(user: User) -> bool:
    """Programmes of transition, contests, the regional platform: facts about schools, not marks."""
    return sees_registers(user)


def sees_memberships(user: User) -> bool:
    """The department sees all, a director his own; the observer sees schools, not what people join."""
    return sees_registers(user) and not user.has_role(Role.OBSERVER)


def sees_reserve(user: User) -> bool:
    """Names of the reserve are personal: the department reads them, a director his own entry alone."""
    return user.role in DEPARTMENT or user.has_role(Role.DIRECTOR)


def plans_replacements(user: User) -> bool:
    """Whose post may fall vacant, who could follow, the papers of the reserve: the department alone."""
    return user.role in DEPARTMENT


def sees_consents(user: User) -> bool:
    """The department answers for the personal data it keeps."""
    return user.role in DEPARTMENT


def sees_consents_of(user: User, person: Person) -> bool:
    """The department, and the person himself."""
    return sees_consents(user) or user.person_id == person.pk


def prints_erasures(user: User) -> bool:
    """Who destroyed the data prints the act, and who answers for the district."""
    return user.has_role(Role.SPECIALIST, Role.COORDINATOR)


def sees_careers(user: User) -> bool:
    """Education, training, attestation, awards: the department all, a director his own; the observer none."""
    return sees_memberships(user)


def with_reach(appointments: AppointmentQuerySet, user: User) -> AppointmentQuerySet:
    """Annotates how far this user may look: `is_told` (order and contract), `opens_person`, `opens_school`."""
    return appointments.annotate(
        is_told=Exists(Appointment.objects.visible_to(user).filter(pk=OuterRef("pk"))),
        opens_person=Exists(Person.objects.visible_to(user).filter(pk=OuterRef("person"))),
        opens_school=Exists(School.objects.visible_to(user).filter(pk=OuterRef("school"))),
    )


def heads_with_reach(people: PersonQuerySet, user: User, day: date) -> PersonQuerySet:
    """Adds `headships` with their reach: the school headed on a past day may be beyond a director today."""
    return people.with_headships(day, with_reach(Appointment.objects.all(), user))


def schools_with_reach(schools: SchoolQuerySet, user: User) -> SchoolQuerySet:
    """Annotates `opens_head`: the head of a past day may be somebody a director does not see."""
    return schools.annotate(opens_head=Exists(Person.objects.visible_to(user).filter(pk=OuterRef("head_id"))))


def sees_history(user: User) -> bool:
    """The department answers for its records and sees who changed them."""
    return user.role in (Role.SPECIALIST, Role.METHODIST, Role.COORDINATOR)


def sees_journal(user: User) -> bool:
    """The coordinator answers for what is taken away; the administrator watches over the accounts."""
    return user.has_role(Role.COORDINATOR, Role.ADMINISTRATOR)


def sees_who_looked(user: User) -> bool:
    """Who opened one card: those who answer for the people of the district."""
    return user.has_role(Role.SPECIALIST, Role.COORDINATOR)


def reads_journal(user: User) -> bool:
    """The menu of the registers leads to the journal those who see the registers; the administrator has a link."""
    return sees_journal(user) and sees_registers(user)


def keeps_accounts(user: User) -> bool:
    """The administrator every account of the district, the specialist those of directors and experts."""
    return user.has_role(Role.ADMINISTRATOR, Role.SPECIALIST)


def keeps_rights(user: User) -> bool:
    """Other roles and lost second factors: the administrator alone."""
    return user.has_role(Role.ADMINISTRATOR)


def roles_given_by(user: User) -> list[Role]:
    """The roles whose accounts this one may make."""
    return [role for role in Role if user.has_role(Role.ADMINISTRATOR) or role in KEPT_BY_SPECIALIST]
