from functools import partial

from django.shortcuts import get_object_or_404, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_safe

from leadership.core.access import may
from leadership.core.bulk import Deed
from leadership.core.lists import ListPage
from leadership.core.pages import form_page
from leadership.core.records import RecordKind
from schools.models import Person

from .. import access
from ..actions.findings import confirm_finding, dismiss_finding
from ..filters.findings import CompetenceFilter, FindingFilter, ProposalFilter
from ..forms.findings import CompetenceForm, ConfirmationForm, DismissalForm, FindingForm
from ..models import Competence, Finding, FindingState, Recommendation
from ..tables.findings import CompetenceTable, FindingTable, ProposalTable


class Findings(ListPage):
    title = "Дефициты"
    template_name = "monitoring/findings.html"
    lead = "Подтверждённые к выбранной дате: компетенции руководителей и показатели школ ниже нормы, чем выявлены."
    table_class, filterset_class = FindingTable, FindingFilter
    allowed = staticmethod(access.sees_findings)
    may_edit = staticmethod(access.records_findings)
    create_url = reverse_lazy("monitoring:add_finding")
    create_label = "Записать дефицит"
    empty = "К этой дате дефицитов нет. Их записывают по итогам самооценки, внешней оценки, беседы."

    def rows(self, user, as_of):
        findings = Finding.objects.visible_to(user).found_by(as_of).with_school(as_of)
        return findings.select_related("person", "school", "competence", "item")

    def get_context_data(self, **kwargs):
        user = self.request.user
        proposed = Finding.objects.visible_to(user).undecided().count() if access.sees_proposals(user) else None
        return super().get_context_data(**kwargs) | {"proposed": proposed}


class Proposals(ListPage):
    title = "Предложенные дефициты"
    template_name = "monitoring/proposals.html"
    lead = "Что показали пороги методик по итогам кампаний. Дефицитом это станет, когда его подтвердит человек."
    table_class, filterset_class = ProposalTable, ProposalFilter
    allowed = staticmethod(access.sees_proposals)
    may_edit = staticmethod(access.records_findings)
    empty = "Всё рассмотрено. Новые предложения появляются после расчёта кампании."
    deeds = (
        Deed(
            name="confirm",
            label="Подтвердить",
            question="Подтвердить отмеченные дефициты?",
            done="Подтверждено дефицитов",
            act=lambda finding, user: confirm_finding(finding, by=user, on=timezone.localdate()),
        ),
    )

    def rows(self, user, as_of):
        """Those nobody has decided on; with the filter «Состояние» the decided ones too."""
        findings = Finding.objects.visible_to(user).by_campaigns().with_school(as_of)
        return findings.select_related("person", "school", "competence", "item")

    def get_queryset(self):
        rows = super().get_queryset()
        return rows if self.request.GET.get("state") else rows.undecided()


class Competences(ListPage):
    title = "Компетенции"
    lead = (
        "Общий перечень, по которому записывают дефициты; рядом – сколько их к выбранной дате. "
        "Западающая компетенция – дефицит не менее чем у половины руководителей."
    )
    table_class, filterset_class = CompetenceTable, CompetenceFilter
    allowed = staticmethod(access.sees_findings)
    may_edit = staticmethod(access.records_findings)
    create_url = reverse_lazy("monitoring:add_competence")
    create_label = "Добавить компетенцию"
    empty = "Перечень пуст. Добавьте компетенции, и по ним можно будет записывать дефициты."

    def rows(self, user, as_of):
        findings = Finding.objects.visible_to(user).found_by(as_of)
        competences = Competence.objects.visible_to(user).with_findings(findings)
        return competences.with_wanting(findings, self._heads())

    def get_table_kwargs(self):
        """A director sees himself alone: a share of heads would say nothing to him."""
        is_department = access.sees_proposals(self.request.user)
        hidden = {} if is_department else {"exclude": ("wanting",)}
        return super().get_table_kwargs() | hidden | {"heads": self._heads().count() if is_department else 0}

    def _heads(self):
        return Person.objects.visible_to(self.request.user).heading(self.request.as_of)


@require_safe
@may(access.sees_findings)
def finding(request, pk):
    seen = Finding.objects.visible_to(request.user).with_school(request.as_of)
    shown = get_object_or_404(
        seen.select_related("person", "school", "competence", "item", "participant__campaign", "decided_by"), pk=pk
    )
    recommendations = Recommendation.objects.visible_to(request.user).filter(finding=shown)
    records = access.records_findings(request.user)
    return render(
        request,
        "monitoring/finding.html",
        {
            "title": shown.what,
            "finding": shown,
            "recommendations": recommendations.with_state(request.as_of),
            "may_confirm": records and shown.state != FindingState.CONFIRMED,
            "may_dismiss": records and shown.state != FindingState.DISMISSED and shown.participant_id,
            "may_edit": records and shown.state == FindingState.CONFIRMED,
            "may_recommend": access.makes_recommendations(request.user) and _may_recommend(shown),
            "sees_campaign": access.sees_proposals(request.user),
        },
    )


def _may_recommend(finding):
    return finding.person_id and finding.state == FindingState.CONFIRMED


@may(access.records_findings)
def confirm(request, pk):
    return _decide(
        request, pk, ConfirmationForm, "Подтвердить дефицит", "Подтвердить",
        lambda form: partial(confirm_finding, explanation=form.cleaned_data["explanation"]),
    )  # fmt: skip


@may(access.records_findings)
def dismiss(request, pk):
    return _decide(
        request, pk, DismissalForm, "Отклонить дефицит", "Отклонить",
        lambda form: partial(dismiss_finding, reason=form.cleaned_data["dismissal"]),
    )  # fmt: skip


def _decide(request, pk, form_class, title, submit, deciding):
    """Only what a campaign has proposed is decided on: a finding written down by a person is removed instead."""
    proposed = Finding.objects.visible_to(request.user).by_campaigns()
    found = get_object_or_404(proposed.select_related("person", "school", "competence", "item"), pk=pk)
    form = form_class(request.POST or None, instance=found, user=request.user)
    return form_page(
        request, form, title=title, lead=str(found), back=found.get_absolute_url(), done="Решение записано.",
        submit=submit, save=lambda: deciding(form)(form.instance, by=request.user, on=timezone.localdate()),
        then=reverse("monitoring:proposals"),
    )  # fmt: skip


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
