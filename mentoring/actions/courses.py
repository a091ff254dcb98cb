"""What changes a record of development together with the card of the person it concerns."""

from django.db import transaction

from schools.models import Training

from ..models import Course, Enrolment


@transaction.atomic
def keep_course(course: Course) -> Course:
    """Save a course; what its graduates' cards say of it follows."""
    course.save()
    for enrolment in course.enrolments.exclude(completed_on=None).select_related("course", "training"):
        keep_enrolment(enrolment)
    return course


@transaction.atomic
def keep_enrolment(enrolment: Enrolment) -> Enrolment:
    """Save an enrolment; once completed, and only then, it stands in the person's card as a training."""
    entered = enrolment.training
    if enrolment.completed_on:
        enrolment.training = _trained(enrolment, entered or Training())
    else:
        enrolment.training = None
    enrolment.save()
    if entered and not enrolment.completed_on:
        entered.delete()
    return enrolment


def _trained(enrolment: Enrolment, training: Training) -> Training:
    for name, value in enrolment.as_training().items():
        setattr(training, name, value)
    training.full_clean()
    training.save()
    return training
