"""The workbook of one form: questions down, answers beside them (docs/form-workbook.md)."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Protection, Side
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from leadership.core.spreadsheets.writing import BOLD, HEAD, HOW_TO, LISTS, put

from .answers_sheet import signature
from .filling import Field
from .form_numbers import number_of
from .models import Answer, AnswerState, Item, Response
from .saying import written

SHEET, ABOUT = "Форма", "О книге"
CODE, QUESTION, KNOWN, FORMER, ANSWER, NOTE = (
    "Код", "Показатель", "По данным системы", "В прошлый раз", "Ответ", "Пояснение",
)  # fmt: skip
#: What stood in the two columns when the workbook was made: tells a cell that was touched from one that was not.
WAS_ANSWER, WAS_NOTE = "Было: ответ", "Было: пояснение"
WIDTHS = {CODE: 12, QUESTION: 60, KNOWN: 20, FORMER: 20, ANSWER: 30, NOTE: 40, WAS_ANSWER: 12, WAS_NOTE: 12}
COLUMNS = tuple(WIDTHS)
FORM, METHODOLOGY, PARTICIPANT, CAMPAIGN = "Форма №", "Методика", "Участник", "Кампания"
WHAT, VALUE = "Сведение", "Значение"
#: A level that is counted stands under its item: «q5 / reg».
LEVEL = " / "
_WRITTEN, _LOCKED = Protection(locked=False), Protection(locked=True)
_THIN = Side(style="thin", color="7A869A")
_FRAME = Border(_THIN, _THIN, _THIN, _THIN)
_TOP = Alignment(vertical="top", wrap_text=True)

HELP = (
    "Заполняйте столбцы «Ответ» и «Пояснение» на листе «Форма»: эти ячейки обведены рамкой. Остальное защищено.",
    "Ячейку со списком заполняют выбором из списка: щёлкните по ячейке и нажмите на стрелку справа.",
    "Процент – число от 0 до 100: 98, а не 0,98. Дробную часть отделяют запятой.",
    "Показатель с уровнями: напишите количество в строке каждого уровня; где не было – 0 или пусто.",
    "Сведений нет – напишите «нет данных»: это не ноль. Не относится к школе и методика это допускает – "
    "«не применяется».",
    "Что система знает сама, стоит в столбце «По данным системы». Если это верно, ничего не меняйте. "
    "Если неверно, напишите своё значение и объясните в пояснении, почему иначе.",
    "Пустая ячейка ничего не меняет.",
    "Подтверждающие документы прикладывают на странице формы.",
    "Готовую книгу загрузите на странице формы: «Загрузить из Excel». Система сначала покажет, что изменится.",
    "Книга сделана для одной формы: в другую форму и в другую версию методики она не загрузится.",
)


def to_fill_in(response: Response, fields: Iterable[Field]) -> bytes:
    """The workbook with what stands in the form and what is known: loaded back untouched, it changes nothing."""
    book = Workbook()
    sheet = book.active
    sheet.title = SHEET
    lists = _Lists(sheet, book.create_sheet(LISTS))
    for place, title in enumerate(COLUMNS, 1):
        head = sheet.cell(1, place)
        put(head, title)
        head.font, head.fill, head.alignment = BOLD, HEAD, _TOP
        sheet.column_dimensions[head.column_letter].width = WIDTHS[title]
        sheet.column_dimensions[head.column_letter].hidden = title in (WAS_ANSWER, WAS_NOTE)
    line, section = 2, None
    for one in fields:
        if one.item.section_id != section:
            section = one.item.section_id
            put(sheet.cell(line, 2), one.item.section.title)
            sheet.cell(line, 2).font = BOLD
            line += 1
        line = _put_item(sheet, lists, line, one)
    sheet.freeze_panes = "C2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = "landscape", 9, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    _explain(book.create_sheet(HOW_TO))
    _tell_whose(book.create_sheet(ABOUT), response)
    lists.close(book)
    for one in book.worksheets:
        one.protection.sheet = True
        one.protection.formatColumns = one.protection.formatRows = False
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _put_item(sheet: Any, lists: "_Lists", line: int, one: Field) -> int:
    item = one.item
    former = f"{one.former.said} ({one.former.year})" if one.former else ""
    counts = one.answer.counts if one.is_given and one.answer and one.answer.counts is not None else None
    text = "" if counts is not None else _typed(one.answer if one.is_given else None, one)
    _put_line(sheet, line, item.code, _asked(one), one.known_said, former, text, one.note)
    lists.offer(sheet.cell(line, COLUMNS.index(ANSWER) + 1), _choices(one))
    for code, label, _, _ in one.levels if item.answer == Item.Answer.LEVELS else ():
        line += 1
        count = "" if counts is None else str(counts.get(code, 0))
        _put_line(sheet, line, f"{item.code}{LEVEL}{code}", f"– {label}", "", "", count, None)
    return line + 1


def _put_line(
    sheet: Any, line: int, code: str, title: str, known: str, former: str, answer: str, note: str | None
) -> None:
    """A note belongs to the question, not to its levels."""
    values = (code, title, known, former, answer, note or "", answer, note or "")
    for place, (column, value) in enumerate(zip(COLUMNS, values, strict=True), 1):
        cell = sheet.cell(line, place)
        if value:
            put(cell, value)
        cell.alignment = _TOP
        is_open = column == ANSWER or (column == NOTE and note is not None)
        cell.protection = _WRITTEN if is_open else _LOCKED
        if is_open:
            cell.border = _FRAME
        if column in (ANSWER, NOTE):
            cell.number_format = "@"


def _asked(one: Field) -> str:
    """The question, how it is answered, what was found wrong with the answer."""
    item = one.item
    how = ", ".join(filter(None, (item.get_answer_display(), item.unit, one.range_said)))
    told = [item.title, item.hint, f"({how})"]
    if one.answer is not None and one.answer.is_marked:
        told.append(f"Исправить: {one.answer.remark}" if one.answer.remark else "Исправить.")
    return "\n".join(filter(None, told))


def _typed(answer: Answer | None, one: Field) -> str:
    """The answer as one would write it in a cell: in words where there are words to choose from."""
    if answer is None:
        return ""
    if answer.state != AnswerState.VALUE:
        return AnswerState(answer.state).label
    return one.asked.steps.get(answer.choice, answer.choice) if answer.choice else written(answer)


def _choices(one: Field) -> list[str]:
    states = [state.label for state in one.states]
    match one.item.answer:
        case Item.Answer.CHOICE:
            return [*one.asked.steps.values(), *states]
        case Item.Answer.YES_NO:
            return ["да", "нет", *states]
        case Item.Answer.LEVELS:
            return states
    return []


class _Lists:
    """Words to choose from, out of sight; the same words are written once."""

    def __init__(self, sheet: Any, lists: Any) -> None:
        self._sheet, self._lists = sheet, lists
        self._known: dict[tuple[str, ...], DataValidation] = {}

    def offer(self, cell: Any, words: list[str]) -> None:
        if not words:
            return
        key = tuple(words)
        if key not in self._known:
            place = len(self._known) + 1
            for row, word in enumerate(words, 1):
                put(self._lists.cell(row, place), word)
            letter = self._lists.cell(1, place).column_letter
            listed = f"{quote_sheetname(LISTS)}!${letter}$1:${letter}${len(words)}"
            choosing = DataValidation("list", formula1=listed, allow_blank=True, showErrorMessage=True)
            choosing.errorTitle, choosing.error = "Нет в списке", "Выберите значение из списка."
            self._sheet.add_data_validation(choosing)
            self._known[key] = choosing
        self._known[key].add(cell.coordinate)

    def close(self, book: Any) -> None:
        if self._known:
            self._lists.sheet_state = "hidden"
        else:
            book.remove(self._lists)


def _explain(sheet: Any) -> None:
    for line, told in enumerate(HELP, 1):
        put(sheet.cell(line, 1), f"{line}. {told}")
        sheet.cell(line, 1).alignment = _TOP
    sheet.column_dimensions["A"].width = 100


def _tell_whose(sheet: Any, response: Response) -> None:
    participant = response.participant
    rows = (
        (WHAT, VALUE),
        (FORM, number_of(response)),
        (METHODOLOGY, signature(participant.campaign.methodology)),
        (PARTICIPANT, participant.label),
        (CAMPAIGN, participant.campaign.title),
    )
    for line, row in enumerate(rows, 1):
        for place, value in enumerate(row, 1):
            cell = sheet.cell(line, place)
            put(cell, value)
            cell.alignment = _TOP
            if line == 1:
                cell.font, cell.fill = BOLD, HEAD
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 20, 80
