"""A register as a sheet to fill in."""

from leadership.core.spreadsheets.writing import TemplateColumn

from .register import Column, Kind, Register


def template_columns(register: Register) -> list[TemplateColumn]:
    """Every column once; the parts of a name are only told of, for who keeps them apart."""
    return [_template_column(column) for column in register.columns if column.kind is not Kind.PART]


def _template_column(column: Column) -> TemplateColumn:
    return TemplateColumn(
        title=column.title,
        example=column.example,
        note=column.note,
        choices=("да", "нет") if column.kind is Kind.TRUTH else tuple(label for _, label in column.choices),
        required=column.required,
        width=32 if column.kind in (Kind.NAME, Kind.SCHOOL, Kind.CONTEST) else 20,
        is_day=column.kind is Kind.DAY,
    )
