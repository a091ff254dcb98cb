"""A register as a sheet to fill in."""

from leadership.core.spreadsheets.writing import TemplateColumn

from ..models import ReserveStep
from .register import Column, Kind, Of, Register

NEEDED = "Для новой записи обязательно."


def template_columns(register: Register) -> list[TemplateColumn]:
    """Every column once; the parts of a name are only told of, for who keeps them apart."""
    return [_template_column(register, column) for column in register.columns if column.kind is not Kind.PART]


def _template_column(register: Register, column: Column) -> TemplateColumn:
    return TemplateColumn(
        title=column.title,
        example=column.example,
        note=" ".join(filter(None, (column.note, NEEDED if _is_needed(register, column) else ""))),
        choices=("да", "нет") if column.kind is Kind.TRUTH else tuple(label for _, label in column.choices),
        required=column.required,
        width=32 if column.kind in (Kind.NAME, Kind.SCHOOL, Kind.CONTEST) else 20,
        is_day=column.kind is Kind.DAY,
    )


def _is_needed(register: Register, column: Column) -> bool:
    """A file may do without the column, a new record may not do without the value."""
    model = {Of.RECORD: register.model, Of.STEP: ReserveStep}.get(column.of)
    if column.required or model is None or column.field in register.stand_in:
        return False
    field = model._meta.get_field(column.field)
    return not (field.blank or field.null or field.has_default())
