"""Changing an approved value asks for a reason and keeps the old one."""

from datetime import date

import pytest
from django.urls import reverse

from leadership.project.models import Amendment, MeasureRow, Occurrence, Task

pytestmark = pytest.mark.django_db


def edit(client, record, part, **data):
    return client.post(reverse("project:edit_part", args=[part, record.pk]), data)


def test_without_a_reason_nothing_is_saved_and_nothing_typed_is_lost(specialist_client, passport):
    task = passport.tasks.get(number=1)
    answer = edit(specialist_client, task, "task", text="Новая задача")
    assert answer.status_code == 422
    assert "укажите причину" in answer.content.decode()
    assert "Новая задача" in answer.content.decode()
    assert Task.objects.get(pk=task.pk).text == task.text


def test_with_a_reason_the_old_value_is_kept_beside_the_new(specialist_client, specialist, passport):
    task = passport.tasks.get(number=1)
    edit(specialist_client, task, "task", text="Новая задача", reason="приказ № 7")
    amendment = Amendment.objects.get()
    assert (amendment.was, amendment.became, amendment.reason) == (task.text, "Новая задача", "приказ № 7")
    assert amendment.made_by == specialist
    assert task.history.first().history_change_reason == "приказ № 7"


def test_saving_without_a_change_asks_for_nothing(specialist_client, passport):
    task = passport.tasks.get(number=1)
    assert edit(specialist_client, task, "task", text=task.text).status_code == 302
    assert not Amendment.objects.exists()


def test_a_project_not_yet_approved_is_edited_freely(specialist_client, passport):
    passport.approved_on = None
    passport.save()
    task = passport.tasks.get(number=1)
    assert edit(specialist_client, task, "task", text="Иначе").status_code == 302
    assert not Amendment.objects.exists()


def test_a_corrected_list_no_longer_prints_as_in_the_source(specialist_client, passport):
    assert passport.tasks_as_printed
    edit(specialist_client, passport.tasks.get(number=1), "task", text="Иначе", reason="уточнение")
    passport.refresh_from_db()
    assert passport.tasks_as_printed == ""


def test_a_moved_stage_keeps_its_former_dates(specialist_client, passport):
    stage = passport.stages.get(number=1)
    data = {"title": stage.title, "starts_on": "01.02.2021", "ends_on": "30.04.2021", "reason": "письмо"}
    edit(specialist_client, stage, "stage", **data)
    amendment = Amendment.objects.get()
    assert (amendment.was, amendment.became) == ("31.03.2021", "30.04.2021")
    stage.refresh_from_db()
    assert stage.ends_as_printed == ""


def test_a_new_rule_moves_open_dates_and_keeps_closed_ones(specialist_client, passport):
    row = MeasureRow.objects.get(measure__number=13)
    held = row.occurrences.get(starts_on=date(2022, 11, 1))
    held.outcome, held.closed_on, held.proof = "held", date(2022, 11, 25), "справка № 1"
    held.save()
    data = {"term": row.term, "rule": "11.2022; 10.2023", "result": row.result, "executors": row.executors}
    specialist_client.post(reverse("project:edit_row", args=[row.pk]), data | {"reason": "приказ"})
    dates = row.occurrences.values_list("starts_on", "outcome")
    assert list(dates) == [(date(2022, 11, 1), "held"), (date(2023, 10, 1), "")]


def test_a_faulty_rule_is_refused_at_the_field(specialist_client, passport):
    row = MeasureRow.objects.get(measure__number=13)
    data = {"term": row.term, "rule": "13.2022", "result": row.result, "executors": row.executors, "reason": "х"}
    answer = specialist_client.post(reverse("project:edit_row", args=[row.pk]), data)
    assert answer.status_code == 422
    assert "rule" in answer.context["form"].errors


def test_a_changed_variant_of_an_indicator_is_an_amendment(specialist_client, passport):
    indicator = passport.indicators.get(number=3)
    data = {
        "title": indicator.title,
        "promise": indicator.promise,
        "target": indicator.target,
        "tasks": [task.pk for task in indicator.tasks.all()],
        "counting": "yearly",
        "reason": "по решению совещания",
    }
    specialist_client.post(reverse("project:edit_indicator", args=[indicator.pk]), data)
    indicator.refresh_from_db()
    assert indicator.parameters["counting"] == "yearly"
    assert Amendment.objects.get().became == "за год"


def test_linked_tasks_of_a_measure_are_amended_in_words(specialist_client, passport):
    measure = passport.measures.get(number=1)
    data = {"title": measure.title, "stage": measure.stage_id, "tasks": [], "indicators": [], "reason": "проверено"}
    specialist_client.post(reverse("project:edit_measure", args=[measure.pk]), data)
    amendment = Amendment.objects.get()
    assert amendment.label == "Задачи"
    assert amendment.was
    assert amendment.became == ""


def test_a_dropped_date_stays_among_the_amendments(specialist_client, passport):
    occurrence = Occurrence.objects.get(row__measure__number=5)
    address = reverse("project:remove_occurrence", args=[occurrence.pk])
    assert specialist_client.post(address, {"reason": ""}).status_code == 422
    specialist_client.post(address, {"reason": "внесён дважды"})
    assert not Occurrence.objects.filter(pk=occurrence.pk).exists()
    assert Amendment.objects.get().was.replace("\u00a0", " ") == "июнь 2021 г."


