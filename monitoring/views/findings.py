from django.urls import reverse_lazy

from leadership.core.lists import ListPage
from leadership.core.records import RecordKind

from .. import access
from ..filters.findings import CompetenceFilter, FindingFilter
from ..forms.findings import CompetenceForm, FindingForm
from ..models import Competence, Finding
from ..tables.findings import CompetenceTable, FindingTable


class Findings(ListPage):
    title = "Дефициты"
    lead = "Компетенции руководителей ниже нормы, выявленные к выбранной дате: у кого, чем, в чём состоят."
    table_class, filterset_class = FindingTable, FindingFilter
    allowed = staticmethod(access.sees_findings)
    may_edit = staticmethod(access.records_findings)
    create_url = reverse_lazy("monitoring:add_finding")
    create_label = "Записать дефицит"
    empty = "К этой дате дефицитов нет. Их записывают по итогам самооценки, внешней оценки, беседы."

    def rows(self, user, as_of):
        findings = Finding.objects.visible_to(user).found_by(as_of).with_school(as_of)
        return findings.select_related("person", "competence")


class Competences(ListPage):
    title = "Компетенции"
    lead = "Общий перечень, по которому записывают дефициты; рядом – сколько их к выбранной дате."
    table_class, filterset_class = CompetenceTable, CompetenceFilter
    allowed = staticmethod(access.sees_findings)
    may_edit = staticmethod(access.records_findings)
    create_url = reverse_lazy("monitoring:add_competence")
    create_label = "Добавить компетенцию"
    empty = "Перечень пуст. Добавьте компетенции, и по ним можно будет записывать дефициты."

    def rows(self, user, as_of):
        findings = Finding.objects.visible_to(user).found_by(as_of)
        return Competence.objects.visible_to(user).with_findings(findings)


FINDING = RecordKind(
    route="monitoring:finding",
    model=Finding,
    form=FindingForm,
    title="Дефицит",
    listed="monitoring:findings",
    may=access.records_findings,
)
COMPETENCE = RecordKind(
    route="monitoring:competence",
    model=Competence,
    form=CompetenceForm,
    title="Компетенция",
    listed="monitoring:competences",
    may=access.records_findings,
    note="Перечень общий: изменённое название увидят все районы.",
)
