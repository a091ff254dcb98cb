"""Passwords that guessers try first: Django's list of the commonest, and what Russian hands make of them."""

import re
from typing import Any

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError

#: Words a password may not consist of, whatever digits stand around them.
_COMMON = """
пароль привет любовь школа директор учитель солнышко россия москва омск оконешниково админ администратор
мамочка зайчик наташа максим александр сергей андрей марина светлана татьяна елена ольга лидерство образование
parol privet shkola direktor uchitel lubov liderstvo password qwerty admin
"""
WORDS = frozenset(_COMMON.split())
_RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбюё"
_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_TYPED_AS_LATIN = str.maketrans(_RUSSIAN, _KEYS)


class CommonPasswordValidator(password_validation.CommonPasswordValidator):
    """Refuses the twenty thousand commonest, also typed in the Russian layout, and a common word with digits."""

    def validate(self, password: str, user: Any = None) -> None:
        lowered = password.lower().strip()
        bare = re.sub(r"[\d\W_]+", "", lowered)
        forms = {lowered, lowered.translate(_TYPED_AS_LATIN)}
        if forms & self.passwords or {bare, bare.translate(_TYPED_AS_LATIN)} & WORDS:
            raise ValidationError(
                "Такой пароль подбирают первым. Возьмите несколько слов, которые не стоят рядом.",
                code="password_too_common",
            )
        if len(set(lowered)) < 2:
            raise ValidationError("В пароле повторяется один и тот же знак.", code="password_too_uniform")
