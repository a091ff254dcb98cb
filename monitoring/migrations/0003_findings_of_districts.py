import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def take_the_district_of_the_person(apps, schema_editor):
    """What was found before measuring is about persons; the district is theirs."""
    Finding = apps.get_model("monitoring", "Finding")
    Person = apps.get_model("schools", "Person")
    districts = Person.objects.filter(pk=OuterRef("person")).values("municipality")
    Finding.objects.filter(municipality=None).update(municipality=Subquery(districts))


class Migration(migrations.Migration):
    dependencies = [("monitoring", "0002_measuring")]

    operations = [
        migrations.RunPython(take_the_district_of_the_person, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="finding",
            name="municipality",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="schools.municipality",
                verbose_name="район",
            ),
        ),
    ]
