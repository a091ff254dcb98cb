from django.apps import AppConfig

from leadership.core.documents import registry


class MonitoringConfig(AppConfig):
    name = "monitoring"
    verbose_name = "Оценка"

    def ready(self) -> None:
        # Papers, sources, stories, notices and days of the calendar register themselves.
        from leadership.core import history

        from . import access, calendar, erasure, models, notices, papers, sources, stories, ways  # noqa: F401

        registry.takes_documents([models.Finding], kept_by=access.records_findings)
        registry.takes_documents([models.Answer], kept_by=access.runs_campaigns)
        registry.takes_documents(
            [models.Campaign], kept_by=access.runs_campaigns, among=models.Campaign.objects.changeable_by
        )
        registry.takes_documents(
            [models.Methodology], kept_by=access.keeps_methodologies, among=models.Methodology.objects.kept_by
        )
        registry.takes_documents([models.Recommendation], kept_by=access.makes_recommendations)
        registry.takes_evidence([models.Recommendation], brought_by=access.brings_to_recommendation)
        history.belong(
            models.Methodology,
            {
                models.Section: "methodology",
                models.Item: "methodology",
                models.ScaleStep: "item__methodology",
                models.Level: "methodology",
            },
        )
        erasure.register()
