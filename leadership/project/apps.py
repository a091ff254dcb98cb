from django.apps import AppConfig

from leadership.core.documents import registry


class ProjectConfig(AppConfig):
    name = "leadership.project"
    label = "project"
    verbose_name = "Проект"

    def ready(self) -> None:
        from leadership.core import lists

        from . import access, erasure, models, papers, preparing, search  # noqa: F401  importing papers registers their kinds

        kept = (models.Project, models.Measure, models.MeasureRow, models.Occurrence, models.Indicator)
        registry.takes_documents(kept, kept_by=access.edits_passport)
        registry.gathers(models.Measure, {models.MeasureRow: "measure", models.Occurrence: "row__measure"})
        search.declare()
        lists.long_export = preparing.ask_for_list
        erasure.register()
