from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "leadership.project"
    label = "project"
    verbose_name = "Проект"

    def ready(self) -> None:
        from . import papers  # noqa: F401  registers the kinds of papers
