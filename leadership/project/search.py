"""What of this room the search box finds."""

from leadership.core.search.index import searchable
from leadership.core.search.registry import Kind

from .models import Indicator, Measure


def declare() -> None:
    searchable(
        Kind(
            model=Measure,
            label="Мероприятия плана",
            more=lambda measure: ("мероприятие",),
            detail=lambda measure: str(measure.stage),
            detailed=lambda measures, day: measures.select_related("stage"),
        )
    )
    searchable(
        Kind(
            model=Indicator,
            label="Индикаторы",
            more=lambda indicator: ("индикатор",),
            detail=lambda indicator: indicator.promise,
        )
    )
