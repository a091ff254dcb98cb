"""Rows by the thousand: the same on both databases, whatever is written in them."""

import pytest

from leadership.core import rows
from monitoring.models import Result, Score
from tests.factories import ItemFactory, ResultFactory

pytestmark = pytest.mark.django_db

COLUMNS = ("result_id", "item_id", "state", "number", "said", "points", "most", "contribution", "reason")


@pytest.mark.parametrize(
    "said", ["92 %", "с\tтабуляцией", "две\nстроки", "обратная \\ черта", "\\N", "кавычки «'\"", ""]
)
def test_a_text_comes_back_as_it_was(said):
    result, item = ResultFactory(), ItemFactory()
    rows.insert(Score, COLUMNS, [(result.pk, (item.pk, "value", "92.5000", said, 925000, None, 925000, said))])
    score = Score.objects.get()
    assert (score.said, score.reason, score.most) == (said, said, None)
    assert (str(score.points), str(score.number)) == ("92.5", "92.5000")


def test_many_batches_are_all_written(monkeypatch):
    monkeypatch.setattr(rows, "BATCH", 2)
    result = ResultFactory()
    items = [ItemFactory() for _ in range(5)]
    rows.insert(Score, COLUMNS, ((result.pk, (item.pk, "no_data", None, "", None, None, None, "")) for item in items))
    assert Score.objects.count() == 5


def test_whole_numbers_are_set_by_key(monkeypatch):
    monkeypatch.setattr(rows, "BATCH", 2)
    made = [ResultFactory() for _ in range(3)]
    rows.update(Result, ("least_place", "most_place"), [(made[0].pk, 1, 2), (made[1].pk, None, 3), (made[2].pk, 4, 4)])
    found = Result.objects.order_by("pk").values_list("least_place", "most_place")
    assert list(found) == [(1, 2), (None, 3), (4, 4)]