def test_a_changed_target_keeps_the_words_typed_beside_it(specialist_client, passport):
    indicator = passport.indicators.get(number=2)
    data = {"title": indicator.title, "promise": "Не менее 90%", "target": 90, "tasks": [], "reason": "решение"}
    specialist_client.post(reverse("project:edit_indicator", args=[indicator.pk]), data)
    indicator.refresh_from_db()
    assert (indicator.promise, indicator.target) == ("Не менее 90%", 90)


def test_a_share_cannot_be_promised_above_a_hundred(specialist_client, passport):
    indicator = passport.indicators.get(number=2)
    data = {"title": indicator.title, "promise": "много", "target": 500, "tasks": [], "reason": "решение"}
    answer = specialist_client.post(reverse("project:edit_indicator", args=[indicator.pk]), data)
    assert "Больше 100 %" in answer.content.decode()


def passport_form(passport, **changed):
    shown = {
        name: getattr(passport, name)
        for name in ("title", "kind", "coordinator", "manager", "participants", "goal", "approved_by_post")
    } | {"approved_by_name": passport.approved_by_name}
    days = {name: f"{getattr(passport, name):%d.%m.%Y}" for name in ("starts_on", "ends_on")}
    approved = {"approved_on": f"{passport.approved_on:%d.%m.%Y}" if passport.approved_on else ""}
    return shown | days | approved | changed


def test_a_passport_is_approved_through_its_form(specialist_client, passport):
    passport.approved_on = None
    passport.save()
    answer = specialist_client.post(reverse("project:edit_passport"), passport_form(passport, approved_on="01.01.2021"))
    assert answer.status_code == 302
    passport.refresh_from_db()
    assert passport.approved_on == date(2021, 1, 1)


def test_taking_the_approval_back_leaves_a_trace(specialist_client, passport):
    address = reverse("project:edit_passport")
    assert specialist_client.post(address, passport_form(passport, approved_on="")).status_code == 422
    specialist_client.post(address, passport_form(passport, approved_on="", reason="ошибка в реквизитах"))
    assert Amendment.objects.get().was == "01.01.2021"


def test_the_first_link_of_a_measure_is_an_amendment_too(specialist_client, passport):
    measure = passport.measures.get(number=1)
    indicator = passport.indicators.get(number=5)
    data = {
        "title": measure.title, "stage": measure.stage_id, "reason": "проверено",
        "tasks": [task.pk for task in measure.tasks.all()], "indicators": [indicator.pk],
    }  # fmt: skip
    specialist_client.post(reverse("project:edit_measure", args=[measure.pk]), data)
    amendment = Amendment.objects.get()
    assert (amendment.was, amendment.became) == ("", str(indicator))


def test_a_reason_may_be_long(specialist_client, passport):
    task = passport.tasks.get(number=1)
    assert edit(specialist_client, task, "task", text="Иначе", reason="приказ " * 60).status_code == 302


def test_a_longer_project_gains_the_yearly_dates_and_keeps_what_was_moved(specialist_client, passport):
    moved = Occurrence.objects.get(row__measure__number=5)
    Occurrence.objects.filter(pk=moved.pk).update(starts_on=date(2021, 9, 1), ends_on=date(2021, 9, 30))
    data = passport_form(passport, ends_on="30.12.2025", reason="продлён")
    specialist_client.post(reverse("project:edit_passport"), data)
    first = MeasureRow.objects.get(measure__number=1)
    assert first.occurrences.last().starts_on == date(2025, 2, 1)
    assert [it.starts_on for it in moved.row.occurrences.all()] == [date(2021, 9, 1)]


def test_a_shorter_project_drops_open_dates_of_the_years_lost(specialist_client, passport):
    data = passport_form(passport, ends_on="30.12.2024", starts_on="01.01.2021", reason="сокращён")
    specialist_client.post(reverse("project:edit_passport"), data | {"ends_on": "31.12.2023"})
    assert MeasureRow.objects.get(measure__number=3).occurrences.last().starts_on == date(2023, 12, 1)


def test_a_corrected_link_replaces_the_printed_line(specialist_client, passport):
    link = passport.projectlinks.get(number=1)
    edit(specialist_client, link, "link", level="regional", title="«Лидеры»", reason="переименован")
    passport.refresh_from_db()
    assert passport.relations == ""


def test_a_moved_date_that_is_later_dropped_keeps_its_story(specialist_client, passport):
    occurrence = Occurrence.objects.get(row__measure__number=5)
    data = {"starts_on": "01.09.2021", "ends_on": "30.09.2021", "reason": "перенос"}
    specialist_client.post(reverse("project:edit_occurrence", args=[occurrence.pk]), data)
    specialist_client.post(reverse("project:remove_occurrence", args=[occurrence.pk]), {"reason": "лишний"})
    page = specialist_client.get(occurrence.row.measure.get_absolute_url()).content.decode()
    assert "перенос" in page
    assert "лишний" in page


@pytest.mark.parametrize("who", ["director_client", "expert_client"])
def test_amendments_are_not_read_elsewhere_by_those_who_may_not(who, request, specialist_client, passport):
    measure = passport.measures.get(number=1)
    data = {"title": "Иначе", "stage": measure.stage_id, "tasks": [], "indicators": [], "reason": "тайное письмо"}
    specialist_client.post(reverse("project:edit_measure", args=[measure.pk]), data)
    assert "тайное письмо" not in request.getfixturevalue(who).get(measure.get_absolute_url()).content.decode()


def test_amendments_are_read_on_their_page(coordinator_client, specialist_client, passport):
    edit(specialist_client, passport.tasks.get(number=1), "task", text="Иначе", reason="приказ № 7")
    page = coordinator_client.get(reverse("project:amendments")).content.decode()
    assert "приказ № 7" in page
    assert "Иначе" in page
