"""Who may do what with schools and people. What each may *see* stands in `visible_to` of the querysets."""

from django.db.models import Exists, OuterRef

from .models import Appointment, Person, Role, School, User
from .models.appointment import AppointmentQuerySet

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


def with_reach(appointments: AppointmentQuerySet, user: User) -> AppointmentQuerySet:
    """Annotates how far this user may look: `is_told` (order and contract), `opens_person`, `opens_school`."""
    return appointments.annotate(
        is_told=Exists(Appointment.objects.visible_to(user).filter(pk=OuterRef("pk"))),
        opens_person=Exists(Person.objects.visible_to(user).filter(pk=OuterRef("person"))),
        opens_school=Exists(School.objects.visible_to(user).filter(pk=OuterRef("school"))),
    )


def sees_history(user: User) -> bool:
    """The department answers for its records and sees who changed them."""
    return user.role in (Role.SPECIALIST, Role.METHODIST, Role.COORDINATOR)
