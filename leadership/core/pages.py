"""Pages that every room makes alike: a form that saves one record, a question before removing it."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, IntegrityError, transaction
from django.db.models import Model, ProtectedError
from django.db.models.deletion import Collector
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from . import versions
from .documents.shelf import refuse_with_documents
from .forms import RecordForm


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
    then: str = "",
    shelf: Any = None,
    above: str = "",
    about: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show the form; when it holds, save it, say so and go to the record.

    `save` replaces the form's own saving where an action of the room does it; `then` is where it leads,
    if not to the record. `shelf` names the page of the record's documents.
    `above` is a template shown before the form, with what stands in `about`.
    `remove` is the address of the page that removes the record, where that is allowed.
    """
    collision = None
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                collision = _meet(form, request)
                record = form.instance if collision else (save or form.save)()
        except versions.NothingNew:
            record = form.instance
        except versions.Removed:
            return gone_page(request, type(form.instance), form.instance.pk, type(form), back=back)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        except IntegrityError:
            form.add_error(None, "Такая запись только что появилась. Проверьте список и попробуйте снова.")
        if not form.errors and not collision:
            messages.success(request, done)
            return redirect(then or record.get_absolute_url())
    context: dict[str, Any] = {
        "form": form,
        "title": title,
        "lead": lead,
        "back": back,
        "submit": submit,
        "remove": remove,
        "note": note,
        "shelf": shelf,
        "above": above,
        **(about or {}),
        "collision": collision,
        "opened": collision.opened if collision else _opened(form, request),
    }
    status = 409 if collision else 422 if form.errors else 200
    return render(request, "components/form_page.html", context, status=status)


def _meet(form: ModelForm, request: HttpRequest) -> versions.Collision | None:
    """Whether somebody has changed the record since its form was opened; a new record meets nobody."""
    if form.instance._state.adding or not isinstance(form, RecordForm):
        return None
    return versions.collide(form, request)


def _opened(form: ModelForm, request: HttpRequest) -> str:
    """What the hidden field holds: a refused form keeps the moment it was opened at."""
    if form.instance._state.adding or not isinstance(form, RecordForm):
        return ""
    if request.method == "POST":
        return request.POST.get(versions.OPENED, "")
    return versions.sealed(form, form.instance, request.user)


def gone_page(
    request: HttpRequest, model: type[Model], pk: int, form: type[ModelForm], *, back: str = "/"
) -> HttpResponse:
    """A form was sent about a record removed meanwhile: say so and show what was typed.

    Whoever has not opened the form of this very record learns nothing: for him it does not exist.
    """
    if model._base_manager.filter(pk=pk).exists() or not versions.opening_of(request, model, pk):
        raise Http404
    context = {
        "title": f"Запись удалена: {model._meta.verbose_name}",
        "back": back,
        "removal": versions.removal_of(model, pk),
        "typed": versions.typed_in_words(request, form),
    }
    return render(request, "components/gone_page.html", context, status=410)


def remove_page(
    request: HttpRequest,
    record: Model,
    *,
    title: str,
    back: str,
    done: str,
    remove: Callable[[], object] | None = None,
) -> HttpResponse:
    """Ask, then remove a record entered by mistake; `remove` replaces its own deletion where an action does it.

    What goes along with it is named beforehand; what other records lean on is kept, and they are named. So is
    what documents are attached to.
    """
    leaning: list[str] = []
    along = _gone_along(record)
    if request.method == "POST":
        try:
            refuse_with_documents([record, *along])
            with transaction.atomic():
                (remove or record.delete)()
        except ProtectedError as refusal:
            leaning = _named(refusal.protected_objects, request.user)
        else:
            messages.success(request, done)
            return redirect(back)
    context = {"record": record, "title": title, "back": back, "leaning": leaning}
    context["along"] = _named(along, request.user)
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
