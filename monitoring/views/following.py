"""Who has handed in and who has not; reminders; objections; whoever answers about somebody else."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import DateField, Value
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from leadership.core.access import may, require
from leadership.core.bulk import Deed
from leadership.core.lists import ListPage
from leadership.core.pages import form_page

from .. import access
from ..actions import objections
from ..actions import responses as actions
from ..filters.campaigns import MISSING, ObjectionFilter, ResponseFilter
from ..forms.campaigns import RemindForm, RespondentForm
from ..forms.objections import AnswerForm, ObjectionForm
from ..models import Campaign, Objection, Participant, Response, Result
from ..regulation import ELSEWHERE
from ..tables.campaigns import ObjectionTable, ResponseTable, phones
from ..wording import reminder

#: As many of those who have not handed in are listed to be reminded at once.
LISTED = 200


class InCampaign(ListPage):
    """A list inside one campaign, which its address names."""

    allowed = staticmethod(access.reads_forms)

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.campaign = None

    def get(self, request, *args, **kwargs):
        """Interviews and surveys have lists of their own: the campaign's address leads there."""
        found = self.found()
        return redirect(found) if found.methodology.kind in ELSEWHERE else super().get(request, *args, **kwargs)

    def found(self):
        if self.campaign is None:
            seen = Campaign.objects.visible_to(self.request.user).select_related("methodology")
            self.campaign = get_object_or_404(seen, pk=self.kwargs["pk"])
        return self.campaign

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"campaign": self.found()}


class Responses(InCampaign):
    title = "Формы кампании"
    template_name = "monitoring/responses.html"
    table_class, filterset_class = ResponseTable, ResponseFilter
    empty = "Форм ещё нет: они появляются, когда кампанию открывают."
    may_edit = staticmethod(access.runs_campaigns)
    deeds = (
        Deed(
            name="accept",
            label="Принять",
            question="Принять отмеченные формы?",
            done="Принято форм",
            act=lambda form, user: actions.accept(form, by=user),
        ),
    )

    def records(self, user, as_of, picked):
        """Forms are accepted here while they are checked; an interview is finished on its own page."""
        found = super().records(user, as_of, picked)
        return found.none() if self.found().methodology.kind in ELSEWHERE else found

    def rows(self, user, as_of):
        found = self.found()
        due_on = Value(found.deadline(), output_field=DateField())
        forms = Response.objects.visible_to(user).filter(participant__campaign=found).with_progress()
        forms = forms.select_related("participant__person", "participant__school", "respondent__person")
        return forms.annotate(due_on=due_on).order_by("participant__label", "pk")

    def get_table_kwargs(self):
        found = self.found()
        asked = found.methodology.items.asked().count()
        return super().get_table_kwargs() | {"asked": asked, "is_one_role": len(found.asks) == 1}

    def get_context_data(self, **kwargs):
        found = self.found()
        context = super().get_context_data(**kwargs)
        return context | {
            "lead": str(found),
            "deeds": context["deeds"] if found.is_checked else (),
            "missing": f"?state={MISSING}",
            "may_bring": access.runs_campaigns(self.request.user) and found.is_checked,
            "may_remind": access.runs_campaigns(self.request.user) and found.is_answered,
            "may_print": access.runs_campaigns(self.request.user),
        }


@may(access.runs_campaigns)
def remind(request, pk):
    """Those who have not handed in, ticked; the words to send; the record that they were reminded."""
    seen = Campaign.objects.visible_to(request.user).select_related("methodology")
    campaign = get_object_or_404(seen, pk=pk)
    if campaign.methodology.kind in ELSEWHERE:
        return redirect(campaign)
    forms = Response.objects.visible_to(request.user).filter(participant__campaign=campaign)
    forms = forms.of_people().not_handed_in()
    late = forms.with_progress().select_related("participant__person", "participant__school", "respondent__person")
    late = late.order_by("participant__label", "pk")
    address = request.build_absolute_uri(reverse("home"))
    form = RemindForm(request.POST or None, initial={"text": reminder(campaign, campaign.deadline(), address)})
    if request.method == "POST" and form.is_valid():
        ticked = [int(one) for one in request.POST.getlist("pk") if one.isascii() and one.isdigit() and len(one) < 19]
        chosen = list(forms.filter(pk__in=ticked[:LISTED]))
        if chosen:
            actions.remind(chosen, by=request.user, **form.cleaned_data)
            messages.success(request, f"Записано напоминаний: {len(chosen)}.")
            return redirect(f"{reverse('monitoring:responses', args=[pk])}?state={MISSING}")
        form.add_error(None, "Отметьте, кому напоминаете.")
    shown = list(late[:LISTED])
    for one in shown:
        one.phones = phones(one)
    context = {
        "title": "Напомнить не сдавшим",
        "campaign": campaign,
        "form": form,
        "late": shown,
        "more": max(0, late.count() - LISTED),
    }
    return render(request, "monitoring/remind.html", context, status=422 if form.errors else 200)


