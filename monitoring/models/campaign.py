"""A campaign: somebody is asked by a methodology, within a term, about subjects frozen as they were that day."""

from datetime import date
from typing import Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse

from leadership.core.history import Recorded
from schools.models import DEPARTMENT, Role, SchoolYear

from .methodology import Methodology


class CampaignState(models.TextChoices):
    """The регламент of a monitoring, in the order it goes."""

    PREPARATION = "preparation", "подготовка"
    FILLING = "filling", "заполнение"
    CHECKING = "checking", "проверка"
    CALCULATED = "calculated", "рассчитана"
    CLARIFYING = "clarifying", "уточнение"
    PUBLISHED = "published", "опубликована"
    DECIDED = "decided", "решение принято"
    CLOSED = "closed", "закрыта"


#: Answers may be given or changed by those who are asked.
ANSWERED_IN = frozenset({CampaignState.FILLING})
#: Answers are looked through, returned and accepted.
CHECKED_IN = frozenset({CampaignState.FILLING, CampaignState.CHECKING, CampaignState.CLARIFYING})
#: There is a calculation to read; before publication the department alone reads it.
CALCULATED_IN = frozenset(
    {
        CampaignState.CALCULATED,
        CampaignState.CLARIFYING,
        CampaignState.PUBLISHED,
        CampaignState.DECIDED,
        CampaignState.CLOSED,
    }
)
#: Those who were measured read their own results.
PUBLISHED_IN = frozenset({CampaignState.PUBLISHED, CampaignState.DECIDED, CampaignState.CLOSED})


class ResponseRole(models.TextChoices):
    """Whose view an answer is; views stand side by side and are never averaged."""

    SUBJECT = "subject", "сам участник"
    EXTERNAL = "external", "внешняя оценка"
    MENTOR = "mentor", "наставник"
    COLLEAGUE = "colleague", "коллега"
    INTERVIEWER = "interviewer", "интервьюер"


def _number(groups: models.QuerySet, counted: models.Count) -> Coalesce:
    return Coalesce(models.Subquery(groups.annotate(number=counted).values("number")), 0)


def subject_alone() -> list[str]:
    return [ResponseRole.SUBJECT.value]


class CampaignQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """The department sees those of its district and of the region; a director, once opened, those that are about
        him or ask him: a new head, a mentor, a colleague."""
        if user.role in DEPARTMENT:
            seen = Q() if user.district_id is None else Q(municipality=None) | Q(municipality=user.district_id)
            return self.filter(seen)
        if user.role == Role.DIRECTOR:
            about = Participant.objects.visible_to(user).order_by().values("campaign")
            asked = Participant.objects.filter(responses__respondent=user.pk).order_by().values("campaign")
            opened = self.exclude(state=CampaignState.PREPARATION)
            return opened.filter(Q(pk__in=about) | Q(pk__in=asked))
        return self.none()

    def changeable_by(self, user) -> Self:
        """A campaign of the region is run by an account of the region."""
        seen = self.visible_to(user)
        return seen if user.municipality_id is None else seen.filter(municipality=user.municipality_id)

    def with_progress(self) -> Self:
        """Annotates `asked`, `handed_in`, `accepted` (forms) and `due_on`, the last day of filling in."""
        forms = Participant.objects.filter(campaign=models.OuterRef("pk")).order_by().values("campaign")
        handed = Q(responses__state__in=("handed_in", "accepted"))
        filling = Phase.objects.filter(campaign=models.OuterRef("pk"), state=CampaignState.FILLING)
        return self.annotate(
            asked=_number(forms, models.Count("responses")),
            handed_in=_number(forms, models.Count("responses", filter=handed)),
            accepted=_number(forms, models.Count("responses", filter=Q(responses__state="accepted"))),
            due_on=models.Subquery(filling.values("ends_on")[:1]),
        )

    def known_by(self, day: date) -> Self:
        """Campaigns ordered, or begun, by the day."""
        return self.filter(Q(ordered_on__lte=day) | Q(ordered_on=None, as_of__lte=day))

    def with_forms(self) -> Self:
        """Those answered by forms that are handed in; surveys and interviews are kept on pages of their own."""
        return self.exclude(methodology__kind__in=(Methodology.Kind.SURVEY, Methodology.Kind.INTERVIEW))

    def surveys(self) -> Self:
        return self.filter(methodology__kind=Methodology.Kind.SURVEY)

    def interviews(self) -> Self:
        return self.filter(methodology__kind=Methodology.Kind.INTERVIEW)

    def counted(self) -> Self:
        """Those whose answers give points; a survey is distributions, a round of interviews mostly words."""
        scored = Methodology.objects.filter(pk=models.OuterRef("methodology")).giving_points()
        return self.filter(models.Exists(scored), is_anonymous=False)

    def with_turnout(self) -> Self:
        """Annotates `invited`, how many have codes to answer by, `answered`, how many have, `due_on`, the last day."""
        slices = Participant.objects.filter(campaign=models.OuterRef("pk")).order_by().values("campaign")
        cast = slices.annotate(total=models.Count("ballots"))
        kept = slices.annotate(total=models.Sum("kept_answered"))
        filling = Phase.objects.filter(campaign=models.OuterRef("pk"), state=CampaignState.FILLING)
        return self.annotate(
            invited=Coalesce(models.Subquery(slices.annotate(total=models.Sum("invited")).values("total")), 0),
            answered=Coalesce(models.Subquery(kept.values("total")), models.Subquery(cast.values("total")), 0),
            due_on=models.Subquery(filling.values("ends_on")[:1]),
        )

    def over_by(self, day: date) -> Self:
        """Closed by hand, or with no day left of their term: nobody answers any more."""
        lasting = Phase.objects.filter(campaign=models.OuterRef("pk"), state=CampaignState.FILLING, ends_on__gte=day)
        return self.filter(Q(state=CampaignState.CLOSED) | Q(state=CampaignState.FILLING) & ~models.Exists(lasting))

    def shown_on(self, day: date) -> Self:
        """Those known by the day, and those still being prepared, whatever their day."""
        known = Q(ordered_on__lte=day) | Q(ordered_on=None, as_of__lte=day)
        return self.filter(known | Q(state=CampaignState.PREPARATION))

    def filling(self) -> Self:
        return self.filter(state=CampaignState.FILLING)

    def calculated(self) -> Self:
        return self.filter(state__in=CALCULATED_IN)


