from django.urls import path

from leadership.core.bulk import doing

from .views import findings, recommendations, sides

app_name = "monitoring"

urlpatterns = [
    path("findings/", findings.Findings.as_view(), name="findings"),
    path("findings/proposed/", findings.Proposals.as_view(), name="proposals"),
    path("findings/proposed/confirm/", doing(findings.Proposals, findings.Proposals.deeds[0]), name="confirm_findings"),
    path("findings/<int:pk>/", findings.finding, name="finding"),
    path("findings/<int:pk>/confirm/", findings.confirm, name="confirm_finding"),
    path("findings/<int:pk>/dismiss/", findings.dismiss, name="dismiss_finding"),
    path("findings/<int:finding>/recommend/", recommendations.recommend, name="recommend"),
    path("recommendations/", recommendations.Recommendations.as_view(), name="recommendations"),
    path(
        "recommendations/send/",
        doing(recommendations.Recommendations, recommendations.Recommendations.deeds[0]),
        name="send_recommendations",
    ),
    path("recommendations/<int:pk>/", recommendations.recommendation, name="recommendation"),
    path("recommendations/<int:pk>/send/", recommendations.send, name="send_recommendation"),
    path("recommendations/<int:pk>/acknowledge/", recommendations.acknowledge, name="acknowledge_recommendation"),
    path("participants/<int:pk>/views/", sides.sides, name="sides"),
    path("advice/", recommendations.Advices.as_view(), name="advices"),
    path("competences/", findings.Competences.as_view(), name="competences"),
    *findings.FINDING.paths("findings/"),
    *recommendations.RECOMMENDATION.paths("recommendations/"),
    *recommendations.ADVICE.paths("advice/"),
    *findings.COMPETENCE.paths("competences/"),
]
