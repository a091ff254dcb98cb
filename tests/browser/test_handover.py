"""A director has left in October: the specialist changes the head on one page."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe

from schools.models import ReserveEntry, ReserveState, School

from .test_journeys import demonstration, sideways, sign_in

__all__ = ["demonstration"]

from .doing import press

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def fits(page):
    assert sideways(page) <= 0
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_the_specialist_changes_a_head_for_one_from_the_reserve(page, demonstration):
    school = School.objects.get(short_name="Крестинская СШ")
    sign_in(page, demonstration, "specialist")
    page.goto(f"{demonstration}{school.get_absolute_url()}?as_of=2024-10-15")
    press(page.get_by_role("link", name="Сменить руководителя"))
    page.get_by_label("Последний день работы").fill("15.10.2024")
    page.get_by_label("Приказ об освобождении").fill("№ 90-к от 14.10.2024")
    page.get_by_label("из реестра людей").check()
    page.get_by_label("Фамилия и имя").fill("Никтова")
    page.get_by_label("Приказ о назначении №").fill("91-к")
    page.get_by_label("Дата приказа о назначении").fill("14.10.2024")
    fits(page)
    press(page.get_by_role("button", name="Сменить руководителя"))
    assert "В реестре такого человека нет." in page.get_by_role("alert").inner_text()
    assert page.get_by_label("Приказ о назначении №").input_value() == "91-к"
    fits(page)
    page.get_by_role("radio", name="из резерва").check()
    page.get_by_label("Кто из резерва").select_option(
        label="Савельева Анна Олеговна – готов к назначению, Крестинская СШ"
    )
    press(page.get_by_role("button", name="Сменить руководителя"))
    said = page.get_by_role("status").inner_text()
    assert "Калинина Ирина Владимировна – последний день 15.10.2024" in said
    assert "Савельева Анна Олеговна – директор с 16.10.2024" in said
    assert "прежняя должность (учитель, Крестинская СШ) – последний день 15.10.2024" in said
    assert "запись в резерве закрыта" in said
    entry = ReserveEntry.objects.with_state(date(2024, 10, 16)).get(person__last_name="Савельева")
    assert entry.state == ReserveState.APPOINTED
    fits(page)
    page.goto(f"{demonstration}/schools/heads/?as_of=2024-09-01")
    assert page.get_by_role("link", name="Калинина Ирина Владимировна", exact=True).is_visible()


def test_only_what_the_chosen_way_asks_for_is_shown(page, demonstration):
    school = School.objects.get(short_name="Крестинская СШ")
    sign_in(page, demonstration, "specialist")
    page.goto(f"{demonstration}/project/handover/{school.pk}/")
    assert not page.get_by_label("отчество").is_visible()
    page.get_by_label("новый человек").check()
    assert page.get_by_label("отчество").is_visible()
    fits(page)
    page.get_by_label("пока никто").check()
    assert not page.get_by_label("Первый день").is_visible()
