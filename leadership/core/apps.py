from django.apps import AppConfig

from . import letters, sqlite


class CoreConfig(AppConfig):
    name = "leadership.core"
    label = "core"
    verbose_name = "Основа"

    def ready(self) -> None:
        from .search import documents  # models are there only now

        sqlite.listen()
        letters.listen()
        documents.declare()
