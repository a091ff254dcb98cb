"""A used version does not change; what is to change becomes the next one."""

from datetime import date
from decimal import Decimal as D

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from monitoring import samples
from monitoring.actions.methodologies import DraftStands, Unready, freeze, move, next_version, take
from monitoring.blueprint import BlueprintError, ItemPlan
from monitoring.drafting import blueprint_of
from monitoring.models import Competence, Item, Level, Methodology, ScaleStep, Section
from monitoring.models.frozen import FrozenError
from tests.factories import (
    AnswerFactory,
    CompetenceFactory,
    ItemFactory,
    LevelFactory,
    MethodologyFactory,
    MunicipalityFactory,
    ResponseFactory,
    ScaleStepFactory,
    SectionFactory,
)

from .examples import SITE, TASK, blueprint, changed

pytestmark = pytest.mark.django_db
DAY = date(2023, 12, 1)


@pytest.fixture
def methodology(municipality):
    return take(blueprint(), municipality=municipality)


@pytest.fixture
def frozen(methodology):
    return freeze(methodology, on=DAY)


# Taking from a file


@pytest.mark.parametrize("name", samples.NAMES)
def test_what_is_taken_is_what_stood_in_the_file(name, municipality):
    assert blueprint_of(take(samples.sample(name), municipality=municipality)) == samples.sample(name)


def test_reading_it_back_asks_the_same_questions_however_long(methodology, municipality, django_assert_num_queries):
    long = take(samples.sample("effectiveness"), municipality=municipality)
    for one in (methodology, long):
        with django_assert_num_queries(4):
            blueprint_of(one)


def test_a_draft_is_replaced_only_when_wanted(methodology, municipality):
    with pytest.raises(DraftStands):
        take(blueprint(TASK), municipality=municipality)
    taken = take(blueprint(TASK, title="Иначе"), municipality=municipality, replaces=True)
    assert (taken.pk, taken.version, taken.title) == (methodology.pk, 1, "Иначе")
    assert [item.code for item in taken.items.all()] == ["u1"]


def test_beside_a_used_version_the_next_one_appears(frozen, municipality):
    taken = take(blueprint(TASK), municipality=municipality)
    assert (taken.version, taken.frozen_on, frozen.items.count()) == (2, None, 2)


def test_districts_and_the_region_number_their_versions_apart(frozen):
    other = MunicipalityFactory(name="Калачинский муниципальный район")
    assert take(blueprint(), municipality=other).version == 1
    assert take(blueprint(), municipality=None).version == 1


def test_an_unknown_competence_comes_with_its_function_or_not_at_all(municipality):
    CompetenceFactory(title="Стратегия", function="development")
    known = ItemPlan(code="k1", title="Стратегия", answer="text", competence="Стратегия")
    fresh = ItemPlan(code="k2", title="Право", answer="text", competence="Право", competence_function="administration")
    taken = take(blueprint(known, fresh), municipality=municipality)
    assert [item.competence.title for item in taken.items.all()] == ["Стратегия", "Право"]
    with pytest.raises(BlueprintError, match="компетенции «Кадры» в перечне нет: укажите её функцию"):
        take(blueprint(changed(known, competence="Кадры"), code="N"), municipality=municipality)
    assert Competence.objects.count() == 2


def test_a_draft_somebody_has_answered_to_is_not_replaced(methodology, municipality):
    AnswerFactory(response=ResponseFactory(), item=methodology.items.first())
    with pytest.raises(ValidationError, match="уже опираются записи"):
        take(blueprint(TASK), municipality=municipality, replaces=True)
    assert methodology.items.count() == 2


# Freezing


def test_a_frozen_version_keeps_its_day(frozen):
    assert freeze(frozen, on=date(2024, 1, 1)).frozen_on == DAY


def test_problems_keep_a_methodology_from_being_used(municipality):
    gap = changed(TASK, steps=(TASK.steps[0], TASK.steps[2]))
    methodology = take(blueprint(gap), municipality=municipality)
    with pytest.raises(Unready) as refusal:
        freeze(methodology, on=DAY)
    assert refusal.value.messages == ["u1: Значение от 70 и меньше 90 не попадает ни в один диапазон."]
    methodology.refresh_from_db()
    assert not methodology.is_frozen


