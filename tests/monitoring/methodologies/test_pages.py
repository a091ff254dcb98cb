"""Pages of methodologies: who reads them, what a frozen version refuses, what each form keeps."""

from datetime import date
from decimal import Decimal as D
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from leadership.core.documents import shelf
from monitoring import samples
from monitoring.actions.methodologies import freeze, next_version, take
from monitoring.blueprint import workbook
from monitoring.drafting import blueprint_of
from monitoring.models import Methodology
from schools.models import Role
from tests.factories import MunicipalityFactory, UserFactory

from ...core.bad_files import PDF
from .examples import TASK, blueprint, changed

pytestmark = pytest.mark.django_db
DAY = date(2023, 12, 1)


@pytest.fixture
def methodology(municipality):
    return take(blueprint(), municipality=municipality)


def to(route, *args):
    return reverse(f"monitoring:{route}", args=[getattr(one, "pk", one) for one in args])


def text(answer):
    return answer.content.decode()


# Reading


@pytest.mark.parametrize("name", ["methodist", "coordinator", "director", "expert", "observer"])
def test_by_what_one_is_measured_is_open(name, request, methodology):
    client = request.getfixturevalue(f"{name}_client")
    page = text(client.get(to("methodology", methodology)))
    assert "меньше 70 – 0\u00a0баллов; от 70 и меньше 90 – 10\u00a0баллов; от 90 – 20\u00a0баллов" in page
    assert ("Добавить показатель" in page) is (name == "methodist")


def test_the_page_asks_the_same_questions_however_long(
    methodology, municipality, methodist_client, django_assert_max_num_queries
):
    long = take(samples.sample("effectiveness"), municipality=municipality)
    for one in (methodology, long):
        with django_assert_max_num_queries(27):
            methodist_client.get(to("methodology", one))


def test_the_list_shows_the_newest_versions(methodology, municipality, methodist, methodist_client):
    next_version(freeze(methodology, on=DAY), by=methodist)
    take(blueprint(code="N", title="Рейтинг", kind="rating"), municipality=municipality)
    rows = methodist_client.get(to("methodologies")).context["table"].rows
    assert [(row.record.code, row.record.version) for row in rows] == [("M", 2), ("N", 1)]
    for query, found in (("kind=rating", ["N"]), ("state=yes", []), ("state=no", ["M", "N"]), ("q=рейтинг", ["N"])):
        rows = methodist_client.get(f"{to('methodologies')}?{query}").context["table"].rows
        assert [row.record.code for row in rows] == found


def test_the_list_asks_the_same_questions_however_many(municipality, methodist_client, django_assert_max_num_queries):
    for number in range(12):
        take(blueprint(code=f"M{number}"), municipality=municipality)
    with django_assert_max_num_queries(12):
        methodist_client.get(to("methodologies"))


def test_problems_and_warnings_are_told_on_the_page(municipality, methodist_client):
    gap = changed(TASK, steps=TASK.steps[::2])
    page = text(
        methodist_client.get(to("methodology", take(blueprint(gap, declared_most=D(30)), municipality=municipality)))
    )
    assert "Значение от 70 и меньше 90 не попадает ни в один диапазон." in page
    assert "Объявленный максимум – 30, а сумма наибольших баллов показателей – 20." in page


# Whose it is, and whether it may be changed


def changing(whole):
    section, item = whole.sections.first(), whole.items.first()
    return [
        to("edit_methodology", whole), to("remove_methodology", whole), to("edit_calculation", whole),
        to("edit_levels", whole), to("add_section", whole), to("edit_section", section), to("remove_section", section),
        to("add_item", section), to("edit_item", item), to("remove_item", item),
    ]  # fmt: skip


POSTED = ["move_section", "move_item", "settle_bands"]


def posted(whole):
    return [to("move_section", whole.sections.first()), *(to(name, whole.items.first()) for name in POSTED[1:])]


