"""The district's passport as records: whole, once, and without losing edits."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from leadership.project import loading, passport_file
from leadership.project.models import Indicator, Measure, MeasureRow, Occurrence, Project, Stage, Task
from schools.models import Municipality, School

pytestmark = pytest.mark.django_db


def load():
    return loading.load(passport_file.read(passport_file.DEFAULT.read_text(encoding="utf-8"), "паспорт"))


def test_everything_of_the_passport_is_there(passport):
    counts = [model.objects.count() for model in (School, Task, Stage, Indicator, Measure, MeasureRow)]
    assert counts == [9, 6, 3, 8, 20, 22]
    assert passport.approved_on == date(2021, 1, 1)
    assert Municipality.objects.get().head_name.replace("\u00a0", " ") == "Е.Н. Совенко"


def test_stages_overlap_as_in_the_source(passport):
    second, third = passport.stages.get(number=2), passport.stages.get(number=3)
    assert third.starts_on < second.ends_on


@pytest.mark.parametrize(
    ("number", "dates"),
    [
        (1, ["февраль – март 2021 г.", "февраль – март 2022 г.", "февраль – март 2023 г.", "февраль – март 2024 г."]),
        (5, ["июнь 2021 г."]),
        (13, ["ноябрь 2022 г.", "ноябрь 2023 г."]),
        (15, ["2022 г.", "2024 г."]),
        (16, []),
        (17, ["февраль – март 2024 г."]),
    ],
)
def test_terms_are_laid_out_in_dates(passport, number, dates):
    measure = Measure.objects.with_rows().get(project=passport, number=number)
    assert [str(it).replace("\u00a0", " ") for it in measure.occurrences()] == dates


def test_a_second_load_makes_nothing(passport):
    loaded = load()
    assert (loaded.created, loaded.differences) == (0, [])


def test_a_second_load_keeps_edits_and_names_them(passport):
    Task.objects.filter(number=2).update(text="Другая задача")
    Occurrence.objects.filter(row__measure__number=5).delete()
    passport.measures.get(number=3).tasks.clear()
    differences = [str(difference) for difference in load().differences]
    assert Task.objects.get(number=2).text == "Другая задача"
    assert any("задача 2" in it and "здесь «Другая задача»" in it for it in differences)
    assert any("мероприятие 5, строка 1, сроки" in it for it in differences)
    assert any("мероприятие 3, задачи" in it for it in differences)
    assert len(differences) == 3


def test_a_renamed_school_or_district_is_not_made_again(passport):
    School.objects.filter(short_name="Крестинская СШ").update(name="МКОУ «Крестинская СШ»")
    Municipality.objects.update(name="Оконешниковский муниципальный округ")
    loaded = load()
    assert (School.objects.count(), Municipality.objects.count(), loaded.created) == (9, 1, 0)
    said = " ".join(map(str, loaded.differences))
    assert "МБОУ «Крестинская СШ»" in said
    assert "Оконешниковский муниципальный округ" in said


@pytest.mark.parametrize(
    ("good", "bad", "fault"),
    [
        ('source = "heads_in_teams"', 'source = "horoscope"', "мой.toml: индикатор 4: источник «horoscope» неизвестен"),
        ('audience = "everyone"', 'audience = "all"', "audience – «all»"),
        ('code = "liderstvo-2021"', 'code = "код с пробелом"', "паспорт: "),
    ],
)
def test_what_the_system_does_not_know_is_refused_before_anything_is_saved(db, good, bad, fault):
    text = passport_file.DEFAULT.read_text(encoding="utf-8")
    assert good in text
    with pytest.raises(passport_file.PassportError, match=fault):
        loading.load(passport_file.read(text.replace(good, bad), "мой.toml"), "мой.toml")
    assert Project.objects.count() == School.objects.count() == 0


def test_what_was_removed_is_made_again(passport):
    passport.risks.get(number=4).delete()
    assert load().created == 1


def test_a_second_project_of_the_district_does_not_become_current_by_itself(passport):
    text = passport_file.DEFAULT.read_text(encoding="utf-8").replace("liderstvo-2021", "liderstvo-2025")
    loading.load(passport_file.read(text, "второй"))
    assert list(Project.objects.current()) == [passport]


def test_the_command_says_what_it_did(db):
    said = StringIO()
    call_command("load_passport", stdout=said)
    assert "создано записей – 80" in said.getvalue()


def test_a_broken_file_loads_nothing_and_names_file_place_and_fault(db, tmp_path):
    broken = tmp_path / "broken.toml"
    text = passport_file.DEFAULT.read_text(encoding="utf-8")
    broken.write_text(text.replace('rule = "06.2021"', 'rule = "13.2021"'), encoding="utf-8")
    with pytest.raises(CommandError) as refusal:
        call_command("load_passport", str(broken))
    assert refusal.value.returncode == 2
    assert "broken.toml: мероприятие 5" in str(refusal.value)
    assert Project.objects.count() == School.objects.count() == 0


def test_a_file_that_is_not_there_is_one_line(db):
    with pytest.raises(CommandError) as refusal:
        call_command("load_passport", "/nowhere/passport.toml")
    assert refusal.value.returncode == 2
    assert "\n" not in str(refusal.value)
