"""What the desk of the department shows: what calls for action, how far the management cycle has come."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator

from leadership.core import russian
from mentoring.models import Activity
from monitoring.models import Finding, Recommendation
from schools import attention
from schools.access import edits_registers
from schools.models import TERM_WARNING, Appointment, ErrorReport, Person, ReserveEntry, School, User

from .models import Occurrence, Project, State
from .models.measure import OccurrenceQuerySet

SOON = timedelta(days=60)
#: A recommendation that nobody has read for longer asks for a call.
READ_WITHIN = timedelta(days=7)


@dataclass(frozen=True)
class Call:
    """One line of «Требует действия»: what, how urgent, where it is done, by which day it was due."""

    what: str
    when: str
    url: str
    due: date
    is_late: bool = False


@dataclass(frozen=True)
class Link:
    """A link of the management cycle: its name, what stands there in figures, how it looks."""

    title: str
    words: str
    look: str


def calls(user: User, project: Project | None, day: date) -> list[Call]:
    """What the department has to do: the late first, the longest awaited before the others.

    A fixed number of questions to the database.
    """
    found = [
        *(_late_dates(project, day) if project else []),
        *(_coming_dates(project, day) if project else []),
        *_schools_without_head(user, day),
        *_contracts(user, day),
        *_reserve(user, day),
        *_attestation_and_training(user, day),
        *_overdue_activities(user, day),
        *_proposals(user, day),
        *_unread(user, day),
        *_errors(user, day),
    ]
    return sorted(found, key=lambda call: (not call.is_late, call.due))


def _few(found: list[Call], limit: int, forms: tuple[str, str, str], where: str, url: str) -> list[Call]:
    """The first of them, then one line that counts the rest and leads to their list."""
    shown, rest = found[:limit], found[limit:]
    if not rest:
        return shown
    more = f"Ещё {russian.counted(len(rest), *forms)}"
    return [*shown, replace(shown[-1], what=more, when=where, url=url)]


def _late_dates(project: Project, day: date) -> list[Call]:
    late = [
        _date_call(it, f"просрочено на {_days(day - it.ends_on)}", is_late=True)
        for it in _dates(project).overdue(day).order_by("ends_on")
    ]
    forms = ("просроченный срок", "просроченных срока", "просроченных сроков")
    overdue = f"{reverse('project:plan')}?state={State.OVERDUE.value}"
    return _few(late, 8, forms, "в плане мероприятий", overdue)


def _coming_dates(project: Project, day: date) -> list[Call]:
    soon = [
        _date_call(it, f"срок {russian.day(it.ends_on)}", is_late=False)
        for it in _dates(project).due_between(day, day + SOON).order_by("ends_on")
    ]
    forms = ("ближайший срок", "ближайших срока", "ближайших сроков")
    return _few(soon, 5, forms, "в плане мероприятий", reverse("project:plan"))


def _dates(project: Project) -> OccurrenceQuerySet:
    return Occurrence.objects.filter(row__measure__project=project).select_related("row__measure")


def _date_call(occurrence: Occurrence, when: str, *, is_late: bool) -> Call:
    measure = occurrence.row.measure
    title = Truncator(measure.title).words(8)
    return Call(
        f"{measure.number}. {title}",
        f"{occurrence}, {when}",
        measure.get_absolute_url(),
        occurrence.ends_on,
        is_late,
    )


def _errors(user: User, day: date) -> list[Call]:
    """What people have found wrong in their cards, for whoever mends them."""
    if not edits_registers(user):
        return []
    waiting = ErrorReport.objects.visible_to(user).waiting().filter(reported_at__date__lte=day)
    counts = waiting.aggregate(how_many=Count("pk"), first=Min("reported_at"))
    if not counts["how_many"]:
        return []
    since = timezone.localdate(counts["first"])
    told = russian.counted(counts["how_many"], "сообщение", "сообщения", "сообщений")
    return [Call(f"Ответить: {told} об ошибке", f"с {russian.day(since)}", reverse("schools:error_reports"), since)]


def _days(gap: timedelta) -> str:
    return russian.counted(gap.days, "день", "дня", "дней")


def _schools_without_head(user: User, day: date) -> list[Call]:
    schools = School.objects.visible_to(user).as_of(day).general().with_head(day).filter(head_id=None)
    headless = [
        Call(f"{it}: нет руководителя", f"на {russian.day(day)}", it.get_absolute_url(), day, is_late=True)
        for it in schools
    ]
    return _few(
        headless, 5, ("школа", "школы", "школ"), "без руководителя", f"{reverse('schools:schools')}?head=no"
    )  # fmt: skip


def _contracts(user: User, day: date) -> list[Call]:
    """Those near their end and those past it, whose heads still lead."""
    soon = attention.ends_soon(day)
    ending = (
        Appointment.objects.visible_to(user).heads().as_of(day)
        .filter(contract_ends_on__lte=soon).select_related("person", "school")
    )  # fmt: skip
    contracts = [
        Call(
            f"{it.school}: договор с руководителем",
            f"{'истёк' if it.contract_ends_on < day else 'до'} {russian.day(it.contract_ends_on)}",
            it.get_absolute_url(),
            it.contract_ends_on,
            is_late=it.contract_ends_on < day,
        )
        for it in ending.order_by("contract_ends_on")
    ]
    until = f"истекают до {russian.day(soon)}"
    return _few(contracts, 5, ("договор", "договора", "договоров"), until, _heads("contract"))


def _heads(demanding: str) -> str:
    return f"{reverse('schools:heads')}?attention={demanding}"


def _attestation_and_training(user: User, day: date) -> list[Call]:
    """Heads are counted, their list names them."""
    heads = Person.objects.visible_to(user).heading(day).with_warnings(day)
    counts = heads.aggregate(
        attestation=Count("pk", filter=Q(is_attestation_due=True)),
        training=Count("pk", filter=Q(is_training_due=True)),
    )
    forms = ("руководителя", "руководителей", "руководителей")
    said = (
        ("attestation", "Аттестация", "истекла, скоро истекает или не пройдена"),
        ("training", "Обучение", "больше трёх лет не было или нет в реестре"),
    )
    return [
        Call(f"{title}: у {russian.counted(counts[name], *forms)}", why, _heads(name), day)
        for name, title, why in said
        if counts[name]
    ]


def _reserve(user: User, day: date) -> list[Call]:
    """Terms that are over or soon will be, reviews that were missed: each group leads to its own list."""
    entries = list(ReserveEntry.objects.visible_to(user).calling(day).select_related("person").order_by("pk"))
    by_term = sorted((it for it in entries if it.term_on), key=lambda it: it.term_on)
    over = [
        _reserve_call(it, "срок истёк", f"{russian.day(it.term_on)}", it.term_on, is_late=True)
        for it in by_term
        if it.term_on < day
    ]
    ending = [
        _reserve_call(it, "истекает срок", f"по {russian.day(it.term_on)}", it.term_on, is_late=False)
        for it in by_term
        if day <= it.term_on <= day + TERM_WARNING
    ]
    missed = [
        _reserve_call(
            it, "не проведён пересмотр", f"просрочен на {_days(day - it.review_on)}", it.review_on, is_late=True
        )
        for it in sorted((it for it in entries if it.review_on), key=lambda it: it.review_on)
        if it.review_on < day
    ]
    listed = f"{reverse('schools:reserve')}?warning="
    terms, reviews = ("срок", "срока", "сроков"), ("пересмотр", "пересмотра", "пересмотров")
    return [
        *_few(over, 3, terms, "пребывания в резерве истекли", f"{listed}term_over"),
        *_few(ending, 3, terms, "пребывания в резерве истекают", f"{listed}term_ending"),
        *_few(missed, 3, reviews, "резерва просрочены", f"{listed}review_overdue"),
    ]


def _reserve_call(entry: ReserveEntry, what: str, when: str, due: date, *, is_late: bool) -> Call:
    return Call(f"Резерв, {entry.person}: {what}", when, entry.get_absolute_url(), due, is_late)


def _overdue_activities(user: User, day: date) -> list[Call]:
    overdue = (
        Activity.objects.visible_to(user).filter(programme__approved_on__lte=day).overdue(day)
        .select_related("programme__person").order_by("due_on")
    )  # fmt: skip
    late = [
        Call(
            f"ИППР, {it.programme.person}: {it.title}",
            f"просрочено на {_days(day - it.due_on)}",
            it.get_absolute_url(),
            it.due_on,
            is_late=True,
        )
        for it in overdue
    ]
    forms = ("просроченное мероприятие", "просроченных мероприятия", "просроченных мероприятий")
    return _few(late, 5, forms, "в программах ИППР", reverse("mentoring:programmes"))


def _proposals(user: User, day: date) -> list[Call]:
    """What the thresholds have proposed and nobody has decided on."""
    waiting = Finding.objects.visible_to(user).undecided().filter(found_on__lte=day)
    counts = waiting.aggregate(how_many=Count("pk"), first=Min("found_on"))
    if not counts["how_many"]:
        return []
    found = russian.counted(counts["how_many"], "дефицит", "дефицита", "дефицитов")
    since = f"с {russian.day(counts['first'])}"
    return [Call(f"Рассмотреть: {found}, предложено системой", since, reverse("monitoring:proposals"), counts["first"])]


def _unread(user: User, day: date) -> list[Call]:
    """Recommendations sent long ago and not acknowledged yet."""
    unread = Recommendation.objects.visible_to(user).unacknowledged().filter(sent_on__lt=day - READ_WITHIN)
    counts = unread.aggregate(how_many=Count("pk"), first=Min("sent_on"))
    if not counts["how_many"]:
        return []
    found = russian.counted(counts["how_many"], "рекомендация", "рекомендации", "рекомендаций")
    url = f"{reverse('monitoring:recommendations')}?state=sent"
    return [Call(f"Не ознакомились: {found}", f"направлены с {russian.day(counts['first'])}", url, counts["first"])]


def cycle(user: User, day: date) -> list[Link]:
    """The links of the cycle that records already fill, for the year of the day."""
    found = Finding.objects.visible_to(user).found_by(day).filter(found_on__year=day.year)
    answered = Activity.objects.filter(finding=OuterRef("pk"), programme__approved_on__lte=day)
    sent = Recommendation.objects.filter(finding=OuterRef("pk"), sent_on__lte=day)
    counts = found.aggregate(
        found=Count("pk"),
        sent=Count("pk", filter=Exists(sent)),
        read=Count("pk", filter=Exists(sent.filter(acknowledged_on__lte=day))),
        answered=Count("pk", filter=Exists(answered)),
        done=Count("pk", filter=Exists(answered.filter(done_on__lte=day))),
    )
    bare = counts["found"] - counts["answered"]
    waiting = counts["answered"] - counts["done"]
    unread = counts["sent"] - counts["read"]
    return [
        Link("Дефициты", f"выявлено {counts['found']}", "done" if counts["found"] else ""),
        Link("Рекомендации", f"направлены по {counts['sent']}", "done" if counts["sent"] else ""),
        Link("Ознакомление", f"ознакомлены по {counts['read']}, ждут {unread}", _look(counts["read"], unread)),
        Link("Поддержка", f"есть у {counts['answered']}, нет у {bare}", _look(counts["answered"], bare)),
        Link("Выполнение", f"выполнено по {counts['done']}, ждут {waiting}", _look(counts["done"], waiting)),
    ]


def _look(done: int, left: int) -> str:
    if not done:
        return "late" if left else ""
    return "now" if left else "done"
