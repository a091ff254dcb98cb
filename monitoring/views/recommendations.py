"""Recommendations: the list, one of them, writing by the library of texts, sending, acknowledging."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from leadership.core.access import may, require
from leadership.core.bulk import Deed
from leadership.core.lists import ListPage
from leadership.core.pages import form_page
from leadership.core.records import RecordKind, SharedKind

from .. import access
from ..actions import recommendations as actions
from ..filters.recommendations import AdviceFilter, RecommendationFilter
from ..forms.recommendations import AdviceForm, RecommendationForm
from ..models import Advice, Finding, Recommendation
from ..tables.recommendations import AdviceTable, RecommendationTable


class Recommendations(ListPage):
    title = "Рекомендации"
    template_name = "monitoring/recommendations.html"
    lead = "Адресные рекомендации руководителям: что, кому, до какого срока, ознакомлен ли."
    table_class, filterset_class = RecommendationTable, RecommendationFilter
    allowed = staticmethod(access.sees_recommendations)
    may_edit = staticmethod(access.makes_recommendations)
    create_url = reverse_lazy("monitoring:add_recommendation")
    create_label = "Составить рекомендацию"
    empty = "Рекомендаций к этой дате нет. Их составляют по подтверждённым дефицитам."
    deeds = (
        Deed(
            name="send",
            label="Направить",
            question="Направить отмеченные рекомендации?",
            done="Направлено рекомендаций",
            act=lambda one, user: actions.send(one, by=user, on=timezone.localdate()),
        ),
    )

    def rows(self, user, as_of):
        found = Recommendation.objects.visible_to(user).known_by(as_of).with_state(as_of).with_school(as_of)
        return found.select_related("person", "finding")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"sees_advice": access.sees_advice(self.request.user)}


class Advices(ListPage):
    title = "Типовые рекомендации"
    template_name = "monitoring/advices.html"
    lead = "Тексты, из которых составляют адресные рекомендации: по компетенции или по показателю методики."
    table_class, filterset_class = AdviceTable, AdviceFilter
    allowed = staticmethod(access.sees_advice)
    may_edit = staticmethod(access.makes_recommendations)
    create_url = reverse_lazy("monitoring:add_advice")
    create_label = "Добавить текст"
    empty = "Типовых текстов ещё нет."

    def rows(self, user, as_of):
        return Advice.objects.visible_to(user).select_related("competence")


@require_safe
@may(access.sees_recommendations)
def recommendation(request, pk):
    seen = Recommendation.objects.visible_to(request.user).with_state(request.as_of)
    shown = get_object_or_404(
        seen.select_related("person", "finding__competence", "finding__item", "campaign", "made_by"), pk=pk
    )
    makes = access.makes_recommendations(request.user)
    return render(
        request,
        "monitoring/recommendation.html",
        {
            "title": "Рекомендация",
            "recommendation": shown,
            "may_edit": makes and not shown.is_sent,
            "may_acknowledge": shown.is_sent
            and shown.acknowledged_on is None
            and shown.person_id == request.user.person_id,
        },
    )


@require_POST
@may(access.makes_recommendations)
def send(request, pk):
    shown = get_object_or_404(Recommendation.objects.visible_to(request.user).filter(sent_on=None), pk=pk)
    actions.send(shown, by=request.user, on=timezone.localdate())
    messages.success(request, "Рекомендация направлена: руководитель увидит её в своём кабинете.")
    return redirect(shown)


@require_POST
@may(access.sees_recommendations)
def acknowledge(request, pk):
    shown = get_object_or_404(Recommendation.objects.visible_to(request.user).sent(), pk=pk)
    require(shown.person_id == request.user.person_id)
    actions.acknowledge(shown, by=request.user, on=timezone.localdate())
    messages.success(request, "Отмечено: вы ознакомились с рекомендацией.")
    return redirect(shown)


@may(access.makes_recommendations)
def recommend(request, finding):
    """A recommendation on a finding; texts of the library that fit it stand above the form, each taken by a link."""
    confirmed = Finding.objects.visible_to(request.user).confirmed().exclude(person=None)
    about = get_object_or_404(confirmed.select_related("person", "competence", "item__methodology"), pk=finding)
    fitting = Advice.objects.visible_to(request.user).for_finding(about)
    taken = fitting.filter(pk=request.GET["advice"]).first() if request.GET.get("advice", "").isdecimal() else None
    made = Recommendation(
        person=about.person,
        finding=about,
        campaign_id=about.participant.campaign_id if about.participant_id else None,
        made_by=request.user,
        made_on=timezone.localdate(),
        text=taken.text if taken else "",
    )
    form = RecommendationForm(request.POST or None, instance=made, user=request.user)
    return form_page(
        request, form, title="Составить рекомендацию", lead=str(about), back=about.get_absolute_url(),
        done="Рекомендация составлена. Направьте её, когда будет готова.", above="monitoring/_fitting_advice.html",
        about={"fitting": fitting, "taken": taken},
    )  # fmt: skip


class RecommendationKind(RecordKind):
    """What was sent is neither reworded nor removed: its addressee has read it."""

    def add(self, request):
        made = Recommendation(made_by=request.user, made_on=timezone.localdate())
        form = self.form(
            request.POST or None, initial=request.GET.dict(), instance=made, user=request.user,
            municipality=request.municipality,
        )  # fmt: skip
        return form_page(request, form, title=self.title, back=reverse(self.listed), done="Рекомендация составлена.")

    def remove(self, request, pk):
        if self._seen(request, pk).is_sent:
            messages.error(request, "Направленную рекомендацию удалить нельзя: её читает руководитель.")
            return redirect("monitoring:recommendation", pk)
        return super().remove(request, pk)


RECOMMENDATION = RecommendationKind(
    route="monitoring:recommendation",
    model=Recommendation,
    form=RecommendationForm,
    title="Рекомендация",
    listed="monitoring:recommendations",
    may=access.makes_recommendations,
)
ADVICE = SharedKind(
    route="monitoring:advice",
    model=Advice,
    form=AdviceForm,
    title="Типовая рекомендация",
    listed="monitoring:advices",
    may=access.makes_recommendations,
    note="Укажите компетенцию – или код методики и код показателя, о котором текст.",
)
