"""The reserve: its list, the card of an entry, its steps and reviews, the posts that may fall vacant."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from leadership.core.access import may
from leadership.core.dates import whole_years
from leadership.core.lists import ListPage
from leadership.core.pages import form_page
from leadership.core.records import PartKind, RecordKind

from .. import access, actions
from ..filters import ReserveFilter, VacancyFilter
from ..forms import ReserveEntranceForm, ReserveEntryForm, ReserveReviewForm, ReserveStepForm
from ..models import (
    IN_RESERVE,
    NEXT_STATES,
    TERM_WARNING,
    Post,
    ReserveEntry,
    ReserveReview,
    ReserveState,
    ReserveStep,
    School,
)
from ..tables import ReserveTable, VacancyTable


class Reserve(ListPage):
    title = "Резерв управленческих кадров"
    lead = "Кто на выбранную дату готовится возглавить школу, по какому приказу и до какого срока."
    template_name = "schools/reserve.html"
    table_class, filterset_class = ReserveTable, ReserveFilter
    allowed = staticmethod(access.sees_reserve)
    may_edit = staticmethod(access.edits_registers)
    create_url = reverse_lazy("schools:add_reserve_entry")
    import_url = reverse_lazy("schools:bring", args=["reserve"])
    create_label = "Включить в резерв"

    @property
    def empty(self):
        """A director sees himself alone: of the others nothing is said."""
        if access.plans_replacements(self.request.user):
            return "На эту дату в резерве никого нет."
        return "На эту дату вас в резерве нет."

    def rows(self, user, as_of):
        found = ReserveEntry.objects.visible_to(user).known_by(as_of)
        return found.with_state(as_of).with_terms(as_of).with_post(as_of).select_related("person", "target_school")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"plans_replacements": access.plans_replacements(self.request.user)}


class Vacancies(ListPage):
    title = "Вакансии и резерв"
    lead = "Где может понадобиться новый руководитель и кто из резерва готовится на это место."
    table_class, filterset_class = VacancyTable, VacancyFilter
    template_name = "schools/vacancies.html"
    allowed = staticmethod(access.plans_replacements)
    empty = "На эту дату ничто не указывает на скорую вакансию."

    def rows(self, user, as_of):
        schools = School.objects.visible_to(user).as_of(as_of).general()
        return schools.with_head(as_of).with_head_terms(as_of).with_successors(as_of)

    def get_table_kwargs(self):
        anywhere = ReserveEntry.objects.visible_to(self.request.user).anywhere(self.request.as_of)
        return super().get_table_kwargs() | {"anywhere": anywhere}


@require_safe
@may(access.sees_reserve)
def reserve_entry(request, pk):
    day = request.as_of
    entries = ReserveEntry.objects.visible_to(request.user).with_state(day).with_terms(day).with_post(day)
    shown = get_object_or_404(entries.select_related("person", "target_school"), pk=pk)
    steps = list(shown.steps.all())
    last_state = steps[0].state if steps else None
    may_edit = access.edits_registers(request.user)
    return render(
        request,
        "schools/reserve_entry.html",
        {
            "title": str(shown.person),
            "entry": shown,
            "age": whole_years(shown.person.born_on, day) if shown.person.born_on else None,
            "held_post": Post(shown.held_post).label if shown.held_post else "",
            "steps": steps,
            "reviews": shown.reviews.all(),
            "warns_of_term": bool(shown.term_on and shown.term_on <= day + TERM_WARNING),
            "warns_of_review": bool(shown.review_on and shown.review_on < day),
            "may_edit": may_edit,
            "may_step": may_edit and bool(NEXT_STATES[last_state]),
            "may_review": may_edit and last_state in IN_RESERVE,
            "sees_history": access.sees_history(request.user),
        },
    )


class ReserveEntryKind(RecordKind):
    """An entry begins with its first step, which the form takes along."""

    def add(self, request):
        form = ReserveEntranceForm(
            request.POST or None, initial=request.GET.dict(), user=request.user, municipality=request.municipality
        )
        return form_page(
            request, form, title="Включение в резерв", back=reverse(self.listed), done="Запись внесена.",
            note=format_html(
                'Человека выбирают из реестра. Если его там нет, <a href="{}">добавьте нового человека</a>.',
                reverse("schools:add_person"),
            ),
            save=lambda: _enter(request.user, **form.cleaned_data),
        )  # fmt: skip


def _enter(user, *, taken_on, **given):
    return actions.enter_reserve(on=taken_on, by=user, **given)


class ReserveStepKind(PartKind):
    """Steps are told from the first to the last: only the last one is mended or taken back."""

    def add(self, request, entry):
        whole = get_object_or_404(ReserveEntry.objects.visible_to(request.user), pk=entry)
        last = whole.last_step()
        if last and not NEXT_STATES[last.state]:
            messages.error(request, f"Запись закрыта: {last}. Если человек вернулся, внесите новую запись.")
            return redirect(whole)
        form = self.form(
            request.POST or None,
            initial=request.GET.dict(),
            instance=ReserveStep(entry=whole),
            user=request.user,
        )
        return form_page(
            request, form, title="Перевод в другое состояние", lead=_lead(whole, last), back=whole.get_absolute_url(),
            done="Состояние записано.", note=_appointing(whole, last),
            save=lambda: _step(request.user, whole, **form.cleaned_data),
        )  # fmt: skip

    def edit(self, request, pk):
        step = self._seen(request, pk)
        if refused := self._refused(request, step):
            return refused
        form = self.form(request.POST or None, instance=step, user=request.user)
        remove = reverse("schools:remove_reserve_step", args=[pk]) if step.former() else ""
        return form_page(
            request, form, title=self.title, lead=str(step.entry.person), back=step.get_absolute_url(),
            done="Сохранено.", remove=remove,
            save=partial(actions.correct_reserve_step, step=form.instance, by=request.user),
        )  # fmt: skip

    def remove(self, request, pk):
        step = self._seen(request, pk)
        if refused := self._refused(request, step):
            return refused
        if request.method != "POST":
            return super().remove(request, pk)
        try:
            actions.undo_reserve_step(step=step, by=request.user)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
        else:
            messages.success(request, "Шаг удалён.")
        return redirect(step.entry)

    def _refused(self, request, step):
        if step == step.entry.last_step():
            return None
        messages.error(request, "Исправить или удалить можно только последний шаг.")
        return redirect(step.entry)


def _step(user, entry, *, taken_on, **given):
    return actions.step_in_reserve(entry=entry, on=taken_on, by=user, **given)


def _lead(entry, last):
    return f"{entry.person}: {last}" if last else str(entry.person)


def _appointing(entry, last):
    """The state alone appoints nobody: a director is appointed on the page that closes the entry by itself."""
    if last is None or ReserveState.APPOINTED not in NEXT_STATES[last.state] or entry.target_post != Post.DIRECTOR:
        return ""
    school = entry.target_school
    where = reverse("project:handover", args=[school.pk]) if school else reverse("schools:schools")
    return format_html(
        'Директора назначают в карточке школы: <a href="{}">Сменить руководителя</a>. Запись в резерве закроется сама.',
        where,
    )


class ReserveReviewKind(PartKind):
    def add(self, request, entry):
        whole = get_object_or_404(ReserveEntry.objects.visible_to(request.user), pk=entry)
        form = self.form(
            request.POST or None,
            initial=request.GET.dict(),
            instance=ReserveReview(entry=whole),
            user=request.user,
        )
        return form_page(
            request, form, title=self.title, lead=str(whole.person), back=whole.get_absolute_url(),
            done="Пересмотр записан.",
            save=lambda: actions.review_reservist(entry=whole, by=request.user, **form.cleaned_data),
        )  # fmt: skip


RESERVE_ENTRY = ReserveEntryKind(
    route="schools:reserve_entry", model=ReserveEntry, form=ReserveEntryForm, title="Запись резерва",
    may=access.edits_registers, listed="schools:reserve",
    note="Состояние меняют не здесь, а на карточке: «Перевести в состояние».",
)  # fmt: skip

RESERVE_STEP = ReserveStepKind(
    route="schools:reserve_step", model=ReserveStep, form=ReserveStepForm, title="Шаг резерва",
    may=access.edits_registers, whole="entry",
)  # fmt: skip

RESERVE_REVIEW = ReserveReviewKind(
    route="schools:reserve_review", model=ReserveReview, form=ReserveReviewForm, title="Пересмотр",
    may=access.edits_registers, whole="entry",
)  # fmt: skip
