from .activity import Activity
from .assignment import ExpertAssignment, conflict_of
from .course import Course, Enrolment
from .declined import DeclinedPair
from .programme import DevelopmentProgramme, Extension
from .project import ManagementProject
from .remedy import Remedy
from .sharing import Consultation, ProfileShare
from .team import Pairing, Team
from .trial import ManagementTrial, SimulatorTrial

__all__ = [
    "Activity",
    "Consultation",
    "Course",
    "DeclinedPair",
    "DevelopmentProgramme",
    "Enrolment",
    "ExpertAssignment",
    "Extension",
    "ManagementProject",
    "ManagementTrial",
    "Pairing",
    "ProfileShare",
    "Remedy",
    "SimulatorTrial",
    "Team",
    "conflict_of",
]
