"""A workbook from the hour it is brought to the hour it is taken in or forgotten."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from itertools import islice
from typing import Any

from django.core.files import File
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks import task

from leadership.core.models import JournalEntry
from leadership.core.spreadsheets.reading import Unreadable

from .. import notices
from ..models import Import, Municipality, School, User
from .outcomes import OPEN, Verdict
from .plan import Opened, Plan, planned
from .register import Register
from .registers import REGISTERS
from .taking import Taking

logger = logging.getLogger(__name__)

#: More rows than this are the worker's: about as many as a request takes in two seconds.
ROWS_IN_A_REQUEST = 2_000
#: How often the page may learn how far the worker is.
TOLD_EVERY = 2_000
KEPT_FOR = timedelta(days=7)
OURS = "Файл не удалось обработать из-за ошибки на сервере. Ничего не загружено. Сообщите администратору."


class Differs(Exception):
    """The registers have changed since the plan was shown: what would be done now is something else."""


class Unsettled(Exception):
    """Some rows are refused or asked about, and nobody said that the rest should be taken without them."""


def bring(*, register: Register, municipality: Municipality, file: File, by: User) -> Import:
    """Keep a workbook and check it, at once or, a long one, by the worker; raises `Unreadable`."""
    forget_old()
    is_long = sum(1 for _ in islice(Opened(register, file).lines({}), ROWS_IN_A_REQUEST + 1)) > ROWS_IN_A_REQUEST
    file.seek(0)
    brought = Import(register=register.slug, municipality=municipality, brought_by=by, file_name=str(file.name)[-255:])
    brought.workbook.save("workbook.xlsx", file, save=False)
    brought.outcome = {"is_long": is_long}
    brought.save()
    recheck(brought)
    return brought


def recheck(brought: Import) -> None:
    """Draw up the plan anew, after corrections and answers too."""
    brought.state, brought.progress, brought.fault = Import.State.CHECKING, 0, ""
    brought.save()
    if brought.outcome.get("is_long"):
        transaction.on_commit(partial(check_in_background.enqueue, brought.pk))
    else:
        check(brought)


def check(brought: Import) -> None:
    """Nothing is saved but the plan itself."""
    try:
        with drawn(brought, _telling(brought)) as (opened, plan):
            brought.outcome = _shown(brought, opened, plan)
    except Unreadable as fault:
        brought.state, brought.fault = Import.State.REFUSED, str(fault)
    else:
        brought.state = Import.State.CHECKED
    brought.save()


@contextmanager
def drawn(brought: Import, went: Callable[[int], None] = lambda rows: None) -> Iterator[tuple[Opened, Plan]]:
    """The plan as of now."""
    with brought.workbook.open("rb") as file:
        opened = Opened(REGISTERS[brought.register], file)
        with planned(
            opened, brought.municipality, today=timezone.localdate(), corrections=brought.corrections,
            answers=brought.answers, went=went,
        ) as plan:  # fmt: skip
            yield opened, plan


def confirm(brought: Import, *, digest: str, without_open: bool, by: User, address: str | None = None) -> None:
    """Take in what was shown: at once or, from a long workbook, by the worker.

    Raises `Differs` or `Unsettled`; then nothing is saved.
    """
    if not brought.outcome.get("is_long"):
        take(brought.pk, digest=digest, without_open=without_open, by=by, address=address)
        return
    if digest != brought.outcome.get("digest"):
        raise Differs
    if not without_open and _is_unsettled(brought.outcome["counts"]):
        raise Unsettled
    brought.state = Import.State.TAKING
    brought.save()
    transaction.on_commit(partial(take_in_background.enqueue, brought.pk, digest, without_open, address))


def take(pk: int, *, digest: str, without_open: bool, by: User, address: str | None = None) -> None:
    """Write the plan in one transaction, computed again under it: what was not shown is not done."""
    with transaction.atomic():
        brought = Import.objects.select_for_update(of=("self",)).select_related("municipality").get(pk=pk)
        if brought.state == Import.State.TAKEN:
            return
        _hold(brought.municipality)
        with drawn(brought) as (opened, plan):
            if plan.tally.digest != digest:
                raise Differs
            if not without_open and _is_unsettled(plan.tally.counts):
                raise Unsettled
            reason = f"загрузка из {brought.file_name}"
            taking = Taking(opened.register, brought.municipality, by, reason)
            for batch in plan.batches():
                taking.write(batch)
        _finish(brought, plan.tally.counts, by, address)


def _hold(municipality: Municipality) -> None:
    """Nobody appoints a head of these schools, and no other workbook is taken in, until this one is."""
    Municipality.objects.select_for_update(no_key=True).get(pk=municipality.pk)
    list(School.objects.select_for_update().filter(municipality=municipality).order_by("pk").values_list("pk"))


def _finish(brought: Import, counts: dict[str, int], by: User, address: str | None) -> None:
    """Only the figures are kept of what was brought."""
    is_long = brought.outcome.get("is_long")
    brought.state = Import.State.TAKEN
    brought.outcome, brought.corrections, brought.answers = {"counts": dict(counts)}, {}, {}
    brought.save()
    if is_long:
        notices.tell_import(brought)
    created, changed = counts[Verdict.CREATE], counts[Verdict.CHANGE]
    what = f"{REGISTERS[brought.register].title}: создано {created}, изменено {changed}"
    _throw_away(brought)
    JournalEntry.objects.create(account=by, act=JournalEntry.Act.IMPORTED, what=what, address=address)


def drop(brought: Import) -> None:
    brought.delete()
    _throw_away(brought)


def _throw_away(brought: Import) -> None:
    """The file goes once nothing can bring its record back."""
    if brought.workbook:
        transaction.on_commit(partial(brought.workbook.storage.delete, brought.workbook.name))


def forget_old() -> None:
    for brought in Import.objects.filter(brought_at__lt=timezone.now() - KEPT_FOR):
        drop(brought)


@task()
def check_in_background(pk: int) -> None:
    forget_old()
    brought = Import.objects.filter(pk=pk, state=Import.State.CHECKING).select_related("municipality").first()
    if brought is None:
        return
    try:
        check(brought)
    except Exception:
        logger.exception("Import %s could not be checked", pk)
        Import.objects.filter(pk=pk).update(state=Import.State.REFUSED, fault=OURS)


@task()
def take_in_background(pk: int, digest: str, without_open: bool, address: str | None = None) -> None:
    """What was confirmed on the page; where it cannot be done, the page says so and shows the plan of now."""
    waiting = Import.objects.filter(pk=pk, state=Import.State.TAKING).select_related("brought_by").first()
    if waiting is None:
        return
    try:
        take(pk, digest=digest, without_open=without_open, by=waiting.brought_by, address=address)
    except (Differs, IntegrityError):
        check(waiting)
        Import.objects.filter(pk=pk).update(fault=DIFFERS)
    except Exception:
        logger.exception("Import %s could not be taken", pk)
        Import.objects.filter(pk=pk).update(state=Import.State.CHECKED, fault=OURS)


DIFFERS = "Пока вы смотрели, данные в реестре изменились. Ничего не загружено. Вот что изменится теперь."


def _telling(brought: Import) -> Callable[[int], None]:
    """The worker tells how far it is; a short file is behind before anybody looks."""

    def went(rows: int) -> None:
        if brought.outcome.get("is_long") and rows % TOLD_EVERY == 0:
            Import.objects.filter(pk=brought.pk).update(progress=rows)

    return went


def _is_unsettled(counts: dict[str, int]) -> bool:
    return any(counts.get(verdict) for verdict in OPEN)


def _shown(brought: Import, opened: Opened, plan: Plan) -> dict[str, Any]:
    tally = plan.tally
    return {
        "is_long": brought.outcome.get("is_long", False),
        "rows": tally.rows,
        "counts": dict(tally.counts),
        "details": tally.details,
        "digest": tally.digest,
        "sheet": opened.sheet.name,
        "unknown": opened.unknown,
        "columns": {str(place): column.title for place, column in sorted(opened.places.items())},
    }
