"""How points are kept: whole ten-thousandths, so that both databases add and rank them alike."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.forms import DecimalField, Field

#: Ten-thousandths in a point.
SCALE = 10_000
LARGEST = Decimal(1_000_000_000)


class PointsField(models.BigIntegerField):
    """A `Decimal` of at most four places in Python, a whole number of ten-thousandths in the database.

    Sums, ranks and windows in SQL work on whole numbers; what they give is divided by `SCALE` on the way out.
    A fifth decimal place is refused rather than rounded: rounding belongs to the methodology.
    """

    description = "points, exact to a ten-thousandth"
    # Those of the whole number underneath would compare points with ten-thousandths.
    validators = (MinValueValidator(-LARGEST), MaxValueValidator(LARGEST))

    def to_python(self, value: Any) -> Decimal | None:
        if value is None or isinstance(value, Decimal):
            return value
        try:
            return Decimal(str(value))
        except ArithmeticError as fault:
            raise ValidationError("Введите число.", code="invalid") from fault

    def from_db_value(self, value: int | None, expression: Any, connection: Any) -> Decimal | None:
        return None if value is None else Decimal(int(value)) / SCALE

    def get_prep_value(self, value: Any) -> int | None:
        if value is None or hasattr(value, "resolve_expression"):
            return value
        scaled = self.to_python(value) * SCALE
        if scaled != scaled.to_integral_value():
            raise ValueError(f"points are exact to a ten-thousandth, not {value}")
        return int(scaled)

    def formfield(self, **kwargs: Any) -> Field:
        return models.Field.formfield(self, **{"form_class": DecimalField, "decimal_places": 4} | kwargs)
