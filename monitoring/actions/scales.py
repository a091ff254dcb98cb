"""What the methodist decides about bands that touch, overlap or leave a gap."""

from dataclasses import replace

from django.db import transaction

from .. import scoring
from ..models import Item, ScaleStep
from ..scheme import rule_of

BORDERS, STRETCH, EDGE = "borders", "stretch", "edge"
MENDING = {
    BORDERS: scoring.Bands.with_lower_bounds_included,
    STRETCH: scoring.Bands.stretched,
    EDGE: scoring.Bands.with_edge_included,
}


@transaction.atomic
def settle(item: Item, how: str) -> None:
    """A value on a border goes to the upper band, or every band goes on until the next, or the last one holds the
    greatest value. Empty bands stay."""
    rule = rule_of(item)
    if not isinstance(rule, scoring.Bands):
        return
    mended = MENDING[how](rule)
    for step, band in zip(_in_order(item), mended.bands, strict=True):
        if replace(band, points=step.band.points) == step.band:
            continue
        step.lower, step.lower_included = band.lower, band.lower_included
        step.upper, step.upper_included = band.upper, band.upper_included
        step.save()


def _in_order(item: Item) -> list[ScaleStep]:
    """The steps that hold a value at all, from the lowest up, as the arithmetic counts them."""
    held = [step for step in item.steps.all() if not step.band.is_empty]
    return sorted(held, key=lambda step: (step.lower is not None, step.lower or 0, step.upper or 0))
