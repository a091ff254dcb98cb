"""A campaign with answers, in a few words."""

from datetime import UTC, datetime
from decimal import Decimal

from monitoring.models import AnswerState, CampaignState, ResponseState
from tests.factories import (
    AnswerFactory,
    CampaignFactory,
    ItemFactory,
    LevelFactory,
    MethodologyFactory,
    ParticipantFactory,
    ResponseFactory,
    SchoolFactory,
    SectionFactory,
)

AT = datetime(2023, 12, 21, 12, tzinfo=UTC)


def methodology_of(codes="abc", most=10, **fields):
    """Items worth as many points as their value, at most `most` each; levels «высокий» from 80 %, «низкий» below."""
    methodology = MethodologyFactory(**fields)
    section = SectionFactory(methodology=methodology)
    for code in codes:
        ItemFactory(section=section, code=code, title=f"Показатель {code}", most_points=Decimal(most), unit="")
    LevelFactory(methodology=methodology)
    LevelFactory(methodology=methodology, title="низкий", lower=None, tone="worst")
    return methodology


def campaign_of(rows, methodology=None, state=CampaignState.CHECKING, groups=None, **fields):
    """`rows`: name of a school → its values in the order of items; `None` is «нет данных», «-» «не применяется»."""
    methodology = methodology or methodology_of()
    campaign = CampaignFactory(methodology=methodology, municipality=methodology.municipality, state=state, **fields)
    items = list(methodology.items.all())
    for name, values in rows.items():
        school = SchoolFactory(short_name=name, name=f"МБОУ «{name}»", municipality=campaign.municipality)
        participant = ParticipantFactory(campaign=campaign, school=school, group=(groups or {}).get(name, ""))
        if values is not None:
            fill_in(participant, items, values)
    return campaign


def fill_in(participant, items, values, **fields):
    response = ResponseFactory(participant=participant, state=ResponseState.ACCEPTED, **fields)
    for item, value in zip(items, values, strict=True):
        if value == "-":
            AnswerFactory(response=response, item=item, number=None, state=AnswerState.NOT_APPLICABLE)
        elif value is not None:
            AnswerFactory(response=response, item=item, number=Decimal(str(value)))
    return response


def totals(calculation):
    """Name → total of one calculation."""
    return dict(calculation.results.values_list("participant__label", "total"))


def places_of(calculation):
    """Name → counted place."""
    ranked = calculation.results.ranked(calculation.campaign.methodology)
    return dict(ranked.values_list("participant__label", "counted_place"))
