"""Versions of a methodology, its workbook, the shipped samples."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from leadership.core.access import may, require
from leadership.core.papers.faces import FACES
from leadership.core.spreadsheets.reading import Unreadable

from .. import access, samples
from ..actions.methodologies import DraftStands, next_version, of_the_same, take
from ..blueprint import BlueprintError, workbook
from ..comparing import compare
from ..drafting import blueprint_of
from ..forms.methodologies import MethodologyFileForm
from ..models import Methodology
from .methodologies import within_reach


def _seen(request, pk):
    return get_object_or_404(Methodology.objects.visible_to(request.user), pk=pk)


@may(access.keeps_methodologies)
def next_methodology(request, pk):
    """Asks, then makes the next version: the same content as a draft, without order and date."""
    shown = _seen(request, pk)
    require(within_reach(request.user, shown))
    if request.method == "POST":
        try:
            made = next_version(shown, by=request.user)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect(shown)
        messages.success(request, f"Создана версия {made.version}: черновик с тем же содержанием.")
        return redirect(made)
    return render(request, "monitoring/next_version.html", {"title": "Следующая версия", "methodology": shown})


@require_safe
@may(access.sees_methodologies)
def methodology_changes(request, pk):
    """What changed against an earlier version: the one before, or the one asked for."""
    shown = _seen(request, pk)
    others = [version for version in of_the_same(shown) if version != shown]
    asked = request.GET.get("with", "")
    earlier = [version for version in others if version.version < shown.version]
    former = next((version for version in others if str(version.version) == asked), earlier[0] if earlier else None)
    comparison = compare(blueprint_of(former), blueprint_of(shown)) if former else None
    return render(
        request,
        "monitoring/methodology_changes.html",
        {
            "title": "Что изменилось",
            "methodology": shown,
            "former": former,
            "others": others,
            "comparison": comparison,
        },
    )


@require_safe
@may(access.sees_methodologies)
def methodology_workbook(request, pk):
    shown = _seen(request, pk)
    face = FACES["xlsx"]
    response = HttpResponse(workbook.write(blueprint_of(shown)), content_type=face.content_type)
    name = f"Методика {shown.code}, версия {shown.version}.xlsx"
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "no-store"
    return response


@may(access.keeps_methodologies)
def bring_methodology(request):
    """A whole methodology from a workbook: all of it is taken, or nothing and every fault is named."""
    form = MethodologyFileForm(request.POST or None, request.FILES or None)
    faults = ()
    if request.method == "POST" and form.is_valid():
        try:
            taken = take(
                workbook.read(form.cleaned_data["file"]), municipality=request.municipality, by=request.user,
                replaces=form.cleaned_data["replaces"],
            )  # fmt: skip
        except Unreadable as fault:
            form.add_error("file", str(fault))
        except BlueprintError as refusal:
            faults = refusal.faults
        except DraftStands as refusal:
            form.add_error("replaces", f"{refusal.message} Отметьте, что его нужно заменить.")
        except ValidationError as refusal:
            form.add_error(None, " ".join(refusal.messages))
        else:
            messages.success(request, f"Загружено: {taken}.")
            return redirect(taken)
    context = {"title": "Загрузить методику из Excel", "form": form, "faults": faults}
    return render(request, "monitoring/bring_methodology.html", context, status=422 if form.errors or faults else 200)


@may(access.keeps_methodologies)
def methodology_samples(request):
    """The shipped methodologies; one is taken as a draft of the district, or of all districts by the region."""
    if request.method == "POST":
        try:
            chosen = samples.sample(request.POST.get("sample", ""))
            taken = take(chosen, municipality=request.municipality, by=request.user)
        except KeyError:
            messages.error(request, "Такого образца нет.")
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, "Образец взят: это черновик, изменяйте его как нужно.")
            return redirect(taken)
        return redirect("monitoring:methodology_samples")
    taken = set(
        Methodology.objects.visible_to(request.user)
        .filter(municipality=request.municipality)
        .values_list("code", flat=True)
    )
    offered = [(name, samples.sample(name)) for name in samples.NAMES]
    return render(
        request,
        "monitoring/samples.html",
        {
            "title": "Образцы методик",
            "lead": "Проекты методик, с которых можно начать. Образец станет черновиком: дополните и утвердите его.",
            "samples": [(name, plan, plan.code in taken) for name, plan in offered],
        },
    )
