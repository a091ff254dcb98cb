"""The inbox: an occasion is told once, everybody reads his own, reading an address changes nothing."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from leadership.core.models import Notice
from leadership.core.notices import actions, registry
from leadership.core.notices.registry import Occasion, Telling, nearing, overdue
from tests.factories import NoticeFactory, SchoolFactory

pytestmark = pytest.mark.django_db

AT = datetime(2023, 12, 1, 4, tzinfo=UTC)
DAY = date(2023, 12, 1)
OCCASION = Occasion("tested", "Формы")


def inbox(client, **query):
    answer = client.get(reverse("notices"), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_occasion_is_told_once(director):
    for _ in range(2):
        actions.tell(OCCASION, Telling(director.pk, "1", "Открыта форма"), at=AT)
    assert Notice.objects.get().text == "Открыта форма"


def test_two_keys_are_two_occasions_and_one_telling_given_twice_is_one(director):
    first, second = (Telling(director.pk, key, "Открыта форма") for key in "12")
    assert actions.tell(OCCASION, first, second, first, at=AT) == 2


def test_what_is_told_by_two_at_once_is_kept_once(director, monkeypatch):
    """The other has told it between the look and the writing."""
    told = Telling(director.pk, "1", "Открыта форма")
    monkeypatch.setattr(
        Notice.objects, "bulk_create",
        lambda new, **kwargs: (
            Notice(recipient=director, occasion="tested", key="1", text="Раньше", made_at=AT).save(),
            Notice._base_manager.bulk_create(new, **kwargs),
        ),
    )  # fmt: skip
    actions.tell(OCCASION, told, at=AT)
    assert Notice.objects.get().text == "Раньше"


def test_thousands_are_told_in_batches(director, django_assert_max_num_queries):
    with django_assert_max_num_queries(30):  # SQLite takes a batch in parts
        told = (Telling(director.pk, str(number), "Открыта форма") for number in range(1500))
        assert actions.tell_each(OCCASION, told, at=AT) == 1500


def test_a_telling_of_any_length_fits(director):
    actions.tell(OCCASION, Telling(director.pk, "1", "я" * 900), at=AT)
    assert len(Notice.objects.get().text) == 500


def test_an_occasion_has_a_name_of_its_own():
    with pytest.raises(ValueError, match="twice"):
        registry.occasion("form_opened", theme="Формы")


@pytest.mark.parametrize(
    ("day", "key"),
    [
        (date(2023, 12, 2), ""),
        (date(2023, 12, 3), "20231210-7"),
        (date(2023, 12, 5), "20231210-7"),  # the run of the day itself was missed
        (date(2023, 12, 9), "20231210-1"),
        (date(2023, 12, 10), "20231210-1"),
        (date(2023, 12, 11), ""),
    ],
)
def test_a_term_is_spoken_of_a_week_and_a_day_before(day, key):
    assert nearing(date(2023, 12, 10), day) == key


def test_a_term_that_is_over_is_news_for_thirty_days():
    term = date(2023, 12, 10)
    days = [term, term + timedelta(days=1), term + timedelta(days=30), term + timedelta(days=31)]
    assert [bool(overdue(term, day)) for day in days] == [False, True, True, False]


def test_the_unread_stand_first_then_the_newest(director, director_client):
    for text, made, read in (("Старое новое", 1, None), ("Прочитанное", 3, AT), ("Свежее новое", 2, None)):
        NoticeFactory(recipient=director, text=text, made_at=AT + timedelta(days=made), read_at=read)
    page = inbox(director_client)
    places = [page.index(text) for text in ("Свежее новое", "Старое новое", "Прочитанное")]
    assert places == sorted(places)


def test_the_inbox_is_filtered_by_theme_and_by_what_is_unread(director, director_client):
    NoticeFactory(recipient=director, occasion="recommendation_sent", text="Рекомендация")
    NoticeFactory(recipient=director, text="Читанная форма", read_at=AT)
    assert "Читанная форма" not in inbox(director_client, theme="Рекомендации")
    assert "Читанная форма" not in inbox(director_client, state="unread")
    assert "Читанная форма" in inbox(director_client, theme="Формы")
    assert "По этому отбору уведомлений нет" in inbox(director_client, theme="Нет такой")


def test_the_bar_counts_what_waits(director, director_client):
    NoticeFactory.create_batch(2, recipient=director)
    NoticeFactory(recipient=director, read_at=AT)
    assert '<b class="unread">2</b>' in director_client.get(reverse("account")).content.decode()


def test_a_stranger_s_notice_does_not_exist(director, stranger_client):
    notice = NoticeFactory(recipient=director)
    assert notice.text not in inbox(stranger_client)
    assert stranger_client.get(notice.get_absolute_url()).status_code == 404
    for act in ("open_notice", "read_notice"):
        assert stranger_client.post(reverse(act, args=[notice.pk])).status_code == 404
    stranger_client.post(reverse("read_notices"))
    notice.refresh_from_db()
    assert notice.read_at is None


def test_looking_reads_nothing(director, director_client):
    notice = NoticeFactory(recipient=director)
    inbox(director_client)
    director_client.get(notice.get_absolute_url())
    notice.refresh_from_db()
    assert notice.read_at is None


def test_opening_reads_it_and_leads_to_its_owner(director, director_client):
    school = SchoolFactory()
    actions.tell(OCCASION, Telling(director.pk, "1", "Школа", owner=school), at=AT)
    notice = Notice.objects.get()
    answer = director_client.post(reverse("open_notice", args=[notice.pk]))
    assert answer.url == school.get_absolute_url()
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_opening_leads_to_the_list_where_one_is_named(director, director_client):
    notice = NoticeFactory(recipient=director, address="/monitoring/campaigns/")
    assert director_client.post(reverse("open_notice", args=[notice.pk])).url == "/monitoring/campaigns/"


def test_of_a_record_that_is_gone_it_says_so(director, director_client):
    school = SchoolFactory()
    actions.tell(OCCASION, Telling(director.pk, "1", "Школа", owner=school), at=AT)
    school.delete()
    answer = director_client.post(reverse("open_notice", args=[Notice.objects.get().pk]), follow=True)
    assert "уже удалена" in answer.content.decode()


def test_reading_again_keeps_the_first_time(director, director_client):
    notice = NoticeFactory(recipient=director, read_at=AT)
    director_client.post(reverse("read_notice", args=[notice.pk]))
    notice.refresh_from_db()
    assert notice.read_at == AT


def test_all_are_read_by_one_button(director, director_client):
    NoticeFactory.create_batch(3, recipient=director)
    said = director_client.post(reverse("read_notices"), follow=True).content.decode()
    assert "Отмечено прочитанным: 3\u00a0уведомления." in said
    assert not Notice.objects.unread().exists()


def test_a_notice_shows_its_lines_with_their_pages(director, director_client):
    notice = NoticeFactory(recipient=director, lines=[["Не сдано: 5", "/monitoring/campaigns/"]], detail="Причина")
    page = director_client.get(notice.get_absolute_url()).content.decode()
    assert '<a href="/monitoring/campaigns/">Не сдано: 5</a>' in page
    assert "Причина" in page


def test_what_was_read_is_forgotten_after_a_year(director):
    now = timezone.now()
    NoticeFactory(recipient=director, text="давнее", made_at=now - timedelta(days=370), read_at=now)
    NoticeFactory(recipient=director, text="давнее, не прочитано", made_at=now - timedelta(days=370))
    NoticeFactory(recipient=director, text="недавнее", made_at=now - timedelta(days=360), read_at=now)
    assert actions.forget_old(now) == 1
    assert set(Notice.objects.values_list("text", flat=True)) == {"давнее, не прочитано", "недавнее"}


def test_the_inbox_of_hundreds_costs_what_that_of_one_does(director, director_client, known_kinds):
    def asked():
        with CaptureQueriesContext(connection) as questions:
            inbox(director_client)
        return len(questions)

    NoticeFactory(recipient=director, content_type=None)
    one = asked()
    NoticeFactory.create_batch(120, recipient=director)
    assert asked() == one <= 8


def test_the_day_asks_as_many_questions_of_many_as_of_none(known_kinds, municipality):
    with CaptureQueriesContext(connection) as questions:
        actions.tell_due(DAY, at=AT)
    assert len(questions) <= 40
