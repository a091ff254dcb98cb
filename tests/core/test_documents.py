from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from leadership.core import files
from leadership.core.documents import actions, registry
from leadership.core.documents.shelf import address
from leadership.core.models import Document, StoredFile
from leadership.project.models import Measure
from mentoring.models import Team
from schools.models import Role, School, TransitionProgramme
from tests.factories import (
    AppointmentFactory,
    AttestationFactory,
    AwardFactory,
    ConsentFactory,
    ContestFactory,
    DocumentFactory,
    EnrolmentFactory,
    FindingFactory,
    MembershipFactory,
    PersonFactory,
    ReserveStepFactory,
    SchoolFactory,
    TeamFactory,
    TrainingFactory,
    TransitionProgrammeFactory,
    UserFactory,
)

from .bad_files import HONEST, HOSTILE, PDF, office


def attached(owner, written=PDF, name="Приказ.pdf", **paper):
    return actions.attach(Document(owner=owner, **paper), file=ContentFile(written, name))


def brought(client, owner, written=PDF, name="Приказ.pdf", **typed):
    typed = {"kind": "order", "file": SimpleUploadedFile(name, written), **typed}
    return client.post(address(owner), typed)


def stored_bytes():
    folders, _ = default_storage.listdir("documents") if default_storage.exists("documents") else ([], [])
    return sum(len(default_storage.listdir(f"documents/{folder}")[1]) for folder in folders)


# Attaching


@pytest.mark.parametrize("name", HONEST)
def test_a_file_is_attached_read_back_and_named(specialist_client, name):
    school = SchoolFactory()
    written, media = HONEST[name]
    assert brought(specialist_client, school, written, name).status_code == 302
    document = Document.objects.get()
    assert (document.owner, document.title, document.file_name) == (school, name.partition(".")[0], name)
    answer = specialist_client.get(document.get_absolute_url())
    assert b"".join(answer.streaming_content) == written
    assert answer["Content-Type"] == media


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_words_and_not_stored(specialist_client, name):
    written, cause = HOSTILE[name]
    answer = brought(specialist_client, SchoolFactory(), written, name)
    assert answer.status_code == 422
    assert cause in answer.text
    assert not Document.objects.exists()
    assert not StoredFile.objects.exists()
    assert stored_bytes() == 0


def test_a_file_over_the_limit_is_refused(specialist_client, monkeypatch):
    monkeypatch.setattr(files, "LARGEST", len(PDF) - 1)
    assert brought(specialist_client, SchoolFactory()).status_code == 422
    assert stored_bytes() == 0


def test_where_a_file_lies_owes_nothing_to_its_name(specialist_client):
    brought(specialist_client, SchoolFactory(), name="..%2F..%2Fetc/passwd.pdf")
    stored = StoredFile.objects.get()
    assert stored.file.name == f"documents/{stored.sha256[:2]}/{stored.sha256}"
    assert Document.objects.get().file_name == "passwd.pdf"


def test_a_document_may_be_a_link(specialist_client):
    school = SchoolFactory()
    typed = {"kind": "other", "title": "Устав", "link": "https://example.org/устав"}
    assert specialist_client.post(address(school), typed).status_code == 302
    document = Document.objects.get()
    answer = specialist_client.get(document.get_absolute_url())
    assert answer.status_code == 200  # never a jump outside
    assert document.link in answer.text


@pytest.mark.parametrize(
    ("typed", "cause"),
    [
        ({}, "Приложите файл или укажите ссылку"),
        ({"link": "https://example.org"}, "Назовите документ"),
        ({"link": "javascript:alert(1)", "title": "x"}, "правильный URL"),
        ({"title": "x", "link": "https://example.org", "dated_on": "01.01.2090"}, "ещё не наступил"),
        ({"title": "x", "link": "https://example.org", "dated_on": "31.02.2023"}, "dated_on"),
        ({"title": "x" * 301, "link": "https://example.org"}, "300"),
        ({"title": "x", "link": "https://example.org", "kind": "evil"}, "evil"),
    ],
)
def test_what_is_typed_wrong_is_said(specialist_client, typed, cause):
    answer = specialist_client.post(address(SchoolFactory()), {"kind": "order", **typed})
    assert answer.status_code == 422
    assert cause in answer.text
    assert not Document.objects.exists()


def test_who_attached_it_stands_in_the_history(specialist):
    document = actions.attach(Document(owner=SchoolFactory()), file=ContentFile(PDF, "a.pdf"), by=specialist)
    assert document.history.get().history_user == specialist


def test_a_document_without_file_and_link_is_nothing(db):
    with pytest.raises(ValidationError):
        actions.attach(Document(owner=SchoolFactory(), title="x"))


# Bytes


def test_the_same_bytes_are_stored_once(db, django_capture_on_commit_callbacks):
    one, other = attached(SchoolFactory()), attached(PersonFactory(), name="Тот же.pdf")
    assert one.stored == other.stored
    assert stored_bytes() == 1
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove(one)
    assert stored_bytes() == 1
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove(other)
    assert stored_bytes() == 0
    assert not StoredFile.objects.exists()


