from .account import DEPARTMENT, Role, User
from .appointment import HEAD_POSTS, Appointment, Post
from .development import Contest, ContestEntry, InnovationParticipation, TransitionProgramme
from .kind import GENERAL_SCHOOLS, SchoolKind
from .membership import Membership
from .municipality import Municipality
from .person import Person, full_name
from .school import School

__all__ = [
    "DEPARTMENT",
    "GENERAL_SCHOOLS",
    "HEAD_POSTS",
    "Appointment",
    "Contest",
    "ContestEntry",
    "InnovationParticipation",
    "Membership",
    "Municipality",
    "Person",
    "Post",
    "Role",
    "School",
    "SchoolKind",
    "TransitionProgramme",
    "User",
    "full_name",
]
