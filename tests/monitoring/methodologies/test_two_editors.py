"""Two people at one item, or at the levels of one methodology: the second is told and decides."""

import pytest

from monitoring.actions.methodologies import take

from .examples import blueprint
from .test_items import initial
from .test_pages import rows, text, to

pytestmark = pytest.mark.django_db


@pytest.fixture
def methodology(municipality):
    return take(blueprint(), municipality=municipality)


def opened(client, address):
    """What the browser would send of the page as it is."""
    page = client.get(address)
    forms = [*page.context["rows"], *([page.context["form"]] if "form" in page.context else [])]
    sent = {name: value for form in forms for name, value in initial(form).items()}
    return sent | {"seen": page.context["seen"]}


def test_the_second_editor_of_an_item_is_told_and_may_insist(methodology, methodist_client, specialist_client):
    item = methodology.items.get(code="u2")
    address = to("edit_item", item)
    first, second = opened(methodist_client, address), opened(specialist_client, address)
    counts = rows("steps", *[{}] * 3)
    methodist_client.post(address, first | counts | {"yes_points": "7"})
    answer = specialist_client.post(address, second | counts | {"title": "Сайт"})
    assert answer.status_code == 422
    assert "Пока форма была открыта, это изменили." in text(answer)
    item.refresh_from_db()
    assert (item.title, item.yes_points) == ("Сайт школы", 7)
    again = second | counts | {"title": "Сайт", "seen": answer.context["seen"]}
    assert specialist_client.post(address, again).status_code == 302
    item.refresh_from_db()
    assert (item.title, item.yes_points) == ("Сайт", 5)


def test_the_second_editor_of_levels_is_told(methodology, methodist_client):
    address = to("edit_levels", methodology)
    sent = opened(methodist_client, address)
    methodology.levels.update(title="отличный")
    answer = methodist_client.post(address, sent | rows("levels", *[{}] * 4, initial=1))
    assert answer.status_code == 422
    assert "Пока форма была открыта, это изменили." in text(answer)
    assert methodology.levels.get().title == "отличный"
