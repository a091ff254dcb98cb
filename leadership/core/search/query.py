"""What the search box finds: records whose words match every word typed, as far as the user may see them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet

from leadership.core.filters import WORDS
from leadership.core.models import SearchEntry, SearchWord

from . import lookups  # noqa: F401  registers «begins»
from .registry import KINDS, Kind
from .words import asked, forms, name_key, words

MOST = 50
#: A question that matches more records of one kind is too wide: they are neither counted nor compared further.
COUNTED = 300
SHORTEST_BEGINNING = 3


@dataclass(frozen=True)
class Line:
    title: str
    url: str
    detail: str


@dataclass(frozen=True)
class Group:
    """Records of one kind; `count` is how many were found, «больше 300» beyond what is counted."""

    label: str
    lines: tuple[Line, ...]
    count: int

    @property
    def is_beyond_count(self) -> bool:
        return self.count > COUNTED


@dataclass(frozen=True)
class Found:
    groups: tuple[Group, ...] = ()

    @property
    def is_cut(self) -> bool:
        return any(group.count > len(group.lines) for group in self.groups)


@dataclass(frozen=True, order=True)
class _Hit:
    """A record found; the nearest comes first: its whole name, then words as written, then forms, then beginnings."""

    distance: tuple[int, ...]
    title: str
    pk: Any


def find(user: Any, typed: str, as_of: date) -> Found:
    """At most fifty records, the nearest first, by kinds; the number of questions does not grow with the records."""
    typed_words = asked(typed, WORDS)
    if not typed_words:
        return Found()
    hits = {kind.model: _hits(kind, user, typed, typed_words) for kind in KINDS.values()}
    nearest = sorted((hit, kind.label) for kind in KINDS.values() for hit in hits[kind.model])[:MOST]
    shown = dict.fromkeys(label for _, label in nearest)  # kinds in the order of their nearest records
    by_label = {kind.label: kind for kind in KINDS.values()}
    groups = []
    for label in shown:
        kind = by_label[label]
        lines = _lines(kind, [hit.pk for hit, of in nearest if of == label], as_of)
        groups.append(Group(label, tuple(lines), len(hits[kind.model])))
    return Found(tuple(groups))


def _hits(kind: Kind, user: Any, typed: str, typed_words: list[str]) -> list[_Hit]:
    """Starts from whatever is least: the rarest word, or the few records the user sees."""
    look = _Look(kind, kind.seen_by(user), typed_words)
    rarest = look.entries_of_rarest()
    if len(rarest) <= COUNTED:
        found = look.among(rarest)
    else:
        mine = look.entries_seen()
        found = look.some(name_key(typed)) if mine is None else look.among(mine)
    return [_Hit(_distance(title, kind.label, typed, typed_words), title, pk) for pk, title in found.items()]


class _Look:
    """Records of one kind that match every word. Every question is bounded, however many records there are."""

    def __init__(self, kind: Kind, seen: QuerySet[Any], typed_words: list[str]) -> None:
        self.content_type = ContentType.objects.get_for_model(kind.model)
        self.seen = seen.order_by()
        self.words = typed_words
        self.known = SearchWord.objects.filter(content_type=self.content_type)
        self.entries = SearchEntry.objects.filter(content_type=self.content_type)

    def entries_of_rarest(self) -> set[int]:
        rarest: set[int] | None = None
        for word in self.words:
            entries = set(self._entries_with(word)[: COUNTED + 1])
            rarest = entries if rarest is None or len(entries) < len(rarest) else rarest
            if not rarest:
                break
        return rarest or set()

    def entries_seen(self) -> set[int] | None:
        """All the user sees, where that is few."""
        seen = list(self.seen.values_list("pk", flat=True)[: COUNTED + 1])
        if len(seen) > COUNTED:
            return None
        return set(self.entries.filter(object_id__in=seen).values_list("pk", flat=True))

    def among(self, entries: set[int]) -> dict[Any, str]:
        """Title by number of those of the entries that match every word and are seen."""
        for word in self.words:
            if entries:
                matching = SearchWord.objects.filter(_matches(word), entry__in=entries)
                entries = set(matching.values_list("entry", flat=True))
        if not entries:
            return {}
        titles = dict(self.entries.filter(pk__in=entries).values_list("object_id", "title"))
        seen = set(self.seen.filter(pk__in=titles).values_list("pk", flat=True))
        return {pk: title for pk, title in titles.items() if pk in seen}

    def some(self, name: str) -> dict[Any, str]:
        """Not all there are, but surely those called exactly so, then those that hold the words as typed."""
        found = self._titles([self.known.filter(word=name).values("entry")])
        found |= self._titles([self.known.filter(word=word).values("entry") for word in self.words])
        if len(found) <= COUNTED:
            found |= self._titles([self._entries_with(word) for word in self.words])
        return dict(list(found.items())[: COUNTED + 1])

    def _titles(self, conditions: list[Any]) -> dict[Any, str]:
        entries = self.entries.filter(object_id__in=self.seen.values("pk"))
        for condition in conditions:
            entries = entries.filter(pk__in=condition)
        return dict(entries.values_list("object_id", "title")[: COUNTED + 1])

    def _entries_with(self, word: str) -> QuerySet[Any]:
        """Two questions put together, not one with «or»: each is answered from the index for certain."""
        forms_of_it = self.known.filter(word__in=forms(word)).values_list("entry", flat=True)
        if len(word) < SHORTEST_BEGINNING:
            return forms_of_it.distinct()
        # An entry that matches twice counts once: a cut of the first rows is a count of entries.
        return forms_of_it.union(self.known.filter(word__begins=word).values_list("entry", flat=True))


def _matches(word: str) -> Q:
    matches = Q(word__in=forms(word))
    return matches | Q(word__begins=word) if len(word) >= SHORTEST_BEGINNING else matches


def _distance(title: str, label: str, typed: str, typed_words: list[str]) -> tuple[int, ...]:
    """«школы» is near to every school: the word for the kind counts as a word of the title."""
    own = words(title)
    if own == words(typed):
        return (0,)
    own += words(label)
    told = [_distance_of_word(own, word) for word in typed_words]
    return (1 + max(told), sum(told), own.index(typed_words[0]) if typed_words[0] in own else len(own))


def _distance_of_word(own: list[str], word: str) -> int:
    """A word of the title itself, a form of one, the beginning of one, or a word the title does not hold."""
    if word in own:
        return 0
    if any(forms(one) & forms(word) for one in own):
        return 1
    return 2 if any(one.startswith(word) for one in own) else 3


def _lines(kind: Kind, pks: list[Any], as_of: date) -> list[Line]:
    records = kind.detailed(kind.model._default_manager.filter(pk__in=pks), as_of)
    by_number = {record.pk: record for record in records}
    return [
        Line(kind.title(by_number[pk]), kind.address(by_number[pk]), kind.detail(by_number[pk]))
        for pk in pks
        if pk in by_number
    ]
