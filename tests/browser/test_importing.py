"""Importing the district's list: last year's table of directors as it is, mended on the page, confirmed."""

from datetime import date
from io import BytesIO

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import Workbook

from schools.models import Appointment, Person, Role
from tests.factories import PASSWORD, AppointmentFactory, MunicipalityFactory, PersonFactory, SchoolFactory, UserFactory

from .doing import press
from .test_journeys import sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAMES = (
    "Ветрова Наталья Сергеевна", "Гладышев Андрей Петрович", "Жданов Роман Николаевич", "Калинина Ирина Владимировна",
    "Лаптев Сергей Михайлович", "Мартынова Елена Юрьевна", "Орехова Татьяна Дмитриевна", "Прохоров Алексей Игоревич",
    "Рябинина Людмила Анатольевна",
)  # fmt: skip


@pytest.fixture
def district(settings, tmp_path):
    """Ten schools; nine have a head since 2019, the tenth waits for one."""
    settings.MEDIA_ROOT = tmp_path
    municipality = MunicipalityFactory()
    for number, name in enumerate(NAMES, 1):
        last, first, patronymic = name.split()
        person = PersonFactory(
            municipality=municipality, last_name=last, first_name=first, patronymic=patronymic, phone=f"2-00-1{number}"
        )
        school = SchoolFactory(
            municipality=municipality, short_name=f"Школа № {number}", name=f"МБОУ «Школа № {number}»"
        )
        AppointmentFactory(municipality=municipality, person=person, school=school, started_on=date(2019, 9, 1))
    SchoolFactory(municipality=municipality, short_name="Новая ОШ", name="МБОУ «Новая ОШ»")
    UserFactory(username="keeper", role=Role.SPECIALIST, municipality=municipality, password=PASSWORD)


def last_year_s_list():
    """A merged title, columns nobody asked for, days as text; one phone is new, one head is new, one day is no day."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.append(["Список руководителей общеобразовательных учреждений района на 2023/24 учебный год"])
    sheet.merge_cells("A1:G1")
    sheet.append([])
    sheet.append(["№ п/п", "ФИО директора", "ОУ", "Должность", "Дата назначения", "Тел.", "Примечание"])
    for number, name in enumerate(NAMES, 1):
        phone = "8 (38166) 2-99-99" if number == 2 else f"2-00-1{number}"
        started_on = "31.09.2019" if number == 5 else "01.09.2019 г."
        sheet.append(
            [number, name.upper() if number == 3 else name, f"МБОУ «Школа № {number}»", "директор", started_on, phone]
        )
    sheet.append(
        [10, "Новикова Зоя Ильинична", "Новая ОШ", "и.о. директора", "15.08.2023", None, "с испытательным сроком"]
    )
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def test_importing_the_district_s_list(page, district, live_server):
    page.goto(f"{live_server.url}/login/")
    page.get_by_label("Имя пользователя").fill("keeper")
    page.get_by_label("Пароль").fill(PASSWORD)
    press(page.get_by_role("button", name="Войти"))
    page.goto(f"{live_server.url}/schools/heads/?as_of=2024-12-30")
    press(page.get_by_role("link", name="Загрузить из Excel").last)
    fits_and_is_accessible(page)
    xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    page.get_by_label("Книга Excel").set_input_files(
        {"name": "Директора 2023.xlsx", "mimeType": xlsx, "buffer": last_year_s_list()}
    )
    press(page.get_by_role("button", name="Проверить файл"))

    assert counted(page) == {"Новые": 1, "Изменятся": 1, "Без изменений": 7, "Отклонены": 1, "Нужен ответ": 0}
    assert page.get_by_text("Не загружаются столбцы: № п/п, Примечание.").is_visible()
    assert "«31.09.2019» – не дата" in page.locator("main").inner_text()
    changed = page.locator("section", has=page.get_by_role("heading", name="Изменятся: 1")).locator("tbody tr")
    assert "2-00-12" in changed.inner_text()
    assert "8 (38166) 2-99-99" in changed.inner_text()
    fits_and_is_accessible(page)
    assert Person.objects.count() == len(NAMES)

    page.get_by_label("Назначен", exact=True).fill("01.09.2019")
    press(page.get_by_role("button", name="Проверить ещё раз"))
    page.get_by_role("button", name="Загрузить 2 строки").wait_for()
    assert counted(page) == {"Новые": 1, "Изменятся": 1, "Без изменений": 8, "Отклонены": 0, "Нужен ответ": 0}

    press(page.get_by_role("button", name="Загрузить 2 строки"))
    assert "Загружено. Новых: 1, изменено: 1, без изменений: 8." in page.get_by_role("status").inner_text()
    press(page.get_by_role("link", name="К списку"))
    assert page.get_by_role("link", name="Новикова Зоя Ильинична", exact=True).is_visible()
    assert Appointment.objects.filter(person__last_name="Новикова", started_on=date(2023, 8, 15)).exists()


def counted(page):
    facts = page.locator("main dl").first
    words, figures = facts.locator("dt").all_inner_texts(), facts.locator("dd").all_inner_texts()
    return {word: int(figure) for word, figure in zip(words, figures, strict=True)}


def fits_and_is_accessible(page):
    assert sideways(page) <= 0
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
