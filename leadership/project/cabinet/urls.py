from django.urls import path

from . import views

app_name = "cabinet"

urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("results/", views.results, name="results"),
    path("mentoring/", views.mentoring, name="mentoring"),
    path("data/", views.mine, name="mine"),
    path("data/error/", views.report_error, name="report_error"),
]
