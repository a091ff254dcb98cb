"""«Сообщить об ошибке»: the director writes of his own card, the specialist of his district answers in words."""

from datetime import date

import pytest
from django.urls import reverse

from leadership.project import desk
from schools.models import ErrorReport

from ..factories import ErrorReportFactory

pytestmark = pytest.mark.django_db


def test_a_report_goes_to_the_specialist_and_its_answer_comes_back(director_client, specialist_client, director):
    director_client.post(reverse("cabinet:report_error"), {"text": "Курсы – 72 часа, а не 36."})
    report = ErrorReport.objects.get()
    assert report.person == director.person
    assert "72 часа" in specialist_client.get(reverse("schools:error_reports")).text
    address = reverse("schools:answer_error_report", args=[report.pk])
    assert specialist_client.post(address, {"answer": "Исправлено."}).status_code == 302
    told = director_client.get(reverse("cabinet:mine")).text
    assert "Исправлено." in told
    assert specialist_client.get(address).status_code == 404


def test_an_answer_is_given_in_words(specialist_client, director):
    report = ErrorReportFactory(person=director.person)
    answer = specialist_client.post(reverse("schools:answer_error_report", args=[report.pk]), {"answer": " "})
    assert answer.status_code == 422
    assert "Ответьте словами" in answer.text
    report.refresh_from_db()
    assert report.answered_at is None


def test_nobody_reads_what_another_has_written(director_client, foreigner_client, stranger):
    report = ErrorReportFactory(person=stranger.person, text="Телефон другой")
    assert "Телефон другой" not in director_client.get(reverse("cabinet:mine")).text
    assert "Телефон другой" not in foreigner_client.get(reverse("schools:error_reports")).text
    assert foreigner_client.get(reverse("schools:answer_error_report", args=[report.pk])).status_code == 404


def test_what_waits_calls_on_the_desk_of_the_specialist_alone(specialist, methodist, director):
    ErrorReportFactory(person=director.person)

    def calls(user, day):
        return [call.what for call in desk.calls(user, None, day) if "об ошибке" in call.what]

    assert calls(specialist, date(2023, 12, 10)) == ["Ответить: 1\xa0сообщение об ошибке"]
    assert not calls(specialist, date(2023, 12, 1))
    assert not calls(methodist, date(2023, 12, 10))
