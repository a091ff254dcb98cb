"""Parts of people's cards: added and changed on the card, listed for the whole district."""

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy

from leadership.core.records import PartKind

from .. import access
from ..filters import (
    AttestationFilter,
    AwardFilter,
    EducationFilter,
    ProfessionalContestEntryFilter,
    TrainingFilter,
)
from ..forms import AttestationForm, AwardForm, EducationForm, ProfessionalContestEntryForm, TrainingForm
from ..models import Attestation, Award, Education, ProfessionalContestEntry, Training
from ..tables import (
    AttestationTable,
    AwardTable,
    EducationTable,
    ProfessionalContestEntryTable,
    TrainingTable,
)
from .records import RegisterList

#: The lists stand side by side under one page of the menu.
LISTS = (
    ("schools:trainings", "Обучение"),
    ("schools:attestations", "Аттестация"),
    ("schools:educations", "Образование"),
    ("schools:awards", "Награды"),
    ("schools:professional_contests", "Профессиональные конкурсы"),
)


class PartList(RegisterList):
    """Parts of all the cards one may see, as of the day."""

    allowed = staticmethod(access.sees_careers)
    template_name = "schools/parts.html"
    lead = "Записи добавляют в карточке человека."
    empty = "Записей пока нет. Они добавляются в карточке человека."

    def get_context_data(self, **kwargs):
        lists = [{"label": label, "url": reverse(route)} for route, label in LISTS]
        return super().get_context_data(**kwargs) | {"lists": lists}


class Trainings(PartList):
    title = "Обучение (ДПО)"
    import_url = reverse_lazy("schools:bring", args=["trainings"])
    table_class, filterset_class = TrainingTable, TrainingFilter

    def rows(self, user, as_of):
        return Training.objects.visible_to(user).completed_by(as_of).with_school(as_of).select_related("person")


class Attestations(PartList):
    title = "Аттестация"
    import_url = reverse_lazy("schools:bring", args=["attestations"])
    table_class, filterset_class = AttestationTable, AttestationFilter

    def rows(self, user, as_of):
        held = Attestation.objects.visible_to(user).held_by(as_of).with_state(as_of)
        return held.with_school(as_of).select_related("person")


class Educations(PartList):
    title = "Образование"
    import_url = reverse_lazy("schools:bring", args=["educations"])
    table_class, filterset_class = EducationTable, EducationFilter

    def rows(self, user, as_of):
        return Education.objects.visible_to(user).received_by(as_of).with_school(as_of).select_related("person")


class Awards(PartList):
    title = "Награды"
    import_url = reverse_lazy("schools:bring", args=["awards"])
    table_class, filterset_class = AwardTable, AwardFilter

    def rows(self, user, as_of):
        return Award.objects.visible_to(user).given_by(as_of).with_school(as_of).select_related("person")


class ProfessionalContests(PartList):
    title = "Профессиональные конкурсы"
    import_url = reverse_lazy("schools:bring", args=["professional-contests"])
    table_class, filterset_class = ProfessionalContestEntryTable, ProfessionalContestEntryFilter

    def rows(self, user, as_of):
        held = ProfessionalContestEntry.objects.visible_to(user).held_by(as_of)
        return held.with_school(as_of).select_related("person")


@dataclass(frozen=True, kw_only=True)
class TrainingKind(PartKind):
    """What a completed course has entered is changed where the course is."""

    def edit(self, request, pk):
        return self._elsewhere(request, pk) or super().edit(request, pk)

    def remove(self, request, pk):
        return self._elsewhere(request, pk) or super().remove(request, pk)

    def _elsewhere(self, request, pk):
        training = Training.objects.visible_to(request.user).filter(pk=pk, is_from_course=True).first()
        if training is None:
            return None
        messages.error(request, "Это обучение внесено по записи о курсе: изменить его можно в «Развитие» – «Обучение».")
        return redirect(training)


def _part(name, model, form, title, kind=PartKind):
    return kind(
        route=f"schools:{name}", model=model, form=form, title=title, whole="person", may=access.edits_registers
    )


EDUCATION = _part("education", Education, EducationForm, "Образование")
TRAINING = _part("training", Training, TrainingForm, "Обучение (ДПО)", TrainingKind)
ATTESTATION = _part("attestation", Attestation, AttestationForm, "Аттестация")
AWARD = _part("award", Award, AwardForm, "Награда")
PROFESSIONAL_CONTEST = _part(
    "professional_contest", ProfessionalContestEntry, ProfessionalContestEntryForm, "Профессиональный конкурс"
)
