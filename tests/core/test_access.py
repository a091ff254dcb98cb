import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse

from leadership.core.access import may, require
from schools.models import Role, User


@may(lambda user: user.role == Role.METHODIST)
def page(request, pk):
    return HttpResponse(f"запись {pk}")


@pytest.fixture
def asked(rf):
    def by(user):
        request = rf.get("/page/?q=1")
        request.user = user
        return page(request, pk=7)

    return by


def test_who_may_is_let_in_with_what_the_address_says(asked):
    assert asked(User(role=Role.METHODIST)).text == "запись 7"


def test_who_may_not_is_refused(asked):
    with pytest.raises(PermissionDenied):
        asked(User(role=Role.OBSERVER))


def test_a_visitor_is_asked_to_sign_in_and_led_back(asked):
    assert asked(AnonymousUser()).url == f"{reverse('login')}?next=/page/%3Fq%3D1"


def test_what_is_seen_but_not_allowed_is_refused():
    require(True)
    with pytest.raises(PermissionDenied):
        require(False)
