"""An item: its page with a trial, its form with the rows of its scale, the decision about its bands."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from leadership.core import russian
from leadership.core.access import may
from leadership.core.pages import remove_page

from .. import access, scoring
from ..actions.scales import BORDERS, EDGE, MENDING, STRETCH, settle
from ..drafting import item_plan
from ..forms.items import ItemForm, steps_formset
from ..forms.trial import TrialForm
from ..models import Item, Section
from ..readiness import judge
from ..scheme import greatest_of, item_of, rule_of
from .methodologies import changeable, may_change
from .seen import MEANWHILE, digest, was_changed

NEW_ROWS, MORE_ROWS = 6, 3


def _items(request):
    return Item.objects.visible_to(request.user).select_related("methodology", "section", "competence")


@require_safe
@may(access.sees_methodologies)
def item(request, pk):
    shown = get_object_or_404(_items(request), pk=pk)
    problems = judge(shown.methodology).of(shown)
    try:
        scored = item_of(shown)
    except scoring.FormulaError:
        scored = None
    trial = TrialForm(request.GET, item=shown) if scored else None
    tried = trial.tried() if trial and trial.is_bound and trial.is_valid() else None
    may_edit = may_change(request.user, shown.methodology)
    return render(
        request,
        "monitoring/item.html",
        {
            "title": shown.title,
            "item": shown,
            "scored": scored,
            "steps": shown.steps.all(),
            "problems": problems,
            "decisions": _decisions(shown) if may_edit else [],
            "trial": trial,
            "tried": tried,
            "may_edit": may_edit,
        },
    )


def _decisions(shown):
    """What may be done about gaps and touching bounds, with what would come of it; an empty band has to be retyped."""
    rule = rule_of(shown)
    if not isinstance(rule, scoring.Bands):
        return []
    greatest = greatest_of(shown)
    offered = [
        (BORDERS, "Значение на границе относится к верхнему диапазону"),
        (STRETCH, "Каждый диапазон продолжается до начала следующего"),
    ] if rule.problems() else []  # fmt: skip
    if edge := rule.edge(greatest):
        offered.append((EDGE, f"Значение {russian.number(edge.greatest)} относится к последнему диапазону"))
    becoming = [(how, said, MENDING[how](rule)) for how, said in offered]
    return [(how, said, bands.words, _left(bands, greatest)) for how, said, bands in becoming]


def _left(bands, greatest):
    """What would still be wrong."""
    return [fault.words for fault in (*bands.problems(), bands.edge(greatest)) if fault]


@require_POST
@may(access.keeps_methodologies)
def settle_bands(request, pk):
    shown = get_object_or_404(_items(request), pk=pk)
    _, refused = changeable(request, shown.methodology_id)
    if refused:
        return refused
    if request.POST.get("how") in MENDING:
        settle(shown, request.POST["how"])
        messages.success(request, "Диапазоны исправлены.")
    return redirect(shown)


@may(access.keeps_methodologies)
def add_item(request, section):
    whole = get_object_or_404(Section.objects.visible_to(request.user), pk=section)
    methodology, refused = changeable(request, whole.methodology_id)
    if refused:
        return refused
    last = whole.items.order_by("-position").values_list("position", flat=True).first() or 0
    fresh = Item(methodology=methodology, section=whole, position=last + 1)
    return _form_page(
        request, fresh, "Показатель", methodology, initial={"code": _free_code(methodology), "section": whole}
    )


@may(access.keeps_methodologies)
def edit_item(request, pk):
    shown = get_object_or_404(_items(request), pk=pk)
    methodology, refused = changeable(request, shown.methodology_id)
    return refused or _form_page(request, shown, f"Показатель {shown.code}", methodology)


@may(access.keeps_methodologies)
def remove_item(request, pk):
    shown = get_object_or_404(_items(request), pk=pk)
    methodology, refused = changeable(request, shown.methodology_id)
    if refused:
        return refused
    title = "Удалить показатель?"
    return remove_page(request, shown, title=title, back=methodology.get_absolute_url(), done="Показатель удалён.")


def _form_page(request, record, title, methodology, initial=None):
    data = request.POST if request.method == "POST" else None
    form = ItemForm(data, instance=record, user=request.user, initial=initial)
    extra = MORE_ROWS if record.pk else NEW_ROWS
    rows = steps_formset(extra)(data, instance=record, prefix="steps")
    seen = digest(item_plan(record)) if record.pk else ""
    if request.method == "POST":
        mine = form.is_valid()
        if was_changed(request, seen):
            form.add_error(None, MEANWHILE)
            mine = False
        rows.judge_for(form.cleaned_data.get("answer") or "", form.cleaned_data.get("rule") or "")
        if rows.is_valid() and mine:
            with transaction.atomic():
                saved = form.save()
                rows.instance = saved
                rows.save_rows()
            messages.success(request, "Сохранено.")
            more = reverse("monitoring:edit_item", args=[saved.pk]) + "#steps"
            return redirect(more if "more" in request.POST else saved)
    context = {
        "title": title, "lead": str(methodology), "form": form, "rows": rows, "record": record,
        "seen": seen, "back": record.get_absolute_url() if record.pk else methodology.get_absolute_url(),
    }  # fmt: skip
    return render(request, "monitoring/edit_item.html", context, status=422 if form.is_bound else 200)


def _free_code(methodology):
    taken = set(methodology.items.values_list("code", flat=True))
    return next(code for code in map("p{}".format, range(1, len(taken) + 2)) if code not in taken)