def test_bytes_stay_where_removal_is_undone(db, django_capture_on_commit_callbacks):
    document = attached(SchoolFactory())
    with django_capture_on_commit_callbacks():
        actions.remove(document)
    assert stored_bytes() == 1


def test_bytes_brought_again_before_the_old_ones_go_are_kept(db, django_capture_on_commit_callbacks):
    school = SchoolFactory()
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove(attached(school))
        again = attached(school)
    assert again.stored.file.open().read() == PDF


def test_what_an_interrupted_writing_left_is_replaced(db):
    document = attached(SchoolFactory())
    path = default_storage.path(document.stored.file.name)
    with open(path, "wb") as half:
        half.write(PDF[:5])
    attached(SchoolFactory())
    assert document.stored.file.open().read() == PDF


def test_a_new_file_takes_the_place_of_the_former(specialist_client, django_capture_on_commit_callbacks):
    document = attached(SchoolFactory(), title="Приказ")
    written = office("docx")
    typed = {"kind": "programme", "title": "", "file": SimpleUploadedFile("Новый.docx", written)}
    with django_capture_on_commit_callbacks(execute=True):
        answer = specialist_client.post(reverse("edit_document", args=[document.pk]), typed)
    assert answer["Location"] == address(document.owner)
    document.refresh_from_db()
    assert (document.title, document.kind, document.file_name) == ("Приказ", "programme", "Новый.docx")
    assert document.stored.file.open().read() == written
    assert stored_bytes() == 1


def test_words_change_without_bringing_the_file_again(specialist_client):
    document = attached(SchoolFactory())
    typed = {"kind": "order", "title": "Другое название", "number": "5"}
    assert specialist_client.post(reverse("edit_document", args=[document.pk]), typed).status_code == 302
    document.refresh_from_db()
    assert (str(document), document.stored.size) == ("Другое название № 5", len(PDF))


def test_a_document_is_removed_after_a_question(specialist_client, django_capture_on_commit_callbacks):
    document = attached(SchoolFactory())
    where = reverse("remove_document", args=[document.pk])
    assert "Удалить документ?" in specialist_client.get(where).text
    with django_capture_on_commit_callbacks(execute=True):
        assert specialist_client.post(where)["Location"] == address(document.owner)
    assert not Document.objects.exists()
    assert stored_bytes() == 0


def test_a_record_with_documents_is_not_removed(specialist_client):
    programme = TransitionProgrammeFactory()
    attached(programme, title="Приказ об утверждении")
    answer = specialist_client.post(reverse("schools:remove_transition_programme", args=[programme.pk]))
    assert answer.status_code == 409
    assert "Приказ об утверждении" in answer.text
    assert TransitionProgramme.objects.exists()


# Serving


def test_a_file_runs_nothing_and_is_kept_by_nobody(specialist_client):
    headers = specialist_client.get(attached(SchoolFactory()).get_absolute_url()).headers
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "private, no-store"
    assert headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    ("name", "way"), [("приказ.pdf", "inline"), ("список.xlsx", "attachment"), ("скан.png", "inline")]
)
def test_office_documents_are_saved_others_open(specialist_client, name, way):
    document = attached(SchoolFactory(), HONEST[name][0], name)
    assert specialist_client.get(document.get_absolute_url())["Content-Disposition"].startswith(f"{way}; filename*=")


def test_a_file_that_is_no_longer_there_is_not_a_failure(specialist_client):
    document = attached(SchoolFactory())
    default_storage.delete(document.stored.file.name)
    assert specialist_client.get(document.get_absolute_url()).status_code == 404


# Who sees and who keeps


PERSONAL = [AttestationFactory, TrainingFactory, AwardFactory, ConsentFactory, MembershipFactory, EnrolmentFactory]


def seen(user, document):
    return document in Document.objects.visible_to(user)


@pytest.mark.parametrize("role", [Role.SPECIALIST, Role.METHODIST, Role.COORDINATOR])
def test_the_department_sees_every_paper_of_its_district(municipality, role):
    user = UserFactory(role=role, municipality=municipality)
    for owner in (PersonFactory(), SchoolFactory(), AppointmentFactory(), FindingFactory(), TeamFactory()):
        assert seen(user, DocumentFactory(owner=owner))


def test_the_observer_knows_heads_by_name_but_opens_no_scans(observer, observer_client):
    appointment = AppointmentFactory()
    person = appointment.person
    for owner in (person, appointment):
        document = DocumentFactory(owner=owner)
        assert not seen(observer, document)
        assert observer_client.get(document.get_absolute_url()).status_code == 404
        assert observer_client.get(address(owner)).status_code == 403
    card = observer_client.get(person.get_absolute_url())
    assert card.status_code == 200
    assert "Документы" not in card.text
    assert seen(observer, DocumentFactory(owner=appointment.school))


