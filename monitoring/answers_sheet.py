"""The sheet «Значения»: participants down, codes of items across (docs/answers-workbook.md)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any, BinaryIO

from openpyxl import load_workbook

from leadership.core import russian
from leadership.core.spreadsheets.cells import Value
from leadership.core.spreadsheets.reading import LIMITS, Unreadable, open_sheet, title_key
from leadership.core.spreadsheets.writing import TemplateColumn, put, template

from .filling import asked_items
from .models import Answer, AnswerState, Campaign, Item, Methodology, Response
from .saying import written

SHEET = "Значения"
NUMBER, PARTICIPANT, METHODOLOGY = "Номер", "Участник", "Методика"
#: Columns of a template that only tell who is who.
TOLD = ("Должность",)
KEEPS = (
    "Пустая ячейка ничего не меняет. Чтобы сказать, что данных нет, напишите «нет данных»; "
    "где показатель не применяется – «не применяется».",
    "Проценты пишут числом: 98, а не 0,98. Ячейку не нужно делать процентной.",
    "Столбцы «Номер» и «Методика» не меняйте: по ним система узнаёт участника и версию методики.",
)
#: A methodology may hold more items than a register has columns.
WIDE = replace(LIMITS, columns=400)


@dataclass(frozen=True)
class Cell:
    """What stands under an item: the title of its column and the text as one would type it."""

    title: str
    item: Item
    text: str


@dataclass(frozen=True)
class Row:
    """A line of the sheet, as Excel numbers it."""

    line: int
    number: str
    participant: str
    methodology: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Book:
    """An opened workbook: its rows, and columns that are none of the methodology's."""

    sheet: str
    header: int
    unknown: tuple[tuple[str, str], ...]  # title, why
    _columns: dict[int, Item]
    _places: dict[str, int]
    _source: Any

    def rows(self) -> Iterator[Row]:
        for line in self._source.lines():
            cells = tuple(
                Cell(self._source.titles[place], item, said(line.values[place]))
                for place, item in self._columns.items()
                if line.values[place] is not None
            )
            yield Row(
                line.number, self._at(line, NUMBER), self._at(line, PARTICIPANT), self._at(line, METHODOLOGY), cells
            )

    def _at(self, line: Any, title: str) -> str:
        place = self._places.get(title)
        return "" if place is None else said(line.values[place])


def open_book(file: BinaryIO, methodology: Methodology) -> Book:
    """The sheet whose header names a participant and an item; raises `Unreadable`."""
    items = asked_items(methodology)
    by_key = {title_key(item.title): item for item in items} | {title_key(item.code): item for item in items}
    calculated = {
        title_key(code) for code in methodology.items.exclude(calculation="asked").values_list("code", flat=True)
    }
    service = {title_key(title): title for title in (NUMBER, PARTICIPANT, METHODOLOGY, *TOLD)}
    codes, titles = [item.code for item in items], [item.title for item in items]
    source = open_sheet(file, known=[PARTICIPANT, *codes, *service.values(), *titles], limits=WIDE)
    columns: dict[int, Item] = {}
    places: dict[str, int] = {}
    unknown = []
    for place, title in enumerate(source.titles):
        key = title_key(title)
        if key in service:
            places[service[key]] = place
        elif key in by_key and by_key[key] in columns.values():
            unknown.append((title, "Этот показатель стоит в двух столбцах: оставьте один."))
        elif key in by_key:
            columns[place] = by_key[key]
        elif key in calculated:
            unknown.append((title, "Показатель считается по формуле: его значение не загружают."))
        elif key:
            unknown.append((title, "Такого кода в методике нет."))
    if PARTICIPANT not in places and NUMBER not in places:
        raise Unreadable(f"Нет столбца «{PARTICIPANT}»: непонятно, чьи это значения.")
    return Book(source.name, source.header, tuple(unknown), columns, places, source)


def said(value: Value) -> str:
    """A cell as one would type it into a form."""
    if value is None:
        return ""
    if isinstance(value, date):
        return russian.day(value)
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def signature(methodology: Methodology) -> str:
    """How a workbook names the version it was made for."""
    return f"{methodology.code}, версия {methodology.version}"


def to_fill_in(campaign: Campaign, responses: Iterable[Response]) -> bytes:
    """The workbook with what stands in the forms now: loaded back untouched, it changes nothing."""
    items = asked_items(campaign.methodology)
    columns = [
        TemplateColumn(NUMBER, note="номер участника, не меняйте", width=10),
        TemplateColumn(PARTICIPANT, note="как назван в кампании", required=True, width=36),
        TemplateColumn(TOLD[0], note="для сведения, не загружается", width=36),
        TemplateColumn(METHODOLOGY, note="версия, для которой сделана книга; не меняйте", width=16),
        *(_column(item) for item in items),
    ]
    book = load_workbook(BytesIO(template(SHEET, columns, KEEPS)))
    sheet = book[SHEET]
    mark = signature(campaign.methodology)
    for line, response in enumerate(responses, 2):
        participant = response.participant
        answers = {answer.item_id: answer for answer in response.answers.all()}
        values = [participant.pk, participant.label, participant.post, mark]
        values += [_value(answers.get(item.pk), item) for item in items]
        for place, value in enumerate(values, 1):
            if value not in (None, ""):
                put(sheet.cell(line, place), value)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _column(item: Item) -> TemplateColumn:
    labels = [step.label or step.code for step in item.steps.all() if step.code]
    choices = {Item.Answer.YES_NO: ["да", "нет"], Item.Answer.CHOICE: labels}.get(item.answer, [])
    if choices:
        choices.append(AnswerState.NO_DATA.label)
        if item.may_be_inapplicable:
            choices.append(AnswerState.NOT_APPLICABLE.label)
    example = "; ".join(f"{label} – 0" for label in labels) if item.answer == Item.Answer.LEVELS else ""
    unit = f", {item.unit}" if item.unit else ""
    return TemplateColumn(item.code, example, f"{item.title}{unit}", tuple(choices), width=14)


def _value(answer: Answer | None, item: Item) -> str | int | Decimal | None:
    if answer is None or not answer.is_given:
        return None
    if answer.state != AnswerState.VALUE:
        return AnswerState(answer.state).label
    labels = {step.code: step.label or step.code for step in item.steps.all() if step.code}
    if item.answer == Item.Answer.LEVELS:
        return "; ".join(f"{labels.get(code, code)} – {count}" for code, count in (answer.counts or {}).items())
    if item.answer == Item.Answer.CHOICE:
        return labels.get(answer.choice, answer.choice)
    if item.answer in (Item.Answer.YES_NO, Item.Answer.TEXT) or answer.number is None:
        return written(answer)
    return int(answer.number) if answer.number == answer.number.to_integral_value() else answer.number
