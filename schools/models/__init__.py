from .account import DEPARTMENT, KEPT_BY_SPECIALIST, AccountState, Role, User
from .appointment import HEAD_POSTS, Appointment, Post
from .career import Attestation, Award, Education, ProfessionalContestEntry, Training
from .consent import Consent, Erasure
from .development import Contest, ContestEntry, InnovationParticipation, TransitionProgramme
from .entry import AccountChange, EntryPass, Visit
from .error_report import ErrorReport
from .importing import Import
from .kind import GENERAL_SCHOOLS, SchoolKind
from .membership import Membership
from .municipality import Municipality
from .of_person import OfPersonQuerySet
from .person import FormerName, Person, full_name, name_on
from .reserve import ReserveEntry, ReserveReview, ReserveStep
from .reserve_states import IN_RESERVE, NEXT_STATES, OPEN_STATES, TARGET_POSTS, TERM_WARNING, ReserveState
from .school import School
from .vacancy import VacancySign
from .year import SchoolYear

__all__ = [
    "DEPARTMENT",
    "GENERAL_SCHOOLS",
    "HEAD_POSTS",
    "IN_RESERVE",
    "KEPT_BY_SPECIALIST",
    "NEXT_STATES",
    "OPEN_STATES",
    "TARGET_POSTS",
    "TERM_WARNING",
    "AccountChange",
    "AccountState",
    "Appointment",
    "Attestation",
    "Award",
    "Consent",
    "Contest",
    "ContestEntry",
    "Education",
    "EntryPass",
    "Erasure",
    "ErrorReport",
    "FormerName",
    "Import",
    "InnovationParticipation",
    "Membership",
    "Municipality",
    "OfPersonQuerySet",
    "Person",
    "Post",
    "ProfessionalContestEntry",
    "ReserveEntry",
    "ReserveReview",
    "ReserveState",
    "ReserveStep",
    "Role",
    "School",
    "SchoolKind",
    "SchoolYear",
    "Training",
    "TransitionProgramme",
    "User",
    "VacancySign",
    "Visit",
    "full_name",
    "name_on",
]
