"""A passport file into records: what is missing is made, what was edited here is kept and reported."""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model

from leadership.core import russian
from schools.models import Municipality, School

from . import passport_file
from .models import (
    ExpectedResult,
    Indicator,
    Measure,
    MeasureRow,
    Occurrence,
    Project,
    ProjectLink,
    Risk,
    Stage,
    Task,
)
from .sources import SOURCES


@dataclass(frozen=True)
class Difference:
    """Where a record and the file disagree; the record stands."""

    place: str
    what: str
    here: str
    in_file: str

    def __str__(self) -> str:
        return f"{self.place}, {self.what}: здесь «{self.here}», в файле «{self.in_file}»"


@dataclass
class Loaded:
    """What came of a loading."""

    project: Project | None = None
    created: int = 0
    differences: list[Difference] = field(default_factory=list)


@transaction.atomic
def load(passport: passport_file.PassportFile, source: str = passport_file.DEFAULT.name) -> Loaded:
    """Load a passport, wholly or not at all; a second time nothing is made twice and no edit is lost.

    Raises `PassportError`, which names the `source`, where the system does not know what the file asks for.
    """
    loader = _Loader(passport, source)
    municipality = loader.municipality()
    loader.schools(municipality)
    loader.project(municipality)
    return loader.loaded


