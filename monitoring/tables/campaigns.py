import django_tables2 as tables
from django.utils.html import format_html
from django.utils.timezone import localtime

from leadership.core import russian
from leadership.core.tables import DayColumn, NumberColumn, RecordTable

from ..models import OPEN_STATES, Campaign, Objection, Response


class CampaignTable(RecordTable):
    title = tables.Column("Кампания", linkify=True)
    methodology = tables.Column("Методика", order_by=("methodology__title", "methodology__version"))
    year = NumberColumn(verbose_name="Год")
    state = tables.Column("Состояние")
    due_on = DayColumn(verbose_name="Сдать до")
    handed_in = tables.Column("Сдано", order_by="handed_in")

    class Meta:
        model = Campaign
        fields = ("title", "methodology", "year", "state", "due_on", "handed_in")

    def render_handed_in(self, record):
        return f"{record.handed_in} из {record.asked}" if record.asked else "–"

    def render_year(self, value):
        return value


def moment(value) -> str:
    """«12.12.2023, 21:40»"""
    return f"{localtime(value):%d.%m.%Y, %H:%M}"


class MomentColumn(tables.Column):
    """A moment as people write it; in a file it has no zone."""

    def __init__(self, title: str, **kwargs) -> None:
        super().__init__(title, default="", **kwargs)

    def render(self, value):
        return moment(value)

    def value(self, value):
        return moment(value)


class ResponseTable(RecordTable):
    """Forms of a campaign: whose, what became of it, whom to ring."""

    participant = tables.Column(
        "Участник", linkify=lambda record: record.get_absolute_url(), order_by=("participant__label", "pk")
    )
    head = tables.Column("Кто отвечает", accessor="asked_said", default="", orderable=False)
    role = tables.Column("Чей ответ")
    state = tables.Column("Состояние")
    given = NumberColumn(verbose_name="Ответов")
    handed_in_at = MomentColumn("Сдано")
    phone = tables.Column("Телефон", accessor="pk", orderable=False, attrs={"td": {"class": "line"}})
    seen = MomentColumn("Последняя активность", accessor="saved_at")
    reminded_at = MomentColumn("Напоминали")

    class Meta:
        model = Response
        fields = ("participant", "head", "role", "state", "given", "handed_in_at", "phone", "seen", "reminded_at")

    def __init__(self, *args, asked: int = 0, is_one_role: bool = False, **kwargs) -> None:
        self._asked = asked
        super().__init__(*args, exclude=("role",) if is_one_role else (), **kwargs)

    def render_state(self, value, record):
        look = "overdue" if self._is_late(record) else record.state
        return format_html('<span class="state state-{}">{}</span>', look, self.value_state(value, record))

    def value_state(self, value, record):
        return f"{value}, срок прошёл" if self._is_late(record) else value

    def _is_late(self, record):
        return record.state in OPEN_STATES and bool(record.due_on) and record.due_on < self.request.as_of

    def render_given(self, value):
        return f"{value} из {self._asked}"

    def value_given(self, value):
        return value

    def render_phone(self, record):
        return phones(record)

    def render_seen(self, record):
        latest = max(filter(None, (record.saved_at, record.seen_at)), default=None)
        return moment(latest) if latest else ""


def phones(response: Response) -> str:
    """The head's own phone, then the school's; of another who answers – his own; of the department none."""
    if response.is_ours:
        return ""
    if response.respondent:
        person = response.respondent.person
        return (person.phone if person else "") or "нет в реестре"
    participant = response.participant
    found = [one.phone for one in (participant.person, participant.school) if one and one.phone]
    return ", ".join(dict.fromkeys(found)) or "нет в реестре"


class ObjectionTable(RecordTable):
    participant = tables.Column("Участник", linkify=lambda record: record.get_absolute_url())
    item = tables.Column("О чём", default="итог в целом", orderable=False)
    text = tables.Column("Возражение", orderable=False)
    raised_at = MomentColumn("Когда")
    outcome = tables.Column("Решение")
    answer = tables.Column("Ответ", default="", orderable=False)

    class Meta:
        model = Objection
        fields = ("participant", "item", "text", "raised_at", "outcome", "answer")

    def render_item(self, value):
        return russian.unbroken(str(value))
