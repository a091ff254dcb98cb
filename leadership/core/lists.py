"""The one base of list pages: what a user may see, filtered, sorted, paged, and exported as shown."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from .access import require
from .papers.faces import FACES
from .papers.model import Column, Kind, Report, Table
from .papers.response import paper_response


class ListPage(LoginRequiredMixin, SingleTableMixin, FilterView):
    """A list says: `title`, `table_class`, `filterset_class`, `allowed`, and `rows(user, as_of)`."""

    template_name = "components/list_page.html"
    table_pagination = {"per_page": 50}  # not `paginate_by`: Django would count and page a second time
    title = ""
    lead = ""
    empty = "Записей пока нет."
    create_url = ""
    create_label = "Добавить"
    allowed: Callable[[Any], bool]
    may_edit: Callable[[Any], bool] = staticmethod(lambda user: False)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            require(type(self).allowed(request.user))
        return super().dispatch(request, *args, **kwargs)

    def rows(self, user: Any, as_of: date) -> Any:
        raise NotImplementedError

    def get_queryset(self) -> Any:
        return self.rows(self.request.user, self.request.as_of)

    def get_table_kwargs(self) -> dict[str, Any]:
        empty = "По этому отбору записей нет." if self._chosen() else self.empty
        return {"empty_text": empty, "may_edit": type(self).may_edit(self.request.user)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {
            "title": self.title,
            "lead": self.lead,
            "how_many": context["table"].paginator.count,
            "is_filtered": self._chosen(),
            "create_url": self.create_url if type(self).may_edit(self.request.user) else "",
            "create_label": self.create_label,
        }

    def _chosen(self) -> bool:
        """Something is chosen in the filters: an empty list then says nothing about the records themselves."""
        return any(value for name, value in self.request.GET.items() if name in self.filterset.filters)

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        if self.request.GET.get("export") == "xlsx":
            return paper_response(self._as_report(context), FACES["xlsx"])
        return super().render_to_response(context, **kwargs)

    def _as_report(self, context: dict[str, Any]) -> Report:
        """All rows of the list as it is filtered and sorted, not only the page on the screen."""
        header, *rows = context["table"].as_values(exclude_columns=("actions",))
        columns = tuple(Column(str(title), 10, Kind.TEXT) for title in header)
        return Report(
            kind="list",
            title=self.title,
            as_of=self.request.as_of,
            blocks=(Table(columns=columns, rows=tuple(tuple(row) for row in rows)),),
            filters=_chosen_filters(context["filter"]),
            author=str(self.request.user),
            file_name=self.title,
        )


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
