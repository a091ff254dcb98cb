"""The story of a person: one question, newest first, only what one may see."""

from datetime import UTC, date, datetime

import pytest
from django.db.models import QuerySet
from django.urls import reverse

from leadership.core import stories
from schools.models import Membership
from tests import factories as make

pytestmark = pytest.mark.django_db
DAY = date(2024, 12, 30)


@pytest.fixture
def person(director):
    """The director of Крестинская СШ, with a record of every kind that is told."""
    person = director.person
    school = person.appointments.get().school
    make.AppointmentFactory(
        person=person, school=school, post="deputy", started_on=date(2010, 9, 1), ended_on=date(2019, 8, 31),
        dismissal_order="приказ № 5-к",
    )  # fmt: skip
    make.EducationFactory(person=person, graduated_in=1999)
    make.TrainingFactory(person=person, completed_on=date(2022, 5, 20))
    make.AttestationFactory(person=person)
    make.AwardFactory(person=person)
    make.ProfessionalContestEntryFactory(person=person)
    make.MembershipFactory(person=person, ended_on=date(2023, 2, 1))
    make.ReserveStepFactory(entry__person=person)
    make.FormerNameFactory(person=person)
    make.FindingFactory(person=person)
    programme = make.DevelopmentProgrammeFactory(person=person, approved_on=date(2022, 1, 12))
    make.ActivityFactory(programme=programme, done_on=date(2022, 6, 1), proof="отзыв")
    make.PairingFactory(mentor=person, ended_on=date(2023, 11, 30))
    make.PairingFactory(mentee=person, ended_on=date(2023, 11, 30))
    make.EnrolmentFactory(person=person, completed_on=date(2021, 5, 31), certificate="№ 7")
    make.ManagementProjectFactory(
        person=person, defended_on=date(2021, 5, 30), implemented_on=date(2022, 3, 1), proof="акт"
    )
    make.ManagementTrialFactory(person=person, entered_in_bank_on=date(2022, 6, 1), basis="письмо")
    make.SimulatorTrialFactory(person=person)
    campaign = make.CampaignFactory(state="published")
    make.PhaseFactory(campaign=campaign, state="published", starts_on=date(2024, 1, 15), ends_on=date(2024, 1, 20))
    calculation = make.CalculationFactory(campaign=campaign, done_at=datetime(2023, 12, 21, tzinfo=UTC))
    participant = make.ParticipantFactory(campaign=campaign, person=person, school=school)
    make.ResultFactory(calculation=calculation, participant=participant)
    make.PhaseFactory(campaign=campaign)
    make.ResponseFactory(participant=participant)
    return person


def told(person, user, day=DAY):
    return [entry.told.words for entry in stories.tell([person.pk], user, day)]


def test_every_kind_has_a_line_and_all_are_asked_in_one_question(person, specialist, django_assert_num_queries):
    with django_assert_num_queries(1):
        entries = stories.tell([person.pk], specialist, DAY)
    assert len(entries) >= len(stories._kinds)
    assert [entry.day for entry in entries] == sorted((entry.day for entry in entries), reverse=True)


def test_a_line_reads_as_people_say_it(person, specialist):
    words = told(person, specialist)
    for said in (
        "Назначение: директор, Крестинская СШ",
        "Последний день в должности: заместитель директора, Крестинская СШ",
        "Образование: высшее, Омский государственный педагогический университет",
        "Повышение квалификации: Менеджмент в образовании",
        "Аттестация: соответствие занимаемой должности – соответствует",
        "Награда: Почётная грамота Управления образования",
        "Конкурс (региональный): Лидер в образовании",
        "Вступление: Ассоциация лидеров Оконешниковского образования",
        "Резерв: включён, директор",
        "Смена имени; прежде – Девичья Анна Петровна",
        "Окончены курсы: Эффективный руководитель",
        "Включение в региональный банк данных",
    ):
        assert said in words


@pytest.mark.parametrize(("day", "is_told"), [(date(2022, 5, 19), False), (date(2022, 5, 20), True)])
def test_nothing_is_told_before_its_day(person, specialist, day, is_told):
    assert ("Повышение квалификации: Менеджмент в образовании" in told(person, specialist, day)) is is_told


def test_of_a_diploma_only_the_year_is_said(person, specialist):
    entry = stories.tell([person.pk], specialist, DAY)[-1]
    assert (entry.day, entry.told.when) == (date(1999, 1, 1), "1999")


def test_a_director_reads_his_own_story_and_no_others(person, director, stranger):
    assert len(told(person, director)) >= len(stories._kinds)
    assert told(stranger.person, director) == []


def test_the_observer_reads_of_posts_and_names_alone(person, observer):
    assert {entry.theme for entry in stories.tell([person.pk], observer, DAY)} == {"Назначения", "Имя"}


def test_another_district_reads_nothing(person, foreigner):
    assert told(person, foreigner) == []


def test_a_link_leads_only_where_one_may_go(person, director, specialist):
    other = make.AppointmentFactory(person=person, post="teacher", started_on=date(2005, 9, 1)).school
    own = {entry.told.words: entry.told.url for entry in stories.tell([person.pk], director, DAY)}
    all_of = {entry.told.words: entry.told.url for entry in stories.tell([person.pk], specialist, DAY)}
    assert own[f"Назначение: учитель, {other}"] == ""
    assert all_of[f"Назначение: учитель, {other}"] == reverse("schools:school", args=[other.pk])


def test_the_stories_of_several_people_are_told_together(person, specialist):
    other = make.AwardFactory(person__municipality=specialist.municipality, title="Медаль").person
    words = [entry.told.words for entry in stories.tell([person.pk, other.pk], specialist, DAY)]
    assert "Награда: Медаль" in words
    assert "Награда: Почётная грамота Управления образования" in words


def test_a_kind_is_registered_once():
    with pytest.raises(ValueError, match="twice"):
        stories.story("awarded", theme="Награды", said=lambda line: stories.Told(""))(QuerySet)


def test_the_story_on_the_card_is_chosen_by_its_theme(person, specialist_client):
    page = specialist_client.get(person.get_absolute_url(), {"as_of": "2024-12-30", "theme": "Аттестация"})
    assert [entry.theme for entry in page.context["entries"]] == ["Аттестация"]
    assert ("Аттестация", 1) in page.context["themes"]


def test_a_long_story_begins_with_the_newest_and_offers_the_rest(person, specialist_client):
    for year in range(1980, 2010):
        make.MembershipFactory(
            person=person, body=Membership.Body.COUNCIL, council=f"Совет {year}", started_on=date(year, 1, 1)
        )
    address = person.get_absolute_url()
    page = specialist_client.get(address, {"as_of": "2024-12-30"})
    assert len(page.context["entries"]) == 20
    assert f"Показать ещё {page.context['all_entries'] - 20}\xa0" in page.text
    whole = specialist_client.get(address, {"as_of": "2024-12-30", "story": "all"})
    assert len(whole.context["entries"]) == whole.context["all_entries"]


def test_an_unknown_theme_tells_nothing_and_fails_nothing(person, specialist_client):
    page = specialist_client.get(person.get_absolute_url(), {"theme": "<b>"})
    assert page.status_code == 200
    assert page.context["entries"] == []