class _Loader:
    def __init__(self, passport: passport_file.PassportFile, source: str) -> None:
        self.passport = passport
        self.source = source
        self.former = Project.objects.filter(code=passport.project.code).select_related("municipality").first()
        self.loaded = Loaded()

    def keep(
        self, model: type[Model], place: str, values: dict[str, Any], *, once: dict[str, Any] | None = None, **key: Any
    ) -> tuple[Any, bool]:
        """The record with this key, made from the values where there was none; and whether it was made.

        What is given `once` is set when the record is made and never compared.
        """
        record = model._default_manager.filter(**key).first()
        if record is None:
            record = model(**key, **values, **(once or {}))
            record._change_reason = "загрузка паспорта"
            self.check(record, place)
            record.save()
            self.loaded.created += 1
            return record, True
        for name, value in values.items():
            if not name.endswith("_as_printed") and getattr(record, name) != value:
                label = str(model._meta.get_field(name).verbose_name)
                self.differ(place, label, getattr(record, name), value)
        return record, False

    def differ(self, place: str, what: str, here: Any, in_file: Any) -> None:
        self.loaded.differences.append(Difference(place, what, str(here), str(in_file)))

    def check(self, record: Any, place: str) -> None:
        """What the form would refuse, the file may not bring either."""
        try:
            record.full_clean(validate_unique=False, validate_constraints=False)
        except ValidationError as refusal:
            raise passport_file.PassportError(self.source, [f"{place}: {'; '.join(refusal.messages)}"]) from refusal

    def municipality(self) -> Municipality:
        """The district of the project loaded before, whatever it is called by now; else the one of the file's name."""
        read = self.passport.municipality
        words = (
            "name_genitive",
            "region",
            "region_genitive",
            "department",
            "department_genitive",
            "head_post",
        )
        values = {name: getattr(read, name) for name in words}
        values["head_name"] = russian.initials(read.head_last_name, read.head_first_name, read.head_patronymic)
        if self.former is None:
            return self.keep(Municipality, "район", values, name=read.name)[0]
        return self.keep(Municipality, "район", values | {"name": read.name}, pk=self.former.municipality_id)[0]

    def schools(self, municipality: Municipality) -> None:
        """Schools come with their project, once: one renamed since then is not made again."""
        for read in self.passport.schools:
            place, values = f"школа «{read.short_name}»", {"short_name": read.short_name}
            key = {"municipality": municipality, "name": read.name}
            if self.former is None or School.objects.filter(**key).exists():
                self.keep(School, place, values, **key)
            else:
                self.differ(place, "название", "нет в реестре или названа иначе", read.name)

    def project(self, municipality: Municipality) -> None:
        passport, head = self.passport, self.passport.project
        values = {name: value for name, value in vars(head).items() if name not in ("code", "links")}
        is_first = not Project.objects.current().filter(municipality=municipality).exists()
        project, _ = self.keep(
            Project,
            "паспорт",
            values | {"municipality": municipality},
            once={"is_current": is_first},
            code=head.code,
        )
        self.loaded.project = project
        self._texts(project, passport)
        tasks = {task.number: task for task in project.tasks.all()}
        indicators = {read.number: self._indicator(project, read, tasks) for read in passport.indicators}
        stages = {read.number: self._stage(project, read) for read in passport.stages}
        for read in passport.measures:
            self._measure(project, read, stages[read.stage], tasks, indicators)

    def _texts(self, project: Project, passport: passport_file.PassportFile) -> None:
        for model, texts, word in (
            (Task, passport.tasks, "задача"),
            (ExpectedResult, passport.expected_results, "ожидаемый результат"),
            (Risk, passport.risks, "риск"),
        ):
            for read in texts:
                self.keep(model, f"{word} {read.number}", {"text": read.text}, project=project, number=read.number)
        for number, link in enumerate(passport.project.links, 1):
            values = {"level": link.level.value, "title": link.title}
            self.keep(ProjectLink, f"связанный проект {number}", values, project=project, number=number)

    def _indicator(self, project: Project, read: passport_file.Indicator, tasks: dict[int, Task]) -> Indicator:
        values = {
            name: getattr(read, name)
            for name in ("title", "promise", "target", "comparison", "unit", "cadence", "source")
        } | {"parameters": dict(read.parameters)}
        place = f"индикатор {read.number}"
        self._know(place, read)
        indicator, made = self.keep(Indicator, place, values, project=project, number=read.number)
        self._link(indicator.tasks, made, place, "задачи", [tasks[number] for number in read.tasks])
        return indicator

    def _know(self, place: str, read: passport_file.Indicator) -> None:
        """The source and the variant of reading must be among those there are."""
        if read.source not in SOURCES:
            fault = f"{place}: источник «{read.source}» неизвестен, есть: {', '.join(sorted(SOURCES))}"
            raise passport_file.PassportError(self.source, [fault])
        for parameter in SOURCES[read.source].parameters:
            allowed = [value for value, _ in parameter.choices]
            chosen = read.parameters.get(parameter.name, allowed[0])
            if chosen not in allowed:
                fault = f"{place}: {parameter.name} – «{chosen}», а бывает {', '.join(allowed)}"
                raise passport_file.PassportError(self.source, [fault])

    def _stage(self, project: Project, read: passport_file.Stage) -> Stage:
        values = {name: value for name, value in vars(read).items() if name != "number"}
        return self.keep(Stage, f"этап {read.number}", values, project=project, number=read.number)[0]

    def _measure(
        self,
        project: Project,
        read: passport_file.Measure,
        stage: Stage,
        tasks: dict[int, Task],
        indicators: dict[int, Indicator],
    ) -> None:
        place = f"мероприятие {read.number}"
        values = {"title": read.title, "title_as_printed": read.title_as_printed, "stage": stage}
        measure, made = self.keep(Measure, place, values, project=project, number=read.number)
        self._link(measure.tasks, made, place, "задачи", [tasks[number] for number in read.tasks])
        self._link(measure.indicators, made, place, "индикаторы", [indicators[n] for n in read.indicators])
        for number, row in enumerate(read.rows, 1):
            self._row(measure, f"{place}, строка {number}", number, row)

    def _row(self, measure: Measure, place: str, number: int, read: passport_file.MeasureRow) -> None:
        values = {name: value for name, value in vars(read).items() if name != "occurrences"}
        row, made = self.keep(MeasureRow, place, values, measure=measure, number=number)
        terms = {(term.starts_on, term.ends_on): term for term in read.occurrences}
        if made:
            for term in read.occurrences:
                Occurrence.objects.create(
                    row=row, starts_on=term.starts_on, ends_on=term.ends_on, precision=term.precision.value
                )
            return
        here = set(row.occurrences.values_list("starts_on", "ends_on"))
        if here != set(terms):
            self.differ(place, "сроки", f"{len(here)} шт.", f"{len(terms)} шт.")

    def _link(self, manager: Any, made: bool, place: str, what: str, records: list[Any]) -> None:
        if made:
            manager.set(records)
            return
        here = set(manager.values_list("number", flat=True))
        in_file = {record.number for record in records}
        if here != in_file:
            self.differ(place, what, ", ".join(map(str, sorted(here))), ", ".join(map(str, sorted(in_file))))
