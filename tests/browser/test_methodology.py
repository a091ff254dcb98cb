"""The methodist takes a sample, adds an item whose bands leave a gap, decides, and tries a value."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from monitoring.models import Methodology

from .test_journeys import demonstration, sideways, sign_in

__all__ = ["demonstration"]

from .doing import press

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def fits(page):
    assert sideways(page) <= 0
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_a_methodist_writes_an_item_and_decides_about_its_bands(page, demonstration):
    methodology = Methodology.objects.get(code="rating")
    sign_in(page, demonstration, "methodist")
    page.goto(f"{demonstration}{methodology.get_absolute_url()}")
    fits(page)
    press(page.get_by_role("link", name="Добавить показатель в раздел: Образовательные результаты"))
    page.get_by_label("Вопрос или показатель").fill("Охват горячим питанием")
    page.locator("#id_answer").select_option("percent")
    assert not page.get_by_label("За «да», баллов").is_visible()
    page.locator("#id_rule").select_option("bands")
    assert not page.get_by_label("Положительный ответ").first.is_visible()
    for row, (lower, upper, points) in enumerate((("", "89", "0"), ("90", "", "2,5"))):
        page.get_by_label("От", exact=True).nth(row).fill(lower)
        page.get_by_label("До", exact=True).nth(row).fill(upper)
        page.get_by_label("Баллов", exact=True).nth(row).fill(points)
    fits(page)
    press(page.get_by_role("button", name="Сохранить", exact=True))
    assert "Значение от 89 и меньше 90 не попадает ни в один диапазон." in page.get_by_role("status").last.inner_text()
    fits(page)
    press(page.get_by_role("button", name="Так и считать: каждый диапазон продолжается"))
    page.get_by_label("Значение").fill("89,5")
    press(page.get_by_role("button", name="Посчитать"))
    assert "меньше 90 – 0 баллов" in page.locator("#trial").inner_text().replace("\u00a0", " ")
    fits(page)


def test_every_page_of_methodologies_fits_and_speaks(page, demonstration):
    one = Methodology.objects.get(code="review").get_absolute_url()
    sign_in(page, demonstration, "methodist")
    for address in ("", "samples/", "bring/", "add/"):
        page.goto(f"{demonstration}/monitoring/methodologies/{address}")
        fits(page)
    for part in ("total/", "levels/", "changes/", "next/", "edit/", "remove/"):
        page.goto(f"{demonstration}{one}{part}")
        fits(page)
