from django.apps import AppConfig

from leadership.core.documents import registry


class MonitoringConfig(AppConfig):
    name = "monitoring"
    verbose_name = "Оценка"

    def ready(self) -> None:
        from . import access, erasure, models, stories  # noqa: F401  stories register themselves

        registry.takes_documents([models.Finding], kept_by=access.records_findings)
        erasure.register()