class Campaign(Recorded):
    """One run of a methodology: a year, an order, phases, participants, and a state of the регламент."""

    municipality = models.ForeignKey(
        "schools.Municipality", models.PROTECT, null=True, blank=True, related_name="campaigns",
        verbose_name="район", help_text="пусто – кампания региона",
    )  # fmt: skip
    methodology = models.ForeignKey(Methodology, models.PROTECT, related_name="campaigns", verbose_name="методика")
    title = models.CharField("название", max_length=300)
    year = models.PositiveSmallIntegerField(
        "за какой год", validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    as_of = models.DateField("сведения на дату", help_text="состав участников и данные реестров – на этот день")
    order = models.CharField("приказ (№)", max_length=100, blank=True)
    ordered_on = models.DateField("дата приказа", null=True, blank=True)
    state = models.CharField(
        "состояние", max_length=20, choices=CampaignState, default=CampaignState.PREPARATION, editable=False
    )
    asks = models.JSONField("кого спрашивают", default=subject_alone)
    is_anonymous = models.BooleanField("анонимно", default=False)
    least_slice = models.PositiveSmallIntegerField(
        "не показывать, если ответов меньше", default=5, validators=[MinValueValidator(3)]
    )

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = "кампания"
        verbose_name_plural = "кампании"
        ordering = ["-year", "-as_of", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("monitoring:campaign", args=[self.pk])

    def clean(self) -> None:
        super().clean()
        unknown = set(self.asks or ()) - set(ResponseRole.values)
        if not self.asks or unknown:
            raise ValidationError({"asks": "Укажите, кого спрашивают."})

    @property
    def is_answered(self) -> bool:
        return self.state in ANSWERED_IN

    @property
    def is_checked(self) -> bool:
        return self.state in CHECKED_IN

    @property
    def has_results(self) -> bool:
        return self.state in CALCULATED_IN

    @property
    def is_published(self) -> bool:
        return self.state in PUBLISHED_IN

    def is_over(self, day: date) -> bool:
        """Whether nobody answers any more: closed by hand, or the last day of filling in is behind."""
        due = self.deadline()
        return self.state == CampaignState.CLOSED or (self.is_answered and due is not None and due < day)

    def deadline(self) -> date | None:
        """The last day of filling in."""
        filling = self.phases.filter(state=CampaignState.FILLING).first()
        return filling.ends_on if filling else None


class Phase(models.Model):
    """The term of one state of a campaign, as the order sets it."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="phases", verbose_name="кампания")
    state = models.CharField("этап", max_length=20, choices=CampaignState)
    starts_on = models.DateField("начало")
    ends_on = models.DateField("окончание")

    class Meta:
        verbose_name = "срок этапа"
        verbose_name_plural = "сроки этапов"
        ordering = ["campaign", "starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "state"],
                name="monitoring_phase_once",
                violation_error_message="Срок этого этапа уже указан.",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="monitoring_phase_ends_after_it_starts",
                violation_error_message="Окончание раньше начала.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_state_display()


class ParticipantQuerySet(models.QuerySet):
    def visible_to(self, user) -> Self:
        """The department sees those of its district; a director himself and the school as its head of that day."""
        return self.filter(user.reaches(municipality="municipality", own=Q(person=user.person_id)))

    def taking_part(self) -> Self:
        return self.filter(left_out_because="")


class Participant(models.Model):
    """Whom or what a campaign is about, with the name, post, school and group of the day it was opened."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="participants", verbose_name="кампания")
    content_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+", verbose_name="вид")
    object_id = models.PositiveBigIntegerField("номер")
    subject = GenericForeignKey()
    municipality = models.ForeignKey("schools.Municipality", models.PROTECT, related_name="+", verbose_name="район")
    person = models.ForeignKey(
        "schools.Person", models.PROTECT, null=True, blank=True, related_name="participations",
        verbose_name="руководитель", help_text="сам участник или руководитель школы на тот день",
    )  # fmt: skip
    school = models.ForeignKey(
        "schools.School", models.PROTECT, null=True, blank=True, related_name="participations", verbose_name="школа"
    )
    label = models.CharField("как назван", max_length=300)
    post = models.CharField("должность", max_length=300, blank=True)
    group = models.CharField("группа сравнения", max_length=10, choices=SchoolYear.Group, blank=True)
    left_out_because = models.CharField("не участвует, потому что", max_length=300, blank=True)
    invited = models.PositiveIntegerField("приглашено", default=0, help_text="для опросов: выдано кодов")
    kept_answered = models.PositiveIntegerField(
        "ответили", null=True, blank=True, editable=False, help_text="для опросов: когда бюллетени уже удалены"
    )

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        verbose_name = "участник кампании"
        verbose_name_plural = "участники кампаний"
        ordering = ["campaign", "label", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "content_type", "object_id"],
                name="monitoring_participant_once",
                violation_error_message="Этот участник в кампании уже есть.",
            ),
        ]
        indexes = [models.Index(fields=["campaign", "label"], name="monitoring_participant_order")]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("monitoring:participant", args=[self.pk])
