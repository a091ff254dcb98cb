"""Rows by the thousand: the same on both databases, whatever is written in them."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from leadership.core import rows
from leadership.core.models import DemonstrationRow
from monitoring.models import Result, Score
from tests.factories import ItemFactory, ResultFactory

pytestmark = pytest.mark.django_db

COLUMNS = ("result_id", "item_id", "state", "number", "said", "points", "most", "contribution", "reason")


def row(own, *shared):
    return (own,), rows.prepared(shared)


@pytest.mark.parametrize(
    "said", ["92 %", "с\tтабуляцией", "две\nстроки", "обратная \\ черта", "\\N", "кавычки «'\"", ""]
)
def test_a_text_comes_back_as_it_was(said):
    result, item = ResultFactory(), ItemFactory()
    rows.insert(Score, COLUMNS, [row(result.pk, item.pk, "value", "92.5000", said, 925000, None, 925000, said)])
    score = Score.objects.get()
    assert (score.said, score.reason, score.most) == (said, said, None)
    assert (str(score.points), str(score.number)) == ("92.5", "92.5000")


def test_many_batches_are_all_written(monkeypatch):
    monkeypatch.setattr(rows, "BATCH", 2)
    result = ResultFactory()
    items = [ItemFactory() for _ in range(5)]
    rows.insert(Score, COLUMNS, (row(result.pk, item.pk, "no_data", None, "", None, None, None, "") for item in items))
    assert Score.objects.count() == 5


@pytest.mark.skipif(connection.vendor != "postgresql", reason="no plans are kept elsewhere")
def test_a_plan_kept_from_an_empty_table_does_not_outlive_the_rows():
    """Keys are checked by plans kept like this one: reading all of a table for each row would not end."""
    kind = ContentType.objects.get_for_model(DemonstrationRow).pk
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE core_demonstrationrow")
        DemonstrationRow.objects.create(content_type_id=kind, object_id=0)
        cursor.execute("ANALYZE core_demonstrationrow")
        cursor.execute("SET LOCAL plan_cache_mode = force_generic_plan")
        cursor.execute("PREPARE looked_up (bigint) AS SELECT 1 FROM core_demonstrationrow WHERE id = $1")
        assert "Seq Scan" in explained(cursor)
        rows.insert(DemonstrationRow, ("object_id", "content_type_id"), (row(n, kind) for n in range(1, 5_001)))
        assert "Index" in explained(cursor)
        cursor.execute("DEALLOCATE looked_up")


def explained(cursor):
    cursor.execute("EXPLAIN EXECUTE looked_up (1)")
    return cursor.fetchone()[0]


def test_whole_numbers_are_set_by_key(monkeypatch):
    monkeypatch.setattr(rows, "BATCH", 2)
    made = [ResultFactory() for _ in range(3)]
    rows.update(Result, ("least_place", "most_place"), [(made[0].pk, 1, 2), (made[1].pk, None, 3), (made[2].pk, 4, 4)])
    found = Result.objects.order_by("pk").values_list("least_place", "most_place")
    assert list(found) == [(1, 2), (None, 3), (4, 4)]
