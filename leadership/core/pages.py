"""Pages that every room makes alike: a form that saves one record, a question before removing it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Model, ProtectedError
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
        with transaction.atomic():
            record = (save or form.save)()
        messages.success(request, done)
        return redirect(getattr(record, "get_absolute_url", lambda: back)())
    context: dict[str, Any] = {
        "form": form, "title": title, "back": back, "submit": submit, "remove": remove, "note": note,
    }
    return render(request, "components/form_page.html", context, status=422 if form.errors else 200)


def remove_page(request: HttpRequest, record: Model, *, title: str, back: str, done: str) -> HttpResponse:
    """Ask, then remove a record entered by mistake; what other records lean on is kept and named."""
    leaning: list[str] = []
    if request.method == "POST":
        try:
            record.delete()
        except ProtectedError as refusal:
            leaning = [str(other) for other in list(refusal.protected_objects)[:10]]
        else:
            messages.success(request, done)
            return redirect(back)
    context = {"record": record, "title": title, "back": back, "leaning": leaning}
    return render(request, "components/remove_page.html", context, status=409 if leaning else 200)
