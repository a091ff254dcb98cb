"""`manage.py remind`: what is due is told once, letters go once a day, Mondays bring the summary of the week."""

from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from leadership.core.calendars import registry
from leadership.core.models import Notice, Subscription
from leadership.core.notices import mailing
from leadership.project import preparing
from leadership.project.models import Occurrence, PreparedPaper
from monitoring.models import CampaignState
from schools.models import Appointment
from tests.factories import (
    ActivityFactory,
    AttestationFactory,
    CampaignFactory,
    MunicipalityFactory,
    NoticeFactory,
    ParticipantFactory,
    PhaseFactory,
    PreparedPaperFactory,
    RecommendationFactory,
    ResponseFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

MONDAY = date(2023, 12, 4)


def remind(capsys, *arguments):
    call_command("remind", *arguments)
    return capsys.readouterr().out.strip()


def told(user, occasion):
    return list(Notice.objects.filter(recipient=user, occasion=occasion).order_by("pk"))


@pytest.fixture
def activity(director):
    return ActivityFactory(
        programme__person=director.person, programme__approved_on=date(2023, 1, 1), title="Курсы",
        due_on=MONDAY + timedelta(days=7), done_on=None,
    )  # fmt: skip


@pytest.fixture
def by_mail(settings, director):
    settings.MAIL_IS_ON = True
    director.email = "director@example.ru"
    director.save()


def test_one_line_says_what_was_done(capsys, activity, by_mail):
    assert remind(capsys, "--as-of", "04.12.2023") == "На 04.12.2023: новых уведомлений 1, писем 1."
    assert remind(capsys, "--as-of", "04.12.2023") == "На 04.12.2023: новых уведомлений 0, писем 0."
    assert len(mail.outbox) == 1


def test_a_trial_changes_nothing(capsys, activity, by_mail):
    said = remind(capsys, "--as-of", "2023-12-04", "--dry-run")
    assert said == "Проба на 04.12.2023: было бы уведомлений 1, писем 1."
    assert not Notice.objects.exists()
    assert not Subscription.objects.exists()
    assert mail.outbox == []


def test_without_mail_all_stands_in_the_inbox(capsys, activity, director, settings):
    settings.MAIL_IS_ON = False
    assert remind(capsys, "--as-of", "2023-12-04").endswith("новых уведомлений 1, писем 0.")
    assert len(told(director, "activity_term")) == 1


def test_a_server_that_does_not_answer_ends_it_with_a_fault(capsys, activity, by_mail, director, monkeypatch):
    monkeypatch.setattr(mailing, "send_due", lambda day, at: mailing.Sending(failed=3, is_given_up=True))
    with pytest.raises(CommandError, match="Почтовый сервер не отвечает"):
        remind(capsys, "--as-of", "2023-12-04")
    assert "не ушло 3" in capsys.readouterr().out
    assert told(director, "activity_term")


def test_a_day_that_is_none_is_refused(capsys):
    with pytest.raises(CommandError, match="не дата"):
        remind(capsys, "--as-of", "вчера")


def test_old_read_notices_go_on_the_way(capsys, director):
    NoticeFactory(recipient=director, read_at=datetime.fromisoformat("2021-01-01T00:00+06:00"),
                  made_at=datetime.fromisoformat("2021-01-01T00:00+06:00"))  # fmt: skip
    assert remind(capsys, "--as-of", "2023-12-05").endswith("старых убрано 1.")


def test_an_activity_is_spoken_of_and_stands_in_the_calendar(capsys, activity, director, stranger):
    for passed in (0, 3, 6, 8):
        remind(capsys, "--as-of", (MONDAY + timedelta(days=passed)).isoformat())
    assert [str(one) for one in told(director, "activity_term")] == [
        "Срок мероприятия ИППР – 11.12.2023: Курсы",
        "Срок мероприятия ИППР – 11.12.2023: Курсы",
        "Срок мероприятия ИППР прошёл 11.12.2023: Курсы",
    ]
    assert told(stranger, "activity_term") == []
    [(kind, one)] = registry.between(director, MONDAY, MONDAY + timedelta(days=30))
    assert (kind, one.title, one.on) == ("activity", "ИППР: Курсы", activity.due_on)


def test_what_is_done_or_not_approved_is_not_spoken_of(capsys, activity, director):
    activity.programme.approved_on = None
    activity.programme.save()
    remind(capsys, "--as-of", "2023-12-05")
    assert told(director, "activity_term") == []


def test_the_specialist_is_told_of_contracts_and_attestations(capsys, director, specialist, coordinator):
    soon = MONDAY + timedelta(days=80)
    Appointment.objects.update(contract_ends_on=soon)
    AttestationFactory(person=director.person, held_on=date(2019, 3, 1), valid_until=MONDAY - timedelta(days=2))
    for _ in range(2):
        remind(capsys, "--as-of", "2023-12-04")
    assert [str(one) for one in told(specialist, "contract_term")] == [
        "Договор с руководителем истекает 22.02.2024: Крестинская СШ"
    ]
    assert [str(one) for one in told(specialist, "attestation_term")] == [
        "Срок аттестации руководителя истёк 02.12.2023: Крестинская СШ"
    ]
    assert told(coordinator, "contract_term") == []
    assert {kind for kind, _ in registry.between(specialist, soon, soon)} == {"contract"}


class TestPlan:
    @pytest.fixture
    def occurrence(self, passport):
        found = Occurrence.objects.filter(closed_on=None, row__measure__project=passport).order_by("pk").first()
        found.starts_on = found.ends_on = date(2030, 3, 14)  # far from every other term
        found.save()
        return found

    def test_the_coordinator_is_told_of_terms(self, capsys, occurrence, coordinator, specialist):
        number = occurrence.row.measure.number
        for day in ("2030-03-07", "2030-03-13", "2030-03-15", "2030-03-16"):
            remind(capsys, "--as-of", day)
        said = [str(one) for one in told(coordinator, "occurrence_term")]
        assert [one.partition(":")[0] for one in said] == [
            "Срок плана наступает 14.03.2030", "Срок плана наступает 14.03.2030", "Срок плана просрочен 14.03.2030",
        ]  # fmt: skip
        assert all(f"мероприятие {number}," in one for one in said)
        assert told(specialist, "occurrence_term") == []

    def test_the_plan_stands_in_the_calendar_of_those_who_keep_it(self, occurrence, coordinator, specialist, observer):
        day = occurrence.ends_on
        for user in (coordinator, specialist):
            assert [kind for kind, _ in registry.between(user, day, day)] == ["occurrence"]
        assert list(registry.between(observer, day, day)) == []


class TestSummary:
    @pytest.fixture
    def week(self, municipality, director, activity):
        campaign = CampaignFactory(municipality=municipality, state=CampaignState.FILLING)
        PhaseFactory(campaign=campaign, ends_on=date(2023, 12, 20))
        ResponseFactory(participant=ParticipantFactory(campaign=campaign, person=director.person))
        RecommendationFactory(person=director.person, sent_on=date(2023, 11, 20), acknowledged_on=date(2023, 11, 28))
        activity.due_on = date(2023, 11, 1)
        activity.save()
        return campaign

    def test_a_monday_brings_the_week_in_figures_with_links(self, capsys, week, coordinator, coordinator_client):
        remind(capsys, "--as-of", "2023-12-04")
        [notice] = told(coordinator, "monday_summary")
        assert str(notice) == "Итоги недели: 27.11.2023–03.12.2023"
        page = coordinator_client.get(notice.get_absolute_url()).content.decode()
        listed = reverse("monitoring:responses", args=[week.pk])
        assert f'<a href="{listed}">Не сдано форм: 1 из 1' in page
        assert "Просрочено в ИППР: 1\u00a0мероприятие" in page
        assert "За неделю ознакомились: 1\u00a0рекомендация" in page

    def test_its_letter_names_nobody(self, capsys, week, coordinator, director, settings):
        settings.MAIL_IS_ON = True
        coordinator.email = "coordinator@example.ru"
        coordinator.save()
        remind(capsys, "--as-of", "2023-12-04")
        [letter] = mail.outbox
        assert "Не сдано форм: 1 из 1" in letter.body
        assert director.person.last_name not in letter.body

    def test_it_is_told_once_a_week_and_made_up_for_till_wednesday(self, capsys, week, coordinator):
        for day in (5, 6, 7, 10):
            remind(capsys, "--as-of", f"2023-12-{day:02}")
        assert [one.key for one in told(coordinator, "monday_summary")] == ["20231204"]
        remind(capsys, "--as-of", "2023-12-14")  # Thursday of a week nobody was told of
        assert len(told(coordinator, "monday_summary")) == 1

    def test_each_district_has_its_own(self, capsys, week, coordinator):
        other = MunicipalityFactory(name="Калачинский муниципальный район")
        stranger = UserFactory(role="coordinator", municipality=other)
        remind(capsys, "--as-of", "2023-12-04")
        assert told(stranger, "monday_summary") == []

    def test_a_quiet_week_says_nothing(self, capsys, coordinator):
        remind(capsys, "--as-of", "2023-12-04")
        assert told(coordinator, "monday_summary") == []

    def test_more_campaigns_ask_no_more_questions(self, capsys, week, municipality, coordinator, known_kinds):
        def asked(day):
            with CaptureQueriesContext(connection) as questions:
                call_command("remind", "--as-of", day)
            return len(questions)

        asked("2024-02-05")
        few = asked("2024-02-12")
        CampaignFactory.create_batch(5, municipality=municipality, state=CampaignState.FILLING)
        assert asked("2024-02-19") == few


class TestPapers:
    def test_whoever_asked_for_a_long_paper_learns_that_it_is_made(self, coordinator, passport):
        paper = PreparedPaperFactory(asked_by=coordinator, municipality=passport.municipality)
        preparing.make.func(paper.pk)
        [notice] = told(coordinator, "paper_ready")
        assert notice.text.startswith("Отчёт готов: ")
        assert notice.owner == paper

    def test_and_that_it_cannot_be_made(self, coordinator, passport, monkeypatch):
        def fail(paper):
            raise RuntimeError("a defect")

        monkeypatch.setattr(preparing, "_written", fail)
        paper = PreparedPaperFactory(asked_by=coordinator, municipality=passport.municipality)
        preparing.make.func(paper.pk)
        assert PreparedPaper.objects.get().fault
        assert told(coordinator, "paper_ready")[0].text.startswith("Отчёт не удалось сделать")
