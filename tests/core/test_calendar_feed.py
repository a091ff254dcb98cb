"""The calendar feed: by a private link alone, the same bytes for the same days, whole days and hours of the place."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from leadership.core.calendars import feed, links, registry
from leadership.core.calendars.registry import Dated
from leadership.core.models import Subscription
from tests.factories import SubscriptionFactory

pytestmark = pytest.mark.django_db


def events(written):
    return Calendar.from_ical(written).walk("VEVENT")


def thing(**changed):
    return Dated(**{"number": 1, "title": "Сдать форму", "on": date(2024, 2, 29), "address": "/x/"} | changed)


@pytest.fixture
def link(director):
    subscription = SubscriptionFactory(account=director, feed_issue=1, is_feed_open=True)
    return reverse("calendar_feed", args=[links.secret_of(subscription)])


def test_the_link_opens_the_feed_without_signing_in(link):
    answer = Client().get(link)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer.content.startswith(b"BEGIN:VCALENDAR")


def test_whoever_has_no_account_left_has_no_feed(link, director):
    director.is_active = False
    director.save()
    assert Client().get(link).status_code == 404


WRONG = ("1-" + "0" * 40, "0", "x", "-", "9" * 18 + "-" + "a" * 40, "9" * 30 + "-" + "a" * 40, "1-" + "я" * 40)


@pytest.mark.parametrize("secret", WRONG)
def test_a_wrong_link_finds_nothing(link, secret):
    assert Client().get(reverse("calendar_feed", args=[secret])).status_code == 404


def test_one_s_link_opens_nobody_else_s(director, stranger):
    own = SubscriptionFactory(account=director, feed_issue=1, is_feed_open=True)
    other = SubscriptionFactory(account=stranger, feed_issue=1, is_feed_open=True)
    forged = f"{other.account_id}-{links.secret_of(own).partition('-')[2]}"
    assert links.account_by(forged) is None
    assert links.account_by(links.secret_of(own)) == director


def test_a_new_link_kills_the_former(link, director_client):
    director_client.post(reverse("renew_feed"))
    assert Client().get(link).status_code == 404
    shown = links.address_of(Subscription.objects.get())
    assert shown in director_client.get(reverse("letters")).content.decode()
    assert Client().get(shown.removeprefix("http://127.0.0.1:8000")).status_code == 200


def test_a_withdrawn_link_does_not_come_back(link, director_client):
    director_client.post(reverse("withdraw_feed"))
    assert Client().get(link).status_code == 404
    assert "Ссылка не выдана" in director_client.get(reverse("letters")).content.decode()
    director_client.post(reverse("renew_feed"))
    assert Client().get(link).status_code == 404


def test_nobody_has_a_link_who_never_asked_for_one(director_client):
    page = director_client.get(reverse("letters")).content.decode()
    assert "Ссылка не выдана" in page
    assert "QR-код" not in page


def test_the_page_of_the_link_is_not_kept_by_browsers(link, director_client):
    answer = director_client.get(reverse("letters"))
    assert answer["Cache-Control"] == "no-store"
    assert "QR-код ссылки" in answer.content.decode()


def test_the_secret_stands_in_no_table_and_changes_with_the_server_s_key(director, settings):
    subscription = SubscriptionFactory(account=director, feed_issue=1, is_feed_open=True)
    secret = links.secret_of(subscription).partition("-")[2]
    values = {str(value) for value in Subscription.objects.values().get().values()}
    assert not any(secret in value for value in values)
    settings.SECRET_KEY = "another"
    assert secret not in links.secret_of(subscription)


def test_nothing_is_written_in_the_log(link, caplog):
    with caplog.at_level("DEBUG"):
        Client().get(link)
        Client().get(link.replace("-", "-0", 1))
    assert "calendar/" not in caplog.text


def test_what_has_not_changed_is_not_sent_again(link):
    first = Client().get(link)
    again = Client().get(link, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert Client().get(link).content == first.content


def test_a_day_is_a_whole_day(settings):
    [event] = events(feed.write([("form", thing())]))
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2024, 2, 29), date(2024, 3, 1))
    assert event["TRANSP"] == "TRANSPARENT"
    assert event["URL"] == "http://127.0.0.1:8000/x/"


def test_days_in_a_row_end_before_the_day_after_the_last():
    [event] = events(feed.write([("form", thing(until=date(2024, 12, 31)))]))
    assert event["DTEND"].dt == date(2025, 1, 1)


@pytest.mark.parametrize(
    ("zone", "hour", "day"),
    [
        ("Asia/Omsk", 0, date(2025, 1, 1)),
        ("Europe/Kaliningrad", 20, date(2024, 12, 31)),
        ("Asia/Kamchatka", 6, date(2025, 1, 1)),
    ],
)
def test_an_hour_is_told_by_the_clock_of_the_place(settings, zone, hour, day):
    settings.TIME_ZONE = zone
    at = datetime(2024, 12, 31, 18, tzinfo=UTC)
    written = feed.write([("meeting", thing(at=at))])
    [event] = events(written)
    start = event["DTSTART"].dt
    assert (start.hour, start.date(), event["DTSTART"].params["TZID"]) == (hour, day, zone)
    assert event["DTEND"].dt - start == timedelta(hours=1)
    assert b"BEGIN:VTIMEZONE" in written


def test_a_thing_keeps_its_name_and_counts_its_changes():
    at = datetime(2024, 2, 1, 4, tzinfo=UTC)
    [first] = events(feed.write([("form", thing(versions=1, changed_at=at))]))
    [moved] = events(feed.write([("form", thing(versions=2, changed_at=at + timedelta(days=1), on=date(2024, 3, 5)))]))
    assert first["UID"] == moved["UID"] == "form-1@127.0.0.1"
    assert (first["SEQUENCE"], moved["SEQUENCE"]) == (0, 1)
    assert moved["LAST-MODIFIED"].dt == at + timedelta(days=1)


def test_without_a_history_the_stamp_stays_the_same():
    assert feed.write([("form", thing())]) == feed.write([("form", thing())])


def test_what_is_written_in_titles_breaks_no_line():
    [event] = events(feed.write([("form", thing(title="Форма; «а, б»\r\nBEGIN:VALARM\\n"))]))
    assert not event.subcomponents
    assert "Форма; «а, б»" in event["SUMMARY"]


def test_kinds_have_names_of_their_own():
    with pytest.raises(ValueError, match="twice"):
        registry.dated("form")(lambda user, first, last: [])


def test_every_kind_stands_in_the_feed_once(specialist):
    found = list(registry.between(specialist, date(2020, 1, 1), date(2030, 1, 1)))
    assert len({(kind, one.number) for kind, one in found}) == len(found)


def test_the_feed_asks_a_fixed_number_of_questions(link):
    with CaptureQueriesContext(connection) as questions:
        Client().get(link)
    assert len(questions) <= 12
