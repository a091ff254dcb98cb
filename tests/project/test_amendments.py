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
        "target_as_printed": indicator.target_as_printed,
        "target": indicator.target,
        "cadence": indicator.cadence,
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


def test_amendments_are_read_on_their_page(coordinator_client, specialist_client, passport):
    edit(specialist_client, passport.tasks.get(number=1), "task", text="Иначе", reason="приказ № 7")
    page = coordinator_client.get(reverse("project:amendments")).content.decode()
    assert "приказ № 7" in page
    assert "Иначе" in page
