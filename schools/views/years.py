"""Figures of schools by school year: the list, the table for many schools at once, the pages of one record."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.db.models import Count, Sum
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy

from leadership.core import russian
from leadership.core.access import may
from leadership.core.records import PartKind

from .. import access, grid
from ..filters import SchoolYearFilter
from ..forms import SchoolYearForm
from ..models import School, SchoolYear
from ..school_year import said_year, school_year_of
from ..tables import SchoolYearTable
from .records import RegisterList

YEARS = range(2000, 2101)


class SchoolYears(RegisterList):
    title = "Показатели школ"
    table_class, filterset_class = SchoolYearTable, SchoolYearFilter
    template_name = "schools/school_years.html"
    empty = "Показателей за этот учебный год пока нет."
    settable = ("kind", "group")
    import_url = reverse_lazy("schools:bring", args=["school-years"])

    def rows(self, user, as_of):
        return SchoolYear.objects.visible_to(user).known_by(as_of).select_related("school")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        chosen = context["filter"].form.cleaned_data.get("year") if context["filter"].is_valid() else ""
        year = int(chosen or school_year_of(self.request.as_of))
        may_edit = access.edits_registers(self.request.user)
        return context | {
            "lead": _totals(self.object_list) if chosen else "",  # years do not add up
            "edited_year": said_year(year),
            "edit_url": reverse("schools:edit_school_years", args=[year]) if may_edit else "",
        }


def _totals(years) -> str:
    """What the chosen rows come to; schools without a figure are named, and nowhere counted as zero."""
    names = ("pupils", "teachers", "staff")
    sums = {f"{name}_sum": Sum(name) for name in names} | {f"{name}_known": Count(name) for name in names}
    totals = years.order_by().aggregate(rows=Count("pk"), **sums)
    said = []
    for name in names:
        title, whole, lacking = _title(name), totals[f"{name}_sum"], totals["rows"] - totals[f"{name}_known"]
        figure = "нет данных" if whole is None else russian.number(whole)
        without = f" (нет данных: {lacking})" if whole is not None and lacking else ""
        said.append(f"{title} – {figure}{without}")
    return "Всего: " + ", ".join(said) + "." if totals["rows"] else ""


def _title(name: str) -> str:
    return str(SchoolYear._meta.get_field(name).verbose_name)


@may(access.edits_registers)
def edit_school_years(request, year):
    """The table of a year, fifty schools a page; whatever refuses, what was typed stays in its cell."""
    if year not in YEARS:
        raise Http404
    seen = School.objects.visible_to(request.user)
    page = Paginator(seen.in_school_year(year), grid.ROWS).get_page(request.GET.get("page"))
    if request.method != "POST":
        return _table(request, year, page, grid.rows_of(list(page), year))
    typed_in = seen.filter(pk__in=_posted(request))
    if "take" in request.POST:
        rows = grid.rows_of(list(typed_in), year, request.POST)
        grid.take_from_last_year(rows)
        return _table(request, year, page, rows)
    try:
        rows, saved = grid.save(schools=typed_in, year=year, typed=request.POST, by=request.user)
    except IntegrityError:
        messages.error(request, "Ничего не сохранено: одну из строк только что внёс кто-то другой. Сохраните ещё раз.")
        return _table(request, year, page, grid.rows_of(list(typed_in), year, request.POST), status=409)
    if saved is None:
        return _table(request, year, page, rows, status=422)
    messages.success(request, f"Сохранено: {_schools(saved)}." if saved else "Изменений нет.")
    return redirect(_after(request, year, page))


def _schools(how_many: int) -> str:
    return russian.counted(how_many, "школа", "школы", "школ")


def _posted(request) -> list[str]:
    numbers = request.POST.getlist("row")
    if len(numbers) > grid.ROWS or not all(one.isascii() and one.isdigit() and len(one) < 19 for one in numbers):
        raise BadRequest("Строки таблицы не узнаны.")
    return numbers


def _after(request, year: int, page) -> str:
    """«Сохранить и дальше» goes to the next fifty, and from the last of them to the list."""
    if "next" not in request.POST:
        return request.get_full_path()
    if page.has_next():
        return f"{request.path}?page={page.next_page_number()}"
    return f"{reverse('schools:school_years')}?year={year}"


def _table(request, year: int, page, rows, status: int = 200):
    context = {
        "title": f"Показатели школ за {said_year(year)} учебный год",
        "year": year,
        "former": said_year(year - 1),
        "others": [(one, said_year(one)) for one in (year - 1, year + 1) if one in YEARS],
        "page": page,
        "rows": rows,
        "columns": [_title(name) for name in grid.FIELDS],
        "refused": sum(row.is_refused for row in rows) if status == 422 else 0,
    }
    return render(request, "schools/edit_school_years.html", context, status=status)


SCHOOL_YEAR = PartKind(
    route="schools:school_year", model=SchoolYear, form=SchoolYearForm, title="Показатели школы за год",
    may=access.edits_registers, whole="school",
)  # fmt: skip


def figures_by_year(school: School, user, day) -> list[dict]:
    """The school's years, latest first, each figure with its change to the year before."""
    years = list(school.years.visible_to(user).known_by(day).order_by("-year"))
    known = {one.year: one for one in years}
    return [{"record": one, "figures": _figures(one, known.get(one.year - 1))} for one in years]


def _figures(record: SchoolYear, former: SchoolYear | None) -> list[dict]:
    return [
        {"title": _title(name), "value": getattr(record, name), "change": _change(record, former, name)}
        for name in grid.NUMBERS
    ]


def _change(record: SchoolYear, former: SchoolYear | None, name: str) -> str:
    """«+4 к прошлому году»; nothing where either year has no figure."""
    now, before = getattr(record, name), getattr(former, name, None)
    if now is None or before is None:
        return ""
    if now == before:
        return "как в прошлом году"
    return f"{'+' if now > before else ''}{russian.number(now - before)} к прошлому году"
