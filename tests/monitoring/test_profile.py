"""The profile of competences: views side by side and never averaged; years over what is the same in them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from leadership.core.models import JournalEntry
from leadership.core.papers.registry import NoRecord, PaperContext, find
from monitoring.models import Result
from monitoring.profile import profile_of
from schools.models import Person
from tests import factories as make

pytestmark = pytest.mark.django_db

DAY = date(2024, 6, 1)


@pytest.fixture
def methodology(municipality):
    found = make.MethodologyFactory(municipality=municipality, kind="competence", subject="head", places="none")
    for number, title in enumerate(("Стратегия", "Кадры", "Финансы"), start=1):
        item = make.ItemFactory(
            section__methodology=found, code=f"k{number}", position=number, title=title, answer="choice", rule="choice",
            competence=make.CompetenceFactory(title=title),
        )  # fmt: skip
        for points in range(4):
            make.ScaleStepFactory(item=item, position=points, code=str(points), points=Decimal(points))
    return found


def measured(methodology, person, year, own, external=(), state="closed"):
    """A campaign of the year with the marks of both views, an item each."""
    campaign = make.CampaignFactory(
        municipality=person.municipality, methodology=methodology, year=year, as_of=date(year, 11, 1), state=state
    )
    participant = make.ParticipantFactory(
        campaign=campaign, person=person, content_type=ContentType.objects.get_for_model(Person), object_id=person.pk
    )
    calculation = make.CalculationFactory(campaign=campaign, done_at=datetime(year, 11, 20, tzinfo=UTC))
    for role, marks in (("subject", own), ("external", external)):
        if marks:
            result = make.ResultFactory(calculation=calculation, participant=participant, role=role, is_ranked=False)
            for item, mark in zip(methodology.items.order_by("position"), marks, strict=True):
                make.ScoreFactory(
                    result=result,
                    item=item,
                    said=f"ступень {mark}",
                    points=mark,
                    most=3,
                    number=None,
                    contribution=mark,
                )
    return campaign


def test_views_stand_side_by_side_and_are_not_averaged(director, methodology):
    measured(methodology, director.person, 2023, own=(3, 2, 1), external=(1, 2, 2))
    profile = profile_of(Result.objects.visible_to(director), director.person_id, DAY)
    assert [(it.label, it.view) for it in profile.columns] == [("2023", "самооценка"), ("2023", "внешняя оценка")]
    assert [[mark.said for mark in line.marks] for line in profile.lines] == [
        ["ступень 3", "ступень 1"], ["ступень 2", "ступень 2"], ["ступень 1", "ступень 2"],
    ]  # fmt: skip
    assert [line.gap_said.replace("\xa0", " ") for line in profile.lines] == [
        "самооценка выше на 2 ступени", "совпадают", "самооценка ниже на 1 ступень",
    ]  # fmt: skip


def test_years_of_one_version_stand_side_by_side(director, methodology):
    measured(methodology, director.person, 2022, own=(1, 1, 1))
    measured(methodology, director.person, 2023, own=(2, 2, 2))
    profile = profile_of(Result.objects.visible_to(director), director.person_id, DAY)
    assert [it.label for it in profile.columns] == ["2022", "2023"]
    assert profile.comparison_said == "Методика за эти годы не менялась: оценки сравнимы."
    before = profile_of(Result.objects.visible_to(director), director.person_id, date(2023, 6, 1))
    assert [it.label for it in before.columns] == ["2022"]
    assert before.comparison_said == ""


def test_of_a_former_version_only_what_is_the_same_is_shown(director, methodology):
    measured(methodology, director.person, 2022, own=(1, 1, 1))
    later = make.MethodologyFactory(
        municipality=methodology.municipality, kind="competence", subject="head", places="none",
        code=methodology.code, version=2,
    )  # fmt: skip
    for item in methodology.items.order_by("position"):
        kept = make.ItemFactory(
            section__methodology=later, code=item.code, position=item.position, title=item.title, answer="choice",
            rule="choice", competence=item.competence,
        )  # fmt: skip
        for points in range(4 if item.code != "k3" else 3):
            make.ScaleStepFactory(item=kept, position=points, code=str(points), points=Decimal(points))
    measured(later, director.person, 2023, own=(2, 2, 2))
    profile = profile_of(Result.objects.visible_to(director), director.person_id, DAY)
    assert [line.marks[0].said for line in profile.lines] == ["ступень 1", "ступень 1", ""]
    assert "только общие показатели (k1, k2)" in profile.comparison_said


def test_what_is_not_published_is_not_in_the_own_profile(director, methodist, methodology):
    measured(methodology, director.person, 2023, own=(1, 1, 1), state="calculated")
    assert not profile_of(Result.objects.visible_to(director), director.person_id, DAY)
    assert not profile_of(Result.objects.published(), director.person_id, DAY)
    assert profile_of(Result.objects.visible_to(methodist), director.person_id, DAY)


def test_pages_show_radar_and_table(director_client, methodist_client, director, methodology):
    measured(methodology, director.person, 2023, own=(3, 2, 1), external=(1, 2, 2))
    address = reverse("monitoring:profile", args=[director.person_id])
    for client, page in ((director_client, reverse("cabinet:profile")), (methodist_client, address)):
        told = client.get(page, {"as_of": "2024-06-01"}).text
        assert "<svg" in told
        assert "ступень 3" in told
    assert JournalEntry.objects.about(director.person).filter(act="viewed").count() == 1


def test_nobody_opens_anothers_profile(director_client, expert_client, observer_client, stranger):
    address = reverse("monitoring:profile", args=[stranger.person_id])
    assert director_client.get(address).status_code == 404
    assert expert_client.get(address).status_code == 403
    assert observer_client.get(address).status_code == 403


def test_the_paper_prints_own_profile_and_the_department_anybodys(director, stranger, methodist, methodology):
    measured(methodology, director.person, 2023, own=(3, 2, 1), external=(1, 2, 2))

    def printed(user):
        context = PaperContext(director.municipality, DAY, user, {"person": str(director.person_id)})
        return find("profile").build(context)

    for user in (director, methodist):
        (table,) = printed(user).tables()
        assert list(table.rows[1].cells)[:3] == ["1. Стратегия", "ступень 3", "ступень 1"]
    with pytest.raises(NoRecord):
        printed(stranger)


def test_costs_the_same_however_many_years(director, methodology, known_kinds):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            profile_of(Result.objects.visible_to(director), director.person_id, DAY)
        return len(queries)

    measured(methodology, director.person, 2020, own=(1, 1, 1))
    few = cost()
    for year in (2021, 2022, 2023):
        measured(methodology, director.person, year, own=(2, 2, 2), external=(1, 1, 1))
    assert cost() == few
