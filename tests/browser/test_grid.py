"""The table of figures in a real browser: a block is pasted, Enter goes down, nothing is cut silently."""

import pytest

from schools.models import Role, SchoolYear
from tests.factories import MunicipalityFactory, SchoolFactory, SchoolYearFactory, UserFactory

from .doing import press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "проверка-2024"
PASTE = """([cell, text]) => {
    const carried = new DataTransfer();
    carried.setData("text/plain", text);
    cell.dispatchEvent(new ClipboardEvent("paste", {clipboardData: carried, bubbles: true, cancelable: true}));
}"""


@pytest.fixture
def schools(page, live_server):
    """Three schools; the specialist has opened the table of 2023/24."""
    municipality = MunicipalityFactory()
    made = [SchoolFactory(short_name=f"СШ {n}", municipality=municipality) for n in (1, 2, 3)]
    UserFactory(username="keeper", role=Role.SPECIALIST, municipality=municipality, password=PASSWORD)
    page.goto(f"{live_server.url}/login/")
    page.get_by_label("Имя пользователя").fill("keeper")
    page.get_by_label("Пароль").fill(PASSWORD)
    press(page.get_by_role("button", name="Войти"))
    page.goto(f"{live_server.url}/schools/years/2023/edit/")
    return made


def paste(page, label, text):
    cell = page.get_by_label(label, exact=True)
    cell.focus()
    page.evaluate(PASTE, [cell.element_handle(), text])


def figures():
    return list(SchoolYear.objects.order_by("school__short_name").values_list("pupils", "teachers", "kind", "group"))


def test_a_block_from_a_spreadsheet_fills_cells_to_the_right_and_down(page, schools):
    paste(
        page, "обучающихся, СШ 1",
        "1\u00a0118\t14\t30\tСредняя школа\tбазовая\r\n70\t9,00\t20\tосновная школа\tМалокомплектная\r\n",
    )  # fmt: skip
    assert "Вставлено строк: 2, столбцов: 5." in page.locator("[data-grid-said]").inner_text()
    press(page.get_by_role("button", name="Сохранить", exact=True))
    assert "Сохранено: 2" in page.get_by_role("status").first.inner_text()
    assert figures() == [(1118, 14, "secondary", "base"), (70, 9, "basic", "small")]


def test_choices_alone_are_pasted_into_choices(page, schools):
    paste(page, "вид, СШ 2", "начальная школа\tмалокомплектная")
    assert page.get_by_label("вид, СШ 2").input_value() == "primary"
    assert page.get_by_label("группа сравнения, СШ 2").input_value() == "small"


@pytest.mark.parametrize(
    ("label", "block", "refusal"),
    [
        ("обучающихся, СШ 2", "1\n2\n3", "Скопировано строк: 3"),
        ("вид, СШ 1", "средняя школа\tбазовая\t1", "столбцов: 3"),
        ("вид, СШ 1", "гимназия\tбазовая", "значения «гимназия» в списке нет"),
    ],
)
def test_what_does_not_fit_is_refused_whole_in_a_sentence(page, schools, label, block, refusal):
    paste(page, label, block)
    said = page.locator("[data-grid-said]").inner_text()
    assert refusal in said
    assert "Ничего не вставлено." in said
    assert page.get_by_label("обучающихся, СШ 2").input_value() == ""
    assert page.get_by_label("группа сравнения, СШ 1").input_value() == ""


def test_enter_goes_down_and_tab_goes_right(page, schools):
    page.get_by_label("обучающихся, СШ 1").fill("10")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "обучающихся, СШ 2"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "педагогов, СШ 2"
    page.keyboard.press("Shift+Enter")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "педагогов, СШ 1"
    page.get_by_label("обучающихся, СШ 3").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "Сохранить"
    assert page.get_by_label("обучающихся, СШ 1").input_value() == "10"
    assert not SchoolYear.objects.exists()


def test_all_rows_of_a_page_are_picked_at_once(page, schools, live_server):
    for school in schools:
        SchoolYearFactory(school=school)
    page.goto(f"{live_server.url}/schools/years/?as_of=2023-12-01")
    page.get_by_label("выбрать все на странице").check()
    assert page.locator("[data-picked]").inner_text() == "Отмечено: 3"
    page.get_by_label("Выбрать: СШ 2, 2023/24").uncheck()
    assert page.locator("[data-picked]").inner_text() == "Отмечено: 2"
    press(page.get_by_role("button", name="Задать…"))
    assert page.get_by_role("heading", name="Отмечено: 2").is_visible()
    page.get_by_role("form", name="Задать: Группа сравнения").get_by_role("combobox").select_option("малокомплектная")
    press(page.get_by_role("form", name="Задать: Группа сравнения").get_by_role("button"))
    press(page.get_by_role("button", name="Сохранить 2"))
    page.get_by_role("status").first.wait_for()
    assert list(SchoolYear.objects.order_by("school__short_name").values_list("group", flat=True)) == [
        "small", "base", "small",
    ]  # fmt: skip
