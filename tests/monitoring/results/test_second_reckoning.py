"""Two hundred participants counted a second time, naively and from the answers alone: no figure may differ.

Nothing of `monitoring.scoring` is used here: points, totals, per cents, levels, places, mean and median are reckoned
again as a person with a sheet of paper would, in fractions, participant by participant.
"""

import statistics
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction as F
from random import Random

import pytest
from django.contrib.contenttypes.models import ContentType

from monitoring import standing
from monitoring.actions.calculating import calculate
from monitoring.models import Answer, AnswerState, CampaignState, Item, Participant, Response, ResponseState
from schools.models import School
from tests.factories import (
    CampaignFactory,
    ItemFactory,
    LevelFactory,
    MethodologyFactory,
    ScaleStepFactory,
    SchoolFactory,
    SectionFactory,
)

from .made import AT, places_of

pytestmark = pytest.mark.django_db

HOW_MANY = 200
NO_DATA, NOT_APPLICABLE = "нет данных", "не применяется"
WAYS = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN, "down": ROUND_DOWN}
#: code → section, weight, the greatest points
ITEMS = {
    "a": ("s1", F("0.35"), F(10)), "b": ("s1", F("0.3"), F(100)), "c": ("s1", F("1.25"), F(5)),
    "d": ("s2", F("0.5"), F(3)), "e": ("s2", F(1), F(10)), "f": ("s2", F("0.75"), F(40)),
}  # fmt: skip
SECTIONS = {"s1": F(1), "s2": F("2.5")}
CHOICES = {"low": F(0), "mid": F("1.5"), "top": F(3)}
CASES = {"town": F(5), "region": F(15)}
VARIANTS = [
    {"total": "sum", "rounding": "half_up", "rounded": "parts", "digits": 2, "places": "dense"},
    {"total": "weighted", "rounding": "half_even", "rounded": "parts", "digits": 1, "places": "gaps", "apart": True},
    {"total": "percent", "rounding": "half_up", "rounded": "total", "digits": 1, "places": "key"},
    {"total": "percent", "rounding": "down", "rounded": "parts", "digits": 2, "places": "gaps"},
    {"total": "sections", "rounding": "half_up", "rounded": "total", "digits": 0, "places": "dense", "apart": True},
]


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda it: f"{it['total']}-{it['places']}")
def test_a_second_reckoning_comes_to_the_same(variant):
    said = _answers(Random(2024))
    calculation = calculate(_campaign(variant, said), by=None, at=AT)
    assert calculation.fault == ""
    expected = {name: _reckoned(own, variant) for name, (_, own) in said.items()}
    results = calculation.results.select_related("participant", "level")
    found = {
        it.participant.label: (it.total, it.percent, it.level and it.level.title, it.is_ranked) for it in results
    }  # fmt: skip
    assert found == expected
    assert places_of(calculation) == _places(said, expected, variant)
    totals = [total for total, *_ in expected.values() if total is not None]
    overview = standing.overview(calculation, "subject")
    assert overview.mean == _round(F(sum(map(F, totals))) / len(totals), 4, "half_up")
    assert overview.median == _round(statistics.median(map(F, totals)), 4, "half_up")
    shares = {title: number for title, _, number in overview.levels}
    assert shares == {title: sum(it[2] == title for it in expected.values()) for title in ("высокий", "низкий")} | (
        {"нет данных": none} if (none := sum(it[2] is None for it in expected.values())) else {}
    )


def _answers(chance):
    """Name → group and answers; every kind of answer, ties, gaps in the data."""
    found = {}
    for number in range(HOW_MANY):
        own = {
            "a": chance.choice([F(0), F("49.99"), F(50), F("74.9999"), F(75), F(100)]),
            "b": F(chance.randrange(0, 401), 4),
            "c": chance.random() < 0.6,
            "d": chance.choice(list(CHOICES)),
            "e": F(chance.randrange(0, 9)),
            "f": {"town": chance.randrange(0, 4), "region": chance.randrange(0, 3)},
        }
        for code in own:
            lot = chance.random()
            own[code] = NO_DATA if lot < 0.08 else NOT_APPLICABLE if lot < 0.14 else own[code]
        found[f"Школа {number:03}"] = (chance.choice(["base", "small"]), own)
    found["Школа 000"] = ("base", dict.fromkeys(ITEMS, NO_DATA))
    return found


def _points(code, value):
    match code:
        case "a":
            return F(0) if value < 50 else F("3.5") if value < 75 else F(10)
        case "b":
            return value
        case "c":
            return F(5) if value else F(-1)
        case "d":
            return CHOICES[value]
        case "e":
            return max(10 - F("1.5") * value, F(0))
        case "f":
            return min(sum(CASES[level] * number for level, number in value.items()), F(40))


def _reckoned(own, variant):
    """Total, per cent, level and whether a place is taken."""
    points = {code: _points(code, value) for code, value in own.items() if value not in (NO_DATA, NOT_APPLICABLE)}
    if not points:
        return None, None, None, False
    parts, most = _parts(points, variant["total"])
    way, digits = variant["rounding"], variant["digits"]
    if variant["rounded"] == "parts":
        total = sum((_round(part, digits, way) for part in parts), Decimal(0))
    else:
        total = _round(sum(parts), digits, way)
    percent = _round(100 * F(total) / most, 2, way)
    applied = sum(value != NOT_APPLICABLE for value in own.values())
    return total, percent, "высокий" if percent >= 60 else "низкий", 100 * len(points) >= 70 * applied


