"""Surveys as the department keeps them: opened, codes handed out, closed."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_safe

from leadership.core import russian
from leadership.core.access import may
from leadership.core.lists import ListPage
from leadership.core.pages import form_page, remove_page

from .. import access
from ..actions import surveys as actions
from ..actions.survey_records import fix_results
from ..filters.surveys import SurveyFilter
from ..forms.surveys import ChangeSurveyForm, CodesForm, FixForm, OpenSurveyForm, usual_numbers
from ..models import Campaign, CampaignState, SurveyRecord
from ..surveys import sheets
from ..surveys.figures import slices_of
from ..tables.surveys import SurveyTable


def survey_seen(view):
    """The view is given the survey itself, where this user may see it."""

    @wraps(view)
    def found(request, pk):
        seen = Campaign.objects.visible_to(request.user).surveys().select_related("methodology", "municipality")
        return view(request, get_object_or_404(seen, pk=pk))

    return found


class Surveys(ListPage):
    title = "Опросы"
    lead = "Анонимные опросы по одноразовым кодам: как кто ответил, не узнать никому; сколько ответили – видно."
    table_class, filterset_class = SurveyTable, SurveyFilter
    allowed = staticmethod(access.sees_surveys)
    may_edit = staticmethod(access.keeps_surveys)
    create_url = reverse_lazy("monitoring:open_survey")
    create_label = "Открыть опрос"
    empty = "К этой дате опросов нет."

    def rows(self, user, as_of):
        surveys = Campaign.objects.visible_to(user).surveys().known_by(as_of)
        return surveys.with_turnout().select_related("methodology")


@may(access.keeps_surveys)
def open_survey(request):
    form = OpenSurveyForm(request.POST or None, user=request.user, municipality=request.municipality)
    form.initial = usual_numbers(form.schools, request.as_of)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in OpenSurveyForm.base_fields}
        try:
            survey = actions.open_survey(municipality=request.municipality, invited=form.invited(), **given)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "Опрос открыт. Напечатайте листы с кодами и раздайте их в школах.")
            return redirect("monitoring:survey", survey.pk)
    return render(
        request,
        "monitoring/surveys/open.html",
        {
            "title": "Открыть опрос",
            "back": reverse("monitoring:surveys"),
            "form": form,
            "has_methodologies": form.fields["methodology"].queryset.exists(),
        },
        status=422 if form.errors else 200,
    )


@require_safe
@may(access.sees_surveys)
@survey_seen
def survey(request, survey):
    slices = slices_of(survey)
    if not access.sees_all_slices(request.user):
        slices = [one for one in slices if one.person_id == request.user.person_id]
    filling = survey.phases.get(state=CampaignState.FILLING)
    record = SurveyRecord.objects.filter(campaign=survey).select_related("fixed_by").first()
    return render(
        request,
        "monitoring/surveys/survey.html",
        {
            "title": survey.title,
            "survey": survey,
            "filling": filling,
            "is_open": not survey.is_over(timezone.localdate()),
            "record": record,
            "slices": slices,
            "answered": sum(one.answered for one in slices),
            "invited": sum(one.invited for one in slices),
            "sees_all": access.sees_all_slices(request.user),
            "may_keep": access.keeps_surveys(request.user),
        },
    )


@may(access.keeps_surveys)
@survey_seen
def edit_survey(request, survey):
    ends_on = survey.deadline()
    given = {"title": survey.title, "ends_on": ends_on}
    form = ChangeSurveyForm(request.POST or None, instance=survey, initial=given)
    if survey.is_over(timezone.localdate()):
        messages.error(request, "Опрос закрыт: он больше не меняется.")
        return redirect("monitoring:survey", survey.pk)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_survey(survey=survey, on=timezone.localdate(), **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "Сохранено.")
            return redirect("monitoring:survey", survey.pk)
    context = {
        "form": form, "title": "Название и срок опроса", "back": reverse("monitoring:survey", args=[survey.pk]),
        "submit": "Сохранить", "remove": reverse("monitoring:remove_survey", args=[survey.pk]),
        "note": "Кого спрашивают и с какого числа ответов показывают результаты, после открытия не меняется.",
    }  # fmt: skip
    return render(request, "components/form_page.html", context, status=422 if form.errors else 200)


@may(access.keeps_surveys)
@survey_seen
def remove_survey(request, survey):
    """One opened by mistake, while nobody has answered."""
    return remove_page(
        request, survey, title="Удалить опрос?", back=reverse("monitoring:surveys"), done="Опрос удалён."
    )


@may(access.keeps_surveys)
@survey_seen
def survey_codes(request, survey):
    """Codes are made, shown as sheets and forgotten: the answer to this very request is all there is of them."""
    back = reverse("monitoring:survey", args=[survey.pk])
    if survey.is_over(timezone.localdate()):
        messages.error(request, "Опрос закрыт: коды больше не нужны.")
        return redirect(back)
    slices = slices_of(survey)
    left = {f"slice{one.pk}": max(one.invited - one.answered, 0) or None for one in slices if not one.unused}
    form = CodesForm(request.POST or None, slices=slices, initial=left)
    if request.method == "POST" and form.is_valid():
        is_pdf = "pdf" in request.POST
        try:
            issued = actions.issue_codes(survey=survey, numbers=form.numbers(), on=timezone.localdate())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return sheets.response(request, survey, issued, as_pdf=is_pdf)
    context = {
        "title": "Листы с кодами", "lead": survey.title, "back": back, "form": form, "survey": survey,
        "pdf_available": sheets.pdf_available(),
    }  # fmt: skip
    return render(request, "monitoring/surveys/codes.html", context, status=422 if form.errors else 200)


@may(access.keeps_surveys)
@survey_seen
def close_survey(request, survey):
    """Asks first: there is no way back."""
    back = reverse("monitoring:survey", args=[survey.pk])
    if survey.is_over(timezone.localdate()):
        messages.error(request, "Опрос уже закрыт.")
        return redirect(back)
    if request.method == "POST":
        try:
            actions.close_survey(survey=survey, on=timezone.localdate())
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect(back)
        messages.success(request, "Опрос закрыт. Результаты посчитаны.")
        return redirect("monitoring:survey_results", survey.pk)
    slices = slices_of(survey)
    answered, invited = sum(one.answered for one in slices), sum(one.invited for one in slices)
    context = {
        "title": "Закрыть опрос?", "lead": survey.title, "back": back, "ends_on": survey.deadline(),
        "answered": f"{russian.number(answered)} из {russian.number(invited)}",
        "is_few": answered < survey.least_slice, "least": survey.least_slice,
    }  # fmt: skip
    return render(request, "monitoring/surveys/close.html", context)


@may(access.keeps_surveys)
@survey_seen
def fix_survey(request, survey):
    """The results are kept, the ballots destroyed; asks first, for there is no way back."""
    back = reverse("monitoring:survey", args=[survey.pk])
    if not survey.is_over(timezone.localdate()) or SurveyRecord.objects.filter(campaign=survey).exists():
        messages.error(request, "Результаты фиксируют один раз, когда приём ответов закончен.")
        return redirect(back)
    form = FixForm(request.POST or None)
    return form_page(
        request, form, title="Зафиксировать результаты и удалить бюллетени?", lead=survey.title, back=back,
        submit="Зафиксировать и удалить", done="Результаты зафиксированы, бюллетени удалены.", then=back,
        note="Останутся сводные числа, которые можно показывать, и открытые ответы в том виде, в каком их разрешили "
        "показать. Все листы с ответами будут удалены, вернуть их нельзя.",
        save=lambda: fix_results(
            survey=survey, document=form.cleaned_data["document"], by=request.user, on=timezone.localdate()
        ),
    )  # fmt: skip
