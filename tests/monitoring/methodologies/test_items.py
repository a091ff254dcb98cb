"""The form of an item keeps what its rule uses and nothing else; its page tries a value."""

from decimal import Decimal as D

import pytest
from django.urls import reverse

from monitoring.actions.methodologies import take
from monitoring.blueprint import ItemPlan, StepPlan
from monitoring.drafting import blueprint_of
from monitoring.models import Item

from .examples import SITE, TASK, blueprint, changed
from .test_pages import rows, text, to

pytestmark = pytest.mark.django_db


@pytest.fixture
def methodology(municipality):
    return take(blueprint(), municipality=municipality)


@pytest.fixture
def add(methodology, methodist_client):
    section = methodology.sections.get()

    def sent(*steps, **values):
        whole = {
            "section": section.pk, "code": "p1", "title": "Доля", "answer": "percent", "direction": "up",
            "calculation": "asked", "rule": "none", "weight": "1", "is_required": "on",
        }  # fmt: skip
        return methodist_client.post(to("add_item", section), whole | values | rows("steps", *steps))

    return sent


def plan(methodology, code="p1"):
    return next(item for item in blueprint_of(methodology).items if item.code == code)


def band(lower, upper, points, **others):
    return {"lower": lower, "upper": upper, "points": points, "lower_included": "on", **others}


NOTHING = {"lower_included": "on"}


def test_bands_are_typed_row_by_row(add, methodology):
    answer = add(band("", "69,5", "0"), band("69,5", "", "2,5"), NOTHING, rule="bands")
    assert answer.status_code == 302
    assert plan(methodology).steps == (
        StepPlan(upper=D("69.5"), points=D(0)),
        StepPlan(lower=D("69.5"), points=D("2.5")),
    )


def test_rows_take_the_order_that_is_typed(add, methodology):
    add(band("50", "", "2", position="2"), band("", "50", "1", position="1"), rule="bands")
    assert [step.points for step in plan(methodology).steps] == [D(1), D(2)]


def test_named_steps_without_a_code_are_numbered(add, methodology):
    named = [{"label": "да", "points": "1", **NOTHING}, {"label": "нет", "points": "0", "code": "no", **NOTHING}]
    add(*named, answer="choice", rule="choice")
    assert [(step.code, step.label) for step in plan(methodology).steps] == [("1", "да"), ("no", "нет")]


@pytest.mark.parametrize(
    ("steps", "values", "said"),
    [
        ([], {"title": ""}, "Обязательное поле."),
        ([], {"code": "u1"}, "Показатель с таким кодом в методике уже есть."),
        ([], {"code": "1a"}, "первой стоит буква"),
        ([], {"rule": "yes_no"}, "К ответу «процент» подходит"),
        ([], {"answer": "yes_no", "rule": "yes_no"}, "Обязательное поле."),
        ([], {"calculation": "formula", "formula": "u1 +"}, "Формула оборвана"),
        ([], {"calculation": "formula", "formula": "__import__(1)"}, "Лишнее в формуле"),
        ([], {"calculation": "formula", "formula": "zz * 2"}, "В методике нет показателей: zz."),
        ([], {"calculation": "formula", "formula": "p1 * 2"}, "В методике нет показателей: p1."),
        ([], {"calculation": "two_shares", "formula": "u1"}, "Напишите две доли"),
        ([], {"least": "9", "most": "5"}, "Наибольшее значение меньше наименьшего."),
        ([], {"least": "девять"}, "Введите число."),
        ([band("9", "5", "1")], {"rule": "bands"}, "«До» меньше «от»."),
        ([band("9", "", "")], {"rule": "bands"}, "Сколько баллов?"),
        ([], {"answer": "choice"}, "не меньше двух ступеней"),
        ([{"points": "1"}, {"label": "нет"}], {"answer": "choice"}, "Как называется ответ?"),
        ([{"label": "да", "code": "x"}, {"label": "нет", "code": "x"}], {"answer": "choice"}, "Такой код уже есть."),
    ],
)
def test_what_does_not_hold_is_refused_with_its_reason(add, methodology, steps, values, said):
    answer = add(*steps, **values)
    assert answer.status_code == 422
    assert said in text(answer)
    assert methodology.items.count() == 2


def test_what_another_rule_has_left_behind_is_not_kept(add, methodology):
    add(
        band("x", "y", "z"), answer="yes_no", rule="yes_no", yes_points="3", no_points="0", most_points="много",
        least="1", formula="__x",
    )  # fmt: skip
    made = plan(methodology)
    assert (made.yes_points, made.most_points, made.least, made.formula, made.steps) == (D(3), None, None, "", ())