def _parts(points, total):
    """What each answer adds, and what all could add at most."""
    weight = {code: F(1) if total == "sum" else ITEMS[code][1] for code in points}
    greatest = sum(weight[code] * ITEMS[code][2] for code in points)
    if total == "percent":
        return [100 * weight[code] * own / greatest for code, own in points.items()], F(100)
    if total != "sections":
        return [weight[code] * own for code, own in points.items()], greatest
    met = {ITEMS[code][0] for code in points}
    whole = sum(SECTIONS[section] for section in met)
    share = {
        code: SECTIONS[ITEMS[code][0]] / whole * weight[code]
        / sum(weight[other] for other in points if ITEMS[other][0] == ITEMS[code][0])
        for code in points
    }  # fmt: skip
    return [share[code] * own for code, own in points.items()], sum(share[code] * ITEMS[code][2] for code in points)


def _places(said, expected, variant):
    """One and how many are better, or how many different results are."""

    def worth(name):
        key = said[name][1]["b"] if variant["places"] == "key" else 0
        return F(expected[name][0]), F(-1) if key in (NO_DATA, NOT_APPLICABLE) else key

    found = {}
    for name, (*_, is_ranked) in expected.items():
        if not is_ranked:
            found[name] = None
            continue
        rivals = [
            worth(other) for other, it in expected.items()
            if it[3] and (not variant.get("apart") or said[other][0] == said[name][0])
        ]  # fmt: skip
        better = [rival for rival in rivals if rival > worth(name)]
        found[name] = 1 + (len(better) if variant["places"] == "gaps" else len(set(better)))
    return found


def _round(exact, digits, way):
    with localcontext(prec=80):
        return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal(1).scaleb(-digits), WAYS[way])


def _campaign(variant, said):
    settings = {name: value for name, value in variant.items() if name != "apart"}
    methodology = MethodologyFactory(
        **settings, ranks_groups_apart=variant.get("apart", False), least_coverage=70,
        second_key="b" if variant["places"] == "key" else "",
    )  # fmt: skip
    sections = {
        code: SectionFactory(methodology=methodology, code=code, position=place, weight=_decimal(weight))
        for place, (code, weight) in enumerate(SECTIONS.items())
    }
    items = _items(sections)
    LevelFactory(methodology=methodology, lower=Decimal(60))
    LevelFactory(methodology=methodology, title="низкий", lower=None, tone="worst")
    campaign = CampaignFactory(
        methodology=methodology, municipality=methodology.municipality, state=CampaignState.CHECKING
    )
    school = SchoolFactory(municipality=campaign.municipality)
    kind = ContentType.objects.get_for_model(School)
    participants = Participant.objects.bulk_create(
        Participant(
            campaign=campaign, content_type=kind, object_id=number, municipality=campaign.municipality, school=school,
            label=name, group=group,
        )
        for number, (name, (group, _)) in enumerate(said.items())
    )  # fmt: skip
    forms = Response.objects.bulk_create(Response(participant=it, state=ResponseState.ACCEPTED) for it in participants)
    Answer.objects.bulk_create(
        _answer(form, items[code], value)
        for form, (_, own) in zip(forms, said.values(), strict=True)
        for code, value in own.items()
    )
    return campaign


def _items(sections):
    def item(code, **fields):
        section, weight, _ = ITEMS[code]
        return ItemFactory(
            section=sections[section], code=code, weight=_decimal(weight), may_be_inapplicable=True, **fields
        )

    kinds, rules = Item.Answer, Item.Rule
    items = {
        "a": item("a", rule=rules.BANDS),
        "b": item("b", rule=rules.VALUE),
        "c": item("c", answer=kinds.YES_NO, rule=rules.YES_NO, yes_points=Decimal(5), no_points=Decimal(-1)),
        "d": item("d", answer=kinds.CHOICE, rule=rules.CHOICE),
        "e": item(
            "e", answer=kinds.COUNT, rule=rules.PENALTY, start_points=Decimal(10), case_points=Decimal("1.5"),
            least_points=Decimal(0),
        ),
        "f": item("f", answer=kinds.LEVELS, rule=rules.CUMULATIVE, most_points=Decimal(40)),
    }  # fmt: skip
    for lower, upper, points in ((None, 50, "0"), (50, 75, "3.5"), (75, None, "10")):
        ScaleStepFactory(item=items["a"], lower=lower, upper=upper, points=Decimal(points))
    for code, steps in (("d", CHOICES), ("f", CASES)):
        for step, points in steps.items():
            ScaleStepFactory(item=items[code], code=step, label=step, points=_decimal(points))
    return items


def _answer(form, item, value):
    if value in (NO_DATA, NOT_APPLICABLE):
        state = AnswerState.NO_DATA if value == NO_DATA else AnswerState.NOT_APPLICABLE
        return Answer(response=form, item=item, state=state)
    if isinstance(value, str):
        return Answer(response=form, item=item, choice=value)
    if isinstance(value, dict):
        return Answer(response=form, item=item, counts=value)
    return Answer(response=form, item=item, number=Decimal(int(value)) if isinstance(value, bool) else _decimal(value))


def _decimal(value):
    return Decimal(value.numerator) / value.denominator
