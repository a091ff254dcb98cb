"""The one base of list pages: what a user may see, filtered, sorted, paged, and exported as shown."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from . import bulk, journal, russian
from .access import require
from .models import JournalEntry
from .paging import PagedRows
from .papers import listing
from .papers.faces import FACES
from .papers.html import body
from .papers.model import Column, Kind, Report, Table
from .papers.response import file_response
from .tables import NumberColumn

Act = JournalEntry.Act

#: Rows of a list that a request turns into a file; a longer list is made by whatever stands in `long_export`.
ROWS_IN_A_REQUEST = 5_000
#: A longer list is not printed from the screen: it goes into a file, or is filtered first.
PRINTED = 1000


def long_export(request: HttpRequest, title: str) -> HttpResponse | None:
    """Answers for a long list; a higher room that has a worker puts its own function here."""
    return None


class ListPage(LoginRequiredMixin, SingleTableMixin, FilterView):
    """A list says: `title`, `table_class`, `filterset_class`, `allowed`, and `rows(user, as_of)`.

    Rows are picked by `?pk=…&pk=…`: exported, printed, and, where fields are `settable`, set to one value
    on the page `…/set/` (`bulk.setting`); each of `deeds` is done with them on a page of its own (`bulk.doing`).
    """

    template_name = "components/list_page.html"
    table_pagination = {"per_page": 50}  # not `paginate_by`: Django would count and page a second time
    title = ""
    lead = ""
    empty = "Записей пока нет."
    create_url = ""
    create_label = "Добавить"
    settable: tuple[str, ...] = ()
    deeds: tuple[bulk.Deed, ...] = ()
    import_url = ""
    allowed: Callable[[Any], bool]
    may_edit: Callable[[Any], bool] = staticmethod(lambda user: False)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            require(type(self).allowed(request.user))
        return super().dispatch(request, *args, **kwargs)

    def rows(self, user: Any, as_of: date) -> Any:
        raise NotImplementedError

    def records(self, user: Any, as_of: date, picked: list[int]) -> QuerySet:
        """The records behind the picked rows, which take the values of `settable`."""
        return self.rows(user, as_of).filter(pk__in=picked)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.GET.get("of") == "picked" and not bulk.picked(request):
            messages.error(request, "Отметьте строки, которые нужно выгрузить, напечатать или задать.")
            return redirect(request.path + bulk.rest_of_address(request))
        return super().get(request, *args, **kwargs)

    def get_queryset(self) -> Any:
        rows = self.rows(self.request.user, self.request.as_of)
        return rows.filter(pk__in=bulk.picked(self.request)) if "pk" in self.request.GET else rows

    def get_table_data(self) -> PagedRows:
        return PagedRows(self.object_list, self.filterset.queryset)

    def get_table_kwargs(self) -> dict[str, Any]:
        empty = "По этому отбору записей нет." if self._chosen() else self.empty
        return {"empty_text": empty, "may_edit": type(self).may_edit(self.request.user), "selectable": True}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            "title": self.title,
            "lead": self.lead,
            "how_many": context["table"].paginator.count,
            "is_filtered": self._chosen(),
            "create_url": self.create_url if type(self).may_edit(self.request.user) else "",
            "create_label": self.create_label,
            "kept": [(name, value) for name, value in self.request.GET.items() if name not in bulk.OF_THE_BAR],
            "may_set": bool(self.settable) and type(self).may_edit(self.request.user),
            "deeds": self.deeds if type(self).may_edit(self.request.user) else (),
            "import_url": self.import_url if type(self).may_edit(self.request.user) else "",
        }

    def _chosen(self) -> bool:
        """Something is chosen in the filters: an empty list then says nothing about the records themselves."""
        named = (*self.filterset.filters, "pk")
        return any(value for name, value in self.request.GET.items() if name in named)

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        if self.request.GET.get("export") == "xlsx":
            is_long = context["how_many"] > ROWS_IN_A_REQUEST
            return (is_long and long_export(self.request, self.title)) or self._as_workbook(context)
        if self.request.GET.get("print"):
            return self._printed(context)
        return super().render_to_response(context, **kwargs)

    def _printed(self, context: dict[str, Any]) -> HttpResponse:
        """The list as it comes out on paper, headed by the day and the filters."""
        back = self.request.path + bulk.rest_of_address(self.request)
        if context["how_many"] > PRINTED:
            rows = russian.counted(PRINTED, "строка", "строки", "строк")
            messages.error(self.request, f"На печать выходит не больше {rows}: сузьте отбор или выгрузите список.")
            return redirect(back)
        journal.note_list(self.request, Act.PRINTED, self.title, context["how_many"], context["filter"].form)
        report = self._as_report(context)
        chosen = "; ".join(f"{name} – {value}" for name, value in report.filters)
        head = f"на {russian.day(report.as_of)}" + (f"\nОтбор: {chosen}" if chosen else "")
        wide = len(next(report.tables()).columns) > 5
        printed = body(replace(report, subtitle=head, landscape=wide))
        context = {"title": self.title, "back": back, "body": printed}
        return render(self.request, "components/print_page.html", context)

    def _as_workbook(self, context: dict[str, Any]) -> HttpResponse:
        """All rows of the list as it is filtered and sorted, not only the page on the screen."""
        journal.note_list(self.request, Act.EXPORTED, self.title, context["how_many"], context["filter"].form)
        values = context["table"].as_values(exclude_columns=("actions",))
        chosen = "; ".join(f"{label} – {value}" for label, value in self._in_force(context))
        notes = (
            f"на {russian.day(self.request.as_of)}",
            f"отбор: {chosen}" if chosen else "",
            f"строк: {context['how_many']}; выгрузка: {self.request.user}",
        )
        file = listing.write(self.title, next(values), values, [note for note in notes if note])
        return file_response(file.read(), FACES["xlsx"], self.title)

    def _as_report(self, context: dict[str, Any]) -> Report:
        """The list as a paper: what is shown is what is printed."""
        table = context["table"]
        header, *rows = table.as_values(exclude_columns=("actions",))
        kinds = [_kind(bound.column) for bound in table.columns if bound.name != "actions"]
        widths = [_width(values) for values in zip(header, *rows[:PRINTED], strict=True)]
        columns = tuple(Column(str(title), *look) for title, *look in zip(header, widths, kinds, strict=True))
        return Report(
            kind="list",
            title=self.title,
            as_of=self.request.as_of,
            blocks=(Table(columns=columns, rows=tuple(tuple(row) for row in rows)),),
            filters=self._in_force(context),
            author=str(self.request.user),
            file_name=self.title,
        )

    def _in_force(self, context: dict[str, Any]) -> tuple[tuple[str, str], ...]:
        """The filters, and how many rows were picked by hand, if any were."""
        chosen = _chosen_filters(context["filter"])
        if "pk" not in self.request.GET:
            return chosen
        return (*chosen, ("отмечено", russian.counted(context["how_many"], "строка", "строки", "строк")))


def _width(values: tuple[Any, ...]) -> int:
    """As many letters as the longest word takes, and the whole text while it is short."""
    said = [str(value) for value in values if value is not None]
    word = max((len(word) for text in said for word in text.split()), default=0)
    return max(6, min(word, 40), min(max(map(len, said)), 24))


def _kind(column: Any) -> Kind:
    return Kind.NUMBER if isinstance(column, NumberColumn) else Kind.TEXT


def _chosen_filters(filterset: Any) -> tuple[tuple[str, str], ...]:
    """The filters in force, as (label, value) in the words of the form."""
    form = filterset.form
    if not form.is_bound:
        return ()
    return tuple(
        (str(form[name].label), _words(field, form.cleaned_data[name]))
        for name, field in form.fields.items()
        if form.cleaned_data.get(name) not in (None, "", [])
    )


def _words(field: Any, value: Any) -> str:
    if isinstance(value, Model):
        return str(value)
    return str(dict(getattr(field, "choices", ())).get(value, value))
