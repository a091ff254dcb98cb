"""Records that are kept alike: a form adds and edits one, a question goes before removing it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse

from .access import may
from .documents.shelf import shelf_of
from .pages import form_page, gone_page, remove_page


@dataclass(frozen=True, kw_only=True)
class RecordKind:
    """One kind of record; its pages are the routes `add_…`, `edit_…` and `remove_…` of its room.

    `listed` is the route of the list it is added from and leaves for when removed.
    """

    route: str  # «schools:membership»
    model: type[Model]
    form: type[ModelForm]
    title: str
    may: Callable[[Any], bool]
    listed: str = ""
    note: str = ""
    save: Callable[[Any], Model] | None = None  # an action of the room, where saving takes more than the form

    def add(self, request: HttpRequest) -> HttpResponse:
        form = self.form(
            request.POST or None,
            initial=request.GET.dict(),
            user=request.user,
            municipality=request.municipality,
        )
        return form_page(
            request, form, title=self.title, back=reverse(self.listed), done="Добавлено.",
            note=self.note, save=self._saving(form),
        )  # fmt: skip

    def edit(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = self.model.objects.visible_to(request.user).filter(pk=pk).first()
        if record is None:
            return gone_page(request, self.model, pk, self.form)
        form = self.form(request.POST or None, instance=record, user=request.user)
        return form_page(
            request, form, title=self.title, lead=str(record), back=record.get_absolute_url(), done="Сохранено.",
            note=self.note, remove=reverse(self._route("remove"), args=[pk]), save=self._saving(form),
            shelf=shelf_of(record, request.user),
        )  # fmt: skip

    def remove(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = self._seen(request, pk)
        title = f"Удалить: {self.model._meta.verbose_name}?"
        return remove_page(request, record, title=title, back=self._left_for(record), done="Удалено.")

    def paths(self, address: str) -> list[URLPattern]:
        """`address` ends with a slash, or is empty for the noun of the room itself."""
        return self._paths(f"{address}add/", address)

    def _paths(self, added_at: str, address: str) -> list[URLPattern]:
        guarded = may(self.may)
        return [
            path(added_at, guarded(self.add), name=self._name("add")),
            path(f"{address}<int:pk>/edit/", guarded(self.edit), name=self._name("edit")),
            path(f"{address}<int:pk>/remove/", guarded(self.remove), name=self._name("remove")),
        ]

    def _saving(self, form: ModelForm) -> Callable[[], Model] | None:
        return partial(self.save, form.instance) if self.save else None

    def _seen(self, request: HttpRequest, pk: int) -> Model:
        return get_object_or_404(self.model.objects.visible_to(request.user), pk=pk)

    def _left_for(self, record: Model) -> str:
        return reverse(self.listed)

    def _name(self, verb: str) -> str:
        return f"{verb}_{self.route.partition(':')[2]}"

    def _route(self, verb: str) -> str:
        return f"{self.route.partition(':')[0]}:{self._name(verb)}"


@dataclass(frozen=True, kw_only=True)
class PartKind(RecordKind):
    """A record that lives inside another and is added on its card; `whole` is the field that leads there."""

    whole: str

    def add(self, request: HttpRequest, **address: int) -> HttpResponse:
        wholes = self.model._meta.get_field(self.whole).related_model.objects
        whole = get_object_or_404(wholes.visible_to(request.user), pk=address[self.whole])
        form = self.form(
            request.POST or None,
            initial=request.GET.dict(),
            instance=self.model(**{self.whole: whole}),
            user=request.user,
        )
        return form_page(
            request, form, title=self.title, back=whole.get_absolute_url(), done="Добавлено.", note=self.note
        )

    def paths(self, address: str, *, inside: str) -> list[URLPattern]:
        """`inside` is the address of the whole: `teams/<int:team>`."""
        return self._paths(f"{inside}/{address}add/", address)

    def _left_for(self, record: Model) -> str:
        return getattr(record, self.whole).get_absolute_url()


@dataclass(frozen=True, kw_only=True)
class SharedKind(RecordKind):
    """A record that may be common to all districts: one of them does not change it (`changeable_by`)."""

    def edit(self, request: HttpRequest, pk: int) -> HttpResponse:
        self._refuse_common(request, pk)
        return super().edit(request, pk)

    def remove(self, request: HttpRequest, pk: int) -> HttpResponse:
        self._refuse_common(request, pk)
        return super().remove(request, pk)

    def _refuse_common(self, request: HttpRequest, pk: int) -> None:
        seen, own = self.model.objects.visible_to(request.user), self.model.objects.changeable_by(request.user)
        if seen.filter(pk=pk).exists() and not own.filter(pk=pk).exists():
            raise PermissionDenied
