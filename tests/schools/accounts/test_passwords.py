"""Which passwords are taken."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError


@pytest.mark.parametrize(
    "password",
    ["берёза у крыльца", "Тимирязев-1920", "ж" * 63 + "а", "correct horse battery", "стол окно чайник", "ъ1ф9щ2ю8э7"],
)
def test_long_passwords_of_any_letters_are_taken(password):
    validate_password(password)


@pytest.mark.parametrize(
    "password",
    [
        "короткий9",  # nine signs
        "password123", "1q2w3e4r5t", "qwertyuiop",  # the commonest
        "йцукенгшщз", "зфыыцщкв123",  # the same fingers in the Russian layout
        "Пароль2024!", "директор12345", "privet-2024",  # a word and digits
        "1234567890", "жжжжжжжжжжжж",
    ],
)  # fmt: skip
def test_what_guessers_try_first_is_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password)
