"""Letters: at most one a day, none twice, one bad address stops nobody, and without mail nothing waits for ever."""

import smtplib
from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from leadership.core.models import Notice, Subscription
from leadership.core.notices import mailing
from schools.models import Role
from tests.factories import NoticeFactory, SubscriptionFactory, UserFactory

pytestmark = pytest.mark.django_db

MONDAY = date(2023, 12, 4)
AT = datetime(2023, 12, 4, 4, tzinfo=UTC)


class Server:
    """A mail server that does what the test has written for an address: refuses, hangs up, or is down."""

    def __init__(self):
        self.arrived, self.faults, self.is_down, self.opened = [], {}, False, 0

    def __call__(self, *args, **kwargs):
        if self.is_down:
            raise ConnectionRefusedError
        self.opened += 1
        return self

    def ehlo_or_helo_if_needed(self):
        pass

    def sendmail(self, sender, recipients, message, **kwargs):
        fault = self.faults.get(recipients[0])
        if isinstance(fault, tuple):  # the letter has arrived, the answer has not
            self.arrived.append((recipients[0], message))
            raise fault[0]
        if fault:
            raise fault
        self.arrived.append((recipients[0], message))

    def quit(self):
        pass

    close = quit

    def to(self):
        return [address for address, _ in self.arrived]


@pytest.fixture
def server(settings, monkeypatch):
    settings.MAIL_IS_ON = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.BASE_URL = "https://leadership.example.ru"
    made = Server()
    monkeypatch.setattr(smtplib, "SMTP", made)
    return made


def waiting(login="anna", email=None, **notice):
    user = UserFactory(
        username=login, email=f"{login}@example.ru" if email is None else email, first_name="Анна", role=Role.DIRECTOR
    )
    NoticeFactory(recipient=user, **{"made_at": AT, **notice})
    return user


def send(day=MONDAY, at=AT):
    return mailing.send_due(day, at=at)


@pytest.fixture
def letter(settings):
    """The only letter that is sent, by the mail of the tests."""
    from django.core import mail

    settings.MAIL_IS_ON = True
    settings.BASE_URL = "https://leadership.example.ru"

    def sent():
        send()
        return mail.outbox[0]

    return sent


def test_a_letter_gathers_all_that_is_new_with_a_link_each(letter):
    user = waiting()
    second = NoticeFactory(recipient=user, text="Срок сдачи – завтра", made_at=AT)
    said = letter()
    assert said.subject == "Лидерство в образовании: 2\u00a0новых уведомления"
    assert said.to == ["anna@example.ru"]
    assert "Здравствуйте, Анна!" in said.body
    assert f"– Срок сдачи – завтра\n  https://leadership.example.ru/notices/{second.pk}/" in said.body
    assert "https://leadership.example.ru/account/letters/" in said.body


def test_a_letter_carries_no_reasons(letter):
    waiting(detail="Балл 2 по показателю 1.3 не подтверждён")
    assert "Балл" not in letter().body


def test_a_summary_goes_with_its_figures(letter):
    waiting(lines=[["Не сдано форм: 5 из 9", "/monitoring/campaigns/5/forms/"]])
    assert "Не сдано форм: 5 из 9\n    https://leadership.example.ru/monitoring/campaigns/5/forms/" in letter().body


def test_a_long_letter_counts_the_rest(letter):
    user = waiting()
    NoticeFactory.create_batch(40, recipient=user, made_at=AT)
    body = letter().body
    assert body.count("/notices/") == 31  # thirty notices and the inbox
    assert "… и ещё 11\u00a0уведомлений." in body


def test_one_letter_a_day(server):
    user = waiting()
    send()
    NoticeFactory(recipient=user, made_at=AT)
    send()
    assert len(server.arrived) == 1
    send(MONDAY + timedelta(days=1), AT + timedelta(days=1))
    assert len(server.arrived) == 2


def test_a_notice_is_sent_by_one_letter_alone(server):
    waiting()
    send()
    send(MONDAY + timedelta(days=1), AT + timedelta(days=1))
    assert len(server.arrived) == 1


def test_what_was_read_needs_no_letter(server):
    waiting(read_at=AT)
    assert send().sent == 0


def test_whoever_wants_no_letters_gets_none(server):
    SubscriptionFactory(account=waiting(), letters="never")
    assert send().sent == 0


def test_a_weekly_letter_comes_once_from_monday_to_sunday(server):
    user = waiting()
    SubscriptionFactory(account=user, letters="weekly", lettered_on=MONDAY - timedelta(days=4))
    for passed in range(8):
        NoticeFactory(recipient=user, made_at=AT + timedelta(days=passed))
        send(MONDAY + timedelta(days=passed), AT + timedelta(days=passed))
    assert len(server.arrived) == 2


