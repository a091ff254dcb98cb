"""Who may do what with schools and people. What each may *see* stands in `visible_to` of the querysets."""

from .models import Role, User

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


def sees_history(user: User) -> bool:
    """The department answers for its records and sees who changed them."""
    return user.role in (Role.SPECIALIST, Role.METHODIST, Role.COORDINATOR)
