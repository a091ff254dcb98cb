"""What people find wrong in what is kept about them: the specialist's list and his answer."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from leadership.core.access import may
from leadership.core.pages import form_page

from .. import access, actions
from ..forms import ErrorAnswerForm
from ..models import ErrorReport

PAGE = 30


@require_safe
@may(access.edits_registers)
def error_reports(request):
    reports = ErrorReport.objects.visible_to(request.user).select_related("person", "answered_by").waiting_first()
    page = Paginator(reports, PAGE).get_page(request.GET.get("page"))
    context = {
        "title": "Сообщения об ошибках",
        "lead": "Что руководители просят исправить в сведениях о себе. Неотвеченные – сверху.",
        "page": page,
    }
    return render(request, "schools/error_reports.html", context)


@may(access.edits_registers)
def answer_error_report(request, pk):
    seen = ErrorReport.objects.visible_to(request.user).waiting().select_related("person")
    report = get_object_or_404(seen, pk=pk)
    form = ErrorAnswerForm(request.POST or None, instance=report)
    return form_page(
        request, form, title="Ответить на сообщение об ошибке", lead=str(report.person), submit="Ответить",
        back=report.get_absolute_url(), done="Ответ отправлен: руководитель прочтёт его в «Моих данных».",
        note=f"Написано: {report.text}",
        save=lambda: actions.answer_error(form.instance, by=request.user, at=timezone.now()),
    )  # fmt: skip
