from django.apps import AppConfig

from leadership.core.documents import registry


class MonitoringConfig(AppConfig):
    name = "monitoring"
    verbose_name = "Оценка"

    def ready(self) -> None:
        # Papers, sources and stories register themselves.
        from . import access, erasure, models, papers, sources, stories  # noqa: F401

        registry.takes_documents([models.Finding], kept_by=access.records_findings)
        registry.takes_documents([models.Answer, models.Campaign], kept_by=access.runs_campaigns)
        erasure.register()
