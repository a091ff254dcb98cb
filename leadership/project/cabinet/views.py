"""Pages of «Мой кабинет» besides the first: the profile, results, mentoring, own data."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from leadership.core.access import may
from leadership.core.pages import form_page
from mentoring.models import Consultation, Pairing, ProfileShare
from monitoring.models import Result
from monitoring.profile import profile_of
from schools import actions
from schools.forms import ErrorReportForm
from schools.models import Consent, ErrorReport, Person

from .. import access
from . import own
from .looks import looks_at

LOOKS = 30
REPORTS = 10


@require_safe
@may(access.has_cabinet)
def profile(request):
    shown = profile_of(Result.objects.visible_to(request.user), request.user.person_id, request.as_of)
    context = {"title": "Мой профиль", "lead": "Как вы оценили себя и как оценили вас.", "profile": shown}
    return render(request, "cabinet/profile.html", context)


@require_safe
@may(access.has_cabinet)
def results(request):
    """Own results with the reasons of the newest; the own place and nobody else's."""
    found = list(own.results(request.user, request.as_of))
    return render(
        request,
        "cabinet/results.html",
        {
            "title": "Мои результаты",
            "lead": "Видны вам и управлению образования. Мест и баллов других здесь нет.",
            "results": found,
            "sheet": own.explained(found, request.as_of),
        },
    )


@require_safe
@may(access.has_cabinet)
def mentoring(request):
    """Whom one leads and who leads one, as far as each lets the other see."""
    user, day = request.user, request.as_of
    pairs = Pairing.objects.with_person(user.person_id).in_teams_of(day).with_meetings(day)
    pairs = list(pairs.select_related("team", "mentor", "mentee").order_by("team", "mentee__last_name", "pk"))
    standing = ProfileShare.objects.standing(request.present_day).filter(pairing__in=[it.pk for it in pairs])
    shown: dict[int, list[ProfileShare]] = {}
    for share in standing:
        shown.setdefault(share.pairing_id, []).append(share)
    planned = Consultation.objects.visible_to(user).held_by(day).filter(next_on__gte=day).order_by("-next_on")
    ahead = dict(planned.values_list("pairing", "next_on"))
    for pair in pairs:
        pair.shown, pair.next_on = shown.get(pair.pk, []), ahead.get(pair.pk)
        pair.works = pair.holds(request.present_day)
    return render(
        request,
        "cabinet/mentoring.html",
        {
            "title": "Наставничество",
            "led": [it for it in pairs if it.mentor_id == user.person_id],
            "leading": [it for it in pairs if it.mentee_id == user.person_id],
        },
    )


@require_safe
@may(access.has_cabinet)
def mine(request):
    """What is kept about me, by which consents, and who has looked at it."""
    user, day = request.user, request.as_of
    person = Person.objects.with_headships(day).with_school(day).get(pk=user.person_id)
    consents = Consent.objects.filter(person=person, given_on__lte=day).with_withdrawal(day)
    page = Paginator(looks_at(user), LOOKS).get_page(request.GET.get("page"))
    return render(
        request,
        "cabinet/mine.html",
        {
            "title": "Мои данные",
            "person": person,
            "consents": consents,
            "reports": ErrorReport.objects.filter(person=person)[:REPORTS],
            "page": page,
        },
    )


@may(access.has_cabinet)
def report_error(request):
    """Something in the card is wrong: the specialist reads it and answers."""
    back = reverse("cabinet:mine")
    form = ErrorReportForm(request.POST or None, instance=ErrorReport(person=request.user.person))
    return form_page(
        request, form, title="Сообщить об ошибке", back=back, then=back, submit="Отправить специалисту",
        done="Отправлено. Ответ специалиста появится в «Моих данных».",
        note="Напишите, что неверно и как правильно: например, «Курсы 2022 года – 72 часа, а не 36».",
        save=lambda: actions.report_error(form.instance, at=timezone.now()),
    )  # fmt: skip
