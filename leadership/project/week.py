"""The week of a district in figures, each with the page it is counted on; the number of questions is fixed."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils import timezone

from leadership.core import russian
from mentoring.models import Activity
from monitoring.models import Campaign, CampaignState, Finding, Objection, Recommendation, ResponseState, ResponseStep

from .models import Occurrence, Project, State

Line = tuple[str, str]
FORMS = ("форма", "формы", "форм")
TERMS = ("срок", "срока", "сроков")
ACTIVITIES = ("мероприятие", "мероприятия", "мероприятий")
RECOMMENDATIONS = ("рекомендация", "рекомендации", "рекомендаций")


def lines(districts: Iterable[int], day: date, monday: date) -> dict[int, list[Line]]:
    """What waits on the day and what came to pass in the week before `monday`; nothing of a district without either."""
    told: dict[int, list[Line]] = defaultdict(list)
    for count in (*_waiting(day, monday), *_happened(monday)):
        for municipality, line in count:
            told[municipality].append(line)
    return {municipality: told[municipality] for municipality in districts if told[municipality]}


def _waiting(day: date, monday: date) -> Iterator[Iterable[tuple[int, Line]]]:
    sunday = monday + timedelta(days=6)
    plan, of_project = reverse("project:plan"), "row__measure__project__municipality"
    terms = Occurrence.objects.filter(row__measure__project__in=Project.objects.current())
    yield _not_handed_in(day)
    yield _counted(
        terms.overdue(day), of_project, lambda n: f"Просрочено по плану: {russian.counted(n, *TERMS)}",
        f"{plan}?state={State.OVERDUE.value}",
    )  # fmt: skip
    yield _counted(
        terms.due_between(day, sunday), of_project,
        lambda n: f"По плану до {russian.day(sunday)}: {russian.counted(n, *TERMS)}", plan,
    )  # fmt: skip
    late = Activity.objects.overdue(day).filter(programme__approved_on__lte=day)
    yield _counted(
        late, "programme__person__municipality",
        lambda n: f"Просрочено в ИППР: {russian.counted(n, *ACTIVITIES)}", reverse("mentoring:programmes"),
    )  # fmt: skip
    unread = Recommendation.objects.unacknowledged().filter(sent_on__lte=day)
    yield _counted(
        unread, "person__municipality", lambda n: f"Ждут ознакомления: {russian.counted(n, *RECOMMENDATIONS)}",
        f"{reverse('monitoring:recommendations')}?state=sent",
    )  # fmt: skip
    proposed = Finding.objects.undecided().filter(found_on__lte=day)
    yield _counted(
        proposed, "municipality",
        lambda n: f"Ждут решения, предложено: {russian.counted(n, 'дефицит', 'дефицита', 'дефицитов')}",
        reverse("monitoring:proposals"),
    )  # fmt: skip
    yield _counted(
        Objection.objects.pending().filter(participant__campaign__municipality__isnull=False),
        "participant__campaign__municipality",
        lambda n: f"Ждут ответа: {russian.counted(n, 'возражение', 'возражения', 'возражений')}",
        reverse("monitoring:campaigns"),
    )  # fmt: skip


def _not_handed_in(day: date) -> Iterator[tuple[int, Line]]:
    """One line a campaign: who it is, its list says."""
    running = Campaign.objects.with_forms().known_by(day).filter(
        state__in=(CampaignState.FILLING, CampaignState.CHECKING), municipality__isnull=False
    )  # fmt: skip
    for one in running.with_progress().order_by("due_on", "pk"):
        left = one.asked - one.handed_in
        term = f", срок {russian.day(one.due_on)}" if one.due_on else ""
        if left:
            words = f"Не сдано форм: {left} из {one.asked} – «{one}»{term}"
            yield one.municipality_id, (words, reverse("monitoring:responses", args=[one.pk]))


def _happened(monday: date) -> Iterator[Iterable[tuple[int, Line]]]:
    first, last = monday - timedelta(days=7), monday - timedelta(days=1)
    begins, ends = (timezone.make_aware(datetime.combine(one, time.min)) for one in (first, monday))
    handed_in = ResponseStep.objects.filter(
        state=ResponseState.HANDED_IN, at__gte=begins, at__lt=ends,
        response__participant__campaign__municipality__isnull=False,
    )  # fmt: skip
    yield _counted(
        handed_in, "response__participant__campaign__municipality",
        lambda n: f"За неделю сдано: {russian.counted(n, *FORMS)}", reverse("monitoring:campaigns"),
    )  # fmt: skip
    yield _counted(
        Recommendation.objects.filter(acknowledged_on__range=(first, last)), "person__municipality",
        lambda n: f"За неделю ознакомились: {russian.counted(n, *RECOMMENDATIONS)}",
        reverse("monitoring:recommendations"),
    )  # fmt: skip
    yield _counted(
        Occurrence.objects.filter(closed_on__range=(first, last)), "row__measure__project__municipality",
        lambda n: f"За неделю закрыто по плану: {russian.counted(n, *TERMS)}", reverse("project:plan"),
    )  # fmt: skip
    yield _counted(
        Activity.objects.filter(done_on__range=(first, last)), "programme__person__municipality",
        lambda n: f"За неделю выполнено в ИППР: {russian.counted(n, *ACTIVITIES)}", reverse("mentoring:programmes"),
    )  # fmt: skip


def _counted(rows: QuerySet, of: str, said: Callable[[int], str], address: str) -> Iterator[tuple[int, Line]]:
    counts = rows.order_by().values(of).annotate(how_many=Count("pk", distinct=True))
    for municipality, number in counts.values_list(of, "how_many"):
        yield municipality, (said(number), address)
