"""A completed course stands in the person's card as a training, entered once and kept true."""

from datetime import date

import pytest
from django.urls import reverse

from mentoring.actions import courses as actions
from mentoring.models import Course, Enrolment
from schools.models import Training

from ..factories import CourseFactory, EnrolmentFactory, PersonFactory

pytestmark = pytest.mark.django_db
CERTIFICATE = "удостоверение № 55-0001 от 31.05.2021"


def completed(**changed):
    fields = {"completed_on": date(2021, 5, 31), "certificate": CERTIFICATE} | changed
    course = fields.pop("course", None) or CourseFactory()
    return actions.keep_enrolment(EnrolmentFactory.build(course=course, person=PersonFactory(), **fields))


def test_a_completed_course_is_a_training():
    enrolment = completed(course=CourseFactory(hours=72, organiser="ИРООО"))
    training = Training.objects.get()
    assert enrolment.training == training
    assert (training.person, training.title) == (enrolment.person, "Эффективный руководитель")
    assert (training.hours, training.organisation, training.kind) == (72, "ИРООО", Training.Kind.FURTHER)
    assert (training.started_on, training.completed_on) == (date(2021, 3, 1), date(2021, 5, 31))
    assert training.document == CERTIFICATE
    assert training.is_management


@pytest.mark.parametrize(
    ("hours", "kind"), [(None, "further"), (16, "further"), (249, "further"), (250, "retraining"), (520, "retraining")]
)
def test_retraining_begins_at_250_hours(hours, kind):
    completed(course=CourseFactory(hours=hours))
    assert Training.objects.get().kind == kind


def test_a_course_of_another_programme_is_not_about_management():
    completed(course=CourseFactory(programme=Course.Programme.OTHER))
    assert not Training.objects.get().is_management


def test_one_who_still_studies_has_no_training():
    completed(completed_on=None, certificate="")
    assert not Training.objects.exists()


def test_saving_again_changes_the_training_and_makes_no_second():
    enrolment = completed()
    enrolment.completed_on = date(2021, 6, 1)
    actions.keep_enrolment(enrolment)
    assert Training.objects.get().completed_on == date(2021, 6, 1)


def test_a_completion_taken_back_takes_the_training_away():
    enrolment = completed()
    enrolment.completed_on, enrolment.certificate = None, ""
    actions.keep_enrolment(enrolment)
    assert not Training.objects.exists()
    assert Enrolment.objects.get().training is None


def test_a_removed_enrolment_takes_the_training_along():
    completed().delete()
    assert not Training.objects.exists()


def test_a_changed_course_changes_what_cards_say():
    enrolment = completed()
    course = enrolment.course
    course.title, course.hours = "Эффективный руководитель школы", 300
    actions.keep_course(course)
    training = Training.objects.get()
    assert (training.title, training.kind) == ("Эффективный руководитель школы", Training.Kind.RETRAINING)


def test_the_form_of_an_enrolment_enters_the_training(methodist_client, municipality):
    course, person = CourseFactory(municipality=municipality), PersonFactory(municipality=municipality)
    answer = methodist_client.post(
        reverse("mentoring:add_enrolment"),
        {"course": course.pk, "person": person.pk, "completed_on": "31.05.2021", "certificate": CERTIFICATE},
    )
    assert answer.status_code == 302
    assert Training.objects.get(person=person).document == CERTIFICATE


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_courses_completed_before_are_entered_by_the_migration(transactional_db):
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    leaves = executor.loader.graph.leaf_nodes()
    enrolment = EnrolmentFactory(completed_on=date(2021, 5, 31), certificate=CERTIFICATE)
    executor.migrate([("mentoring", "0002_registers")])
    executor = MigrationExecutor(connection)
    executor.migrate(leaves)
    enrolment.refresh_from_db()
    assert enrolment.training.document == CERTIFICATE