class Objections(InCampaign):
    title = "Возражения"
    template_name = "monitoring/objections.html"
    table_class, filterset_class = ObjectionTable, ObjectionFilter
    empty = "Возражений нет."

    def rows(self, user, as_of):
        found = Objection.objects.visible_to(user).filter(participant__campaign=self.found())
        return found.select_related("participant", "item")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"lead": str(self.found())}


@may(access.sees_campaigns)
def participant(request, pk):
    """One participant: as he was frozen, his forms, his objections."""
    found = get_object_or_404(_participants(request.user), pk=pk)
    forms = Response.objects.visible_to(request.user).filter(participant=found).select_related("respondent")
    may_answer = access.answers_objections(request.user)
    results = list(Result.objects.visible_to(request.user).current().filter(participant=found).select_related("level"))
    listed = list(forms)
    for one in listed:
        one.participant = found
        one.may_fill = access.fills(request.user, one)
    context = {
        "title": found.label,
        "participant": found,
        "has_papers": found.campaign.methodology.kind not in ELSEWHERE,
        "campaign": found.campaign,
        "forms": listed,
        "results": results,
        "sees_sides": bool(results) and len(found.campaign.asks) > 1,
        "objections": list(found.objections.select_related("item", "answered_by")),
        "may_object": access.objects(request.user, found),
        "may_answer": may_answer,
        "may_assign": _may_assign(request.user, found),
        "reads_forms": access.reads_forms(request.user),
    }
    return render(request, "monitoring/participant.html", context)


@may(access.runs_campaigns)
def assign(request, pk):
    """Who else answers about the participant: a mentor, a colleague, the head who came in the middle of the year."""
    found = get_object_or_404(_participants(request.user), pk=pk)
    require(_may_assign(request.user, found))
    form = RespondentForm(request.POST or None, participant=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.assign(found, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error("role", refusal)
        else:
            messages.success(request, "Отвечающий назначен, форма у него в кабинете.")
            return redirect(found)
    context = {"title": "Назначить отвечающего", "lead": found.label, "form": form, "back": found.get_absolute_url()}
    context["submit"] = "Назначить"
    return render(request, "components/form_page.html", context, status=422 if form.errors else 200)


@may(access.sees_campaigns)
def add_objection(request, pk):
    found = get_object_or_404(_participants(request.user), pk=pk)
    require(access.objects(request.user, found))
    record = Objection(participant=found, raised_by=request.user, raised_at=timezone.now())
    form = ObjectionForm(request.POST or None, instance=record, user=request.user)
    return form_page(
        request, form, title="Возражение", lead=found.label, back=found.get_absolute_url(), done="Возражение подано.",
        submit="Подать возражение",
    )  # fmt: skip


@may(access.answers_objections)
def answer_objection(request, pk):
    record = get_object_or_404(Objection.objects.visible_to(request.user), pk=pk)
    form = AnswerForm(request.POST or None, instance=record, user=request.user)
    return form_page(
        request, form, title="Ответ на возражение", lead=record.text, back=record.get_absolute_url(),
        done="Ответ записан.", save=lambda: objections.answer(form.instance, by=request.user),
    )  # fmt: skip


def _participants(user):
    return Participant.objects.visible_to(user).select_related("campaign__methodology", "person", "school")


def _may_assign(user, found):
    return access.runs_campaigns(user) and found.campaign.is_answered and not found.left_out_because
