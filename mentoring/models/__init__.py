from .course import Course, Enrolment
from .programme import Activity, DevelopmentProgramme
from .project import ManagementProject
from .team import Pairing, Team
from .trial import ManagementTrial, SimulatorTrial

__all__ = [
    "Activity",
    "Course",
    "DevelopmentProgramme",
    "Enrolment",
    "ManagementProject",
    "ManagementTrial",
    "Pairing",
    "SimulatorTrial",
    "Team",
]
