"""Pages that every room makes alike: a form that saves one record, a question before removing it."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, IntegrityError, transaction
from django.db.models import Model, ProtectedError
from django.db.models.deletion import Collector
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render


def form_page(
    request: HttpRequest,
    form: ModelForm,
    *,
    title: str,
    done: str,
    back: str,
    lead: str = "",
    submit: str = "Сохранить",
    remove: str = "",
    note: str = "",
    save: Callable[[], Model] | None = None,
) -> HttpResponse:
    """Show the form; when it holds, save it, say so and go to the record.

    `save` replaces the form's own saving where an action of the room does it.
    `remove` is the address of the page that removes the record, where that is allowed.
    """
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                record = (save or form.save)()
        except ValidationError as refusal:
            form.add_error(None, refusal)
        except IntegrityError:
            form.add_error(None, "Такая запись только что появилась. Проверьте список и попробуйте снова.")
        else:
            messages.success(request, done)
            return redirect(record.get_absolute_url())
    context: dict[str, Any] = {
        "form": form,
        "title": title,
        "lead": lead,
        "back": back,
        "submit": submit,
        "remove": remove,
        "note": note,
    }
    return render(request, "components/form_page.html", context, status=422 if form.errors else 200)


def remove_page(request: HttpRequest, record: Model, *, title: str, back: str, done: str) -> HttpResponse:
    """Ask, then remove a record entered by mistake.

    What goes along with it is named beforehand; what other records lean on is kept, and they are named.
    """
    leaning: list[str] = []
    if request.method == "POST":
        try:
            record.delete()
        except ProtectedError as refusal:
            leaning = _named(refusal.protected_objects, request.user)
        else:
            messages.success(request, done)
            return redirect(back)
    context = {"record": record, "title": title, "back": back, "leaning": leaning}
    context["along"] = _named(_gone_along(record), request.user)
    return render(request, "components/remove_page.html", context, status=409 if leaning else 200)


def _gone_along(record: Model) -> list[Model]:
    collector = Collector(using=DEFAULT_DB_ALIAS, origin=record)
    try:
        collector.collect([record])
    except ProtectedError:
        return []
    return [other for others in collector.data.values() for other in others if other != record]


def _named(records: Iterable[Model], user: Any, limit: int = 10) -> list[str]:
    """Records in words; those this user may not see, and those beyond the limit, are only counted."""
    alike: dict[type[Model], list[Model]] = {}
    for record in records:
        alike.setdefault(type(record), []).append(record)
    seen = [record for model, group in alike.items() for record in _visible(model, group, user)][:limit]
    others = sum(map(len, alike.values())) - len(seen)
    return [str(record) for record in seen] + ([f"ещё записей: {others}"] if others else [])


def _visible(model: type[Model], records: list[Model], user: Any) -> list[Model]:
    if not hasattr(model.objects, "visible_to"):
        return records
    pks = [record.pk for record in records]
    visible = set(model.objects.visible_to(user).filter(pk__in=pks).values_list("pk", flat=True))
    return [record for record in records if record.pk in visible]
