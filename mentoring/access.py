"""Who may do what with programmes, teams, courses, projects, trials."""

from datetime import date

from schools.models import DEPARTMENT, Role, User

from .models import Activity, Consultation, Enrolment, Pairing
from .models.sharing import WRITTEN_UP


def sees_development(user: User) -> bool:
    """The department all of its district, a director what concerns himself."""
    return user.role in DEPARTMENT or user.has_role(Role.DIRECTOR)


def edits_development(user: User) -> bool:
    """The methodist and the specialist keep the records of development."""
    return user.has_role(Role.METHODIST, Role.SPECIALIST)


def opens_cards(user: User) -> bool:
    """The department opens anybody's card; a director knows his mentor and mentees by name alone."""
    return user.role in DEPARTMENT


def approves_programmes(user: User) -> bool:
    """Those who keep the records note what the order says, and so does the coordinator."""
    return edits_development(user) or user.has_role(Role.COORDINATOR)


def sees_support(user: User) -> bool:
    """Which deficits have no support is the department's own question."""
    return user.role in DEPARTMENT


def reads_projects(user: User) -> bool:
    """The card of a project: whoever sees development, and an expert those assigned to him."""
    return sees_development(user) or user.has_role(Role.EXPERT)


def is_of_a_pair(user: User) -> bool:
    """Mentors and mentees are heads with an account; of which pair, each page asks."""
    return user.has_role(Role.DIRECTOR)


def leads(user: User, pairing: Pairing) -> bool:
    return user.person_id is not None and user.person_id == pairing.mentor_id


def is_led(user: User, pairing: Pairing) -> bool:
    return user.person_id is not None and user.person_id == pairing.mentee_id


def writes_diary(user: User, pairing: Pairing, day: date) -> bool:
    """The mentor, from the first day of the pair until thirty days after its last."""
    return leads(user, pairing) and pairing.started_on <= day <= pairing.last_day + WRITTEN_UP


def mends_consultation(user: User, consultation: Consultation, day: date) -> bool:
    """An entry is changed by whoever has written it, while the diary is written."""
    return consultation.written_by_id == user.pk and writes_diary(user, consultation.pairing, day)


def brings_to_activity(user: User, activity: Activity) -> bool:
    """A director proves what he does of his own programme, while it is not recorded as done."""
    return _is_own(user, activity.programme.person_id) and activity.done_on is None


def brings_to_enrolment(user: User, enrolment: Enrolment) -> bool:
    """A director brings the certificate of a course he is on, until its completion is recorded."""
    return _is_own(user, enrolment.person_id) and enrolment.completed_on is None


def _is_own(user: User, person: int) -> bool:
    return user.has_role(Role.DIRECTOR) and user.person_id == person


def decides_pairs(user: User) -> bool:
    """Reasons of a match name marks: the department alone reads them, and decides who leads whom."""
    return user.role in DEPARTMENT
