"""The passport: read by everyone, edited with a reason by those who keep it."""

from functools import wraps

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from leadership.core.access import may, require
from leadership.core.pages import form_page

from .. import access, actions, loading, passport_file
from ..forms import PARTS, AmendedForm, PassportForm
from ..models import Amendment


def needs_project(view):
    """Without a passport a page shows how to load one instead."""

    @wraps(view)
    def shown(request, *args, **kwargs):
        return no_passport(request) if request.project is None else view(request, *args, **kwargs)

    return shown


def no_passport(request):
    may_load = access.edits_passport(request.user) and _is_own(request, _shipped())
    return render(request, "project/no_passport.html", {"title": "Паспорт проекта", "may_load": may_load})


def amend_page(request, form: AmendedForm, *, title: str, back: str, note: str = ""):
    """A form page whose saving is an amendment."""
    return form_page(
        request, form, title=title, back=back, done="Изменение сохранено.", note=note,
        save=lambda: actions.amend(form, by=request.user, on=timezone.localdate()),
    )  # fmt: skip


@require_safe
@may(access.sees_project)
@needs_project
def passport(request):
    return render(
        request,
        "project/passport.html",
        {
            "title": f"Паспорт проекта {request.project.title}",
            "project": request.project,
            "may_edit": access.edits_passport(request.user),
            "sees_amendments": access.sees_amendments(request.user),
        },
    )


@may(access.edits_passport)
def load_passport(request):
    """The shipped passport of the district, loaded from the page instead of the command line."""
    if request.method != "POST":
        return redirect("project:passport")
    shipped = _shipped()
    require(_is_own(request, shipped))
    loaded = loading.load(shipped)
    said = f"Паспорт загружен, создано записей: {loaded.created}."
    if loaded.differences:
        said += f" Отличается от файла и оставлено как в базе: {len(loaded.differences)}."
    messages.success(request, said)
    return redirect("project:passport")


def _shipped() -> passport_file.PassportFile:
    return passport_file.read(passport_file.DEFAULT.read_text(encoding="utf-8"), passport_file.DEFAULT.name)


def _is_own(request, shipped: passport_file.PassportFile) -> bool:
    """The shipped passport is offered to its own district, or where there is none yet."""
    return request.municipality is None or request.municipality.name == shipped.municipality.name


@may(access.edits_passport)
@needs_project
def edit_passport(request):
    form = PassportForm(request.POST or None, instance=request.project, user=request.user)
    return amend_page(request, form, title="Общие сведения паспорта", back=reverse("project:passport"))


@may(access.edits_passport)
def edit_part(request, part, pk):
    if part not in PARTS:
        raise Http404
    model, form_class, title = PARTS[part]
    record = get_object_or_404(model.objects.visible_to(request.user).select_related("project"), pk=pk)
    form = form_class(request.POST or None, instance=record, user=request.user)
    return amend_page(request, form, title=f"{title} {record.number}", back=reverse("project:passport"))


@require_safe
@may(access.sees_amendments)
@needs_project
def amendments(request):
    return render(
        request,
        "project/amendments.html",
        {
            "title": "Изменения паспорта",
            "lead": "Что изменено после утверждения: прежнее значение, новое, причина.",
            "amendments": Amendment.objects.visible_to(request.user).filter(project=request.project)[:200],
        },
    )
