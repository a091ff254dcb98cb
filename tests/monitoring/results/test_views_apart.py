"""Whose view it is: pages and papers of results keep views apart and name them."""

from datetime import UTC, datetime
from decimal import Decimal as D

import pytest

from leadership.core.papers.model import Table
from leadership.core.papers.registry import PaperContext
from monitoring.actions.calculating import calculate
from monitoring.models import ResponseRole
from monitoring.papers.dynamics import dynamics_paper

from .made import AT, campaign_of, fill_in, methodology_of
from .test_pages import of_year, page, text

pytestmark = pytest.mark.django_db


def test_views_are_never_averaged_over_the_years(specialist_client, specialist):
    """Own marks 10 and 8 of ten on each item, from outside 4: 90 % on the mean beside 40 %, never 65 %."""
    methodology = methodology_of(code="M")
    asks = [ResponseRole.SUBJECT, ResponseRole.EXTERNAL]
    of_year(2022, {"Первая": (5, 5, 5)}, methodology, asks=asks)
    campaign = campaign_of({"Первая": (10, 10, 10), "Вторая": (8, 8, 8)}, methodology, year=2023, asks=asks)
    for participant in campaign.participants.all():
        fill_in(participant, list(methodology.items.all()), (4, 4, 4), role=ResponseRole.EXTERNAL)
    later = calculate(campaign, by=None, at=datetime(2023, 12, 21, tzinfo=UTC))
    answer = page(specialist_client, "dynamics", later.campaign_id)
    told = {one["view"]: (one["means"][-1], one["medians"][-1]) for one in answer.context["summaries"]}
    assert told == {
        "сам участник": (("2023", "90\u00a0%"), ("2023", "90\u00a0%")),
        "внешняя оценка": (("2023", "40\u00a0%"), ("2023", "40\u00a0%")),
    }
    assert "Медиана показанных участников: внешняя оценка" in text(answer)
    asked = PaperContext(specialist.municipality, AT.date(), specialist, {"campaign": str(later.campaign_id)})
    table = next(block for block in dynamics_paper(asked).blocks if isinstance(block, Table))
    assert {row.cells[0]: row.cells[-1] for row in table.rows if getattr(row, "style", "") == "total"} == {
        "Среднее: сам участник": D(90), "Медиана: сам участник": D(90),
        "Среднее: внешняя оценка": D(40), "Медиана: внешняя оценка": D(40),
    }  # fmt: skip
    for route in ("standing", "matrix"):
        assert "сам участник" in text(page(specialist_client, route, later.campaign_id)).split("<h2>", 1)[1]
