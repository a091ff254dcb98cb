from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "leadership.project"
    label = "project"
    verbose_name = "Проект"
