from .base import DistrictForm
from .careers import AttestationForm, AwardForm, EducationForm, ProfessionalContestEntryForm, TrainingForm
from .error_reports import ErrorAnswerForm, ErrorReportForm
from .people import AppointmentForm, ConsentForm, ErasureForm, MembershipForm, PersonForm
from .reserve import ReserveEntranceForm, ReserveEntryForm, ReserveReviewForm, ReserveStepForm
from .schools import (
    ContestEntryForm,
    ContestForm,
    InnovationParticipationForm,
    MunicipalityForm,
    SchoolForm,
    SchoolYearForm,
    TransitionProgrammeForm,
)

__all__ = [
    "AppointmentForm",
    "AttestationForm",
    "AwardForm",
    "ConsentForm",
    "ContestEntryForm",
    "ContestForm",
    "DistrictForm",
    "EducationForm",
    "ErasureForm",
    "ErrorAnswerForm",
    "ErrorReportForm",
    "InnovationParticipationForm",
    "MembershipForm",
    "MunicipalityForm",
    "PersonForm",
    "ProfessionalContestEntryForm",
    "ReserveEntranceForm",
    "ReserveEntryForm",
    "ReserveReviewForm",
    "ReserveStepForm",
    "SchoolForm",
    "SchoolYearForm",
    "TrainingForm",
    "TransitionProgrammeForm",
]
