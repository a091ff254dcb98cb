import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html

from leadership.core import russian
from leadership.core.tables import DayColumn, FigureColumn, NumberColumn, RecordTable
from schools.models import SchoolYear

from ..models import CalculationState, Campaign, Result
from ..standing import subject_of


class PlaceColumn(NumberColumn):
    """«3», with a mark where a person has set it; without enough data there is no place."""

    def __init__(self) -> None:
        super().__init__(verbose_name="Место", accessor="place_shown")
        self.empty_values = ()

    def render(self, value, record):
        if value is None:
            return format_html('<span class="none">нет</span>')
        return format_html("{}<small>вручную</small>", value) if record.manual_place else value

    def value(self, value):
        return value


class LevelColumn(tables.Column):
    """A level is a word; the colour repeats it."""

    def __init__(self) -> None:
        super().__init__("Уровень", order_by="percent", empty_values=())

    def render(self, value, record):
        if record.level is None:
            return format_html('<span class="none">нет данных</span>')
        return format_html('<span class="level level-{}">{}</span>', record.level.tone, record.level.title)

    def value(self, value, record):
        return record.level.title if record.level else ""


class PercentColumn(FigureColumn):
    def render(self, value):
        return super().render(value) if value is None else russian.percent(value, places=2)


class StandingTable(RecordTable):
    """Results by place; `former_places` are those of the same subjects a period ago."""

    place = PlaceColumn()
    interval = tables.Column("Интервал места", accessor="said_interval", orderable=False, default="")
    label = tables.Column(
        "Участник", accessor="participant__label", linkify=lambda record: record.get_absolute_url(),
        order_by="participant__label",
    )  # fmt: skip
    person = tables.Column("Руководитель", accessor="participant__person", orderable=False, default="")
    school = tables.Column("Школа", accessor="participant__school", orderable=False, default="")
    role = tables.Column("Чей ответ")
    group = tables.Column("Группа", empty_values=())
    total = FigureColumn(verbose_name="Итог")
    most = FigureColumn(verbose_name="Из")
    percent = PercentColumn(verbose_name="% от максимума")
    level = LevelColumn()
    coverage = tables.Column("Рассчитано по", accessor="said_coverage", order_by="answered")
    total_before = FigureColumn(verbose_name="Итог раньше")
    place_before = NumberColumn(verbose_name="Место раньше", accessor="pk", orderable=False)

    class Meta:
        model = Result
        fields = (
            "place", "interval", "label", "person", "school", "role", "group", "total", "most", "percent", "level",
            "coverage", "total_before", "place_before",
        )  # fmt: skip

    def __init__(self, *args, former_places=None, former_year=None, **kwargs) -> None:
        #: Subject → place; asked for when the first row is told.
        self.former_places = former_places
        super().__init__(*args, **kwargs)
        _dated(self, former_year)

    def render_group(self, value):
        return dict(SchoolYear.Group.choices).get(value, "без группы")

    def render_place_before(self, record):
        return self._before(record) or ""

    def value_place_before(self, record):
        return self._before(record)

    def _before(self, record):
        if callable(self.former_places):
            self.former_places = self.former_places(self)
        return (self.former_places or {}).get(subject_of(record))


class LineColumn(NumberColumn):
    """A value or the points of one item."""

    def __init__(self, item, *, points: bool) -> None:
        super().__init__(
            verbose_name=f"{item.code}: {'балл' if points else 'значение'}", accessor="line_of", orderable=False
        )
        self.empty_values = ()
        self.item, self.points = item, points

    def render(self, value):
        line = value.get(self.item.pk)
        if line is None:
            return ""
        if not self.points:
            return line.said
        return format_html('<span class="none">–</span>') if line.points is None else russian.number(line.points)

    def value(self, value):
        line = value.get(self.item.pk)
        if line is None:
            return None
        return line.points if self.points else line.said


class MatrixTable(RecordTable):
    """Subject × item: value and points side by side."""

    place = PlaceColumn()
    label = tables.Column(
        "Участник", accessor="participant__label", linkify=lambda record: record.get_absolute_url(),
        order_by="participant__label",
    )  # fmt: skip
    role = tables.Column("Чей ответ")
    total = FigureColumn(verbose_name="Итог")
    percent = PercentColumn(verbose_name="% от максимума")
    level = LevelColumn()
    total_before = FigureColumn(verbose_name="Итог раньше")

    class Meta:
        model = Result
        fields = ("label", "role", "place", "total", "percent", "level", "total_before")

    def __init__(self, *args, items=(), former_year=None, **kwargs) -> None:
        columns = [
            (f"{what}_{item.pk}", LineColumn(item, points=what == "points"))
            for item in items
            for what in ("value", "points")
            if what == "value" or item.rule != item.Rule.NONE
        ]
        super().__init__(*args, extra_columns=columns, **kwargs)
        _dated(self, former_year)


def _dated(table, year):
    """The former period is named by its year."""
    for name, what in (("total_before", "Итог"), ("place_before", "Место")):
        if name in table.columns.names():
            table.columns[name].column.verbose_name = f"{what}, {year}"


class ResultTable(RecordTable):
    """Results of many campaigns, each a way to its sheet."""

    label = tables.Column(
        "Участник", accessor="participant__label", linkify=lambda record: record.get_absolute_url(),
        order_by="participant__label",
    )  # fmt: skip
    campaign = tables.Column("Кампания", accessor="calculation__campaign", order_by="calculation__campaign__title")
    year = NumberColumn(verbose_name="За год", accessor="calculation__campaign__year")
    role = tables.Column("Чей ответ")
    total = FigureColumn(verbose_name="Итог")
    most = FigureColumn(verbose_name="Из")
    percent = PercentColumn(verbose_name="% от максимума")
    level = LevelColumn()
    coverage = tables.Column("Рассчитано по", accessor="said_coverage", order_by="answered")

    class Meta:
        model = Result
        fields = ("label", "campaign", "year", "role", "total", "most", "percent", "level", "coverage")


class StandingsTable(RecordTable):
    """Campaigns with what is calculated of each."""

    title = tables.Column("Кампания", linkify=lambda record: reverse("monitoring:standing", args=[record.pk]))
    year = NumberColumn(verbose_name="За год")
    methodology = tables.Column("Методика", order_by="methodology__title")
    state = tables.Column("Состояние")
    participants = NumberColumn(verbose_name="Участников", accessor="taking_part", orderable=False)
    done_on = DayColumn(verbose_name="Рассчитана", accessor="calculated_at", orderable=False)
    number = NumberColumn(verbose_name="Расчёт №", accessor="calculation_number", orderable=False)
    calculation = tables.Column("Расчёт", accessor="calculation_state", orderable=False, empty_values=())

    class Meta:
        model = Campaign
        fields = ("title", "year", "methodology", "state", "participants", "number", "calculation", "done_on")

    def render_calculation(self, value):
        if not value:
            return format_html('<span class="none">не рассчитана</span>')
        return CalculationState(value).label

    def value_calculation(self, value):
        return CalculationState(value).label if value else ""
