from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('monitoring', '0005_history_of_methodologies'),
    ]

    operations = [
        migrations.AlterField(
            model_name='calculation',
            name='deciders',
            field=models.JSONField(blank=True, default=list, verbose_name='показатели, от которых места зависят сильнее всего'),
        ),
    ]
