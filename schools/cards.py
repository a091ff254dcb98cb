"""What is read on a card as one history: the record itself and the parts that belong to it."""

from leadership.core import history

from .models import (
    Appointment,
    Attestation,
    Award,
    Consent,
    ContestEntry,
    Education,
    FormerName,
    InnovationParticipation,
    Membership,
    Person,
    ProfessionalContestEntry,
    ReserveEntry,
    ReserveReview,
    ReserveStep,
    School,
    SchoolYear,
    Training,
    TransitionProgramme,
)

OF_PERSON = {
    FormerName: "person",
    Appointment: "person",
    Education: "person",
    Training: "person",
    Attestation: "person",
    Award: "person",
    ProfessionalContestEntry: "person",
    Membership: "person",
    Consent: "person",
    ReserveEntry: "person",
    ReserveStep: "entry__person",
    ReserveReview: "entry__person",
}
OF_SCHOOL = {
    Appointment: "school",
    SchoolYear: "school",
    TransitionProgramme: "school",
    ContestEntry: "school",
    InnovationParticipation: "school",
}
OF_RESERVE_ENTRY = {ReserveStep: "entry", ReserveReview: "entry"}


def register() -> None:
    history.belong(Person, OF_PERSON)
    history.belong(School, OF_SCHOOL)
    history.belong(ReserveEntry, OF_RESERVE_ENTRY)
