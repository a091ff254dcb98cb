"""The words a text is found by: as written, their stems, the stems of their first forms."""

import re
import unicodedata
from functools import cache, lru_cache
from threading import Lock
from typing import Any

from leadership.core.spreadsheets.cells import cyrillic

#: As long as the index keeps them.
LONGEST = 60
#: Little words that join others; beside another word they ask for nothing.
JOINING = frozenset(
    ("без", "в", "во", "для", "до", "за", "и", "из", "к", "ко", "на", "о", "об", "от", "по", "при", "с", "со", "у")
)

_WORD = re.compile(r"[^\W_]+")
_RUSSIAN = re.compile("[а-я]{3,}")
#: The stemmer keeps the word it works on in itself: two threads would spoil it for each other.
_ONE_AT_A_TIME = Lock()


def words(text: str) -> list[str]:
    """In lower case, «е» for «ё», hyphens and signs apart."""
    folded = cyrillic(unicodedata.normalize("NFC", text)).casefold().replace("ё", "е")
    return [word[:LONGEST] for word in _WORD.findall(folded)]


def asked(typed: str, most: int) -> list[str]:
    """The words of a question, each once, without those that only join others."""
    typed_words = list(dict.fromkeys(words(typed)))
    return [word for word in typed_words if word not in JOINING][:most] or typed_words[:most]


def keys(text: str) -> set[str]:
    return {key for word in words(text) for key in forms(word)}


def name_key(text: str) -> str:
    """The key of a whole title: no word begins so."""
    return ("=" + " ".join(words(text)))[:LONGEST]


@lru_cache(maxsize=20_000)
def forms(word: str) -> frozenset[str]:
    """The keys any form of the word shares: «зайца» and «заяц» have but «заяц» in common."""
    if not _RUSSIAN.fullmatch(word):
        return frozenset([word])
    with _ONE_AT_A_TIME:
        stem = _stemmer().stemWord
        first = (form.replace("ё", "е") for form in _morphology().normal_forms(word))
        return frozenset(key[:LONGEST] for key in (word, stem(word), *map(stem, first)) if key)


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("russian")


@cache
def _morphology() -> Any:
    """Its dictionary takes a second and fifty megabytes: a server that is not asked never loads it."""
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")
