"""Campaigns: the list, the card, preparation, acts of the регламент."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from leadership.core.access import may, require
from leadership.core.lists import ListPage
from leadership.core.records import RecordKind
from schools.access import sees_history

from .. import access, burden, regulation, sources, subjects
from ..actions import campaigns as actions
from ..actions import opening
from ..filling import asked_items
from ..filters.campaigns import CampaignFilter
from ..forms.campaigns import CampaignForm, LeaveOutForm, MoveForm
from ..models import Campaign, CampaignState, Item, Methodology, Objection, Participant, Response
from ..tables.campaigns import CampaignTable

#: Rows of the preparation page; more are counted.
SHOWN = 200
#: Names of those left out on the card of an opened campaign.
LEFT_OUT = 20


class Campaigns(ListPage):
    title = "Кампании"
    lead = "Кого, по какой методике и в какой срок спрашивают; сколько форм сдано."
    table_class, filterset_class = CampaignTable, CampaignFilter
    allowed = staticmethod(access.sees_campaigns)
    may_edit = staticmethod(access.runs_campaigns)
    create_url = reverse_lazy("monitoring:add_campaign")
    create_label = "Новая кампания"

    @property
    def empty(self):
        if access.reads_forms(self.request.user):
            return "К этой дате кампаний нет. Создайте первую: выберите методику, год и срок."
        return "К этой дате вас ни о чём не спрашивали."

    def rows(self, user, as_of):
        return (
            Campaign.objects.visible_to(user).with_forms().shown_on(as_of).with_progress().select_related("methodology")
        )

    def get_table_kwargs(self):
        """How the others are getting on is not told to a director."""
        hidden = () if access.reads_forms(self.request.user) else ("handed_in",)
        return super().get_table_kwargs() | {"exclude": hidden}


SETTLED = {CampaignState.CLOSED: "Кампания закрыта, её больше не меняют."}
OPENED = dict.fromkeys(set(CampaignState) - {CampaignState.PREPARATION}, "Открытую кампанию не удаляют: формы у людей.")


class CampaignKind(RecordKind):
    """A campaign is saved with the terms of its phases; once opened it is not removed."""

    def edit(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._refused(request, pk, SETTLED) or super().edit(request, pk)

    def remove(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._refused(request, pk, OPENED) or super().remove(request, pk)

    def _refused(self, request: HttpRequest, pk: int, told: dict[str, str]) -> HttpResponse | None:
        found = Campaign.objects.visible_to(request.user).filter(pk=pk).first()
        if found is None:
            return None
        require(_may_run(request.user, found))
        if found.methodology.kind in regulation.ELSEWHERE:
            return redirect(found)
        is_opening = found.openings.running(timezone.now()).exists()
        if found.state not in told and not is_opening:
            return None
        messages.error(request, actions.RUNNING if is_opening else told[found.state])
        return redirect(found)

    def _saving(self, form: CampaignForm) -> Callable[[], Model] | None:
        return lambda: actions.keep(form.instance, form.terms())


CAMPAIGN = CampaignKind(
    route="monitoring:campaign",
    model=Campaign,
    form=CampaignForm,
    title="Кампания",
    listed="monitoring:campaigns",
    may=access.runs_campaigns,
    note="Анкетирование и собеседование открывают на своих страницах.",
)


@require_safe
@may(access.sees_campaigns)
def campaign(request, pk):
    found = _seen(request, pk)
    if found.methodology.kind in regulation.ELSEWHERE:
        return _elsewhere(found)
    if not access.reads_forms(request.user):
        return _for_director(request, found)
    phases = {phase.state: phase for phase in found.phases.all()}
    is_prepared = found.state == CampaignState.PREPARATION
    asked = found.openings.last() if is_prepared else None
    is_opening = bool(asked and asked.is_running(timezone.now()))
    return render(
        request,
        "monitoring/campaign.html",
        {
            "title": found.title,
            "campaign": found,
            "phases": [
                (state, phases.get(state.value), state == found.state)
                for state in CampaignState
                if state != CampaignState.PREPARATION
            ],
            "opening": asked,
            "is_opening": is_opening,
            "moves": [] if is_opening else regulation.moves(found, request.user),
            "burden": _burden(found),
            "left_out": list(found.participants.exclude(left_out_because="")[: LEFT_OUT + 1]),
            "participants": found.participants.taking_part().count(),
            "objections": Objection.objects.filter(participant__campaign=found).pending().count(),
            "may_run": _may_run(request.user, found) and not is_opening,
            "calculation": found.calculations.current().first(),
            "may_calculate": found.state == CampaignState.CHECKING and access.calculates(request.user, found),
            "reads_forms": not is_prepared,
            "may_edit": access.runs_campaigns(request.user) and _may_run(request.user, found) and not is_opening,
            "again": _again(request.user, found),
            "sees_history": sees_history(request.user),
        },
    )


def _again(user, found):
    """The form of the next year's campaign, filled in from this one."""
    if not access.runs_campaigns(user) or found.state == CampaignState.PREPARATION:
        return ""
    return f"{reverse('monitoring:add_campaign')}?{urlencode(CampaignForm.a_year_on(found))}"


def _elsewhere(found):
    """A survey is kept on its own page, interviews in their list."""
    if found.methodology.kind == Methodology.Kind.SURVEY:
        return redirect("monitoring:survey", pk=found.pk)
    return redirect(f"{reverse('monitoring:interviews')}?campaign={found.pk}")