def test_a_director_sees_the_papers_about_himself_and_his_school(director, stranger):
    own = director.person.appointments.get()
    for owner in (director.person, own, own.school):
        document = DocumentFactory(owner=owner)
        assert seen(director, document)
        assert not seen(stranger, document)


@pytest.mark.parametrize("factory", PERSONAL)
def test_papers_of_a_personal_record_are_for_the_department_and_the_person(director, stranger, observer, factory):
    document = DocumentFactory(owner=factory(person=director.person))
    assert seen(director, document)
    assert not seen(stranger, document)
    assert not seen(observer, document)


@pytest.mark.parametrize("name", ["expert", "administrator", "foreigner"])
def test_others_see_no_papers(request, municipality, name):
    user = request.getfixturevalue(name)
    for owner in (PersonFactory(), SchoolFactory(), ContestFactory(), AppointmentFactory(), TeamFactory()):
        assert not seen(user, DocumentFactory(owner=owner))


def test_each_room_says_who_keeps_its_papers(specialist, methodist, coordinator):
    rooms = [School, Team, Measure]
    everybody = (specialist, methodist, coordinator)
    keeps = {user.role: [registry.may_keep(user, model()) for model in rooms] for user in everybody}
    assert keeps == {
        Role.SPECIALIST: [True, True, True],
        Role.METHODIST: [False, True, False],
        Role.COORDINATOR: [False, False, True],
    }


def test_a_record_that_takes_no_documents_has_no_page_of_them(specialist_client, specialist):
    assert specialist_client.get(reverse("documents", args=["schools", "user", specialist.pk])).status_code == 404
    assert specialist_client.get(reverse("documents", args=["core", "storedfile", 1])).status_code == 404
    assert specialist_client.get(reverse("documents", args=["no", "such", 1])).status_code == 404


def test_every_kind_of_record_that_takes_documents_tells_whom_it_shows(specialist):
    for model in registry._keepers:
        assert list(registry.papers_visible(model, specialist)) == []
        for part, path in registry.with_parts(model):
            assert registry.is_taking(part)
            assert not part.objects.filter(**{path: 0}).exists()


# Cards


def test_a_card_gathers_the_papers_of_its_parts(specialist_client):
    person = PersonFactory()
    for owner in (person, AppointmentFactory(person=person), AttestationFactory(person=person)):
        DocumentFactory(owner=owner, title=f"Бумага {owner._meta.model_name}")
    DocumentFactory(owner=ReserveStepFactory(entry__person=person), title="Бумага о резерве")
    DocumentFactory(owner=AppointmentFactory(), title="Чужая")
    card = specialist_client.get(person.get_absolute_url()).text
    for said in ("Бумага person", "Бумага appointment", "Бумага attestation", "Бумага о резерве", "назначение"):
        assert said in card
    assert "Чужая" not in card
    assert "Приложить документ" in card


def test_a_card_offers_attaching_to_those_who_keep_alone(methodist_client, coordinator_client):
    person = PersonFactory()
    for client in (methodist_client, coordinator_client):
        card = client.get(person.get_absolute_url()).text
        assert "Документов нет." in card
        assert "Приложить документ" not in card


def test_a_long_list_is_cut_on_the_card_and_whole_on_its_page(specialist_client):
    school = SchoolFactory()
    DocumentFactory.create_batch(21, owner=school)
    card = specialist_client.get(school.get_absolute_url()).text
    assert card.count("Приказ о назначении") == 20
    assert "Все документы" in card
    assert specialist_client.get(address(school)).text.count("Изменить: Приказ о назначении") == 21


@pytest.mark.parametrize("page", [address, lambda person: person.get_absolute_url()])
def test_twenty_papers_cost_as_many_questions_as_one(specialist_client, page):
    person = PersonFactory()

    def asked():
        specialist_client.get(page(person))  # the first look is written down
        with CaptureQueriesContext(connection) as questions:
            specialist_client.get(page(person))
        return len(questions)

    def bring(number):
        for owner in (person, AppointmentFactory(person=person, started_on=date(2000 + number, 1, 1))):
            attached(owner, PDF + b" " * number)
        DocumentFactory(owner=AttestationFactory(person=person))
        DocumentFactory(owner=TrainingFactory(person=person))

    bring(0)
    bring(1)
    few = asked()
    for number in range(2, 7):
        bring(number)
    assert asked() == few <= 32


def test_a_form_of_a_record_leads_to_its_documents(specialist_client):
    appointment = AppointmentFactory()
    DocumentFactory.create_batch(2, owner=appointment)
    form = specialist_client.get(reverse("schools:edit_appointment", args=[appointment.pk])).text
    assert "Документы (2)" in form
    assert address(appointment) in form
    assert "Документы" not in specialist_client.get(reverse("schools:add_appointment")).text


def test_the_list_of_programmes_tells_whether_the_file_is_attached(specialist_client):
    with_file = TransitionProgrammeFactory()
    TransitionProgrammeFactory()
    attached(with_file)
    page = specialist_client.get(reverse("schools:transition_programmes")).text
    assert page.count(">приложен<") == 1
    assert page.count("не приложен") == 1
