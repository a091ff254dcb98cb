"""Methodologies: their list, the page of one, the forms of what it consists of."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_POST, require_safe

from leadership.core.access import may
from leadership.core.lists import ListPage
from leadership.core.pages import form_page
from leadership.core.records import PartKind, RecordKind
from schools.access import sees_history

from .. import access
from ..actions.methodologies import move, of_the_same
from ..filters.methodologies import MethodologyFilter
from ..forms.methodologies import CalculationForm, LevelFormSet, MethodologyForm, SectionForm
from ..models import Item, Methodology, Section
from ..readiness import judge
from ..scheme import item_of
from ..scoring import FormulaError
from ..tables.methodologies import MethodologyTable
from .seen import MEANWHILE, digest, was_changed


class Methodologies(ListPage):
    title = "Методики"
    lead = "По каким показателям и правилам оценивают; у каждой методики показана последняя версия."
    template_name = "monitoring/methodologies.html"
    table_class, filterset_class = MethodologyTable, MethodologyFilter
    allowed = staticmethod(access.sees_methodologies)
    may_edit = staticmethod(access.keeps_methodologies)
    create_url = reverse_lazy("monitoring:add_methodology")
    create_label = "Новая методика"
    empty = "Методик пока нет. Возьмите готовый образец, загрузите книгу Excel или составьте свою."

    def rows(self, user, as_of):
        return Methodology.objects.visible_to(user).latest().annotate(item_count=Count("items"))

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"may_keep": access.keeps_methodologies(self.request.user)}


@require_safe
@may(access.sees_methodologies)
def methodology(request, pk):
    shown = get_object_or_404(Methodology.objects.visible_to(request.user).select_related("municipality"), pk=pk)
    judged = judge(shown)
    problems = {}
    for problem in judged.problems:
        problems.setdefault(problem.item.pk if problem.item else None, []).append(problem)
    return render(
        request,
        "monitoring/methodology.html",
        {
            "title": shown.title,
            "methodology": shown,
            "judged": judged,
            "sections": _sections(shown, problems),
            "levels": shown.levels.all(),
            "versions": list(of_the_same(shown)),
            "may_edit": may_change(request.user, shown),
            "may_keep": access.keeps_methodologies(request.user) and within_reach(request.user, shown),
            "sees_history": sees_history(request.user),
        },
    )


def _sections(shown, problems):
    """Sections with their items, each with its rule in words and what is wrong with it."""
    rows = {}
    for item in shown.items.select_related("section", "competence").prefetch_related("steps"):
        try:
            rule = item_of(item).rule
        except FormulaError:
            rule = None
        rows.setdefault(item.section_id, []).append((item, rule, problems.get(item.pk, ())))
    return [(section, rows.get(section.pk, [])) for section in shown.sections.all()]


def may_change(user, shown):
    return access.keeps_methodologies(user) and Methodology.objects.changeable_by(user).filter(pk=shown.pk).exists()


def within_reach(user, shown):
    """What is common to all districts is changed by an account of the region."""
    return user.municipality_id is None or user.municipality_id == shown.municipality_id


def changeable(request, pk):
    """The methodology, where this user may change it. A frozen one leads to its page: the answer is then a redirect."""
    shown = get_object_or_404(Methodology.objects.visible_to(request.user), pk=pk)
    if not within_reach(request.user, shown):
        raise PermissionDenied
    if shown.is_frozen:
        messages.error(request, "Версия уже применяется и не меняется. Создайте следующую версию.")
        return shown, redirect(shown)
    return shown, None


class MethodologyKind(RecordKind):
    def edit(self, request, pk):
        _, refused = changeable(request, pk)
        return refused or super().edit(request, pk)

    def remove(self, request, pk):
        _, refused = changeable(request, pk)
        return refused or super().remove(request, pk)


METHODOLOGY = MethodologyKind(
    route="monitoring:methodology",
    model=Methodology,
    form=MethodologyForm,
    title="Методика",
    listed="monitoring:methodologies",
    may=access.keeps_methodologies,
    note="Как считают итог, уровни и пороги – на странице методики, отдельными кнопками.",
)


class SectionKind(PartKind):
    """A new section stands last."""

    def add(self, request, methodology):
        whole, refused = changeable(request, methodology)
        if refused:
            return refused
        number = whole.sections.count() + 1
        form = self.form(
            request.POST or None,
            initial={"code": f"r{number}", "weight": 1},
            instance=Section(methodology=whole, position=number),
            user=request.user,
        )
        return form_page(request, form, title=self.title, back=whole.get_absolute_url(), done="Раздел добавлен.")

    def edit(self, request, pk):
        section = self._seen(request, pk)
        _, refused = changeable(request, section.methodology_id)
        return refused or super().edit(request, pk)

    def remove(self, request, pk):
        section = self._seen(request, pk)
        _, refused = changeable(request, section.methodology_id)
        return refused or super().remove(request, pk)


SECTION = SectionKind(
    route="monitoring:section",
    model=Section,
    form=SectionForm,
    title="Раздел методики",
    may=access.keeps_methodologies,
    whole="methodology",
)


@may(access.keeps_methodologies)
def edit_calculation(request, methodology):
    shown, refused = changeable(request, methodology)
    if refused:
        return refused
    form = CalculationForm(request.POST or None, instance=shown, user=request.user)
    return form_page(
        request, form, title="Итог, места и пороги", lead=str(shown), back=shown.get_absolute_url(), done="Сохранено."
    )


@may(access.keeps_methodologies)
def edit_levels(request, methodology):
    """All levels at once: a row without a title is not kept."""
    shown, refused = changeable(request, methodology)
    if refused:
        return refused
    rows = LevelFormSet(request.POST if request.method == "POST" else None, instance=shown)
    seen = digest([(level.title, level.lower, level.tone) for level in shown.levels.all()])
    meanwhile = MEANWHILE if was_changed(request, seen) else ""
    if request.method == "POST" and not meanwhile and rows.is_valid():
        with transaction.atomic():
            rows.save()
        messages.success(request, "Уровни сохранены.")
        return redirect(shown)
    status = 422 if rows.is_bound else 200
    context = {
        "title": "Уровни", "lead": str(shown), "methodology": shown, "rows": rows, "seen": seen, "meanwhile": meanwhile,
    }  # fmt: skip
    return render(request, "monitoring/edit_levels.html", context, status=status)


@require_POST
@may(access.keeps_methodologies)
def move_section(request, pk):
    return _moved(request, get_object_or_404(Section.objects.visible_to(request.user), pk=pk))


@require_POST
@may(access.keeps_methodologies)
def move_item(request, pk):
    return _moved(request, get_object_or_404(Item.objects.visible_to(request.user), pk=pk))


def _moved(request, part):
    shown, refused = changeable(request, part.methodology_id)
    if refused:
        return refused
    move(part, up="up" in request.POST, by=request.user)
    return redirect(f"{reverse('monitoring:methodology', args=[shown.pk])}#{part.code}")
