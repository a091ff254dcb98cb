from django.urls import path

from .views import courses, programmes, projects, teams, trials

app_name = "mentoring"

urlpatterns = [
    path("programmes/", programmes.Programmes.as_view(), name="programmes"),
    path("programmes/<int:pk>/", programmes.programme, name="programme"),
    *programmes.PROGRAMME.paths("programmes/"),
    *programmes.ACTIVITY.paths("activities/", inside="programmes/<int:programme>"),
    path("teams/", teams.Teams.as_view(), name="teams"),
    path("teams/<int:pk>/", teams.team, name="team"),
    *teams.TEAM.paths("teams/"),
    *teams.PAIRING.paths("pairings/", inside="teams/<int:team>"),
    path("courses/", courses.Courses.as_view(), name="courses"),
    *courses.COURSE.paths("courses/"),
    path("enrolments/", courses.Enrolments.as_view(), name="enrolments"),
    *courses.ENROLMENT.paths("enrolments/"),
    path("projects/", projects.Projects.as_view(), name="projects"),
    *projects.PROJECT.paths("projects/"),
    path("management-trials/", trials.ManagementTrials.as_view(), name="management_trials"),
    *trials.MANAGEMENT_TRIAL.paths("management-trials/"),
    path("simulator-trials/", trials.SimulatorTrials.as_view(), name="simulator_trials"),
    *trials.SIMULATOR_TRIAL.paths("simulator-trials/"),
]