def test_no_page_changes_a_frozen_version(methodology, methodist_client):
    freeze(methodology, on=DAY)
    before = blueprint_of(methodology)
    for address in changing(methodology):
        for answer in (methodist_client.get(address), methodist_client.post(address, {"title": "Иначе"})):
            assert (answer.status_code, answer.url) == (302, methodology.get_absolute_url())
    for address in posted(methodology):
        assert methodist_client.post(address, {"up": "1", "how": "stretch"}).status_code == 302
    assert blueprint_of(Methodology.objects.get()) == before
    page = text(methodist_client.get(methodology.get_absolute_url()))
    assert "Создать следующую версию" in page
    assert "Добавить показатель" not in page


def test_what_is_common_is_changed_by_the_region_alone(methodist_client, client):
    common = take(blueprint(), municipality=None)
    assert methodist_client.get(to("methodology", common)).status_code == 200
    for address in (*changing(common), to("next_methodology", common)):
        assert methodist_client.get(address).status_code == 403
    for address in posted(common):
        assert methodist_client.post(address).status_code == 403
    client.force_login(
        UserFactory(role=Role.METHODIST, municipality=None), backend="django.contrib.auth.backends.ModelBackend"
    )
    for address in changing(common):
        assert client.get(address).status_code == 200


def test_a_foreign_methodology_does_not_exist(methodology, foreigner_client):
    for address in (*changing(methodology), to("methodology", methodology), to("methodology_changes", methodology)):
        assert foreigner_client.get(address).status_code == 404


# Forms


def test_a_new_methodology_belongs_to_the_district_and_ranks_nobody_who_speaks_of_himself(methodist, methodist_client):
    sent = {"title": "Опрос", "kind": "survey", "subject": "school", "code": "opros", "municipality": ""}
    answer = methodist_client.post(to("add_methodology"), sent)
    made = Methodology.objects.get()
    assert answer.url == made.get_absolute_url()
    assert (made.municipality, made.version, made.places) == (methodist.municipality, 1, "none")


def test_the_same_code_again_is_refused(methodology, methodist_client):
    sent = {"title": "Другая", "kind": "rating", "subject": "school", "code": "M"}
    answer = methodist_client.post(to("add_methodology"), sent)
    assert answer.status_code == 422
    assert "Такая версия методики уже есть." in text(answer)


def test_the_total_takes_decimal_commas(methodology, methodist_client):
    sent = {
        "total": "weighted", "rounded": "total", "rounding": "down", "digits": "1", "declared_most": "25,5",
        "levels_on": "total", "places": "key", "second_key": "u2", "least_coverage": "80", "norm_percent": "",
    }  # fmt: skip
    assert methodist_client.post(to("edit_calculation", methodology), sent).status_code == 302
    methodology.refresh_from_db()
    assert (methodology.total, methodology.declared_most, methodology.second_key) == ("weighted", D("25.5"), "u2")
    assert methodology.norm_percent is None
    assert 'value="25,5"' in text(methodist_client.get(to("edit_calculation", methodology)))


@pytest.mark.parametrize("typed", ["много", "1,23456", "1e99"])
def test_what_is_no_number_is_refused_and_stays(methodology, methodist_client, typed):
    answer = methodist_client.post(to("edit_calculation", methodology), {"declared_most": typed})
    assert answer.status_code == 422
    assert "declared_most" in answer.context["form"].errors
    assert f'value="{typed}"' in text(answer)