def test_a_rule_without_a_scale_drops_the_rows(methodology, methodist_client):
    item = methodology.items.get(code="u1")
    address = to("edit_item", item)
    step = item.steps.first()
    sent = {
        "section": item.section_id, "code": "u1", "title": "Задание", "answer": "percent", "direction": "up",
        "calculation": "asked", "rule": "value", "weight": "1", "most_points": "100",
    }  # fmt: skip
    row = {"id": step.pk, "points": "9", "lower_included": "on"}
    assert methodist_client.post(address, sent | rows("steps", row, initial=1)).status_code == 302
    assert not Item.objects.get(pk=item.pk).steps.exists()


def test_a_row_is_deleted_and_more_rows_are_asked_for(methodology, methodist_client):
    item = methodology.items.get(code="u1")
    page = methodist_client.get(to("edit_item", item))
    sent = {
        name: value for form in (page.context["form"], *page.context["rows"]) for name, value in initial(form).items()
    }
    sent |= rows("steps", *[{}] * 6, initial=3) | {"steps-0-DELETE": "on", "more": "1"}
    answer = methodist_client.post(to("edit_item", item), sent)
    assert answer.url == reverse("monitoring:edit_item", args=[item.pk]) + "#steps"
    assert [step.points for step in item.steps.all()] == [D(10), D(20)]


def initial(form):
    """What the browser would send of an untouched form."""
    sent = {}
    for field in form:
        value = field.value()
        if value is True:
            sent[field.html_name] = "on"
        elif value not in (None, False):
            sent[field.html_name] = str(getattr(value, "pk", value))
    return sent


def test_what_the_registers_know_is_chosen_from_what_they_know(add, methodology):
    add(known_as="teachers_share")
    assert plan(methodology).known_as == "teachers_share"


def test_a_figure_of_another_type_is_refused(add, methodology):
    page = add(known_as="has_high_award")
    assert "не подходит к ответу" in page.content.decode()
    assert page.status_code == 422 and not methodology.items.filter(code="p1").exists()


# Deciding about bands


TOUCHING = (
    StepPlan(lower=D(50), upper=D(65), upper_included=True, points=D(1)),
    StepPlan(lower=D(65), upper=D(100), upper_included=True, points=D(2)),
)


def test_touching_bounds_are_decided_by_a_button(municipality, methodist_client, director_client):
    item = take(blueprint(changed(TASK, steps=TOUCHING)), municipality=municipality).items.get()
    page = text(methodist_client.get(item.get_absolute_url()))
    assert "Значение 65 попадает в два диапазона." in page
    assert "от 50 и меньше 65 – 1\u00a0балл; от 65 до 100 – 2\u00a0балла" in page
    assert "Так и считать" not in text(director_client.get(item.get_absolute_url()))
    methodist_client.post(to("settle_bands", item), {"how": "borders"})
    assert "попадает" not in text(methodist_client.get(item.get_absolute_url()))


# Trial


def tried(client, item, **typed):
    answer = client.get(item.get_absolute_url(), {f"try-{name}": value for name, value in typed.items()})
    assert answer.status_code == 200
    return answer.context["tried"]


@pytest.fixture
def trial(municipality, director_client):
    def of(item, *others, **typed):
        methodology = take(blueprint(item, *others, total="weighted"), municipality=municipality)
        return tried(director_client, methodology.items.get(code=item.code), **typed)

    return of


LEVELS = (
    StepPlan(code="m", label="муниципальный", points=D(5)),
    StepPlan(code="r", label="региональный", points=D(15)),
)


@pytest.mark.parametrize(
    ("item", "typed", "points", "reason"),
    [
        (TASK, {"value": "89,5"}, "10\u00a0баллов", "от 70 и меньше 90 – 10\u00a0баллов"),
        (SITE, {"value": "yes"}, "5\u00a0баллов", "да – 5\u00a0баллов"),
        (
            changed(SITE, weight=D("0.1")),
            {"value": "yes"},
            "5\u00a0баллов",
            "да – 5\u00a0баллов; с весом 0,1 – 0,5\u00a0балла",
        ),
        (
            ItemPlan(code="l", title="Победы", answer="levels", rule="cumulative", steps=LEVELS),
            {"level_m": "2", "level_r": "1"},
            "25\u00a0баллов",
            "муниципальный 2 × 5 + региональный 1 × 15 = 25 – 25\u00a0баллов",
        ),
        (
            ItemPlan(code="b", title="Участники", answer="number", rule="best", most_points=D(100)),
            {"value": "30", "best_of_all": "40"},
            "75\u00a0баллов",
            "30 : 40 × 100, лучшее значение 40 – 75\u00a0баллов",
        ),
        (
            ItemPlan(code="a", title="Эксперт", answer="points", rule="assessor", most_points=D(10)),
            {"value": "11"},
            "",
            "Балл 11 вне шкалы: эксперт ставит до 10\u00a0баллов.",
        ),
        (
            ItemPlan(code="p", title="Нарушения", answer="count", rule="penalty", start_points=D(3), case_points=D(1)),
            {"value": "1 000"},
            "−997\u00a0баллов",
            "3 − 1000 × 1 – −997\u00a0баллов",
        ),
        (changed(TASK, steps=TOUCHING), {"value": "65"}, "", "Значение 65 попадает в несколько диапазонов."),
        (
            ItemPlan(code="n", title="Справочно", answer="number"),
            {"value": "5"},
            "",
            "баллов нет: показатель не оценивается",
        ),
    ],
)
def test_a_trial_value_gives_its_points_and_the_reason(trial, item, typed, points, reason):
    found = trial(item, **typed)
    assert (found.points, found.reason.replace("до 10 баллов", "до 10\u00a0баллов")) == (points, reason)


