"""Where the rooms are put together."""

from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import include, path

from leadership.core import views as core
from leadership.core.access import may
from leadership.core.documents import views as documents
from leadership.project.views import accounts, home
from monitoring.views import ballots
from schools.access import sees_history
from schools.views import journal

urlpatterns = [
    path("", home.home, name="home"),
    path("login/", accounts.SignIn.as_view(), name="login"),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path("account/", accounts.account, name="account"),
    path("account/password/", accounts.ChangePassword.as_view(), name="password_change"),
    path("search/", core.search, name="search"),
    path("standpoint/", core.standpoint, name="standpoint"),
    path("district/", accounts.choose_district, name="choose_district"),
    path("history/<slug:app>/<slug:model>/<int:pk>/", may(sees_history)(core.history), name="history"),
    path("documents/<slug:app>/<slug:model>/<int:pk>/", documents.documents, name="documents"),
    path("documents/<int:pk>/", documents.document, name="document"),
    path("documents/<int:pk>/edit/", documents.edit_document, name="edit_document"),
    path("documents/<int:pk>/remove/", documents.remove_document, name="remove_document"),
    path("journal/", journal.Journal.as_view(), name="journal"),
    path("journal/<slug:app>/<slug:model>/<int:pk>/", journal.record_journal, name="record_journal"),
    path("answer/", ballots.answer, name="answer"),
    path("answer/thanks/", ballots.answered, name="answered"),
    path("answer/<str:code>/", ballots.answer_by_code, name="answer_by_code"),
    path("healthz", core.health, name="health"),
    path("project/", include("leadership.project.urls")),
    path("schools/", include("schools.urls")),
    path("monitoring/", include("monitoring.urls")),
    path("mentoring/", include("mentoring.urls")),
    path("admin/", admin.site.urls),
]
