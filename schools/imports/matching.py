"""Who, and which school, a row means: exactly, or nearly enough to ask.

Nothing is compared with everybody: near words are found by what is left of them when one letter is dropped.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from rapidfuzz.distance import OSA

from leadership.core.spreadsheets.cells import sameness

from .values import Name

#: Shorter words are too alike by chance: «Ким» is not a slip of «Цим».
LEAST_LETTERS = 4
#: What so many have in common tells none of them: a word of a name, a surname with an initial, a birthday.
COMMON = 300
_QUOTED = re.compile('[«"“](.+)[»"”]')
_DIGITS = re.compile(r"\d+")


class Known(NamedTuple):
    """A person of the register; one the file itself brings has minus the row's number."""

    pk: int
    last_name: str
    first_name: str
    patronymic: str
    born_on: date | None = None
    phone: str = ""
    email: str = ""
    works_since: date | None = None
    teaches_since: date | None = None
    manages_since: date | None = None

    @property
    def name(self) -> Name:
        return Name(self.last_name, self.first_name, self.patronymic)


class KnownSchool(NamedTuple):
    pk: int
    short_name: str
    name: str


class NearWords:
    """Words one slip apart: a letter changed, dropped, added, or two of them swapped."""

    def __init__(self) -> None:
        self._left: dict[int, str | tuple[str, ...]] = {}
        self._words: set[str] = set()

    def add(self, word: str) -> None:
        if word in self._words:
            return
        self._words.add(word)
        for left in _with_one_dropped(word):
            there = self._left.get(left)
            if there is None:
                self._left[left] = word
            else:
                self._left[left] = (there, word) if isinstance(there, str) else (*there, word)

    def like(self, word: str) -> Iterator[str]:
        """The word itself, if it is known, and those one slip away."""
        found: set[str] = set()
        for left in _with_one_dropped(word):
            there = self._left.get(left, ())
            found.update((there,) if isinstance(there, str) else there)
        return (other for other in sorted(found) if is_slip(word, other, or_same=True))


def _with_one_dropped(word: str) -> Iterator[int]:
    yield hash(word)
    if len(word) >= LEAST_LETTERS:
        yield from (hash(word[:place] + word[place + 1 :]) for place in range(len(word)))


def is_slip(one: str, other: str, *, or_same: bool = False, least: int = LEAST_LETTERS) -> bool:
    if one == other:
        return or_same
    if min(len(one), len(other)) < least or _DIGITS.findall(one) != _DIGITS.findall(other):
        return False
    return bool(OSA.distance(one, other, score_cutoff=1) <= 1)


def are_near(one: Name, other: Name) -> bool:
    return is_near(_folded(one), _folded(other))


def _folded(name: Name) -> tuple[str, str, str]:
    return sameness(name.last), sameness(name.first), sameness(name.patronymic)


def full_key(name: Name) -> str:
    return " ".join(filter(None, _folded(name)))


def is_near(one: tuple[str, str, str], other: tuple[str, str, str]) -> bool:
    """The same name but for a slip, initials in place of names, or a patronymic left out."""
    slips = 0
    for mine, theirs, is_given in zip(one, other, (False, True, True), strict=True):
        if mine == theirs or (is_given and _abbreviates(mine, theirs)):
            continue
        if not is_slip(mine, theirs, least=LEAST_LETTERS - is_given):
            return False
        slips += 1
    return slips <= 2


def _abbreviates(one: str, other: str) -> bool:
    short, long = sorted((one.rstrip("."), other.rstrip(".")), key=len)
    return len(short) <= 1 and long.startswith(short)


def _is_one_patronymic(one: str, other: str) -> bool:
    return one == other or _abbreviates(one, other)


