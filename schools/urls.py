from django.urls import path

from .views import people, records, schools

app_name = "schools"

urlpatterns = [
    path("", schools.Schools.as_view(), name="schools"),
    path("<int:pk>/", schools.school, name="school"),
    *schools.SCHOOL.paths(""),
    path("municipality/", schools.municipality, name="municipality"),
    path("municipality/edit/", schools.edit_municipality, name="edit_municipality"),
    path("heads/", people.Heads.as_view(), name="heads"),
    path("people/", people.People.as_view(), name="people"),
    path("people/<int:pk>/", people.person, name="person"),
    *people.PERSON.paths("people/"),
    *people.APPOINTMENT.paths("appointments/"),
    path("memberships/", records.Memberships.as_view(), name="memberships"),
    path("transition-programmes/", records.TransitionProgrammes.as_view(), name="transition_programmes"),
    path("contest-entries/", records.ContestEntries.as_view(), name="contest_entries"),
    path("innovation/", records.InnovationParticipations.as_view(), name="innovation_participations"),
    *records.MEMBERSHIP.paths("memberships/"),
    *records.TRANSITION_PROGRAMME.paths("transition-programmes/"),
    *records.CONTEST.paths("contests/"),
    *records.CONTEST_ENTRY.paths("contest-entries/"),
    *records.INNOVATION_PARTICIPATION.paths("innovation/"),
]
