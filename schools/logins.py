"""Login names: a surname in Latin letters and initials, one for each person of the installation."""

import re
from collections.abc import Collection

#: ГОСТ Р 52535.1 as in passports of 2010, without the signs; «ё» is «e», «щ» is «shch».
_LETTERS = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "iu",
    "я": "ia",
}  # fmt: skip
LONGEST_SURNAME = 60


def latin(text: str) -> str:
    """«Щербакова-Юдина» → «shcherbakovaiudina»: letters and digits alone, small."""
    spelled = "".join(_LETTERS.get(letter, letter) for letter in text.lower())
    return re.sub(r"[^a-z0-9]", "", spelled)


def login_for(last_name: str, first_name: str, patronymic: str = "", taken: Collection[str] = ()) -> str:
    """«petrova.ap»; a namesake gets «petrova.ap2». Raises `ValueError` where the surname holds no letter."""
    surname = latin(last_name)[:LONGEST_SURNAME]
    if not surname:
        raise ValueError(f"Из фамилии «{last_name}» не составить логин.")
    initials = "".join(latin(name[:1])[:1] for name in (first_name, patronymic))
    wanted = f"{surname}.{initials}" if initials else surname
    number, login = 1, wanted
    while login in taken:
        number += 1
        login = f"{wanted}{number}"
    return login