def test_an_empty_methodology_is_not_used(municipality):
    with pytest.raises(Unready, match="В методике нет ни одного показателя."):
        freeze(MethodologyFactory(municipality=municipality), on=DAY)


CONTENT = [
    lambda whole: whole,
    lambda whole: whole.sections.first(),
    lambda whole: whole.items.first(),
    lambda whole: ScaleStep.objects.filter(item__methodology=whole).first(),
    lambda whole: whole.levels.first(),
]


@pytest.mark.parametrize("content", CONTENT)
@pytest.mark.parametrize("change", ["save", "delete", "update", "delete_all"])
def test_nothing_of_a_frozen_version_changes(frozen, content, change):
    record = content(frozen)
    rows = type(record).objects.filter(pk=record.pk)
    acts = {
        "save": record.save,
        "delete": record.delete,
        "update": lambda: rows.update(**{"title" if hasattr(record, "title") else "label": "иначе"}),
        "delete_all": rows.delete,
    }
    with pytest.raises(FrozenError), transaction.atomic():
        acts[change]()
    assert rows.exists()


@pytest.mark.parametrize(
    "add",
    [
        lambda whole: SectionFactory(methodology=whole),
        lambda whole: ItemFactory(section=whole.sections.first()),
        lambda whole: ScaleStepFactory(item=whole.items.first()),
        lambda whole: LevelFactory(methodology=whole, title="иной"),
        lambda whole: Level.objects.bulk_create([Level(methodology=whole, title="иной", tone="good")]),
    ],
)
def test_nothing_is_added_to_a_frozen_version(frozen, add):
    with pytest.raises(FrozenError):
        add(frozen)


def test_an_item_is_not_moved_out_of_a_frozen_version(frozen, municipality):
    item = frozen.items.first()
    item.methodology = take(blueprint(code="N"), municipality=municipality)
    with pytest.raises(FrozenError):
        item.save()


# The next version


def test_the_next_version_is_the_same_content_to_be_approved_anew(municipality, methodist):
    plan = blueprint(order="приказ № 5", approved_on=DAY, version_note="первая", total="percent", norm_percent=None)
    first = freeze(take(plan, municipality=municipality), on=DAY)
    second = next_version(first, by=methodist)
    assert (second.version, second.order, second.approved_on, second.version_note) == (2, "", None, "")
    assert second.frozen_on is None
    assert blueprint_of(second) == blueprint(version=2, total="percent", norm_percent=None)
    assert second.history.latest().history_user == methodist
    assert blueprint_of(first) == plan


def test_changing_the_copy_leaves_the_original(frozen, methodist):
    second = next_version(frozen, by=methodist)
    Item.objects.filter(methodology=second).update(title="Иначе")
    assert not frozen.items.filter(title="Иначе").exists()


def test_a_second_draft_is_refused(frozen, methodist):
    next_version(frozen, by=methodist)
    with pytest.raises(ValidationError, match="Версия 2 ещё не применялась: изменяйте её."):
        next_version(frozen, by=methodist)


def test_latest_is_the_newest_of_each(frozen, methodist):
    second = next_version(frozen, by=methodist)
    other = take(blueprint(), municipality=MunicipalityFactory(name="Калачинский район"))
    common = take(blueprint(), municipality=None)
    assert set(Methodology.objects.latest()) == {second, other, common}


# Order


def test_parts_change_places_with_their_neighbours(municipality):
    methodology = take(blueprint(TASK, SITE, changed(SITE, code="u3")), municipality=municipality)
    first, second, third = methodology.items.all()
    move(third, up=True)
    assert list(methodology.items.all()) == [first, third, second]
    move(first, up=True)
    move(first, up=False)
    assert list(methodology.items.all()) == [third, first, second]
    assert [item.position for item in methodology.items.all()] == [1, 2, 3]


def test_sections_change_places_too(methodology):
    second = Section.objects.create(methodology=methodology, position=2, code="r2", title="Кадры", weight=D(1))
    move(second, up=True)
    assert [section.code for section in methodology.sections.all()] == ["r2", "r1"]
