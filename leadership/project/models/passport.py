from typing import ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse

from leadership.core.history import Recorded
from schools.models import Role

from .. import terms

#: The project is everybody's but the administrator's, who keeps accounts and sees no content.
READERS = frozenset(Role) - {Role.ADMINISTRATOR}


class ProjectQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        return self.filter(user.reaches(municipality="municipality", roles=READERS))

    def current(self) -> Self:
        return self.filter(is_current=True)


class Project(Recorded):
    """The passport of a municipal project, as approved; changed afterwards only with a reason."""

    #: Where a field's printed wording stands, unless in `<field>_as_printed`.
    printed_as: ClassVar = {"starts_on": "term_as_printed", "ends_on": "term_as_printed"}

    municipality = models.ForeignKey(
        "schools.Municipality", models.PROTECT, related_name="projects", verbose_name="район"
    )
    code = models.SlugField("код", unique=True)
    is_current = models.BooleanField("текущий", default=True)
    title = models.CharField("наименование проекта", max_length=300)
    kind = models.CharField("вид проекта", max_length=100)
    starts_on = models.DateField("начало")
    ends_on = models.DateField("окончание")
    term_as_printed = models.CharField("срок, как напечатано", max_length=200, blank=True, editable=False)
    coordinator = models.CharField("координатор проекта", max_length=300)
    manager = models.CharField("руководитель проекта", max_length=300)
    participants = models.TextField("участники проекта")
    participants_as_printed = models.TextField("участники, как напечатано", blank=True, editable=False)
    relations = models.TextField("связь с проектами, как напечатано", blank=True, editable=False)
    goal = models.TextField("цель реализации проекта")
    goal_as_printed = models.TextField("цель, как напечатано", blank=True, editable=False)
    tasks_as_printed = models.TextField("задачи, как напечатано", blank=True, editable=False)
    expected_results_as_printed = models.TextField("результаты, как напечатано", blank=True, editable=False)
    risks_as_printed = models.TextField("риски, как напечатано", blank=True, editable=False)
    approved_on = models.DateField("утверждён", null=True, blank=True)
    approved_on_as_printed = models.CharField(
        "дата утверждения, как напечатано", max_length=50, blank=True, editable=False
    )
    approved_by_post = models.CharField("кто утвердил: должность", max_length=300, blank=True)
    approved_by_name = models.CharField("кто утвердил: И.О. Фамилия", max_length=100, blank=True)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = "проект"
        verbose_name_plural = "проекты"
        ordering = ["-starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality"],
                condition=Q(is_current=True),
                name="project_one_current_of_a_district",
                violation_error_message="У района уже есть текущий проект.",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("starts_on")),
                name="project_ends_after_it_starts",
                violation_error_message="Окончание раньше начала.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("project:passport")

    @property
    def project(self) -> Self:
        """Every part of the passport knows its project; so does the project itself."""
        return self

    def clean(self) -> None:
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": "Окончание раньше начала."})
        if self.pk and self.ends_on:
            self._keep_rules()

    def _keep_rules(self) -> None:
        """Every rule of terms must still lead somewhere before the project ends."""
        for measure in self.measures.prefetch_related("rows"):
            for row in measure.rows.all():
                try:
                    terms.expand(row.rule, until=self.ends_on)
                except terms.TermError as fault:
                    raise ValidationError({"ends_on": f"Мероприятие {measure.number}: {fault}."}) from fault


class PartQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        return self.filter(project__in=Project.objects.visible_to(user))


class Part(Recorded):
    """A numbered part of a passport: a task, a stage, a measure, an indicator."""

    printed_as: ClassVar[dict[str, str]] = {}

    project = models.ForeignKey(Project, models.CASCADE, related_name="%(class)ss", verbose_name="проект")
    number = models.PositiveSmallIntegerField("№")

    objects = PartQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "number"],
                name="%(app_label)s_%(class)s_number_once",
                violation_error_message="Такой номер уже есть.",
            )
        ]

    def get_absolute_url(self) -> str:
        return reverse("project:passport")


class TextPart(Part):
    #: The project's field that keeps the whole list as printed; it holds no longer once an item is changed.
    printed_in: ClassVar[str]

    text = models.TextField("текст")

    class Meta(Part.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"


class Task(TextPart):
    printed_in = "tasks_as_printed"

    class Meta(Part.Meta):
        verbose_name = "задача"
        verbose_name_plural = "задачи"


class ExpectedResult(TextPart):
    printed_in = "expected_results_as_printed"

    class Meta(Part.Meta):
        verbose_name = "ожидаемый результат"
        verbose_name_plural = "ожидаемые результаты"


class Risk(TextPart):
    printed_in = "risks_as_printed"

    class Meta(Part.Meta):
        verbose_name = "риск"
        verbose_name_plural = "риски"


class ProjectLink(Part):
    """A regional or federal project this one belongs with."""

    class Level(models.TextChoices):
        REGIONAL = "regional", "региональный проект"
        FEDERAL = "federal", "федеральный проект"

    #: The project's line that names them all, as printed; it holds no longer once a link is changed.
    printed_in: ClassVar = "relations"

    level = models.CharField("уровень", max_length=20, choices=Level)
    title = models.CharField("название", max_length=300)

    class Meta(Part.Meta):
        verbose_name = "связанный проект"
        verbose_name_plural = "связанные проекты"

    def __str__(self) -> str:
        return f"{self.get_level_display()} {self.title}"


class Stage(Part):
    """A stage of the project; stages may overlap, and measures may outlive theirs."""

    printed_as: ClassVar = {
        "title": "heading_as_printed",
        "starts_on": "starts_as_printed",
        "ends_on": "ends_as_printed",
    }

    title = models.CharField("наименование этапа", max_length=300)
    heading_as_printed = models.CharField(
        "заголовок в плане, как напечатано", max_length=300, blank=True, editable=False
    )
    starts_on = models.DateField("дата начала")
    ends_on = models.DateField("дата окончания")
    starts_as_printed = models.CharField("начало, как напечатано", max_length=50, blank=True, editable=False)
    ends_as_printed = models.CharField("окончание, как напечатано", max_length=50, blank=True, editable=False)

    class Meta(Part.Meta):
        verbose_name = "этап"
        verbose_name_plural = "этапы"
        constraints = [
            *Part.Meta.constraints,
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("starts_on")),
                name="project_stage_ends_after_it_starts",
                violation_error_message="Окончание раньше начала.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} этап. {self.title}"

    def clean(self) -> None:
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": "Окончание раньше начала."})
