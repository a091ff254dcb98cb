"""The words of the search box: what one text and another have in common."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadership.core.search.words import LONGEST, asked, forms, keys, name_key, words


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Калининой", "Калинина"),
        ("калининых", "Калинина"),
        ("Зайца", "Заяц"),
        ("Зайцем", "Заяц"),
        ("Льва", "Лев"),
        ("Петру", "Пётр"),
        ("Семенов", "Семёнова"),
        ("СЕМЁНОВУ", "Семенов"),
        ("школы", "школа"),
        ("школами", "школа"),
        ("людей", "люди"),
        ("человек", "люди"),
        ("Крестинской", "Крестинская СШ"),
        ("директоров", "директор"),
        ("детьми", "дети"),
        ("Петровой", "Иванова-Петрова"),
        ("Kалининa", "Калинина"),
    ],
)
def test_any_form_of_a_word_shares_a_key_with_any_other(typed, name):
    assert keys(typed) & keys(name)


@pytest.mark.parametrize(("one", "other"), [("Калинина", "Кавалёва"), ("школа", "шкала"), ("Заяц", "заявка")])
def test_different_words_share_none(one, other):
    assert not keys(one) & keys(other)


def test_words_are_lower_case_and_stand_apart():
    assert words("МБОУ «Крестинская СШ», ул. Ленина-Ёлкина, 45/1-од № 7") == [
        "мбоу", "крестинская", "сш", "ул", "ленина", "елкина", "45", "1", "од", "7",
    ]  # fmt: skip


def test_little_words_ask_for_nothing_beside_another():
    assert asked("директора в школе на селе", 10) == ["директора", "школе", "селе"]
    assert asked("в и на", 10) == ["в", "и", "на"]


def test_a_word_is_asked_once_and_a_pasted_page_is_cut():
    assert asked("школа Школа", 10) == ["школа"]
    assert len(asked(" ".join(f"слово{n}" for n in range(100)), 10)) == 10


def test_what_is_not_russian_is_looked_for_as_it_is():
    assert forms("excel") == {"excel"}
    assert forms("2023") == {"2023"}


def test_a_name_has_a_key_no_word_begins_with():
    assert name_key("«Крестинская»  СШ") == "=крестинская сш"
    assert len(name_key("слово " * 100)) == LONGEST


@given(st.text())
def test_any_text_has_keys_the_index_can_hold(text):
    for key in keys(text):
        assert 0 < len(key) <= LONGEST
        assert "\0" not in key
        assert "ё" not in key


@given(st.text(st.characters(categories=["Ll"], max_codepoint=0x4FF, min_codepoint=0x430), min_size=1))
def test_a_word_is_found_by_itself(word):
    assert set(words(word)) <= keys(word)


def test_the_dictionary_is_not_loaded_before_somebody_searches(root):
    code = (
        "import django, sys; django.setup(); from django.urls import reverse; reverse('search'); "
        "print(sorted({'pymorphy3', 'snowballstemmer'} & set(sys.modules)))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code],
        cwd=root,
        env={"DJANGO_SETTINGS_MODULE": "leadership.settings", "SECRET_KEY": "x", "DATABASE_URL": "sqlite://:memory:"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout.strip() == "[]"