def test_closed_accounts_and_those_without_an_address_get_none(server):
    waiting("closed").__class__.objects.filter(username="closed").update(is_active=False)
    waiting("nowhere", email="")
    assert send() == mailing.Sending()
    assert Notice.objects.filter(lettered_at=None).count() == 2


def test_a_bad_address_stops_nobody_and_is_tried_again(server):
    for login in ("anna", "boris", "vera"):
        waiting(login)
    server.faults["boris@example.ru"] = smtplib.SMTPRecipientsRefused({"boris@example.ru": (550, b"no such user")})
    done = send()
    assert (done.sent, done.failed, done.is_given_up) == (2, 1, False)
    server.faults.clear()
    assert send().sent == 1
    assert sorted(server.to()) == ["anna@example.ru", "boris@example.ru", "vera@example.ru"]


@pytest.mark.parametrize("address", ["кто-то@example.ru\nBcc: all@example.ru", "не адрес@@"])
def test_an_address_that_is_none_stops_nobody(server, address):
    waiting("broken", email=address)
    waiting("vera")
    send()
    assert "vera@example.ru" in server.to()
    assert not any("all@" in one for one in server.to())


def test_a_server_that_fails_in_the_middle_gives_nobody_two_letters(server):
    for login in ("anna", "boris", "vera"):
        waiting(login)
    server.faults["boris@example.ru"] = (smtplib.SMTPServerDisconnected("hung up after the letter"),)
    send()
    server.faults.clear()
    send()
    assert sorted(server.to()) == ["anna@example.ru", "boris@example.ru", "vera@example.ru"]


def test_what_perhaps_did_not_arrive_stands_in_the_letter_of_the_next_day(server):
    waiting()
    server.faults["anna@example.ru"] = smtplib.SMTPServerDisconnected("hung up before the letter")
    send()
    server.faults.clear()
    assert send().sent == 0
    assert send(MONDAY + timedelta(days=1), AT + timedelta(days=1)).sent == 1


def test_a_server_that_is_down_is_given_up_and_all_letters_go_later(server):
    for number in range(6):
        waiting(f"user{number}")
    server.is_down = True
    done = send()
    assert (done.sent, done.failed, done.is_given_up) == (0, mailing.PATIENCE, True)
    server.is_down = False
    assert send().sent == 6


def test_a_long_conversation_is_begun_anew(server, monkeypatch):
    monkeypatch.setattr(mailing, "LETTERS_A_CONNECTION", 2)
    for number in range(5):
        waiting(f"user{number}")
    assert send().sent == 5
    assert server.opened == 3


def test_whoever_runs_it_beside_us_sends_no_second_letter(server):
    """The other run has claimed the letter between our look and our sending."""
    user = waiting()
    SubscriptionFactory(account=user)
    waiting_now = mailing._waiting(MONDAY, AT)
    subscription, notices = next(waiting_now)
    Subscription.objects.update(lettered_on=MONDAY)
    assert mailing._sent(subscription, notices, MONDAY, AT, mailing._Server()) is None
    assert server.arrived == []


def test_without_mail_nothing_is_sent_and_nothing_waits_for_ever(settings, server):
    settings.MAIL_IS_ON = False
    waiting()
    assert send() == mailing.Sending()
    assert not Subscription.objects.exists()
    settings.MAIL_IS_ON = True
    month = timedelta(days=30)
    assert send(MONDAY + month, AT + month).sent == 0


def test_letters_are_chosen_on_a_page(director, director_client):
    answer = director_client.post(reverse("letters"), {"letters": "weekly"}, follow=True)
    assert "Сохранено" in answer.content.decode()
    assert Subscription.objects.get().letters == "weekly"


def test_a_choice_that_is_none_is_refused(director_client):
    answer = director_client.post(reverse("letters"), {"letters": "hourly"})
    assert answer.status_code == 422


def test_the_page_of_letters_changes_nothing_by_itself(director_client):
    assert "не указана почта" in director_client.get(reverse("letters")).content.decode()
    assert not Subscription.objects.exists()


def test_as_many_questions_for_many_recipients_as_their_letters_ask(server, django_assert_num_queries):
    for number in range(3):
        SubscriptionFactory(account=waiting(f"user{number}"))
    with django_assert_num_queries(1 + 2 + 1 + 2 * 3):  # new ones, a batch, the batch after it, two a letter
        assert send().sent == 3
