"""What the tests of filling in share: a self-assessment, a phone that is signed in, what the database holds."""

from contextlib import contextmanager
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.test import Client

from monitoring.models import CampaignState, Item, Response
from schools.models import Role

from ..factories import (
    PASSWORD,
    AppointmentFactory,
    CampaignFactory,
    ItemFactory,
    MethodologyFactory,
    MunicipalityFactory,
    ParticipantFactory,
    PhaseFactory,
    ResponseFactory,
    ScaleStepFactory,
    SchoolFactory,
    SectionFactory,
    UserFactory,
)

LEVELS = (
    ("0", "не владею", "Не связывает решения с качеством образования"),
    ("1", "знаю", "Знает показатели качества, ссылается на них в планах"),
    ("2", "применяю", "Планирует и корректирует работу школы по данным о качестве"),
    ("3", "учу других", "Выстроил систему, при которой каждый работник видит свой вклад в качество"),
)


def self_assessment(competences: int = 8) -> Response:
    """A form of so many competences with described levels and one figure, being filled in."""
    municipality = MunicipalityFactory()
    school = SchoolFactory(short_name="Крестинская СШ", municipality=municipality)
    person = AppointmentFactory(school=school, municipality=municipality, started_on=date(2020, 9, 1)).person
    UserFactory(username="director", role=Role.DIRECTOR, municipality=municipality, person=person, password=PASSWORD)
    UserFactory(username="specialist", role=Role.SPECIALIST, municipality=municipality, password=PASSWORD)
    methodology = MethodologyFactory(municipality=municipality, kind="competence", subject="head", places="none")
    section = SectionFactory(methodology=methodology)
    for number in range(1, competences + 1):
        item = ItemFactory(
            section=section, position=number, code=f"K{number}", title=f"Компетенция {number}",
            answer=Item.Answer.CHOICE, rule=Item.Rule.CHOICE, unit="", most_points=None,
        )  # fmt: skip
        for code, label, description in LEVELS:
            ScaleStepFactory(item=item, code=code, label=label, description=description, points=Decimal(code))
    ItemFactory(
        section=section, position=99, code="N", title="Открытых уроков за год", answer=Item.Answer.COUNT, unit=""
    )
    campaign = CampaignFactory(methodology=methodology, municipality=municipality, title="Самооценка за 2023 год")
    PhaseFactory(campaign=campaign)
    type(campaign).objects.filter(pk=campaign.pk).update(state=CampaignState.FILLING)
    return ResponseFactory(participant=ParticipantFactory(campaign=campaign, school=school, person=person))


def session_of(username: str) -> dict[str, str]:
    """The cookie of somebody who has signed in."""
    from schools.models import User

    client = Client()
    client.force_login(User.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend")
    return {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}


@contextmanager
def device(chromium, url: str, session: dict[str, str] | None = None, **how):
    """A phone, on which the director has signed in."""
    context = chromium.new_context(
        locale="ru-RU", timezone_id="Asia/Omsk", viewport={"width": 390, "height": 844}, **how
    )
    context.add_cookies([(session or session_of("director")) | {"url": url}])
    try:
        yield context
    finally:
        context.close()


def choose(page, label: str) -> None:
    page.locator("form:visible").get_by_role("radio", name=label).check()


def go_on(page) -> None:
    page.locator("form:visible").get_by_role("button", name="Сохранить и продолжить").click()


def at(page, number: int):
    """Waits until that question stands on the screen."""
    page.locator("form:visible .place").filter(has_text=f"Вопрос {number} из").wait_for()


def all_sent(page) -> None:
    page.locator("[data-device]").wait_for(state="hidden", timeout=45000)
    page.locator("[data-server]").filter(has_text="На сервере: ").wait_for()


def answered(form: Response) -> dict[str, str]:
    """What stands in the form, by the code of the item."""
    return {one.item.code: one.choice or str(one.number) for one in form.answers.select_related("item")}


def doubled(form: Response) -> int:
    """Requests that were written more than once."""
    numbers = list(form.answers.model.history.filter(response=form).values_list("request", flat=True))
    return len(numbers) - len(set(numbers))
