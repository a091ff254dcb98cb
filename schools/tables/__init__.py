from .careers import (
    AttestationTable,
    AwardTable,
    EducationTable,
    PartTable,
    ProfessionalContestEntryTable,
    TrainingTable,
)
from .people import HeadTable, MembershipTable, PersonTable
from .reserve import ReserveTable, VacancyTable
from .schools import (
    ContestEntryTable,
    InnovationParticipationTable,
    SchoolTable,
    SchoolYearTable,
    TransitionProgrammeTable,
)

__all__ = [
    "AttestationTable",
    "AwardTable",
    "ContestEntryTable",
    "EducationTable",
    "HeadTable",
    "InnovationParticipationTable",
    "MembershipTable",
    "PartTable",
    "PersonTable",
    "ProfessionalContestEntryTable",
    "ReserveTable",
    "SchoolTable",
    "SchoolYearTable",
    "TrainingTable",
    "TransitionProgrammeTable",
    "VacancyTable",
]
