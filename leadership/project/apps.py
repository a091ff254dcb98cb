from django.apps import AppConfig

from leadership.core.documents import registry


class ProjectConfig(AppConfig):
    name = "leadership.project"
    label = "project"
    verbose_name = "Проект"

    def ready(self) -> None:
        from leadership.core import lists

        # Papers, notices and days of the calendar register themselves.
        from . import access, calendar, erasure, models, notices, papers, preparing, search  # noqa: F401

        kept = (models.Project, models.Measure, models.MeasureRow, models.Occurrence, models.Indicator)
        registry.takes_documents(kept, kept_by=access.edits_passport)
        registry.gathers(models.Measure, {models.MeasureRow: "measure", models.Occurrence: "row__measure"})
        search.declare()
        lists.long_export = preparing.ask_for_list
        erasure.register()
