"""Several rows of a list at once: which are picked, one value set in all of them, one deed done with each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from .access import may
from .forms import russian_day, said

#: More rows are not handled at once: a page of the screen holds fifty.
LIMIT = 1000
#: Questions of the bar under a list; they lead nowhere when one comes back to the list.
OF_THE_BAR = ("pk", "of", "print", "export", "page")


def picked(request: HttpRequest) -> list[int]:
    """The numbers of the rows picked in the address, each once."""
    written = dict.fromkeys(request.GET.getlist("pk"))
    if len(written) > LIMIT:
        raise BadRequest(f"Отмечено больше {LIMIT} записей.")
    if not all(one.isascii() and one.isdigit() and len(one) < 19 for one in written):
        raise BadRequest("Номер записи – не число.")
    return [int(one) for one in written]


def rest_of_address(request: HttpRequest) -> str:
    """The filters and the order of the list, without what was picked in it."""
    kept = request.GET.copy()
    for name in OF_THE_BAR:
        kept.pop(name, None)
    return f"?{kept.urlencode()}" if kept else ""


@dataclass(frozen=True)
class Setting:
    """What one record will come to: the former value, the new one, why it refuses."""

    record: Model
    was: str
    becomes: str
    refusals: tuple[str, ...] = ()

    @property
    def is_change(self) -> bool:
        return self.was != self.becomes


@dataclass
class Choice:
    """One field that may be set, with a form of its own."""

    name: str
    form: forms.Form = field(repr=False)

    @property
    def label(self) -> str:
        return str(self.form.fields[self.name].label)


@dataclass(frozen=True)
class Deed:
    """What is done with each picked row by one answer; its page stands one step below the list, by its `name`.

    `act` takes the record and who asks, and raises `ValidationError` where the record refuses. `answer`, where there
    is one, is given all that `act` has returned and answers instead of the list: with a paper shown but once. `ways`
    are then its buttons, name and label, and `note` says what comes of it.
    """

    name: str
    label: str
    question: str
    done: str
    act: Callable[[Any, Any], object]
    answer: Callable[[HttpRequest, list[Any]], HttpResponse] | None = None
    ways: Callable[[], tuple[tuple[str, str], ...]] | None = None
    note: str = ""


def doing(listing: Any, deed: Deed) -> Callable[..., HttpResponse]:
    """The page that asks, then does the deed with all picked records, or with none where one refuses."""

    @may(lambda user: listing.allowed(user) and listing.may_edit(user))
    def page(request: HttpRequest, **address: Any) -> HttpResponse:
        back = request.path.removesuffix(f"{deed.name}/") + rest_of_address(request)
        rows = listing()
        rows.setup(request, **address)
        records = list(rows.records(request.user, request.as_of, picked(request)))
        if not records:
            messages.error(request, "Отметьте строки, с которыми нужно это сделать.")
            return redirect(back)
        refusals: list[str] = []
        if request.method == "POST":
            outcomes, refusals = _done(records, deed, request.user)
            if not refusals and deed.answer:
                return deed.answer(request, outcomes)
            if not refusals:
                messages.success(request, f"{deed.done}: {len(records)}.")
                return redirect(back)
        context = {"title": deed.question, "back": back, "deed": deed, "records": records, "refusals": refusals}
        return render(request, "components/deed_page.html", context, status=422 if refusals else 200)

    return page


def _done(records: list[Model], deed: Deed, user: Any) -> tuple[list[Any], list[str]]:
    """What the deed has returned, or why it was not done, record by record; nothing is done then."""
    outcomes: list[Any] = []
    refusals: list[str] = []
    with transaction.atomic():
        for record in records:
            try:
                outcomes.append(deed.act(record, user))
            except ValidationError as refusal:
                refusals.append(f"{record}: {' '.join(refusal.messages)}")
        if refusals:
            transaction.set_rollback(True)
    return outcomes, refusals


def setting(listing: Any) -> Callable[..., HttpResponse]:
    """The page that sets a value in the picked rows of a list: it stands one step below the list itself.

    First a field and its value are chosen; then every record is shown with what becomes of it;
    then all are saved, or none where one refuses.
    """

    @may(lambda user: listing.allowed(user) and listing.may_edit(user))
    def page(request: HttpRequest) -> HttpResponse:
        back = request.path.removesuffix("set/") + rest_of_address(request)
        records = listing().records(request.user, request.as_of, picked(request))
        if not records.exists():
            messages.error(request, "Отметьте строки, в которых нужно задать значение.")
            return redirect(back)
        choices = [_choice(request, records.model, name) for name in listing.settable]
        context = {"title": f"Задать в отмеченных: {listing.title}", "back": back, "choices": choices}
        chosen = next((one for one in choices if one.form.is_bound), None)
        if chosen is None or not chosen.form.is_valid():
            return render(request, "components/set_page.html", context | {"records": records}, status=_status(chosen))
        return _answer(request, records, chosen, context)

    return page


def _status(chosen: Choice | None) -> int:
    return 422 if chosen else 200


def _choice(request: HttpRequest, model: type[Model], name: str) -> Choice:
    asked = request.method == "POST" and request.POST.get("field") == name
    form = type("ValueForm", (forms.Form,), {name: russian_day(model._meta.get_field(name))})
    return Choice(name, form(request.POST if asked else None))


def _answer(request: HttpRequest, records: QuerySet, chosen: Choice, context: dict[str, Any]) -> HttpResponse:
    """Show what becomes of the records; save it when it was seen, has not changed since, and nobody refuses."""
    value = chosen.form.cleaned_data[chosen.name]
    with transaction.atomic():
        # Locked by their numbers: a list may be made of joins and annotations that no lock goes with.
        numbers = list(records.values_list("pk", flat=True))
        locked = records.model._base_manager.select_for_update().filter(pk__in=numbers).order_by("pk")
        settings = [_setting(record, chosen.name, value) for record in locked]
        seen = _seen(settings)
        refused = any(one.refusals for one in settings)
        if request.POST.get("seen") == seen and not refused:
            saved = _save(settings, request.POST.get("reason", "").strip())
            messages.success(request, f"{chosen.label}: сохранено записей – {saved}.")
            return redirect(context["back"])
    context |= {
        "chosen": chosen,
        "value": request.POST.get(chosen.name, ""),
        "settings": settings,
        "seen": seen,
        "is_refused": refused,
        "has_moved": bool(request.POST.get("seen")) and request.POST["seen"] != seen,
        "changed": sum(one.is_change for one in settings),
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "components/set_page_confirm.html", context, status=422 if refused else 200)


def _setting(record: Model, name: str, value: Any) -> Setting:
    was = said(record, name)
    setattr(record, name, value)
    becomes = said(record, name)
    refusals: Sequence[str] = ()
    if was != becomes:
        try:
            record.full_clean()
        except ValidationError as refusal:
            refusals = refusal.messages
    return Setting(record, was, becomes, tuple(refusals))


def _seen(settings: list[Setting]) -> str:
    """What the reader was shown, short enough to come back with the answer."""
    return "|".join(f"{one.record.pk}:{one.was}>{one.becomes}" for one in settings)


def _save(settings: list[Setting], reason: str) -> int:
    changed = [one.record for one in settings if one.is_change]
    for record in changed:
        record._change_reason = reason or f"задано сразу, записей: {len(changed)}"
        record.save()
    return len(changed)
