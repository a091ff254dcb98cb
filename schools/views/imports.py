"""Bringing a register from Excel: a workbook, its plan, the confirmation."""

from io import BytesIO

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from leadership.core.access import may
from leadership.core.papers.faces import FACES
from leadership.core.spreadsheets.reading import Unreadable
from leadership.core.spreadsheets.writing import marked, template
from leadership.core.visitors import address

from .. import access
from ..imports import bringing, editing
from ..imports.forms import WorkbookForm
from ..imports.outcomes import OPEN, SHOWN, Verdict
from ..imports.registers import REGISTERS
from ..imports.sheet import template_columns
from ..models import Import

KEEPS = "Пустая ячейка ничего не стирает. Регистр букв, «ё» и «е», лишние пробелы изменением не считаются."


@require_safe
@may(access.edits_registers)
def imports(request):
    """Every register that can be brought, and what this user has brought and not yet taken in."""
    return render(
        request,
        "schools/imports.html",
        {
            "title": "Загрузка из Excel",
            "lead": "Выберите реестр. Файл сначала проверяется: до вашего подтверждения ничего не сохраняется.",
            "registers": REGISTERS.values(),
            "waiting": [(it, REGISTERS[it.register].title) for it in _own(request) if it.waits],
        },
    )


@may(access.edits_registers)
def bring(request, slug):
    register = _register(slug)
    if request.municipality is None:
        raise Http404
    form = WorkbookForm(request.POST, request.FILES) if request.method == "POST" else WorkbookForm()
    if form.is_valid():
        try:
            file = form.cleaned_data["file"]
            return redirect(
                bringing.bring(register=register, municipality=request.municipality, file=file, by=request.user)
            )
        except Unreadable as fault:
            form.add_error("file", str(fault))
    return render(
        request,
        "schools/bring.html",
        {
            "title": f"Загрузить из Excel: {register.title}",
            "lead": register.note,
            "register": register,
            "form": form,
            "columns": template_columns(register),
            "keeps": KEEPS,
        },
        status=422 if form.errors else 200,
    )


@require_safe
@may(access.edits_registers)
def import_template(request, slug):
    register = _register(slug)
    return _workbook(template(register.title, template_columns(register), (KEEPS,)), f"{register.title} – шаблон")


@may(access.edits_registers)
def show(request, pk):
    brought = get_object_or_404(_own(request), pk=pk)
    if request.method == "POST" and brought.state == Import.State.CHECKED:
        return _answer(request, brought)
    counts = brought.outcome.get("counts", {})
    details = brought.outcome.get("details", {})
    return render(
        request,
        "schools/import.html",
        {
            "title": f"Загрузка: {REGISTERS[brought.register].title}",
            "brought": brought,
            "register": REGISTERS[brought.register],
            "counts": counts,
            "writes": counts.get(Verdict.CREATE, 0) + counts.get(Verdict.CHANGE, 0),
            "open": sum(counts.get(verdict, 0) for verdict in OPEN),
            "refused": editing.rows_to_correct(brought) if "columns" in brought.outcome else [],
            "asked": editing.asked(brought),
            "changed": details.get(Verdict.CHANGE, []),
            "created": details.get(Verdict.CREATE, []),
            "edited": len(brought.answers) + sum(map(len, brought.corrections.values())),
            "most": {"shown": SHOWN, "corrected": editing.CORRECTED, "answered": editing.ANSWERED},
            "keeps": KEEPS,
        },
    )


@require_safe
@may(access.edits_registers)
def import_marked(request, pk):
    """The workbook as it was brought, with what is wrong in red."""
    brought = get_object_or_404(_own(request).filter(state=Import.State.CHECKED), pk=pk)
    faults = [
        (detail["row"], (fault["place"] or 0) + 1, fault["reason"])
        for detail in brought.outcome["details"].get(Verdict.REFUSED, [])
        for fault in detail["faults"]
    ]
    with brought.workbook.open("rb") as file:
        content = marked(BytesIO(file.read()), faults, brought.outcome["sheet"])
    return _workbook(content, f"{brought.file_name.removesuffix('.xlsx')} – с пометками")


@may(access.edits_registers)
def drop_import(request, pk):
    brought = get_object_or_404(_own(request), pk=pk)
    if request.method == "POST":
        bringing.drop(brought)
        messages.success(request, "Загрузка отменена, файл удалён.")
        return redirect("schools:imports")
    return render(request, "schools/drop_import.html", {"title": "Отказаться от загрузки?", "brought": brought})


def _answer(request, brought):
    """Corrections and answers first: a plan that they change is shown again before anything is taken in."""
    if request.POST.get("act") == "reset":
        brought.corrections, brought.answers = {}, {}
        bringing.recheck(brought)
    elif editing.take_down(brought, request.POST):
        bringing.recheck(brought)
        if request.POST.get("act") == "take":
            messages.warning(request, "План пересчитан с вашими исправлениями. Посмотрите его и подтвердите.")
    elif request.POST.get("act") == "take":
        _take(request, brought)
    return redirect(brought)


def _take(request, brought):
    try:
        bringing.confirm(
            brought, digest=request.POST.get("digest", ""), without_open="without_open" in request.POST,
            by=request.user, address=address(request),
        )  # fmt: skip
    except bringing.Unsettled:
        messages.error(request, "Есть отклонённые строки или вопросы без ответа. Исправьте их или загрузите без них.")
    except (bringing.Differs, IntegrityError):
        bringing.recheck(brought)
        messages.error(request, bringing.DIFFERS)


def _own(request):
    """What this user has brought for the district now looked at."""
    return Import.objects.visible_to(request.user).select_related("municipality")


def _register(slug):
    if slug not in REGISTERS:
        raise Http404
    return REGISTERS[slug]


def _workbook(content, name):
    face = FACES["xlsx"]
    response = HttpResponse(content, content_type=face.content_type)
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.xlsx")
    response["Cache-Control"] = "no-store"
    return response
