"""Records of schools and people that are kept alike: a list and the pages of a record."""

from django.urls import reverse_lazy

from leadership.core.documents.shelf import is_attached
from leadership.core.lists import ListPage
from leadership.core.records import RecordKind

from .. import access
from ..filters import (
    ContestEntryFilter,
    InnovationParticipationFilter,
    MembershipFilter,
    TransitionProgrammeFilter,
)
from ..forms import (
    ContestEntryForm,
    ContestForm,
    InnovationParticipationForm,
    MembershipForm,
    TransitionProgrammeForm,
)
from ..models import Contest, ContestEntry, InnovationParticipation, Membership, TransitionProgramme
from ..tables import (
    ContestEntryTable,
    InnovationParticipationTable,
    MembershipTable,
    TransitionProgrammeTable,
)


class RegisterList(ListPage):
    """A list of the registers: read by those who see them, changed by the specialist."""

    allowed = staticmethod(access.sees_school_records)
    may_edit = staticmethod(access.edits_registers)


class Memberships(RegisterList):
    title = "Члены Ассоциации и советов"
    lead = "Кто состоит в Ассоциации лидеров и в советах руководителей на выбранную дату."
    table_class, filterset_class = MembershipTable, MembershipFilter
    allowed = staticmethod(access.sees_memberships)
    create_url = reverse_lazy("schools:add_membership")
    settable = ("ended_on", "basis")
    import_url = reverse_lazy("schools:bring", args=["memberships"])
    empty = "На эту дату никто в Ассоциации и советах не записан."

    def rows(self, user, as_of):
        return Membership.objects.visible_to(user).as_of(as_of).select_related("person")


class TransitionProgrammes(RegisterList):
    title = "Программы перевода в эффективный режим развития"
    table_class, filterset_class = TransitionProgrammeTable, TransitionProgrammeFilter
    create_url = reverse_lazy("schools:add_transition_programme")
    import_url = reverse_lazy("schools:bring", args=["transition-programmes"])
    empty = "Программ пока нет. Добавьте утверждённую программу школы."

    def rows(self, user, as_of):
        programmes = TransitionProgramme.objects.visible_to(user).known_by(as_of).select_related("school")
        return programmes.annotate(is_attached=is_attached(TransitionProgramme))


class ContestEntries(RegisterList):
    title = "Участие школ в конкурсах"
    table_class, filterset_class = ContestEntryTable, ContestEntryFilter
    create_url = reverse_lazy("schools:add_contest_entry")
    import_url = reverse_lazy("schools:bring", args=["contest-entries"])
    empty = "Участия в конкурсах пока нет. Сначала добавьте конкурс, затем школы-участницы."
    template_name = "schools/contest_entries.html"

    def rows(self, user, as_of):
        return ContestEntry.objects.visible_to(user).entered_by(as_of).select_related("school", "contest")

    def get_context_data(self, **kwargs):
        contests = Contest.objects.visible_to(self.request.user).with_entries()
        return super().get_context_data(**kwargs) | {"contests": contests}


class InnovationParticipations(RegisterList):
    title = "Школы в РИП-ИнКО"
    lead = "Региональная инновационная площадка – инновационный комплекс в образовании; состав на выбранную дату."
    table_class, filterset_class = InnovationParticipationTable, InnovationParticipationFilter
    create_url = reverse_lazy("schools:add_innovation_participation")
    settable = ("ended_on", "basis")
    import_url = reverse_lazy("schools:bring", args=["innovation"])
    empty = "На эту дату школ в РИП-ИнКО нет."

    def rows(self, user, as_of):
        return InnovationParticipation.objects.visible_to(user).as_of(as_of).select_related("school")


def _kind(name, model, form, title, listed):
    return RecordKind(
        route=f"schools:{name}", model=model, form=form, title=title, listed=f"schools:{listed}",
        may=access.edits_registers,
    )  # fmt: skip


MEMBERSHIP = _kind("membership", Membership, MembershipForm, "Членство в Ассоциации или совете", "memberships")
TRANSITION_PROGRAMME = _kind(
    "transition_programme",
    TransitionProgramme,
    TransitionProgrammeForm,
    "Программа перевода в эффективный режим развития",
    "transition_programmes",
)
CONTEST = _kind("contest", Contest, ContestForm, "Конкурс", "contest_entries")
CONTEST_ENTRY = _kind("contest_entry", ContestEntry, ContestEntryForm, "Участие школы в конкурсе", "contest_entries")
INNOVATION_PARTICIPATION = _kind(
    "innovation_participation",
    InnovationParticipation,
    InnovationParticipationForm,
    "Участие школы в РИП-ИнКО",
    "innovation_participations",
)
