from django.db import migrations


def enter_completed_courses_in_cards(apps, schema_editor):
    """What was completed before cards kept trainings is entered there, each once; invented ones in the ledger."""
    Enrolment = apps.get_model("mentoring", "Enrolment")
    Training = apps.get_model("schools", "Training")
    completed = Enrolment.objects.exclude(completed_on=None).filter(training=None).select_related("course")
    invented = _invented(apps)
    for enrolment in completed.iterator(chunk_size=500):
        course = enrolment.course
        enrolment.training = Training.objects.create(
            person_id=enrolment.person_id,
            kind="retraining" if (course.hours or 0) >= 250 else "further",
            title=course.title,
            is_management=course.programme != "other",
            organisation=course.organiser,
            hours=course.hours,
            started_on=course.started_on,
            completed_on=enrolment.completed_on,
            document=enrolment.certificate,
            is_from_course=True,
        )
        enrolment.save(update_fields=["training"])
        invented(enrolment)


def _invented(apps):
    """Enters the training of an invented enrolment in the ledger of the demonstration, so that both leave together."""
    DemonstrationRow = apps.get_model("core", "DemonstrationRow")
    ContentType = apps.get_model("contenttypes", "ContentType")
    kind = ContentType.objects.filter(app_label="mentoring", model="enrolment").first()
    numbers = set(DemonstrationRow.objects.filter(content_type=kind).values_list("object_id", flat=True))
    trainings, _ = ContentType.objects.get_or_create(app_label="schools", model="training")

    def enter(enrolment):
        if enrolment.pk in numbers:
            DemonstrationRow.objects.create(content_type=trainings, object_id=enrolment.training_id)

    return enter


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("core", "0001_initial"),
        ("mentoring", "0002_registers"),
    ]

    operations = [migrations.RunPython(enter_completed_courses_in_cards, migrations.RunPython.noop)]
