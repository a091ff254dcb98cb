from django.apps import AppConfig

from leadership.core.documents import registry


class MonitoringConfig(AppConfig):
    name = "monitoring"
    verbose_name = "Оценка"

    def ready(self) -> None:
        from . import access, erasure, models, papers, stories  # noqa: F401  papers and stories register themselves

        registry.takes_documents([models.Finding], kept_by=access.records_findings)
        erasure.register()
