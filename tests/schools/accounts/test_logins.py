"""Login names are made by a rule, one for each person."""

import pytest

from schools.devices import in_words
from schools.logins import latin, login_for


@pytest.mark.parametrize(
    ("names", "login"),
    [
        (("Петрова", "Анна", "Павловна"), "petrova.ap"),
        (("Щербакова-Юдина", "Яна", ""), "shcherbakovaiudina.i"),
        (("Объедков", "Жан", "Юрьевич"), "obedkov.zi"),
        (("Ёлкин", "", ""), "elkin"),
        (("O’Коннор", "Eve", "Х"), "okonnor.ek"),
    ],
)
def test_a_login_is_the_surname_in_latin_letters_and_initials(names, login):
    assert login_for(*names) == login


def test_a_namesake_gets_a_number():
    assert login_for("Петрова", "Анна", "Павловна", {"petrova.ap", "petrova.ap2"}) == "petrova.ap3"


def test_a_surname_without_a_letter_makes_no_login():
    with pytest.raises(ValueError, match="не составить логин"):
        login_for("–", "Анна")


def test_every_letter_of_the_alphabet_has_its_latin_one():
    assert latin("абвгдеёжзийклмнопрстуфхцчшщъыьэюя").isascii()


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        ("Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 Chrome/130.0 YaBrowser/24 Mobile Safari/537.36",
         "телефон или планшет Android, Яндекс Браузер"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0",
         "компьютер Windows, Edge"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile Safari/604.1", "iPhone, Safari"),
        ("", "неизвестное устройство"),
    ],
)  # fmt: skip
def test_a_device_is_told_in_words(agent, said):
    assert in_words(agent) == said
