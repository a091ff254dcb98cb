from django.apps import AppConfig

from leadership.core import letters
from leadership.core.documents import registry


class SchoolsConfig(AppConfig):
    name = "schools"
    verbose_name = "Школы и люди"

    def ready(self) -> None:
        # Papers, stories, notices and days of the calendar register themselves.
        from . import access, calendar, cards, entering, erasure, models, notices, papers, search, stories  # noqa: F401

        of_person = (
            models.Appointment, models.Education, models.Training, models.Attestation, models.Award,
            models.ProfessionalContestEntry, models.Membership, models.Consent, models.ReserveEntry,
        )  # fmt: skip
        of_school = (
            models.TransitionProgramme, models.ContestEntry, models.InnovationParticipation, models.SchoolYear,
        )  # fmt: skip
        of_reserve = (models.ReserveStep, models.ReserveReview)
        every = (models.Person, *of_person, *of_reserve, models.School, *of_school, models.Contest)
        registry.takes_documents(every, kept_by=access.edits_registers)
        registry.gathers(models.Person, dict.fromkeys(of_person, "person"))
        registry.gathers(models.Person, dict.fromkeys(of_reserve, "entry__person"))
        registry.gathers(models.ReserveEntry, dict.fromkeys(of_reserve, "entry"))
        registry.gathers(models.School, dict.fromkeys(of_school, "school"))
        letters.looked_through(
            {
                models.Person: ("last_name", "first_name", "patronymic"),
                models.School: ("short_name", "name", "locality"),
                models.Training: ("title", "organisation"),
                models.Attestation: ("protocol",),
                models.Education: ("institution", "speciality"),
                models.Award: ("title",),
            }
        )
        search.declare()
        cards.register()
        erasure.keep_official_texts()
        entering.listen()
