"""Writes a plan into the registers, with its history: all of it or nothing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from leadership.core.search import index as search

from ..models import Municipality, Person, ReserveStep, School, User
from .outcomes import TAKEN, Deed, Outcome
from .planning import PERSON, RECORD, STEP
from .register import Register


@dataclass
class Taking:
    """Goes through the batches of a plan; `made` are the people the file itself has brought, by their marks."""

    register: Register
    municipality: Municipality
    by: User
    reason: str
    made: dict[int, int] = field(default_factory=dict)

    def write(self, outcomes: Iterable[Outcome]) -> None:
        rows = [outcome.deeds for outcome in outcomes if outcome.verdict in TAKEN]
        self._write_people([deed for deeds in rows for deed in deeds if deed.part == PERSON])
        entries = self._write_records(rows)
        self._write_steps(rows, entries)

    def _write_people(self, deeds: list[Deed]) -> None:
        brought: dict[int, dict[str, Any]] = defaultdict(dict)
        changed: dict[int, dict[str, Any]] = defaultdict(dict)
        for deed in deeds:
            pk = deed.pk or self.made.get(deed.fresh)
            (changed[pk] if pk else brought[deed.fresh]).update(deed.values)
        people = [Person(municipality=self.municipality, **values) for values in brought.values()]
        for mark, person in zip(brought, self._create(Person, people), strict=True):
            self.made[mark] = person.pk
        self._change(Person, changed)

    def _write_records(self, rows: Iterable[tuple[Deed, ...]]) -> dict[int, Any]:
        """New records by the place of their row, for what hangs on them."""
        model, new, changed = self.register.model, {}, {}
        for place, deeds in enumerate(rows):
            for deed in deeds:
                if deed.part == RECORD and deed.pk:
                    changed[deed.pk] = deed.values
                elif deed.part == RECORD:
                    new[place] = model(**self._owned(deed))
        created = dict(zip(new, self._create(model, list(new.values())), strict=True))
        self._change(model, changed)
        return created

    def _write_steps(self, rows: Iterable[tuple[Deed, ...]], entries: Mapping[int, Any]) -> None:
        new, changed = [], {}
        for place, deeds in enumerate(rows):
            for deed in deeds:
                if deed.part == STEP and deed.pk:
                    changed[deed.pk] = {name: value for name, value in deed.values.items() if name != "entry_id"}
                elif deed.part == STEP:
                    entry = {"entry_id": entries[place].pk} if place in entries else {}
                    new.append(ReserveStep(**deed.values, **entry))
        self._create(ReserveStep, new)
        self._change(ReserveStep, changed)

    def _owned(self, deed: Deed) -> dict[str, Any]:
        values = dict(deed.values)
        if deed.fresh:
            values["person_id"] = self.made[deed.fresh]
        if self.register.model is School:
            values["municipality"] = self.municipality
        return values

    def _create(self, model: type[Any], records: list[Any]) -> list[Any]:
        if not records:
            return []
        created = bulk_create_with_history(records, model, default_user=self.by, default_change_reason=self.reason)
        search.refresh_all(created)
        return created

    def _change(self, model: type[Any], changed: Mapping[int, Mapping[str, Any]]) -> None:
        if not changed:
            return
        records = model._base_manager.in_bulk(changed.keys())
        for pk, values in changed.items():
            for name, value in values.items():
                setattr(records[pk], name, value)
        fields = sorted({model._meta.get_field(name).name for values in changed.values() for name in values})
        bulk_update_with_history(
            list(records.values()), model, fields, default_user=self.by, default_change_reason=self.reason
        )
        search.refresh_all(records.values())
