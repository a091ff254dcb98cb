"""What people are told of measuring: at the act, and as days go by."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Max, Min, Q
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils import timezone

from leadership.core import russian
from leadership.core.notices.actions import tell, tell_each
from leadership.core.notices.registry import FRESH, NEARING, Telling, due, nearing, occasion
from schools.models import Role, User
from schools.notices import Staff, around, term_key

from .asked import form_of, forms_with_account
from .models import (
    CHECKED_IN,
    OPEN_STATES,
    Calculation,
    Campaign,
    CampaignState,
    Finding,
    Objection,
    Phase,
    Recommendation,
    Response,
    ResponseState,
    ResponseStep,
    Result,
)

FORMS, RESULTS, RECOMMENDATIONS = "Формы", "Результаты", "Рекомендации"
FINDINGS, SURVEYS = "Дефициты", "Опросы"

OPENED = occasion("form_opened", theme=FORMS)
RETURNED = occasion("form_returned", theme=FORMS)
ANSWERED = occasion("objection_answered", theme=RESULTS)
APPROVED = occasion("results_approved", theme=RESULTS)
PUBLISHED = occasion("result_published", theme=RESULTS)
SENT = occasion("recommendation_sent", theme=RECOMMENDATIONS)

#: Forms handed in on a day on which nobody was told are told of within so many days.
LATELY = 3


def tell_opened(forms: Iterable[Response], at: datetime | None = None) -> int:
    """Of `forms_with_account`: whoever is asked learns it, and by when."""
    return tell_each(OPENED, (_opened(form) for form in forms), at)


def _opened(form: Response) -> Telling:
    term = f", сдать до {russian.day(form.due_on)}" if form.due_on else ""
    return Telling(form.asked, str(form.pk), f"Открыта форма: «{form.participant.campaign}»{term}", owner=form)


def tell_campaign_opened(campaign: Campaign, at: datetime | None = None) -> int:
    forms = forms_with_account().filter(participant__campaign=campaign).order_by("pk")
    return tell_opened(forms.iterator(chunk_size=1000), at)


def tell_returned(response: Response, reason: str, at: datetime | None = None) -> None:
    """With the reason, which letters do not carry."""
    form = form_of(response)
    if form is None:
        return
    times = form.steps.filter(state=ResponseState.RETURNED).count()
    text = f"Форма возвращена на доработку: «{form.participant.campaign}»"
    tell(RETURNED, Telling(form.asked, f"{form.pk}-{times}", text, owner=form, detail=reason), at=at)


def tell_answered(objection: Objection) -> None:
    text = f"Получен ответ на ваше возражение: «{objection.participant.campaign}»"
    tell(ANSWERED, Telling(objection.raised_by_id, str(objection.pk), text, owner=objection))


def tell_sent(recommendation: Recommendation, at: datetime | None = None) -> None:
    """The addressee, if he has an account at work."""
    account = User.objects.filter(person=recommendation.person_id, is_active=True).values_list("pk", flat=True).first()
    if account is not None:
        text = "Вам направлена рекомендация: ознакомьтесь с ней"
        tell(SENT, Telling(account, str(recommendation.pk), text, owner=recommendation), at=at)


def tell_approved(calculation: Calculation, at: datetime) -> None:
    """Those who may publish."""
    campaign = calculation.campaign
    text = f"Итоги утверждены, их можно опубликовать: «{campaign}»"
    staff = Staff(Role.METHODIST, Role.COORDINATOR).of(campaign.municipality_id)
    tell(APPROVED, *(Telling(account, str(calculation.pk), text, owner=campaign) for account in staff), at=at)


def tell_published(campaign: Campaign, at: datetime | None = None) -> int:
    """Everybody who was measured, once for a calculation; the figures are behind the link."""
    results = Result.objects.current().filter(
        calculation__campaign=campaign, participant__person__account__is_active=True
    )  # fmt: skip
    found = results.select_related("participant__person__account").order_by("participant", "role")
    text = f"Опубликован ваш результат: «{campaign}»"
    tellings = (
        Telling(one.participant.person.account.pk, f"{campaign.pk}-{one.calculation_id}", text, owner=one)
        for one in found.iterator(chunk_size=1000)
    )
    return tell_each(PUBLISHED, tellings, at)


@due("form_term", theme=FORMS)
def form_terms(day: date) -> Iterator[Telling]:
    """Seven days and one day before the last day of filling in; and when it is over, while forms are still taken."""
    campaigns = Campaign.objects.known_by(day).filter(state__in=CHECKED_IN)
    waiting = forms_with_account().filter(
        around("due_on", day, max(NEARING)), state__in=OPEN_STATES, participant__campaign__in=campaigns
    )  # fmt: skip
    for form in waiting.order_by("pk").iterator(chunk_size=1000):
        said = "Срок сдачи формы прошёл" if form.due_on < day else "Срок сдачи формы –"
        text = f"{said} {russian.day(form.due_on)}: «{form.participant.campaign}»"
        if key := term_key(form.due_on, day, NEARING):
            yield Telling(form.asked, f"{form.pk}-{key}", text, owner=form)


@due("recommendation_term", theme=RECOMMENDATIONS)
def recommendation_terms(day: date) -> Iterator[Telling]:
    ahead = (day, day + timedelta(days=max(NEARING)))
    sent = Recommendation.objects.filter(
        sent_on__lte=day, due_on__range=ahead, person__account__is_active=True
    ).select_related("person__account")  # fmt: skip
    for one in sent.order_by("pk"):
        text = f"Срок исполнения рекомендации – {russian.day(one.due_on)}"
        yield Telling(one.person.account.pk, f"{one.pk}-{nearing(one.due_on, day)}", text, owner=one)


@due("forms_handed_in", theme=FORMS)
def forms_handed_in(day: date) -> Iterator[Telling]:
    """One line a day that is over: how many forms, to those who check them."""
    begins = (timezone.make_aware(datetime.combine(one, time.min)) for one in (day - timedelta(days=LATELY), day))
    steps = ResponseStep.objects.filter(state=ResponseState.HANDED_IN, at__range=tuple(begins))
    of, staff = "response__participant__campaign", Staff(Role.SPECIALIST, Role.METHODIST)
    counts = steps.order_by().annotate(on=TruncDate("at")).values("on", f"{of}__municipality").annotate(
        forms=Count("response", distinct=True), first=Min(of), last=Max(of)
    )  # fmt: skip
    for one in counts.filter(on__lt=day).order_by("on", f"{of}__municipality"):
        text = f"Сдано форм за {russian.day(one['on'])}: {one['forms']}"
        is_of_one = one["first"] == one["last"]
        listed = reverse("monitoring:responses", args=[one["first"]]) if is_of_one else reverse("monitoring:campaigns")
        for account in staff.of(one[f"{of}__municipality"]):
            yield Telling(account, f"{one['on']:%Y%m%d}", text, address=listed)


@due("findings_proposed", theme=FINDINGS)
def findings_proposed(day: date) -> Iterator[Telling]:
    """Once a week, while the thresholds' proposals wait for somebody to decide."""
    staff = Staff(Role.SPECIALIST, Role.METHODIST)
    year, week, _ = day.isocalendar()
    waiting = Finding.objects.undecided().filter(found_on__lte=day).order_by().values("municipality")
    for one in waiting.annotate(how_many=Count("pk")).order_by("municipality"):
        text = f"Предложено системой и ждёт решения – дефицитов: {one['how_many']}"
        for account in staff.of(one["municipality"]):
            yield Telling(account, f"{year}-{week:02}", text, address=reverse("monitoring:proposals"))


@due("survey_ended", theme=SURVEYS)
def surveys_ended(day: date) -> Iterator[Telling]:
    """To its keepers: until it is closed, nobody sees what came of it."""
    staff = Staff(Role.SPECIALIST, Role.METHODIST)
    ended = Phase.objects.filter(
        Q(ends_on__lt=day, ends_on__gte=day - FRESH), state=CampaignState.FILLING,
        campaign__in=Campaign.objects.surveys().filter(state=CampaignState.FILLING),
    )  # fmt: skip
    for one in ended.select_related("campaign").order_by("pk"):
        text = f"Срок опроса закончился {russian.day(one.ends_on)}, закройте его: «{one.campaign}»"
        address = reverse("monitoring:survey", args=[one.campaign_id])
        for account in staff.of(one.campaign.municipality_id):
            yield Telling(account, f"{one.campaign_id}-{one.ends_on:%Y%m%d}", text, address=address)
