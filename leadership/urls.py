"""Where the rooms are put together."""

from django.contrib import admin
from django.contrib.auth import views as auth
from django.urls import include, path
from django.views.generic import RedirectView

from leadership.core import views as core
from leadership.core.access import may
from leadership.core.calendars import views as calendars
from leadership.core.documents import views as documents
from leadership.core.notices import views as notices
from leadership.project.views import accounts, home
from monitoring.views import ballots
from schools.access import sees_history
from schools.views import entry, journal, second_factor, visits

urlpatterns = [
    path("", home.home, name="home"),
    path("login/", accounts.SignIn.as_view(), name="login"),
    path("login/forgotten/", entry.forgotten_password, name="forgotten_password"),
    path("login/code/", second_factor.second_factor_code, name="second_factor_code"),
    path("enter/", entry.enter, name="enter"),
    path("enter/<str:code>/", entry.enter_by_code, name="enter_by_code"),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path("account/", accounts.account, name="account"),
    path("account/password/", accounts.ChangePassword.as_view(), name="password_change"),
    path("account/letters/", calendars.letters, name="letters"),
    path("account/letters/link/", calendars.renew_feed, name="renew_feed"),
    path("account/letters/withdraw/", calendars.withdraw_feed, name="withdraw_feed"),
    path("calendar/<str:secret>.ics", calendars.calendar_feed, name="calendar_feed"),
    path("notices/", notices.notices, name="notices"),
    path("notices/read/", notices.read_notices, name="read_notices"),
    path("notices/<int:pk>/", notices.notice, name="notice"),
    path("notices/<int:pk>/open/", notices.open_notice, name="open_notice"),
    path("notices/<int:pk>/read/", notices.read_notice, name="read_notice"),
    path("account/visits/", visits.visits, name="visits"),
    path("account/visits/others/end/", visits.end_other_visits, name="end_other_visits"),
    path("account/visits/<int:pk>/end/", visits.end_visit, name="end_visit"),
    path("account/second-factor/", second_factor.second_factor, name="second_factor"),
    path("account/second-factor/begin/", second_factor.begin_second_factor, name="begin_second_factor"),
    path("account/second-factor/confirm/", second_factor.confirm_second_factor, name="confirm_second_factor"),
    path("account/second-factor/codes/", second_factor.new_recovery_codes, name="new_recovery_codes"),
    path("account/second-factor/drop/", second_factor.drop_second_factor, name="drop_second_factor"),
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
    path("cabinet/", include("leadership.project.cabinet.urls")),
    path("project/", include("leadership.project.urls")),
    path("schools/", include("schools.urls")),
    path("monitoring/", include("monitoring.urls")),
    path("mentoring/", include("mentoring.urls")),
    path("admin/login/", RedirectView.as_view(pattern_name="login", query_string=True), name="admin_login"),
    path("admin/", admin.site.urls),
]
