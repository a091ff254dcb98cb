"""A project's passport as a TOML file: read as a whole and checked to the last field.

The format is described at the head of the file shipped with the application.
"""

import re
import tomllib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeVar, cast

from leadership.project import terms

DEFAULT = Path(__file__).parent / "passports" / "okoneshnikovo.toml"

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)
Parameter = str | list[str]


class PassportError(ValueError):
    """The file cannot be loaded; the text names every fault in Russian, one a line."""

    def __init__(self, source: str, faults: Collection[str]) -> None:
        self.faults = tuple(f"{source}: {fault}" for fault in faults)
        super().__init__("\n".join(self.faults))


class Level(StrEnum):
    REGIONAL = "regional"
    FEDERAL = "federal"


class Comparison(StrEnum):
    AT_LEAST = "at_least"


class Unit(StrEnum):
    PERCENT = "percent"
    PEOPLE = "people"


class Cadence(StrEnum):
    """Over what an indicator counts: the project so far, each year apart, or the state of a day."""

    CUMULATIVE = "cumulative"
    YEARLY = "yearly"
    ON_DATE = "on_date"


@dataclass(frozen=True)
class Municipality:
    name: str
    name_genitive: str
    region: str
    region_genitive: str
    department: str
    department_genitive: str
    head_post: str
    head_last_name: str
    head_first_name: str
    head_patronymic: str


@dataclass(frozen=True)
class School:
    name: str
    short_name: str


@dataclass(frozen=True)
class Link:
    """A regional or federal project that this one belongs to."""

    level: Level
    title: str


@dataclass(frozen=True)
class ProjectHead:
    """The passport's own lines; an empty `…_as_printed` means that the field itself is as printed."""

    code: str
    title: str
    kind: str
    starts_on: date
    ends_on: date
    term_as_printed: str
    approved_on: date
    approved_on_as_printed: str
    approved_by_post: str
    approved_by_name: str
    coordinator: str
    manager: str
    participants: str
    participants_as_printed: str
    relations: str
    goal: str
    goal_as_printed: str
    tasks_as_printed: str
    expected_results_as_printed: str
    risks_as_printed: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class NumberedText:
    """A task, an expected result or a risk."""

    number: int
    text: str


@dataclass(frozen=True)
class Stage:
    """Stages may overlap; the heading is the stage's name in the plan, where that differs."""

    number: int
    title: str
    heading_as_printed: str
    starts_on: date
    starts_as_printed: str
    ends_on: date
    ends_as_printed: str


@dataclass(frozen=True)
class Indicator:
    number: int
    title: str
    promise: str
    target: int
    comparison: Comparison
    unit: Unit
    cadence: Cadence
    source: str
    parameters: Mapping[str, Parameter]
    tasks: tuple[int, ...]


@dataclass(frozen=True)
class MeasureRow:
    """One term of a measure; an empty result means that the cell of the row above reaches down here."""

    term: str
    rule: str
    occurrences: tuple[terms.Term, ...]
    result: str
    result_as_printed: str
    executors: str
    executors_as_printed: str


@dataclass(frozen=True)
class Measure:
    number: int
    stage: int
    title: str
    title_as_printed: str
    rows: tuple[MeasureRow, ...]
    tasks: tuple[int, ...]
    indicators: tuple[int, ...]


@dataclass(frozen=True)
class PassportFile:
    municipality: Municipality
    schools: tuple[School, ...]
    project: ProjectHead
    tasks: tuple[NumberedText, ...]
    expected_results: tuple[NumberedText, ...]
    risks: tuple[NumberedText, ...]
    stages: tuple[Stage, ...]
    indicators: tuple[Indicator, ...]
    measures: tuple[Measure, ...]


