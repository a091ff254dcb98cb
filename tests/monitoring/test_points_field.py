"""Points are whole ten-thousandths in the database and exact decimals outside it."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Sum

from monitoring.models import Item, PointsField
from tests.factories import ItemFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("points", ["0", "0.0001", "2.5", "-3.75", "100", "999999999.9999"])
def test_points_come_back_as_they_were_written(points):
    item = ItemFactory(weight=Decimal(points))
    assert Item.objects.get(pk=item.pk).weight == Decimal(points)


def test_the_database_holds_whole_ten_thousandths():
    item = ItemFactory(weight=Decimal("0.05"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT weight FROM monitoring_item WHERE id = %s", [item.pk])
        assert cursor.fetchone() == (500,)


def test_sums_are_exact():
    for weight in ("0.1", "0.2"):
        ItemFactory(weight=Decimal(weight))
    assert Item.objects.aggregate(whole=Sum("weight"))["whole"] == Decimal("0.3")


def test_a_fifth_place_is_refused_not_rounded():
    with pytest.raises(ValueError, match="ten-thousandth"):
        PointsField().get_prep_value(Decimal("0.00005"))


def test_a_letter_is_refused():
    with pytest.raises(ValidationError, match="Введите число"):
        PointsField().to_python("пять")