def _for_director(request, found):
    """A director is led to his own form; nothing is told of the others."""
    own = Response.objects.visible_to(request.user).filter(participant__campaign=found)
    forms = list(own.select_related("participant"))
    participants = found.participants.visible_to(request.user).taking_part()
    context = {"title": found.title, "campaign": found, "forms": forms, "participants": participants}
    return render(request, "monitoring/campaign_director.html", context)


@may(access.runs_campaigns)
def preparation(request, pk):
    """Whom the campaign would ask on its day, and who is left out, with the reason."""
    found = get_object_or_404(_seen_by(request.user), pk=pk)
    require(_may_run(request.user, found))
    if found.state != CampaignState.PREPARATION:
        messages.info(request, "Кампания уже открыта: состав замер на дату сведений.")
        return redirect(found)
    if found.openings.running(timezone.now()).exists():
        messages.info(request, actions.RUNNING)
        return redirect(found)
    form = LeaveOutForm(request.POST or None, campaign=found)
    if request.method == "POST" and form.is_valid():
        how_many = actions.leave_out(found, numbers=form.numbers(), reason=form.cleaned_data["reason"])
        messages.success(request, f"Не участвуют: добавлено {how_many}.")
        return redirect("monitoring:preparation", pk=pk)
    left_out = subjects.left_out(found)
    rows = subjects.rows(found).exclude(pk__in=left_out.values("object_id"))
    kind = subjects.kind_of(found.methodology)
    how_many = rows.count()
    return render(
        request,
        "monitoring/preparation.html",
        {
            "title": "Подготовка кампании",
            "campaign": found,
            "form": form,
            "how_many": how_many,
            "forms_of_kind": ",".join(kind.forms),
            "rows": list(subjects.read(rows[:SHOWN])),
            "left_out": list(left_out[:SHOWN]),
            "burden": _burden(found),
            "doubts": regulation.doubts(found, "open", timezone.localdate()),
            "problems": _problems(found),
            "asked_twice": _asked_twice(found),
        },
        status=422 if form.errors else 200,
    )


@require_POST
@may(access.runs_campaigns)
def take_back(request, pk):
    """Whoever was left out is asked after all."""
    found = get_object_or_404(_left_out_of(request.user), pk=pk)
    require(_may_run(request.user, found.campaign))
    try:
        actions.take_back(found.campaign, found)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("monitoring:preparation", pk=found.campaign_id)


@may(access.reads_forms)
def move(request, pk, act):
    """One act of the регламент: what it does, what hinders it, the button."""
    found = _seen(request, pk)
    step = next((one for one in regulation.moves(found, request.user) if one.act == act), None)
    if step is None:
        messages.error(request, f"Кампания в состоянии «{found.get_state_display()}»: этого сейчас не делают.")
        return redirect(found)
    require(_may_run(request.user, found))
    form = MoveForm(request.POST or None, asks=step.asks, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            said = _moved(request, found, step, form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, said)
            return redirect(found)
    context = {
        "title": step.label,
        "campaign": found,
        "move": step,
        "form": form,
        "doubts": [] if form.errors else regulation.doubts(found, act, timezone.localdate()),
    }
    return render(request, "monitoring/move.html", context, status=422 if form.errors else 200)


def _moved(request, found, step, given):
    """Do the act, or leave a long opening to the worker; what to tell of it."""
    if step.act == "open" and opening.is_long(found):
        opening.ask_for(found, by=request.user, on=given["on"], at=timezone.now())
        return "Кампания открывается: формы готовит фоновая служба."
    actions.move(found, act=step.act, by=request.user, **given)
    return f"{step.label}: записано. Состояние – «{step.target.label}»."


def _seen_by(user):
    return Campaign.objects.visible_to(user).select_related("methodology", "municipality").prefetch_related("phases")


def _seen(request, pk):
    return get_object_or_404(_seen_by(request.user).with_progress(), pk=pk)


def _left_out_of(user):
    return Participant.objects.visible_to(user).exclude(left_out_because="").select_related("campaign")


def _may_run(user, found):
    """Whoever may act in this very campaign: one of the region is not run from a district."""
    return access.reads_forms(user) and Campaign.objects.changeable_by(user).filter(pk=found.pk).exists()


def _burden(found):
    """What a form of the campaign asks: what the registers could answer counts as known."""
    items = asked_items(found.methodology)
    return burden.burden(
        burden.Question(item.answer, item.needs_evidence, is_known=bool(item.known_as) and not sources.problem(item))
        for item in items
    )


def _problems(found):
    """Figures the methodology takes from the registers and the registers cannot give."""
    return list(filter(None, map(sources.problem, asked_items(found.methodology))))


def _asked_twice(found):
    """Questions that another open campaign of the district asks the same subjects now, with that campaign."""
    methodology = found.methodology
    own = methodology.items.asked().filter(known_as="").values("title")
    others = Campaign.objects.filling().filter(methodology__subject=methodology.subject).exclude(pk=found.pk)
    near = Q(municipality=None) | Q(municipality=found.municipality_id)
    others = others.filter(near) if found.municipality_id else others
    twice = Item.objects.asked().filter(methodology__in=others.values("methodology"), title__in=own)
    by_methodology: dict[int, list[str]] = {}
    for item in twice.order_by("section__position", "position", "pk"):
        by_methodology.setdefault(item.methodology_id, []).append(item.title)
    return [(other, by_methodology[other.methodology_id]) for other in others if other.methodology_id in by_methodology]
