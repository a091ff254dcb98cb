from django.urls import path

from .views import people, records, schools

app_name = "schools"

urlpatterns = [
    path("", schools.Schools.as_view(), name="schools"),
    path("add/", schools.add_school, name="add_school"),
    path("<int:pk>/", schools.school, name="school"),
    path("<int:pk>/edit/", schools.edit_school, name="edit_school"),
    path("<int:pk>/remove/", schools.remove_school, name="remove_school"),
    path("municipality/", schools.municipality, name="municipality"),
    path("municipality/edit/", schools.edit_municipality, name="edit_municipality"),
    path("heads/", people.Heads.as_view(), name="heads"),
    path("people/", people.People.as_view(), name="people"),
    path("people/add/", people.add_person, name="add_person"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/edit/", people.edit_person, name="edit_person"),
    path("people/<int:pk>/remove/", people.remove_person, name="remove_person"),
    path("appointments/add/", people.add_appointment, name="add_appointment"),
    path("appointments/<int:pk>/edit/", people.edit_appointment, name="edit_appointment"),
    path("appointments/<int:pk>/remove/", people.remove_appointment, name="remove_appointment"),
    path("memberships/", records.Memberships.as_view(), name="memberships"),
    path("transition-programmes/", records.TransitionProgrammes.as_view(), name="transition_programmes"),
    path("contest-entries/", records.ContestEntries.as_view(), name="contest_entries"),
    path("innovation/", records.InnovationParticipations.as_view(), name="innovation_participations"),
    *records.MEMBERSHIP.paths("memberships"),
    *records.TRANSITION_PROGRAMME.paths("transition-programmes"),
    *records.CONTEST.paths("contests"),
    *records.CONTEST_ENTRY.paths("contest-entries"),
    *records.INNOVATION_PARTICIPATION.paths("innovation"),
]
