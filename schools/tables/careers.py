"""Lists of what the people of the district have learned, been certified for and honoured with."""

import django_tables2 as tables

from leadership.core.tables import DayColumn, EditColumn, NumberColumn, RecordTable

from ..models import Attestation, Award, Education, ProfessionalContestEntry, Training


class PartTable(RecordTable):
    """A part of a person's card: first the person, last the school headed on the day."""

    person = tables.Column(
        "Человек",
        linkify=lambda record: record.person.get_absolute_url(),
        order_by=("person__last_name", "person__first_name"),
    )
    school_name = tables.Column("Руководит школой", default="")

    class Meta:
        sequence = ("...", "school_name", "actions")


class TrainingTable(PartTable):
    kind = tables.Column("Вид")
    title = tables.Column("Программа")
    organisation = tables.Column("Организация", default="", orderable=False)
    hours = NumberColumn(verbose_name="Часов")
    completed_on = DayColumn(verbose_name="Окончено")
    document = tables.Column("Документ", default="", orderable=False)
    actions = EditColumn("schools:edit_training")

    class Meta(PartTable.Meta):
        model = Training
        fields = ("person", "kind", "title", "organisation", "hours", "completed_on", "document")

    def render_actions(self, record, column):
        return "" if record.is_from_course else column.render(record.pk, record)


class AttestationTable(PartTable):
    held_on = DayColumn(verbose_name="Дата")
    purpose = tables.Column("Цель")
    result = tables.Column("Результат")
    valid_until = DayColumn(verbose_name="Действует по")
    state = tables.Column("Состояние")
    protocol = tables.Column("Протокол", orderable=False)
    actions = EditColumn("schools:edit_attestation")

    class Meta(PartTable.Meta):
        model = Attestation
        fields = ("person", "held_on", "purpose", "result", "valid_until", "state", "protocol")

    def render_state(self, value):
        return Attestation.State(value).label


class EducationTable(PartTable):
    level = tables.Column("Уровень")
    institution = tables.Column("Учебное заведение")
    graduated_in = tables.Column("Год окончания", default="")
    speciality = tables.Column("Специальность", default="")
    qualification = tables.Column("Квалификация", default="")
    actions = EditColumn("schools:edit_education")

    class Meta(PartTable.Meta):
        model = Education
        fields = ("person", "level", "institution", "graduated_in", "speciality", "qualification")


class AwardTable(PartTable):
    title = tables.Column("Награда")
    level = tables.Column("Уровень")
    awarded_on = DayColumn(verbose_name="Дата")
    basis = tables.Column("Основание", default="", orderable=False)
    actions = EditColumn("schools:edit_award")

    class Meta(PartTable.Meta):
        model = Award
        fields = ("person", "title", "level", "awarded_on", "basis")


class ProfessionalContestEntryTable(PartTable):
    title = tables.Column("Конкурс")
    level = tables.Column("Уровень")
    held_on = DayColumn(verbose_name="Итоги")
    result = tables.Column("Результат", default="")
    basis = tables.Column("Подтверждение", default="", orderable=False)
    actions = EditColumn("schools:edit_professional_contest")

    class Meta(PartTable.Meta):
        model = ProfessionalContestEntry
        fields = ("person", "title", "level", "held_on", "result", "basis")
