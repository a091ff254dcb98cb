from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "leadership.core"
    label = "core"
    verbose_name = "Основа"