SHARE = ItemPlan(code="s", title="Доля", answer="percent", rule="value", calculation="formula", formula="a / b * 100")
INPUTS = (ItemPlan(code="a", title="Часть", answer="count"), ItemPlan(code="b", title="Всего", answer="count"))


@pytest.mark.parametrize(("a", "b", "value"), [("3", "4", "75"), ("3", "0", "нет данных"), ("", "4", "нет данных")])
def test_a_formula_is_tried_by_its_inputs(trial, a, b, value):
    assert trial(SHARE, *INPUTS, a=a, b=b).value == value


def test_what_is_no_number_is_told_beside_the_field(methodology, director_client):
    item = methodology.items.get(code="u1")
    answer = director_client.get(item.get_absolute_url(), {"try-value": "сорок"})
    assert answer.context["tried"] is None
    assert "Введите число." in text(answer)


def test_an_untouched_trial_says_nothing(methodology, director_client):
    assert tried(director_client, methodology.items.get(code="u1")) is None


def test_a_percent_has_its_sign(add, methodology):
    add()
    assert plan(methodology).unit == "%"


def test_a_fault_of_a_scale_names_row_and_column(add):
    page = text(add(band("abc", "70", "1"), band("70", "", "x"), rule="bands"))
    assert "Шкала, строка 1, от</a>: Введите число." in page
    assert "Шкала, строка 2, баллов</a>: Введите число." in page


def test_the_greatest_value_left_out_is_named_and_settled_by_a_button(add, methodology, methodist_client):
    add(band("0", "90", "0"), band("90", "100", "20"), rule="bands")
    item = Item.objects.get(code="p1")
    assert "Значение 100 относится к последнему диапазону" in text(methodist_client.get(item.get_absolute_url()))
    methodist_client.post(to("settle_bands", item), {"how": "edge"})
    page = text(methodist_client.get(item.get_absolute_url())).replace("\u00a0", " ")
    assert "от 90 до 100 – 20 баллов" in page
    assert "нельзя применить" not in page


def test_a_trial_takes_what_an_answer_takes(add, methodology, methodist_client):
    add(band("0", "100", "20", upper_included="on"), rule="bands")
    item = Item.objects.get(code="p1")
    assert "Не больше 100" in text(methodist_client.get(item.get_absolute_url(), {"try-value": "101"}))
    assert "Не меньше 0" in text(methodist_client.get(item.get_absolute_url(), {"try-value": "-1"}))


def test_steps_nobody_touched_have_no_history_of_it(add, methodology, methodist_client):
    add(band("", "70", "0"), band("70", "", "20"), rule="bands")
    item = Item.objects.get(code="p1")
    lower, upper = item.steps.all()
    settled = methodist_client.get(to("edit_item", item)).context["rows"]
    values = {f"{form.prefix}-{name}": form[name].value() or "" for form in settled for name in form.fields}
    values |= {key: "on" for key, value in values.items() if value is True}
    whole = {
        "section": item.section_id, "code": "p1", "title": "Доля", "answer": "percent", "direction": "up",
        "calculation": "asked", "rule": "bands", "weight": "1", "is_required": "on",
        "seen": methodist_client.get(to("edit_item", item)).context["seen"],
        "steps-TOTAL_FORMS": len(settled.forms), "steps-INITIAL_FORMS": 2,
    }  # fmt: skip
    answer = methodist_client.post(to("edit_item", item), whole | values | {"steps-1-points": "25"})
    assert answer.status_code == 302
    assert (lower.history.count(), upper.history.count()) == (1, 2)
