"""Who may do what with the project's passport, plan, indicators and papers."""

from schools.models import DEPARTMENT, Role, User


def sees_project(user: User) -> bool:
    """Everyone but the administrator: the project is public within the department's circle."""
    return not user.has_role(Role.ADMINISTRATOR)


def sees_amendments(user: User) -> bool:
    """Changes of the approved passport are read by the department and the observer."""
    return user.role in DEPARTMENT or user.has_role(Role.OBSERVER)


def edits_passport(user: User) -> bool:
    """The specialist keeps the passport; the coordinator answers for it and may mend it too."""
    return user.has_role(Role.SPECIALIST, Role.COORDINATOR)


def closes_occurrences(user: User) -> bool:
    """Those who keep the plan record what was held, when, and what proves it."""
    return edits_passport(user)


def sees_names_behind_figures(user: User) -> bool:
    """The people and schools behind an indicator: the department; others see the figure."""
    return user.role in DEPARTMENT


def prints_papers(user: User) -> bool:
    """The project's papers are for all who see the project."""
    return sees_project(user)


def prints_cards(user: User) -> bool:
    """The card of a head: the department, and a director his own."""
    return user.role in DEPARTMENT or user.has_role(Role.DIRECTOR)


def prints_staff(user: User) -> bool:
    """Figures of the staff without names: the department."""
    return user.role in DEPARTMENT


def prints_lists_of_people(user: User) -> bool:
    """A list of heads by name: the department and the observer."""
    return user.role in DEPARTMENT or user.has_role(Role.OBSERVER)


def has_cabinet(user: User) -> bool:
    """«Мой кабинет» is for a director who is somebody of the register: it tells of himself alone."""
    return user.has_role(Role.DIRECTOR) and user.person_id is not None
