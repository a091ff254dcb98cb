"""Standing lists: a deficit that nothing answers, support that answers no deficit."""

from leadership.core.lists import ListPage
from monitoring.models import Finding

from .. import access, supporting
from ..filters import AimlessFilter, WantingFilter
from ..models import Activity
from ..tables import AimlessTable, WantingTable


class Wanting(ListPage):
    title = "Дефицит без поддержки"
    template_name = "mentoring/support.html"
    lead = "Подтверждённые дефициты, на которые к выбранной дате не отвечает ни одно незавершённое мероприятие ИППР."
    table_class, filterset_class = WantingTable, WantingFilter
    allowed = staticmethod(access.sees_support)
    empty = "На каждый дефицит есть чем ответить."

    def rows(self, user, as_of):
        findings = Finding.objects.visible_to(user).filter(person__isnull=False).found_by(as_of)
        wanting = supporting.without_support(findings, as_of).with_school(as_of)
        return wanting.select_related("person", "competence", "item").order_by("found_on", "pk")

    def get_table_kwargs(self):
        return super().get_table_kwargs() | {"drafts": access.edits_development(self.request.user)}


class Aimless(ListPage):
    title = "Поддержка без дефицита"
    template_name = "mentoring/support.html"
    lead = "Мероприятия действующих ИППР, которые не отвечают ни на один записанный дефицит."
    table_class, filterset_class = AimlessTable, AimlessFilter
    allowed = staticmethod(access.sees_support)
    may_edit = staticmethod(access.edits_development)
    empty = "У каждого мероприятия есть свой дефицит."

    def rows(self, user, as_of):
        aimless = supporting.without_deficit(Activity.objects.visible_to(user), as_of)
        return aimless.select_related("programme__person")
