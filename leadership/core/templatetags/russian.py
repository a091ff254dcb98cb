"""Russian in templates: `{{ n|counted:"школа,школы,школ" }}`, `{{ value|percent }}`, `{{ day|day }}`."""

from datetime import date
from decimal import Decimal

from django import template

from .. import russian

register = template.Library()


@register.filter
def counted(how_many: int, forms: str) -> str:
    return russian.counted(how_many, *forms.split(","))


@register.filter
def plural(how_many: int, forms: str) -> str:
    return russian.plural(how_many, *forms.split(","))


@register.filter
def number(value: Decimal | int | None) -> str:
    return "" if value is None else russian.number(value)


@register.filter
def rounded(value: Decimal | int | None) -> str:
    """With two decimals at most, for a mean."""
    return "" if value is None else russian.rounded(value)


@register.filter
def percent(value: Decimal | int | None) -> str:
    return "" if value is None else russian.percent(value)


@register.filter
def day(value: date | None) -> str:
    return russian.day(value) if value else ""


@register.filter
def in_words(value: date | None) -> str:
    return russian.day_in_words(value) if value else ""
