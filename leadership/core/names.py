"""A person's name in running text, in whatever case it stands: found, and taken out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

#: What stands in a text where a name has stood.
TAKEN_OUT = "[удалено]"

#: Endings by the last letters of a surname in the nominative; the longest match counts.
_ENDINGS = {
    "ая": ("ая", "ой", "ую", "ою"),
    "яя": ("яя", "ей", "юю", "ею"),
    "ий": ("ий", "его", "ого", "ему", "ому", "им", "ем", "ом", "ие", "их"),
    "ый": ("ый", "ого", "ому", "ым", "ом", "ые", "ых"),
    "ой": ("ой", "ого", "ому", "ым", "ом", "ые", "ых"),
    "а": ("а", "ы", "и", "е", "у", "ой", "ою", "ым", "ых"),
    "я": ("я", "и", "е", "ю", "ей", "ею", "ёй"),
    "ь": ("ь", "я", "ю", "ем", "ём", "е", "и", "ью"),
    "й": ("й", "я", "ю", "ем", "е", "и"),
}
_HARD = ("", "а", "у", "ом", "ем", "ым", "е", "ой", "ы", "и", "ых")
_UNCHANGED = "оеёиуыэю"


@dataclass(frozen=True)
class Name:
    last: str
    first: str = ""
    patronymic: str = ""


@dataclass(frozen=True)
class Names:
    """All the names one person has borne.

    A bare surname is his only where nobody else bears it (`is_shared` is false); beside initials or a
    first name it always is.
    """

    borne: tuple[Name, ...]
    is_shared: bool = False

    @property
    def stems(self) -> set[str]:
        """What every form of a surname begins with: for asking a database before reading its texts."""
        parts = [part for name in self.borne for part in name.last.split("-") if part]
        return {_stem(part)[0] for part in parts}

    def without(self, text: str, *, is_own: bool = False) -> str:
        """The text with the names taken out; in the person's own records a bare surname is his."""
        cleaned = self._full.sub(TAKEN_OUT, text)
        if is_own or not self.is_shared:
            cleaned = self._bare.sub(TAKEN_OUT, cleaned)
        return self._familiar.sub(TAKEN_OUT, cleaned) if is_own else cleaned

    @cached_property
    def _bare(self) -> re.Pattern[str]:
        return _compiled(_surname(name.last) for name in self.borne)

    @cached_property
    def _familiar(self) -> re.Pattern[str]:
        """«Елена Николаевна»: who it is follows from whose record it stands in."""
        addressed = (name for name in self.borne if name.first and name.patronymic)
        return _compiled(rf"{_inflected(name.first)}\s+{_inflected(name.patronymic)}" for name in addressed)

    @cached_property
    def _full(self) -> re.Pattern[str]:
        return _compiled(form for name in self.borne for form in _with_first_name(name))


def same_surname(one: str, other: str) -> bool:
    """Whether a text may mean either by one word: «Калинина» is also of Калинин."""
    pairs = (one, other), (other, one)
    return any(re.fullmatch(_surname(mine), theirs, re.IGNORECASE) for mine, theirs in pairs)


def _compiled(forms: Iterable[str]) -> re.Pattern[str]:
    """Whole words; «школа имени Калинина» names a school, not the person. No forms match nothing."""
    any_of = "|".join(forms) or r"(?!)"
    return re.compile(rf"(?<![\w-])(?<!имени )(?<!им\. )(?<!им\.)(?:{any_of})(?!\w)", re.IGNORECASE)


def _with_first_name(name: Name) -> Iterator[str]:
    """«Совенко Е.Н.», «Е.Н. Совенко», «Совенко Еленой Николаевной»."""
    surname = _surname(name.last)
    if not name.first:
        yield surname
        return
    initials = rf"{_letter(name.first)}\."
    if name.patronymic:
        initials += rf"\s?(?:{_letter(name.patronymic)}\.)?"
        patronymic = rf"(?:\s+{_inflected(name.patronymic)})?"
    else:
        patronymic = ""
    yield rf"{surname}\s+(?:{_inflected(name.first)}{patronymic}|{initials})"
    yield rf"(?:{_inflected(name.first)}{patronymic}|{initials})\s*{surname}"


def _surname(last: str) -> str:
    return "-".join(_inflected(part) for part in last.split("-") if part)


def _inflected(word: str) -> str:
    stem, endings = _stem(word)
    longest_first = sorted(endings, key=len, reverse=True)
    return f"{_either_e(stem)}(?:{'|'.join(map(_either_e, longest_first))})"


def _stem(word: str) -> tuple[str, tuple[str, ...]]:
    for ending in sorted(_ENDINGS, key=len, reverse=True):
        if word.lower().endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)], _ENDINGS[ending]
    return (word, ("",)) if word[-1:].lower() in _UNCHANGED else (word, _HARD)


def _letter(word: str) -> str:
    return _either_e(word[0])


def _either_e(text: str) -> str:
    """«е» stands for «ё» as often as not."""
    return re.sub("[её]", "[её]", re.escape(text), flags=re.IGNORECASE)
