"""The cast: who works in the department, who heads a school, who comes from elsewhere."""

from datetime import date
from itertools import count
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from hypothesis import settings as hypothesis_settings

from leadership.core.models import JournalEntry
from leadership.project import loading, passport_file
from schools.models import Role

from .factories import AppointmentFactory, MunicipalityFactory, SchoolFactory, UserFactory

# How long an example takes says more of the neighbours on the machine than of the code.
hypothesis_settings.register_profile("house", deadline=None)
hypothesis_settings.load_profile("house")

NUMBERS = count(1)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """Tables are made from the models at once: `tests/test_schema.py` keeps the migrations to the same."""
    connection.settings_dict["TEST"]["MIGRATE"] = False


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The database knows its migrations as done, as one they have built does."""
    with django_db_blocker.unblock():
        recorder, known = MigrationRecorder(connection), MigrationLoader(connection)
        recorder.ensure_schema()
        undone = set(known.disk_migrations) - set(known.applied_migrations)
        recorder.migration_qs.bulk_create(recorder.Migration(app=app, name=name) for app, name in sorted(undone))


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Argon2 costs a quarter of a second a password; its strength is tested where it is the subject."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def folders(tmp_path_factory):
    return tmp_path_factory.mktemp("files")


@pytest.fixture(autouse=True)
def no_second_factor(settings):
    """Nobody in the cast carries a telephone; tests of the second factor ask for it."""
    settings.SECOND_FACTOR = "off"


@pytest.fixture(autouse=True)
def own_files(settings, folders):
    """What a test stores lies in a folder of its own, which is made when something is stored."""
    settings.MEDIA_ROOT = folders / str(next(NUMBERS))


@pytest.fixture
def known_kinds(db):
    """Kinds of records are looked up once in the life of a process: where questions are counted, beforehand."""
    ContentType.objects.get_for_models(*apps.get_models())


@pytest.fixture
def municipality(db):
    return MunicipalityFactory()


def account(role):
    @pytest.fixture
    def somebody(municipality):
        return UserFactory(username=str(role), role=role, municipality=municipality)

    return somebody


specialist = account(Role.SPECIALIST)
methodist = account(Role.METHODIST)
coordinator = account(Role.COORDINATOR)
expert = account(Role.EXPERT)
observer = account(Role.OBSERVER)


@pytest.fixture
def administrator(db):
    return UserFactory(
        username="administrator", role=Role.ADMINISTRATOR, municipality=None, is_staff=True, is_superuser=True
    )


def heading(school, username, municipality):
    appointment = AppointmentFactory(
        school=SchoolFactory(short_name=school, name=f"МБОУ «{school}»", municipality=municipality),
        municipality=municipality,
        started_on=date(2019, 9, 1),
    )
    return UserFactory(username=username, role=Role.DIRECTOR, municipality=municipality, person=appointment.person)


@pytest.fixture
def director(municipality):
    """Heads Крестинская СШ since 2019."""
    return heading("Крестинская СШ", "director", municipality)


@pytest.fixture
def stranger(municipality):
    """Heads another school of the same district."""
    return heading("Красовская СШ", "stranger", municipality)


@pytest.fixture
def foreigner(db):
    """The specialist of another district."""
    other = MunicipalityFactory(name="Калачинский муниципальный район")
    return UserFactory(username="foreigner", role=Role.SPECIALIST, municipality=other)


def client_of(name):
    @pytest.fixture
    def signed_in(request, db):  # named here too: pytest-django looks for `db` before fixtures are asked
        client = Client()
        client.force_login(request.getfixturevalue(name), backend="django.contrib.auth.backends.ModelBackend")
        JournalEntry.objects.filter(act=JournalEntry.Act.ENTERED).delete()  # the day begins with a clean journal
        return client

    return signed_in


specialist_client = client_of("specialist")
methodist_client = client_of("methodist")
coordinator_client = client_of("coordinator")
director_client = client_of("director")
stranger_client = client_of("stranger")
expert_client = client_of("expert")
observer_client = client_of("observer")
administrator_client = client_of("administrator")
foreigner_client = client_of("foreigner")


@pytest.fixture
def passport(db):
    """The district's own passport, loaded."""
    return loading.load(passport_file.read(passport_file.DEFAULT.read_text(encoding="utf-8"), "паспорт")).project


@pytest.fixture(scope="session")
def root():
    return Path(__file__).resolve().parent.parent


def pytest_addoption(parser):
    parser.addoption("--print-access", action="store_true", help="print what tests/access.txt would hold now")
