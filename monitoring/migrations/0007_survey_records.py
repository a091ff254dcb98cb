import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('monitoring', '0006_places_without_deciders'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='participant',
            name='kept_answered',
            field=models.PositiveIntegerField(blank=True, editable=False, help_text='для опросов: когда бюллетени уже удалены', null=True, verbose_name='ответили'),
        ),
        migrations.CreateModel(
            name='HistoricalSurveyRecord',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('counts', models.JSONField(blank=True, default=dict, verbose_name='сводные числа')),
                ('texts', models.JSONField(blank=True, default=dict, verbose_name='открытые ответы, как показаны')),
                ('document', models.CharField(max_length=300, verbose_name='итоговая справка')),
                ('fixed_on', models.DateField(verbose_name='результаты зафиксированы')),
                ('destroyed', models.PositiveIntegerField(default=0, verbose_name='уничтожено бюллетеней')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.TextField(null=True, verbose_name='причина')),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('campaign', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='monitoring.campaign', verbose_name='опрос')),
                ('fixed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='кем')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical зафиксированные результаты опроса',
                'verbose_name_plural': 'historical зафиксированные результаты опросов',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='SurveyRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('counts', models.JSONField(blank=True, default=dict, verbose_name='сводные числа')),
                ('texts', models.JSONField(blank=True, default=dict, verbose_name='открытые ответы, как показаны')),
                ('document', models.CharField(max_length=300, verbose_name='итоговая справка')),
                ('fixed_on', models.DateField(verbose_name='результаты зафиксированы')),
                ('destroyed', models.PositiveIntegerField(default=0, verbose_name='уничтожено бюллетеней')),
                ('campaign', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='record', to='monitoring.campaign', verbose_name='опрос')),
                ('fixed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='кем')),
            ],
            options={
                'verbose_name': 'зафиксированные результаты опроса',
                'verbose_name_plural': 'зафиксированные результаты опросов',
            },
        ),
    ]
