from django.urls import path

from .views import findings

app_name = "monitoring"

urlpatterns = [
    path("findings/", findings.Findings.as_view(), name="findings"),
    path("competences/", findings.Competences.as_view(), name="competences"),
    *findings.FINDING.paths("findings/"),
    *findings.COMPETENCE.paths("competences/"),
]
