"""Who may do what with programmes, teams, courses, projects, trials."""

from schools.models import DEPARTMENT, Role, User


def sees_development(user: User) -> bool:
    """The department all of its district, a director what concerns himself."""
    return user.role in DEPARTMENT or user.has_role(Role.DIRECTOR)


def edits_development(user: User) -> bool:
    """The methodist and the specialist keep the records of development."""
    return user.has_role(Role.METHODIST, Role.SPECIALIST)


def opens_cards(user: User) -> bool:
    """The department opens anybody's card; a director knows his mentor and mentees by name alone."""
    return user.role in DEPARTMENT
