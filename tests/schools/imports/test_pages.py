"""The pages: a file goes up, its plan is shown, mended, answered, confirmed."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from schools.imports import bringing
from schools.models import Import, Person
from tests.factories import ImportFactory, PersonFactory, SchoolFactory

from .workbooks import book

PEOPLE = ("Человек", "Телефон")
HEADS = ("Руководитель", "Школа", "Назначен", "№ п/п")


@pytest.fixture(autouse=True)
def worker_at_hand(settings, tmp_path):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def school(municipality):
    return SchoolFactory(municipality=municipality, short_name="Крестинская СШ", name="МБОУ «Крестинская СШ»")


def upload(client, slug, file, name="Директора 2023.xlsx"):
    content = file if isinstance(file, bytes) else file.getvalue()
    return client.post(reverse("schools:bring", args=[slug]), {"file": SimpleUploadedFile(name, content)}, follow=True)


def page(client, brought):
    return client.get(brought.get_absolute_url()).content.decode()


def confirm(client, brought, **typed):
    brought.refresh_from_db()
    sent = {"act": "take", "digest": brought.outcome.get("digest", "")} | typed
    return client.post(brought.get_absolute_url(), sent, follow=True).content.decode()


def test_a_file_is_checked_and_nothing_is_saved(specialist_client, school):
    answer = upload(specialist_client, "heads", book(HEADS, ("Ким Анна Львовна", "Крестинская СШ", "01.09.2019", 1)))
    said = answer.content.decode()
    assert "Директора 2023.xlsx" in said
    assert "Не загружаются столбцы: № п/п." in said
    assert "Пустая ячейка ничего не стирает" in said
    assert not Person.objects.exists()
    said = confirm(specialist_client, Import.objects.get())
    assert "Загружено. Новых: 1, изменено: 0, без изменений: 0." in said
    assert Person.objects.get().last_name == "Ким"


def test_a_file_with_nothing_new_says_so(specialist_client, school):
    PersonFactory(municipality=school.municipality, last_name="Ким", first_name="Анна", patronymic="Львовна")
    said = upload(specialist_client, "people", book(PEOPLE, ("Ким Анна Львовна", None))).content.decode()
    assert "Изменений нет" in said
    assert "Загрузить 1 строку" not in said


def test_a_refused_cell_is_corrected_in_the_page(specialist_client, school):
    upload(specialist_client, "heads", book(HEADS, ("Ким Анна Львовна", "Крестинкая СШ", "01.09.2019", 1)))
    brought = Import.objects.get()
    said = page(specialist_client, brought)
    assert "Похожа: Крестинская СШ." in said
    assert 'name="cell-2-1" value="Крестинкая СШ"' in said
    typed = {"act": "check", "cell-2-0": "Ким Анна Львовна", "cell-2-1": "Крестинская СШ", "cell-2-2": "01.09.2019"}
    said = specialist_client.post(brought.get_absolute_url(), typed, follow=True).content.decode()
    brought.refresh_from_db()
    assert brought.corrections == {"2": {"1": "Крестинская СШ"}}
    assert "Отклонены:" not in said
    assert "Загружено. Новых: 1" in confirm(specialist_client, brought)


def test_a_correction_sent_with_the_confirmation_is_shown_first(specialist_client, school):
    upload(specialist_client, "heads", book(HEADS, ("Ким Анна Львовна", "Крестинкая СШ", "01.09.2019", 1)))
    brought = Import.objects.get()
    said = confirm(specialist_client, brought, **{"cell-2-1": "Крестинская СШ", "without_open": "on"})
    assert "План пересчитан с вашими исправлениями" in said
    assert not Person.objects.exists()


def test_a_question_is_answered_in_the_page(specialist_client, municipality):
    known = PersonFactory(municipality=municipality, last_name="Иванова", first_name="Анна", patronymic="Петровна")
    upload(specialist_client, "people", book(("Человек", "Телефон"), ("Иванова Ана Петровна", "2-11-22")))
    brought = Import.objects.get()
    said = page(specialist_client, brought)
    assert "Это тот же человек?" in said
    assert f'value="same:{known.pk}"' in said
    answer = {"act": "check", "answer-2": f"same:{known.pk}"}
    said = specialist_client.post(brought.get_absolute_url(), answer, follow=True).content.decode()
    assert "Изменятся: 1" in said
    confirm(specialist_client, brought)
    known.refresh_from_db()
    assert known.phone == "2-11-22"


def test_what_was_typed_can_be_taken_back(specialist_client, municipality):
    PersonFactory(municipality=municipality, last_name="Иванова", first_name="Анна", patronymic="Петровна")
    upload(specialist_client, "people", book(("Человек", "Телефон"), ("Иванова Ана Петровна", "2-11-22")))
    brought = Import.objects.get()
    specialist_client.post(brought.get_absolute_url(), {"act": "check", "answer-2": "skip"})
    assert "Пропущены вами" in page(specialist_client, brought)
    specialist_client.post(brought.get_absolute_url(), {"act": "reset"})
    assert "Это тот же человек?" in page(specialist_client, brought)


def test_refused_rows_hold_up_the_rest_unless_told_otherwise(specialist_client, school):
    rows = (("Ким Анна Львовна", "Крестинская СШ", "01.09.2019", 1), ("Юдин", "Нет такой", None, 2))
    upload(specialist_client, "heads", book(HEADS, *rows))
    brought = Import.objects.get()
    assert "Есть отклонённые строки" in confirm(specialist_client, brought)
    assert not Person.objects.exists()
    assert "Загружено. Новых: 1" in confirm(specialist_client, brought, without_open="on")


def test_a_plan_that_is_no_longer_true_is_shown_anew(specialist_client, municipality):
    person = PersonFactory(municipality=municipality, phone="1")
    upload(specialist_client, "people", book(("Человек", "Телефон"), (str(person), "2")))
    brought = Import.objects.get()
    digest = brought.outcome["digest"]
    person.phone = "3"
    person.save()
    said = confirm(specialist_client, brought, digest=digest)
    assert "данные в реестре изменились" in said
    assert '<td data-label="Было" class="was">3</td>' in said
    person.refresh_from_db()
    assert person.phone == "3"


def test_a_confirmation_without_the_plan_s_digest_takes_nothing(specialist_client, municipality):
    upload(specialist_client, "people", book(PEOPLE, ("Ким Анна Львовна", None)))
    confirm(specialist_client, Import.objects.get(), digest="")
    assert not Person.objects.exists()


def test_a_second_press_says_what_the_first_has_done(specialist_client, municipality):
    upload(specialist_client, "people", book(PEOPLE, ("Ким Анна Львовна", None)))
    brought = Import.objects.get()
    digest = brought.outcome["digest"]
    confirm(specialist_client, brought)
    assert "Загружено. Новых: 1" in confirm(specialist_client, brought, digest=digest)
    assert Person.objects.count() == 1


def test_the_marked_workbook_names_the_reasons(specialist_client, school):
    above = (("Директора района",), ())
    file = book(HEADS, ("Ким Анна Львовна", "Нет такой", "01.09.2019", 1), above=above)
    upload(specialist_client, "heads", file)
    answer = specialist_client.get(reverse("schools:import_marked", args=[Import.objects.get().pk]))
    sheet = load_workbook(BytesIO(answer.content)).active
    assert "Такой школы в реестре нет." in sheet["B4"].comment.text
    assert sheet["A4"].comment is None


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "пусто.xlsx", "Файл пустой"),
        (b"not a workbook", "письмо.xlsx", "Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "старый.xls", "xlsx"),
        (b"%PDF-1.4", "приказ.xlsx", "PDF"),
        (None, "", "Выберите файл."),
        (book(("Ничего", "знакомого"), ("а", "б")).getvalue(), "чужой.xlsx", "Не найдена строка с заголовками"),
        (book(("Руководитель", "Телефон"), ("а", "б")).getvalue(), "без школ.xlsx", "Не хватает столбцов: «Школа»."),
    ],
    ids=["empty", "text", "xls", "pdf", "nothing", "foreign", "missing"],
)
def test_a_file_that_cannot_be_used_is_refused_in_a_sentence(specialist_client, municipality, content, name, said):
    sent = {} if content is None else {"file": SimpleUploadedFile(name, content)}
    answer = specialist_client.post(reverse("schools:bring", args=["heads"]), sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Import.objects.exists()


def test_a_file_of_more_than_ten_megabytes_is_refused(specialist_client, municipality):
    answer = upload(specialist_client, "heads", b"PK" + b"\0" * (10 * 1024 * 1024))
    assert answer.status_code == 422
    assert "Файл больше 10 МБ" in answer.content.decode()


def test_the_name_of_a_file_is_never_a_path(specialist_client, municipality, tmp_path):
    upload(specialist_client, "people", book(PEOPLE, ("Ким Анна Львовна", None)), name="../../etc/пароли.xlsx")
    brought = Import.objects.get()
    assert brought.workbook.name.startswith("imports/people/workbook")
    assert brought.file_name == "пароли.xlsx"


def test_another_s_workbook_does_not_exist(foreigner_client, specialist, municipality):
    brought = ImportFactory(brought_by=specialist, municipality=municipality)
    for route in ("import", "import_marked", "drop_import"):
        assert foreigner_client.get(reverse(f"schools:{route}", args=[brought.pk])).status_code == 404


@pytest.mark.parametrize("slug", ["horoscope", "heads2"])
def test_a_register_that_is_not_there_is_not_found(specialist_client, municipality, slug):
    assert specialist_client.get(reverse("schools:bring", args=[slug])).status_code == 404
    assert specialist_client.get(reverse("schools:import_template", args=[slug])).status_code == 404


def test_a_workbook_can_be_dropped(specialist_client, municipality, django_capture_on_commit_callbacks):
    upload(specialist_client, "people", book(PEOPLE, ("Ким Анна Львовна", None)))
    brought = Import.objects.get()
    assert (
        "Отказаться от загрузки?"
        in specialist_client.get(reverse("schools:drop_import", args=[brought.pk])).content.decode()
    )
    with django_capture_on_commit_callbacks(execute=True):
        specialist_client.post(reverse("schools:drop_import", args=[brought.pk]))
    assert not Import.objects.exists()
    assert not brought.workbook.storage.exists(brought.workbook.name)


def test_workbooks_are_forgotten_after_a_week(specialist_client, municipality):
    upload(specialist_client, "people", book(PEOPLE, ("Ким Анна Львовна", None)))
    Import.objects.update(brought_at=timezone.now() - timedelta(days=8))
    upload(specialist_client, "people", book(PEOPLE, ("Юдина Вера Львовна", None)))
    assert Import.objects.count() == 1


def test_while_the_worker_checks_the_page_renews_itself(specialist_client, specialist, municipality):
    brought = ImportFactory(brought_by=specialist, municipality=municipality, progress=4000)
    said = page(specialist_client, brought)
    assert 'http-equiv="refresh"' in said
    assert "Проверено: 4000" in said


def test_a_check_that_fails_says_so(specialist_client, specialist, municipality):
    brought = ImportFactory(brought_by=specialist, municipality=municipality)
    bringing.check_in_background.enqueue(brought.pk)
    said = page(specialist_client, brought)
    assert "ошибки на сервере" in said
    assert "refresh" not in said


def test_a_list_leads_to_its_import_those_who_may(specialist_client, coordinator_client, municipality):
    address = reverse("schools:bring", args=["heads"])
    assert address in specialist_client.get(reverse("schools:heads")).content.decode()
    assert address not in coordinator_client.get(reverse("schools:heads")).content.decode()


def test_the_page_of_all_registers_shows_what_waits(specialist_client, specialist, municipality):
    ImportFactory(brought_by=specialist, municipality=municipality, file_name="Мой файл.xlsx")
    ImportFactory(file_name="Чужой файл.xlsx")
    said = specialist_client.get(reverse("schools:imports")).content.decode()
    assert "Мой файл.xlsx" in said
    assert "Чужой" not in said
