"""Who may do what with findings. Named results are for the person and the department alone."""

from schools.models import DEPARTMENT, Role, User


def sees_findings(user: User) -> bool:
    """The department all of its district, a director his own; expert and observer never."""
    return user.role in DEPARTMENT or user.has_role(Role.DIRECTOR)


def records_findings(user: User) -> bool:
    """The methodist and the specialist write down what an assessment or an interview has shown."""
    return user.has_role(Role.METHODIST, Role.SPECIALIST)


def sees_proposals(user: User) -> bool:
    """What the thresholds propose is for the department alone until somebody confirms it."""
    return user.role in DEPARTMENT


def sees_recommendations(user: User) -> bool:
    """The department all of its district, a director those sent to him."""
    return sees_findings(user)


def makes_recommendations(user: User) -> bool:
    """The methodist and the specialist write, send, and keep the library of texts."""
    return records_findings(user)


def sees_advice(user: User) -> bool:
    return user.role in DEPARTMENT
