from django.apps import AppConfig

from leadership.core.documents import registry


class MentoringConfig(AppConfig):
    name = "mentoring"
    verbose_name = "Развитие"

    def ready(self) -> None:
        from schools.models import Person

        from . import access, calendar, erasure, models, notices, papers, search, sources, stories, subjects, ways  # noqa: F401

        of_person = (
            models.DevelopmentProgramme, models.Enrolment, models.ManagementProject,
            models.ManagementTrial, models.SimulatorTrial,
        )  # fmt: skip
        others = (models.Activity, models.Team, models.Pairing, models.Course)
        registry.takes_documents((*of_person, *others), kept_by=access.edits_development)
        registry.takes_evidence([models.Activity], brought_by=access.brings_to_activity)
        registry.takes_evidence([models.Enrolment], brought_by=access.brings_to_enrolment)
        registry.gathers(Person, dict.fromkeys(of_person, "person"))
        registry.gathers(models.DevelopmentProgramme, {models.Activity: "programme"})
        registry.gathers(models.Team, {models.Pairing: "team"})
        search.declare()
        subjects.register()
        erasure.register()
