"""What measuring keeps of a person goes with the person's data, figures stay."""

import pytest

from schools import actions
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_names_leave_participants_forms_conclusions_and_recommendations(specialist):
    person = make.PersonFactory(last_name="Скрипникова", first_name="Инна", patronymic="Вадимовна")
    participant = make.ParticipantFactory(
        person=person, label="Скрипникова Инна Вадимовна", campaign__municipality=person.municipality
    )
    form = make.ResponseFactory(participant=participant)
    step = make.ResponseStepFactory(response=form, answers={"P1": "отвечала Скрипникова И.В."}, reason="Скрипникова")
    conclusion = make.ConclusionFactory(response=form, text="Скрипникова видит цели школы")
    advised = make.RecommendationFactory(person=person, text="Скрипниковой И.В. пройти курсы")
    result = make.ResultFactory(participant=participant, calculation__campaign=participant.campaign)
    actions.erase_person(person=person, basis="заявление", by=specialist)
    for record in (participant, step, conclusion, advised, result):
        record.refresh_from_db()
    kept = f"{participant.label} {step.answers} {step.reason} {conclusion.text} {advised.text}"
    assert "Скрипников" not in kept
    assert conclusion.text == "[удалено] видит цели школы"
    assert result.total == 70