def rows(prefix, *rows, initial=0):
    sent = {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": initial}
    for number, row in enumerate(rows):
        sent |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return sent


def test_levels_are_saved_together(methodology, methodist_client):
    level = methodology.levels.get()
    kept = {"id": level.pk, "title": "высокий", "lower": "75,5", "tone": "best"}
    low = {"title": "низкий", "lower": "", "tone": "worst"}
    empty = {"title": "", "lower": "", "tone": ""}
    methodist_client.post(to("edit_levels", methodology), rows("levels", kept, low, empty, initial=1))
    assert [(it.title, it.lower) for it in methodology.levels.all()] == [("высокий", D("75.5")), ("низкий", None)]


def test_two_levels_without_a_bound_are_refused(methodology, methodist_client):
    both = [{"title": title, "lower": "", "tone": "good"} for title in ("один", "два")]
    answer = methodist_client.post(to("edit_levels", methodology), rows("levels", *both))
    assert answer.status_code == 422
    assert "Без нижней границы может быть только один уровень" in text(answer)


def test_a_section_is_added_last_and_removed_with_what_is_in_it(methodology, methodist_client):
    sent = {"title": "Кадры", "code": "r2", "weight": "0,3"}
    methodist_client.post(to("add_section", methodology), sent)
    assert [section.code for section in methodology.sections.all()] == ["r1", "r2"]
    first = methodology.sections.first()
    page = text(methodist_client.get(to("remove_section", first)))
    assert "Вместе с ней исчезнут:" in page
    assert "u1. Муниципальное задание" in page
    methodist_client.post(to("remove_section", first))
    assert not methodology.items.exists()


def test_a_draft_used_by_a_campaign_is_not_removed(methodology, methodist_client):
    from tests.factories import CampaignFactory

    CampaignFactory(methodology=methodology, title="Мониторинг 2023")
    answer = methodist_client.post(to("remove_methodology", methodology))
    assert answer.status_code == 409
    assert "Мониторинг 2023" in text(answer)


def test_items_move_by_a_button(methodology, methodist_client):
    methodist_client.post(to("move_item", methodology.items.last()), {"up": "1"})
    assert [item.code for item in methodology.items.all()] == ["u2", "u1"]


# Versions


def test_the_next_version_is_asked_about_and_made(methodology, methodist_client):
    freeze(methodology, on=DAY)
    assert "следующим номером" in text(methodist_client.get(to("next_methodology", methodology)))
    answer = methodist_client.post(to("next_methodology", methodology))
    made = Methodology.objects.get(version=2)
    assert answer.url == made.get_absolute_url()
    again = methodist_client.post(to("next_methodology", methodology), follow=True)
    assert "Версия 2 ещё не применялась: изменяйте её." in text(again)


def test_what_changed_is_told_against_the_version_before(methodology, methodist, methodist_client):
    second = next_version(freeze(methodology, on=DAY), by=methodist)
    second.items.filter(code="u2").update(yes_points=D(7))
    second.items.filter(code="u1").update(title="Задание")
    page = text(methodist_client.get(to("methodology_changes", second)))
    assert "сопоставимы только по общим показателям: 1 из 2" in page
    assert '<del class="was">5</del> 7' in page
    assert "баллы сопоставимы" in page
    assert "баллы несопоставимы" in page


def test_the_first_version_has_nothing_to_be_compared_with(methodology, methodist_client):
    assert "Сравнивать не с чем" in text(methodist_client.get(to("methodology_changes", methodology)))


# Workbooks and samples


def upload(content, **others):
    return {"file": SimpleUploadedFile("методика.xlsx", content), **others}


def test_the_downloaded_workbook_comes_back_identical(methodology, methodist_client):
    content = methodist_client.get(to("methodology_workbook", methodology)).content
    assert workbook.read(BytesIO(content)) == blueprint_of(methodology)
    refused = methodist_client.post(to("bring_methodology"), upload(content))
    assert refused.status_code == 422
    assert "Отметьте, что его нужно заменить." in text(refused)
    taken = methodist_client.post(to("bring_methodology"), upload(content, replaces="on"))
    assert taken.url == methodology.get_absolute_url()
    assert blueprint_of(Methodology.objects.get()) == blueprint_of(methodology)


def test_a_faulty_workbook_changes_nothing_and_every_place_is_told(methodology, methodist_client):
    before = blueprint_of(methodology)
    book = load_workbook(BytesIO(workbook.write(blueprint())))
    book["Показатели"].cell(3, 5).value = "тяжёлый"
    book["Шкалы"].cell(2, 1).value = "нет такого"
    file = BytesIO()
    book.save(file)
    answer = methodist_client.post(to("bring_methodology"), upload(file.getvalue(), replaces="on"))
    assert answer.status_code == 422
    assert "Показатели, строка 3, «Вес»: «тяжёлый» – не число" in text(answer)
    assert "Шкалы, строка 2, «Показатель»: «нет такого» – такого показателя в методике нет" in text(answer)
    assert blueprint_of(methodology) == before


def test_what_is_no_workbook_is_refused(methodist_client):
    answer = methodist_client.post(to("bring_methodology"), upload(b"%PDF-1.7"))
    assert answer.status_code == 422
    assert "Это файл PDF" in text(answer)


def test_a_sample_becomes_a_draft_of_the_district_once(municipality, methodist_client):
    assert text(methodist_client.get(to("methodology_samples"))).count('name="sample"') == 7
    methodist_client.post(to("methodology_samples"), {"sample": "interview"})
    made = Methodology.objects.get()
    assert (made.municipality, made.code, made.is_frozen) == (municipality, "interview", False)
    assert text(methodist_client.get(to("methodology_samples"))).count('name="sample"') == 6
    again = methodist_client.post(to("methodology_samples"), {"sample": "interview"}, follow=True)
    assert "Черновик уже есть" in text(again)
    assert "Такого образца нет." in text(methodist_client.post(to("methodology_samples"), {"sample": "x"}, follow=True))


def test_a_region_takes_samples_for_all_districts_or_for_the_one_it_looks_at(client):
    MunicipalityFactory(name="Калачинский район")
    MunicipalityFactory()
    client.force_login(
        UserFactory(role=Role.METHODIST, municipality=None), backend="django.contrib.auth.backends.ModelBackend"
    )
    client.post(to("methodology_samples"), {"sample": "interview"})
    assert Methodology.objects.count() == 1


# Documents


def test_the_approving_order_is_attached_to_a_version_in_use_and_read_by_whoever_is_measured(
    methodist_client, director_client, methodology
):
    freeze(methodology, on=DAY)
    assert "Приложить документ" in text(methodist_client.get(methodology.get_absolute_url()))
    file = SimpleUploadedFile("Приказ об утверждении.pdf", PDF)
    methodist_client.post(shelf.address(methodology), {"kind": "order", "file": file})
    page = text(director_client.get(methodology.get_absolute_url()))
    assert "Приказ об утверждении" in page
    assert "Приложить документ" not in page


def test_documents_of_a_common_methodology_are_kept_by_the_region(methodist_client):
    common = take(blueprint(), municipality=None)
    assert "Приложить документ" not in text(methodist_client.get(common.get_absolute_url()))
    file = SimpleUploadedFile("Приказ.pdf", PDF)
    assert methodist_client.post(shelf.address(common), {"kind": "order", "file": file}).status_code == 403


# History


def test_the_history_of_a_draft_tells_of_its_sections_items_steps_and_levels(methodist_client, methodist, methodology):
    item = methodology.items.get(code=TASK.code)
    whole = reverse("history", args=["monitoring", "methodology", methodology.pk])
    step = item.steps.first()
    was, step.points = step.points, D(7)
    step.save()
    section = {"code": item.section.code, "title": "Иначе", "weight": "1"}
    methodist_client.post(to("edit_section", item.section), section)
    page = text(methodist_client.get(whole)).replace("\u00a0", " ")
    assert "название: <del" in page
    assert "Иначе" in page
    assert str(methodist) in page
    assert f"ступень шкалы: {item.code}" in page
    assert f'баллов: <del class="was">{was.normalize():f}</del> 7' in page


def test_a_removed_item_and_a_moved_one_stay_in_the_history(methodist_client, methodology):
    whole = reverse("history", args=["monitoring", "methodology", methodology.pk])
    first, *_, last = methodology.items.all()
    methodist_client.post(to("move_item", first), {"down": ""})
    methodist_client.post(to("remove_item", last))
    page = text(methodist_client.get(whole))
    assert f"показатель методики: {last}" in page
    assert "удалено" in page
    assert "порядок: <del" in page


def test_the_history_asks_the_same_questions_however_much_was_changed(
    methodist_client, methodology, municipality, django_assert_max_num_queries
):
    long = take(samples.sample("effectiveness"), municipality=municipality)
    for one in (methodology, long):
        with django_assert_max_num_queries(24):
            methodist_client.get(reverse("history", args=["monitoring", "methodology", one.pk]))