class People:
    """The people of a district, and those the file has brought so far."""

    def __init__(self, known: Iterable[Known] = ()) -> None:
        self._by_key: dict[str, list[Known]] = defaultdict(list)
        self._by_surname: dict[tuple[str, str], list[Known]] = defaultdict(list)
        self._by_birth: dict[tuple[date, str], list[Known]] = defaultdict(list)
        self._surnames: NearWords | None = None
        for person in known:
            self.add(person)

    def add(self, person: Known, name: Name | None = None) -> None:
        """`name`, if given, is a former one: whoever bore it is found by it too."""
        last, first, patronymic = _folded(name or person.name)
        self._by_key[" ".join(filter(None, (last, first, patronymic)))].append(person)
        self._by_surname[last, first[:1]].append(person)
        if self._surnames is not None:
            self._surnames.add(last)
        if person.born_on:
            self._by_birth[person.born_on, first].append(person)

    def exact(self, name: Name) -> list[Known]:
        return list(self._by_key.get(full_key(name), ()))

    def near(self, name: Name, born_on: date | None) -> list[Known]:
        """Those who may be meant; a woman who has married keeps her first name and her birthday."""
        mine = _folded(name)
        found: dict[int, Known] = {}
        for surname in self._near_surnames().like(mine[0]):
            bearers = self._by_surname.get((surname, mine[1][:1]), ())
            if len(bearers) <= COMMON:
                found |= {person.pk: person for person in bearers if is_near(mine, _folded(person.name))}
        born = self._by_birth.get((born_on, mine[1]), ()) if born_on else ()
        if len(born) <= COMMON:
            found |= {person.pk: person for person in born if _is_one_patronymic(mine[2], sameness(person.patronymic))}
        return sorted(found.values(), key=lambda person: (person.pk < 0, abs(person.pk)))

    def _near_surnames(self) -> NearWords:
        """Made when first asked for: most files have no name that is not exactly in the register."""
        if self._surnames is None:
            self._surnames = NearWords()
            for surname, _ in self._by_surname:
                self._surnames.add(surname)
        return self._surnames


class Schools:
    """The schools of a district by any of the ways their names are written."""

    def __init__(self, known: Iterable[KnownSchool] = ()) -> None:
        self._by_pk: dict[int, KnownSchool] = {}
        self._by_key: dict[str, list[KnownSchool]] = defaultdict(list)
        self._by_word: dict[str, list[KnownSchool]] = defaultdict(list)
        self._words = NearWords()
        for school in known:
            self.add(school)

    def add(self, school: KnownSchool) -> None:
        self._by_pk[school.pk] = school
        for key in {*map(_school_key, (school.short_name, school.name))}:
            self._by_key[key].append(school)
        for word in _telling_words(school):
            self._by_word[word].append(school)
            if not word.isdigit():
                self._words.add(word)

    def said(self, pk: int | None) -> str:
        return self._by_pk[pk].short_name if pk in self._by_pk else ""

    def exact(self, text: str) -> list[KnownSchool]:
        return list(self._by_key.get(_school_key(text), ()))

    def near(self, *texts: str) -> list[KnownSchool]:
        """Schools whose name is a slip or two away; «№ 5» is never near «№ 6»."""
        keys = [_school_key(text) for text in texts if text]
        found: dict[int, KnownSchool] = {}
        for word in {word for key in keys for word in key.split()}:
            for like in (word,) if word.isdigit() else self._words.like(word):
                schools = self._by_word.get(like, [])
                if len(schools) <= COMMON:
                    found |= {school.pk: school for school in schools}
        near = [school for school in found.values() if any(_school_is_near(key, school) for key in keys)]
        return sorted(near, key=lambda school: (school.pk < 0, abs(school.pk)))


def _school_key(text: str) -> str:
    """«МБОУ «Крестинская СШ»» is known by what stands in the quotes."""
    quoted = _QUOTED.search(text)
    return sameness(quoted[1] if quoted else text)


def _telling_words(school: KnownSchool) -> set[str]:
    words = {word for text in (school.short_name, school.name) for word in _school_key(text).split()}
    return {word for word in words if len(word) >= LEAST_LETTERS or word.isdigit()}


def _school_is_near(key: str, school: KnownSchool) -> bool:
    for text in (school.short_name, school.name):
        other = _school_key(text)
        if _DIGITS.findall(key) == _DIGITS.findall(other) and OSA.distance(key, other, score_cutoff=2) <= 2:
            return True
    return False


class Contests:
    """Contests by title, by title and year as they are exported, by title and day."""

    def __init__(self, known: Iterable[tuple[int, str, date]] = ()) -> None:
        self._by_key: dict[str, list[int]] = defaultdict(list)
        self._said: dict[int, str] = {}
        for pk, title, held_on in known:
            self._said[pk] = f"{title}, {held_on.year}"
            for text in (title, self._said[pk], f"{title}, {held_on:%d.%m.%Y}"):
                self._by_key[sameness(text)].append(pk)

    def said(self, pk: int | None) -> str:
        return self._said.get(pk or 0, "")

    def exact(self, text: str) -> list[int]:
        return list(self._by_key.get(sameness(text), ()))
