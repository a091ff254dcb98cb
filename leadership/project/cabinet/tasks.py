"""«Что от меня ждут»: everything a director has to do, one list in order of date; and what he has just done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator

from leadership.core import russian
from leadership.core.documents.shelf import address, is_attached
from mentoring.models import Activity, Consultation, Enrolment, Pairing
from monitoring import burden, sources
from monitoring.models import (
    Answer,
    CampaignState,
    Item,
    Participant,
    Phase,
    Recommendation,
    Response,
    ResponseRole,
    ResponseState,
)
from schools.models import User

from ..desk import READ_WITHIN
from ..measuring import forms_waiting

#: What was done longer ago is history.
RECENT = timedelta(days=60)
SHOWN_DONE = 6
#: Activities of a programme beyond these stand on its own page.
ACTIVITIES = 10


@dataclass(frozen=True)
class Task:
    """One thing to do: what, where it is done, by which day, in which state, in small letters what else.

    `state` is a word of the page, `look` the style that repeats it; `proof` leads to where a document is attached.
    """

    what: str
    url: str
    due: date
    detail: str
    state: str = ""
    look: str = ""
    proof: str = ""
    is_late: bool = False


@dataclass(frozen=True)
class Done:
    what: str
    url: str
    when: str
    at: datetime


@dataclass(frozen=True)
class Tasks:
    """All tasks in order of date; how many activities of the programme did not fit."""

    shown: list[Task]
    more_activities: int


def tasks(user: User, day: date) -> Tasks:
    """A fixed number of questions to the database, however much there is to do."""
    activities = _activities(user, day)
    found = [
        *_forms(user, day),
        *_clarifying(user, day),
        *_unread(user, day),
        *activities[:ACTIVITIES],
        *_certificates(user, day),
        *_meetings(user, day),
    ]
    return Tasks(sorted(found, key=lambda task: task.due), max(0, len(activities) - ACTIVITIES))


def _by(due: date, day: date) -> str:
    return f"{'срок был' if due < day else 'до'} {russian.day(due)}"


# Forms


def _forms(user: User, day: date) -> list[Task]:
    forms = forms_waiting(user, day)
    loads = _loads(forms)
    return [_form(form, loads[form.pk], day) for form in forms]


def _form(form: Response, load: burden.Burden, day: date) -> Task:
    due = form.due_on or day
    state, look = _state(form, load)
    whom = "" if form.role == ResponseRole.SUBJECT else f"{form.participant.label}, {form.get_role_display()} · "
    late = form.due_on is not None and due < day
    term = f"{'срок был' if late else 'сдать до'} {russian.day(due)}" if form.due_on else "без срока"
    return Task(
        what=form.participant.campaign.title,
        url=form.get_absolute_url(),
        due=due,
        detail=f"{whom}{term} · {_left(load)}",
        state=state,
        look=look,
        is_late=late,
    )


def _state(form: Response, load: burden.Burden) -> tuple[str, str]:
    """A form that is filled in is not yet handed in."""
    if form.state == ResponseState.RETURNED:
        return "возвращена", "overdue"
    if not form.begun_at:
        return "не начата", ""
    if not load.left:
        return "заполнена, ещё не сдана", "under_way"
    return "начата", "under_way"


def _left(load: burden.Burden) -> str:
    """«осталось 12 вопросов, около 18 минут»"""
    if not load.left:
        return "осталось проверить и сдать"
    left = russian.counted(load.left, "вопрос", "вопроса", "вопросов")
    return f"осталось {left}, около {russian.counted(load.minutes, 'минуты', 'минут', 'минут')}"


def _loads(forms: Iterable[Response]) -> dict[int, burden.Burden]:
    """How much is left in each form: two questions. What the registers can answer is only looked over."""
    forms = list(forms)
    versions = {form.participant.campaign.methodology_id for form in forms}
    items: dict[int, list[Item]] = {}
    for item in Item.objects.asked().filter(methodology__in=versions).select_related("methodology"):
        items.setdefault(item.methodology_id, []).append(item)
    given = Answer.objects.given().filter(response__in=[form.pk for form in forms])
    answered = set(given.order_by().values_list("response", "item"))
    return {
        form.pk: burden.burden(
            burden.Question(
                item.answer,
                item.needs_evidence,
                is_known=bool(item.known_as) and not sources.problem(item),
                is_answered=(form.pk, item.pk) in answered,
            )
            for item in items.get(form.participant.campaign.methodology_id, ())
        )
        for form in forms
    }


# The rest


def _clarifying(user: User, day: date) -> list[Task]:
    """What is said of oneself may be objected to while results are clarified."""
    own = Participant.objects.visible_to(user).filter(
        person=user.person_id, campaign__state=CampaignState.CLARIFYING, campaign__as_of__lte=day
    )
    participants = list(own.select_related("campaign"))
    terms = Phase.objects.filter(campaign__in=[it.campaign_id for it in participants], state=CampaignState.CLARIFYING)
    ends = dict(terms.values_list("campaign", "ends_on"))
    return [
        Task(
            what=f"Проверьте сведения о себе: {it.campaign.title}",
            url=it.get_absolute_url(),
            due=ends.get(it.campaign_id, day),
            detail=f"возражения принимаются {_by(ends.get(it.campaign_id, day), day)}",
            is_late=ends.get(it.campaign_id, day) < day,
        )
        for it in participants
    ]


def _unread(user: User, day: date) -> list[Task]:
    unread = Recommendation.objects.visible_to(user).unacknowledged().filter(person=user.person_id, sent_on__lte=day)
    return [
        Task(
            what=f"Рекомендация: {Truncator(it.text).words(14)}",
            url=it.get_absolute_url(),
            due=it.sent_on + READ_WITHIN,
            detail=f"направлена {russian.day(it.sent_on)}",
            state="ознакомьтесь",
            look="under_way",
            is_late=it.sent_on + READ_WITHIN < day,
        )
        for it in unread.order_by("sent_on", "pk")
    ]


def _activities(user: User, day: date) -> list[Task]:
    left = Activity.objects.visible_to(user).filter(Q(done_on=None) | Q(done_on__gt=day))
    left = left.filter(programme__started_on__lte=day).select_related("programme").order_by("due_on", "pk")
    return [
        Task(
            what=it.title,
            url=it.get_absolute_url(),
            due=it.due_on,
            detail=f"{it.get_form_display()} · {_by(it.due_on, day)}",
            state="просрочено" if it.due_on < day else "",
            look="overdue",
            proof="" if it.done_on else address(it),
            is_late=it.due_on < day,
        )
        for it in left
    ]


def _certificates(user: User, day: date) -> list[Task]:
    """Courses that have ended, with nothing to show for it yet."""
    ended = Enrolment.objects.visible_to(user).filter(completed_on=None, course__ended_on__lt=day)
    bare = ended.filter(~is_attached(Enrolment)).select_related("course").order_by("course__ended_on", "pk")
    return [
        Task(
            what=f"Приложите удостоверение: {it.course.title}",
            url=address(it),
            due=it.course.ended_on,
            detail=f"курс окончен {russian.day(it.course.ended_on)}, документа ещё нет",
            proof=address(it),
        )
        for it in bare
    ]


def _meetings(user: User, day: date) -> list[Task]:
    working = Pairing.objects.working(day).with_person(user.person_id).order_by().values("pk")
    planned = Consultation.objects.visible_to(user).held_by(day).filter(next_on__gte=day, pairing__in=working)
    return [
        Task(
            what=_met_with(it.pairing, user),
            url=it.get_absolute_url(),
            due=it.next_on,
            detail=f"{russian.day(it.next_on)} · договорились: {Truncator(it.agreed).words(12)}",
        )
        for it in planned.select_related("pairing__mentor", "pairing__mentee").order_by("next_on", "pk")
    ]


def _met_with(pairing: Pairing, user: User) -> str:
    if pairing.mentor_id == user.person_id:
        return f"Встреча с наставляемым: {pairing.mentee}"
    return f"Встреча с наставником: {pairing.mentor}"


# What is done


def done(user: User, day: date) -> list[Done]:
    """The last things done, the newest first; three questions."""
    since = day - RECENT
    handed = Response.objects.visible_to(user).counted().filter(
        Q(participant__person=user.person_id, role=ResponseRole.SUBJECT) | Q(respondent=user.pk),
        handed_in_at__date__gte=since, handed_in_at__date__lte=day,
    )  # fmt: skip
    found = [
        Done(
            form.participant.campaign.title,
            form.get_absolute_url(),
            f"сдано {timezone.localtime(form.handed_in_at):%d.%m.%Y в %H:%M}"
            + (", принято" if form.state == ResponseState.ACCEPTED else ""),
            form.handed_in_at,
        )
        for form in handed.select_related("participant__campaign")
    ]
    read = Recommendation.objects.visible_to(user).filter(
        person=user.person_id, acknowledged_on__gte=since, acknowledged_on__lte=day
    )
    found += [
        Done(
            f"Рекомендация: {Truncator(it.text).words(10)}",
            it.get_absolute_url(),
            f"ознакомление отмечено {russian.day(it.acknowledged_on)}",
            _evening(it.acknowledged_on),
        )
        for it in read
    ]
    activities = Activity.objects.visible_to(user).filter(done_on__gte=since, done_on__lte=day)
    found += [
        Done(it.title, it.get_absolute_url(), f"выполнено {russian.day(it.done_on)}", _evening(it.done_on))
        for it in activities.select_related("programme")
    ]
    return sorted(found, key=lambda one: one.at, reverse=True)[:SHOWN_DONE]


def _evening(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.max))