def read(text: str, source: str) -> PassportFile:
    """The passport of that text; `source` is the name of the file as faults call it."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PassportError(source, [where_it_broke(error)]) from error
    faults: list[str] = []
    passport = Entry(values, faults).build(read_passport)
    if faults:
        raise PassportError(source, faults)
    return passport


class Entry:
    """One table of the file: hands out its values by type and notes, under its place, what is wrong.

    A faulty value is answered by a harmless stand-in, so that reading goes on to the next fault.
    """

    def __init__(self, values: Mapping[str, object], faults: list[str], place: str = "", position: int = 1) -> None:
        self.values = values
        self.faults = faults
        self.place = place
        self.position = position
        self.known_keys: set[str] = set()

    def fault(self, text: str) -> None:
        self.faults.append(f"{self.place}: {text}" if self.place else text)

    def build(self, make: Callable[["Entry"], T]) -> T:
        """What `make` reads from this table; whatever it did not ask for is unknown."""
        made = make(self)
        for key in self.values:
            if key not in self.known_keys:
                self.fault(f"неизвестное поле „{key}“")
        return made

    def value(self, key: str, kind: type[T], *, called: str = "") -> T | None:
        """The value, if it is of exactly that type: in TOML a truth is no number and a moment no day."""
        self.known_keys.add(key)
        if key not in self.values:
            self.fault(f"нет {called or f'поля „{key}“'}")
            return None
        found = self.values[key]
        if type(found) is not kind:
            self.fault(f"поле „{key}“: {WANTED[kind]}")
            return None
        return cast(T, found)

    def has(self, key: str) -> bool:
        self.known_keys.add(key)
        return key in self.values

    def text(self, key: str, *, may_be_empty: bool = False) -> str:
        found = self.value(key, str)
        if found is not None and not found.strip() and not may_be_empty:
            self.fault(f"поле „{key}“ пустое")
        return found or ""

    def optional_text(self, key: str) -> str:
        return self.text(key) if self.has(key) else ""

    def whole(self, key: str, *, least: int) -> int:
        found = self.value(key, int)
        if found is not None and found < least:
            self.fault(f"поле „{key}“: {found} меньше {least}")
        return found or 0

    def day(self, key: str) -> date:
        return self.value(key, date) or date.min

    def days(self, first: str, last: str) -> tuple[date, date]:
        starts_on, ends_on = self.value(first, date), self.value(last, date)
        if starts_on and ends_on and ends_on < starts_on:
            self.fault(f"дата „{last}“ раньше даты „{first}“")
        return starts_on or date.min, ends_on or date(terms.LATEST, 12, 31)

    def choice(self, key: str, kind: type[E]) -> E:
        found = self.value(key, str)
        if found is not None and found not in list(kind):
            self.fault(f"поле „{key}“: неизвестное значение „{found}“, известны: {', '.join(kind)}")
        return kind(found) if found in list(kind) else next(iter(kind))

    def number_of(self, key: str, what: str, known: Collection[int]) -> int:
        """The number of something else in the file; `what` names it in the genitive."""
        found = self.value(key, int)
        if found is not None:
            self.look_up(key, what, [found], known)
        return found or 0

    def numbers_of(self, key: str, what: str, known: Collection[int]) -> tuple[int, ...]:
        found = self.value(key, list) or []
        if any(type(number) is not int for number in found):
            self.fault(f"поле „{key}“: нужен список целых чисел")
            return ()
        self.look_up(key, what, found, known)
        if len(set(found)) < len(found):
            self.fault(f"поле „{key}“: номера повторяются")
        return tuple(found)

    def look_up(self, key: str, what: str, numbers: Collection[int], known: Collection[int]) -> None:
        """Where nothing at all is known, its section is missing, and that has been said."""
        for number in numbers:
            if known and number not in known:
                self.fault(f"поле „{key}“: нет {what} {number}")

    def parameters(self, key: str) -> dict[str, Parameter]:
        found = (self.value(key, dict) or {}) if self.has(key) else {}
        for name, parameter in found.items():
            texts = parameter if isinstance(parameter, list) else [parameter]
            if not all(isinstance(text, str) for text in texts):
                self.fault(f"поле „{key}.{name}“: нужен текст или список текстов")
        return found

    def rule(self, key: str, *, until: date) -> tuple[str, tuple[terms.Term, ...]]:
        """The rule of a term and the occurrences it gives."""
        rule = self.text(key, may_be_empty=True)
        try:
            return rule, terms.expand(rule, until=until)
        except terms.TermError as error:
            self.fault(f"поле „{key}“: {error}")
            return rule, ()

    def table(self, key: str, make: Callable[["Entry"], T]) -> T:
        found = self.value(key, dict, called=f"раздела [{key}]")
        faults = [] if found is None else self.faults  # a table that is not there lacks no fields besides
        return Entry(found or {}, faults, self.inside(f"раздел [{key}]")).build(make)

    def tables(self, key: str, noun: str, make: Callable[["Entry"], T], *, optional: bool = False) -> tuple[T, ...]:
        """Each table of the list; where they carry numbers, no number stands twice."""
        if optional and not self.has(key):
            return ()
        found = self.value(key, list, called=f"раздела [[{key}]]")
        if found == [] and not optional:
            self.fault(f"раздел [[{key}]] пуст")
        made = []
        seen: set[int] = set()
        for position, values in enumerate(found or [], start=1):
            if not isinstance(values, dict):
                self.fault(f"поле „{key}“: {WANTED[dict]}")
                continue
            given = values.get("number")
            number = given if type(given) is int else None
            entry = Entry(values, self.faults, self.inside(f"{noun} {number or position}"), position)
            made.append(entry.build(make))
            if number in seen:
                entry.fault("номер повторяется")
            if number is not None:
                seen.add(number)
        return tuple(made)

    def inside(self, place: str) -> str:
        return f"{self.place}, {place}" if self.place else place


WANTED: dict[type, str] = {
    str: "нужен текст в кавычках",
    int: "нужно целое число",
    date: "нужна дата вида 2021-01-31",
    list: "нужен список",
    dict: "нужен раздел с полями",
}


def read_passport(entry: Entry) -> PassportFile:
    project = entry.table("project", read_project)
    tasks = entry.tables("tasks", "задача", read_numbered_text)
    stages = entry.tables("stages", "этап", read_stage)
    task_numbers = {task.number for task in tasks}
    stage_numbers = {stage.number for stage in stages}

    indicators = entry.tables("indicators", "индикатор", lambda each: read_indicator(each, task_numbers))
    indicator_numbers = {indicator.number for indicator in indicators}

    def read_measure(each: Entry) -> Measure:
        return Measure(
            number=each.whole("number", least=1),
            stage=each.number_of("stage", "этапа", stage_numbers),
            title=each.text("title"),
            title_as_printed=each.optional_text("title_as_printed"),
            rows=each.tables("rows", "строка", lambda row: read_row(row, until=project.ends_on)),
            tasks=each.numbers_of("tasks", "задачи", task_numbers),
            indicators=each.numbers_of("indicators", "индикатора", indicator_numbers),
        )

    return PassportFile(
        municipality=entry.table("municipality", read_municipality),
        schools=entry.tables("schools", "школа", read_school),
        project=project,
        tasks=tasks,
        expected_results=entry.tables("expected_results", "ожидаемый результат", read_numbered_text),
        risks=entry.tables("risks", "риск", read_numbered_text, optional=True),
        stages=stages,
        indicators=indicators,
        measures=entry.tables("measures", "мероприятие", read_measure),
    )


def read_municipality(entry: Entry) -> Municipality:
    return Municipality(
        name=entry.text("name"),
        name_genitive=entry.text("name_genitive"),
        region=entry.text("region"),
        region_genitive=entry.text("region_genitive"),
        department=entry.text("department"),
        department_genitive=entry.text("department_genitive"),
        head_post=entry.text("head_post"),
        head_last_name=entry.text("head_last_name"),
        head_first_name=entry.text("head_first_name"),
        head_patronymic=entry.optional_text("head_patronymic"),
    )


def read_school(entry: Entry) -> School:
    return School(name=entry.text("name"), short_name=entry.text("short_name"))


def read_project(entry: Entry) -> ProjectHead:
    starts_on, ends_on = entry.days("starts_on", "ends_on")
    return ProjectHead(
        code=entry.text("code"),
        title=entry.text("title"),
        kind=entry.text("kind"),
        starts_on=starts_on,
        ends_on=ends_on,
        term_as_printed=entry.text("term_as_printed"),
        approved_on=entry.day("approved_on"),
        approved_on_as_printed=entry.optional_text("approved_on_as_printed"),
        approved_by_post=entry.text("approved_by_post"),
        approved_by_name=entry.text("approved_by_name"),
        coordinator=entry.text("coordinator"),
        manager=entry.text("manager"),
        participants=entry.text("participants"),
        participants_as_printed=entry.optional_text("participants_as_printed"),
        relations=entry.text("relations"),
        goal=entry.text("goal"),
        goal_as_printed=entry.optional_text("goal_as_printed"),
        tasks_as_printed=entry.optional_text("tasks_as_printed"),
        expected_results_as_printed=entry.optional_text("expected_results_as_printed"),
        risks_as_printed=entry.optional_text("risks_as_printed"),
        links=entry.tables("links", "связь", read_link, optional=True),
    )


def read_link(entry: Entry) -> Link:
    return Link(level=entry.choice("level", Level), title=entry.text("title"))


def read_numbered_text(entry: Entry) -> NumberedText:
    return NumberedText(number=entry.whole("number", least=1), text=entry.text("text"))


def read_stage(entry: Entry) -> Stage:
    starts_on, ends_on = entry.days("starts_on", "ends_on")
    return Stage(
        number=entry.whole("number", least=1),
        title=entry.text("title"),
        heading_as_printed=entry.optional_text("heading_as_printed"),
        starts_on=starts_on,
        starts_as_printed=entry.text("starts_as_printed"),
        ends_on=ends_on,
        ends_as_printed=entry.text("ends_as_printed"),
    )


def read_indicator(entry: Entry, task_numbers: Collection[int]) -> Indicator:
    indicator = Indicator(
        number=entry.whole("number", least=1),
        title=entry.text("title"),
        promise=entry.text("promise"),
        target=entry.whole("target", least=1),
        comparison=entry.choice("comparison", Comparison),
        unit=entry.choice("unit", Unit),
        cadence=entry.choice("cadence", Cadence),
        source=entry.text("source"),
        parameters=entry.parameters("parameters"),
        tasks=entry.numbers_of("tasks", "задачи", task_numbers),
    )
    if indicator.unit is Unit.PERCENT and indicator.target > 100:
        entry.fault(f"поле „target“: {indicator.target} больше 100 процентов")
    return indicator


def read_row(entry: Entry, *, until: date) -> MeasureRow:
    rule, occurrences = entry.rule("rule", until=until)
    return MeasureRow(
        term=entry.text("term"),
        rule=rule,
        occurrences=occurrences,
        result=entry.text("result", may_be_empty=entry.position > 1),
        result_as_printed=entry.optional_text("result_as_printed"),
        executors=entry.text("executors"),
        executors_as_printed=entry.optional_text("executors_as_printed"),
    )


def where_it_broke(error: tomllib.TOMLDecodeError) -> str:
    """The place in words; the parser tells it only inside its English sentence."""
    found = re.search(r"at line (\d+), column (\d+)", str(error))
    where = f"строка {found[1]}, столбец {found[2]}" if found else "конец файла"
    return f"{where}: запись не разобрать; проверьте кавычки и скобки и не повторяется ли поле"
