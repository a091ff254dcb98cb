"""What a closed survey has shown, and the open answers that a person reads first."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from leadership.core.access import may
from leadership.core.papers import runtime

from .. import access
from ..actions import surveys as actions
from ..forms.surveys import ReadingForm
from ..models import BallotAnswer
from ..surveys import bars
from ..surveys.changes import not_compared
from ..surveys.figures import Results, changes_since, former, results
from .surveys import survey_seen

#: Open answers on a page of reading.
READ_AT_ONCE = 20


@require_safe
@may(access.sees_surveys)
@survey_seen
def survey_results(request, survey):
    """The department sees all that may be shown; a director the district and, where it may be shown, his school."""
    _refuse_open(survey)
    today = timezone.localdate()
    found = results(survey, today)
    sees_all = access.sees_all_slices(request.user)
    slices = [one for one in found.slices if sees_all or one.person_id == request.user.person_id]
    earlier = former(survey, today)
    before = results(earlier, today) if earlier else None
    changes = changes_since(before, found) if before else []
    return render(
        request,
        "monitoring/surveys/results.html",
        {
            "title": "Результаты опроса",
            "lead": survey.title,
            "survey": survey,
            "results": found,
            "slices": [(one, found.publication.hidden.get(one.pk)) for one in slices],
            "sees_all": sees_all,
            "questions": [_shown(one, slices, sees_all) for one in found.questions],
            "chart": _chart(found),
            "earlier": earlier,
            "changes": changes,
            "alone": not_compared(changes, [one.question for one in found.questions]) if before else [],
            "texts": found.texts.items() if sees_all else (),
            "unread": BallotAnswer.objects.of(survey).open_ones().unread().count(),
            "may_keep": access.keeps_surveys(request.user) and found.publication.is_shown,
            "pdf_available": runtime.available(),
        },
    )


@may(access.keeps_surveys)
@survey_seen
def survey_texts(request, survey):
    """Open answers one by one, without school and without the rest of their sheet, in an order of chance."""
    _refuse_open(survey)
    if not results(survey, timezone.localdate()).publication.is_shown:
        raise Http404
    written = BallotAnswer.objects.of(survey).open_ones().select_related("item")
    is_all = request.GET.get("show") == "all"
    waiting = written if is_all else written.unread()
    if request.method == "POST":
        return _read(request, written)
    return render(
        request,
        "monitoring/surveys/texts.html",
        {
            "title": "Открытые ответы",
            "lead": survey.title,
            "survey": survey,
            "answers": waiting[:READ_AT_ONCE] if not is_all else waiting,
            "unread": written.unread().count(),
            "written": written.count(),
            "is_all": is_all,
        },
    )


def _read(request, written):
    """One answer is judged at a time; whatever was decided can be changed as long as the survey stands."""
    try:
        answer = written.filter(pk=request.POST.get("answer")).first()
    except (ValueError, ValidationError):
        answer = None
    if answer is None:
        raise Http404
    form = ReadingForm(request.POST, instance=answer)
    if form.is_valid():
        actions.read_text(answer=answer, **form.cleaned_data)
        messages.success(request, "Решение записано.")
    else:
        messages.error(request, "Выберите, показывать ли ответ.")
    return redirect(request.get_full_path())


def _refuse_open(survey):
    """Before it is closed a survey has no results for anybody."""
    if not survey.is_over(timezone.localdate()):
        raise Http404


def _shown(one, slices, sees_all):
    """A question as the page shows it: the whole district, then the schools that may be shown."""
    return {
        "question": one.question,
        "total": one.total,
        "shares": [(share, mark_safe(bars.bar(share.percent))) for share in one.total.shares] if one.total else [],
        "slices": [(part, one.slices[part.pk]) for part in slices if part.pk in one.slices],
        "others": one.others if sees_all else None,
    }


def _chart(found: Results) -> str:
    shares = [
        (one.question.title, one.total.positive if one.total else None)
        for one in found.questions
        if one.question.may_be_positive
    ]
    return mark_safe(bars.bars("positive", "Доля положительных ответов", shares)) if shares else ""
