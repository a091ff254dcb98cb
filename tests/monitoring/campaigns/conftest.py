"""A campaign of three schools: a percent, a count the registers know, a yes or no with a document, a free text."""

from datetime import date
from decimal import Decimal

import pytest

from monitoring.actions import campaigns
from monitoring.models import CampaignState, Item, Response
from schools.models import SchoolYear

from ...factories import (
    CampaignFactory,
    ItemFactory,
    MethodologyFactory,
    PhaseFactory,
    SchoolYearFactory,
    SectionFactory,
)

OPENED = date(2023, 12, 1)


@pytest.fixture
def methodology(municipality):
    found = MethodologyFactory(municipality=municipality, code="ME")
    section = SectionFactory(methodology=found, code="S1")
    ItemFactory(section=section, code="Z", title="Выполнение задания", answer=Item.Answer.PERCENT, source="Отчёт")
    ItemFactory(
        section=section, code="P", title="Обучающихся", answer=Item.Answer.COUNT, unit="чел.", known_as="pupils",
        rule=Item.Rule.NONE,
    )  # fmt: skip
    other = SectionFactory(methodology=found, code="S2", title="Кадры")
    ItemFactory(
        section=other, code="D", title="Есть программа развития", answer=Item.Answer.YES_NO, needs_evidence=True,
        rule=Item.Rule.YES_NO, yes_points=Decimal(1), no_points=Decimal(0), may_be_inapplicable=True,
    )  # fmt: skip
    ItemFactory(
        section=other, code="T", title="Чем гордитесь", answer=Item.Answer.TEXT, is_required=False, unit="",
        rule=Item.Rule.NONE,
    )  # fmt: skip
    return found


@pytest.fixture
def campaign(municipality, methodology, director, stranger):
    """In preparation, to be filled in from 1 to 20 December 2023; one school has its figures of the year."""
    school = director.person.appointments.get().school
    SchoolYearFactory(school=school, year=2023, pupils=312, group=SchoolYear.Group.SMALL)
    found = CampaignFactory(municipality=municipality, methodology=methodology, ordered_on=date(2023, 11, 20))
    PhaseFactory(campaign=found, state=CampaignState.FILLING)
    return found


@pytest.fixture
def opened(campaign, methodist):
    return campaigns.move(campaign, act="open", by=methodist, on=OPENED)


@pytest.fixture
def form(opened, director):
    """The director's own."""
    return Response.objects.get(participant__campaign=opened, participant__person=director.person)


@pytest.fixture
def items(methodology):
    return {item.code: item for item in methodology.items.all()}
