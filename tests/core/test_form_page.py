import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from leadership.core.pages import form_page
from schools.forms import SchoolForm
from schools.models import School
from tests.factories import SchoolFactory

TYPED = {"name": "МБОУ «Новая СШ»", "short_name": "Новая СШ", "kind": "secondary", "locality": "с. Новое"}


@pytest.fixture
def posted(rf, specialist):
    """The page as it answers to a press of the button, with another way of saving."""

    def press(save=None, **changed):
        request = rf.post("/", TYPED | changed)
        request.user = specialist
        form = SchoolForm(request.POST, user=specialist, municipality=specialist.municipality)
        return form_page(request, form, title="Школа", done="Сохранено.", back="/назад/", save=save)

    return press


def refuse(*refusal):
    def save():
        raise ValidationError(*refusal)

    return save


def test_what_holds_is_saved_said_and_shown(specialist_client):
    answer = specialist_client.post(reverse("schools:add_school"), TYPED, follow=True)
    assert answer.redirect_chain == [(School.objects.get().get_absolute_url(), 302)]
    assert "Добавлено." in answer.text


def test_an_empty_page_is_not_an_error(specialist_client):
    answer = specialist_client.get(reverse("schools:add_school"))
    assert answer.status_code == 200
    assert "Не сохранено" not in answer.text


def test_a_refusal_leads_to_its_field_and_keeps_what_was_typed(posted):
    answer = posted(name="", short_name="Набрано <b>", opened_on="вчера")
    assert answer.status_code == 422
    assert '<a href="#id_name">' in answer.text
    assert 'value="Набрано &lt;b&gt;"' in answer.text
    assert 'value="вчера"' in answer.text
    assert not School.objects.exists()


def test_the_title_says_that_something_is_wrong(posted):
    assert "<title>Ошибка: Школа" in posted(name="").text


def test_what_saving_refuses_is_shown_and_nothing_typed_is_lost(posted):
    answer = posted(save=refuse("Кто-то успел раньше."))
    assert answer.status_code == 422
    assert "Кто-то успел раньше." in answer.text
    assert all(typed in answer.text for typed in ("МБОУ «Новая СШ»", "Новая СШ", "с. Новое"))


def test_what_saving_refuses_about_a_field_stands_at_the_field(posted):
    answer = posted(save=refuse({"closed_on": "Рано закрыта."}))
    assert '<a href="#id_closed_on">' in answer.text
    assert "Рано закрыта." in answer.text


def test_a_row_that_appeared_meanwhile_is_no_failure_of_the_server(posted):
    rival = SchoolFactory()
    answer = posted(save=lambda: School.objects.create(name=rival.name, municipality=rival.municipality))
    assert answer.status_code == 422
    assert "Такая запись только что появилась" in answer.text
    assert "МБОУ «Новая СШ»" in answer.text
    assert School.objects.get() == rival


def test_half_a_saving_is_undone(posted):
    def save():
        SchoolFactory()
        raise ValidationError("Дальше нельзя.")

    posted(save=save)
    assert not School.objects.exists()
