"""Whom or what a campaign may be about; a higher room adds kinds of its own.

A kind gives, as of a day, the subjects of a district (or of all of them) as rows a participant is frozen from.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, F, Model, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from schools.models import Appointment, Person, Post, School, SchoolYear
from schools.models.person import name_on
from schools.school_year import school_year_of

from .models import Campaign, Methodology, Participant

CHUNK = 2_000
#: What a row of subjects holds, in this order.
COLUMNS = (
    "subject_id", "subject_label", "district", "its_person", "its_person_name", "its_school", "its_school_name",
    "its_post", "its_group",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One subject on the day: its number and name, its district, the head, the school, the post and the group."""

    subject: int
    label: str
    district: int
    person: int | None
    person_name: str
    school: int | None
    school_name: str
    post_code: str
    group: str

    @property
    def post(self) -> str:
        """«директор, Крестинская СШ»; for a school, its head by name."""
        post = Post(self.post_code).label if self.post_code else ""
        return ", ".join(filter(None, (post, self.school_name if self.is_named_by_person else self.person_name)))

    @property
    def group_said(self) -> str:
        return SchoolYear.Group(self.group).label if self.group else ""

    @property
    def is_named_by_person(self) -> bool:
        return self.label == self.person_name


@dataclass(frozen=True)
class SubjectKind:
    """`rows` answers with a queryset that carries `COLUMNS`; `of_district` narrows it to one district."""

    model: type[Model]
    rows: Callable[[date, int | None], QuerySet]
    forms: tuple[str, str, str]


_kinds: dict[str, SubjectKind] = {}


def register(name: str, kind: SubjectKind) -> None:
    """`name` is one of `Methodology.Subject`."""
    _kinds[name] = kind


def kind_of(methodology: Methodology) -> SubjectKind:
    return _kinds[methodology.subject]


def rows(campaign: Campaign) -> QuerySet:
    """Everybody the campaign could ask on its day, in the order of names."""
    found = kind_of(campaign.methodology).rows(campaign.as_of, campaign.municipality_id)
    return found.order_by("subject_label", "subject_id").values_list(*COLUMNS)


def left_out(campaign: Campaign) -> QuerySet:
    """Who is not asked; those left out while another methodology was chosen were of another kind, and do not count."""
    content_type = ContentType.objects.get_for_model(kind_of(campaign.methodology).model)
    return campaign.participants.exclude(left_out_because="").filter(content_type=content_type)


def read(found: Iterable[tuple]) -> Iterator[Row]:
    for values in found:
        row = [("" if value is None and place in (4, 6, 7, 8) else value) for place, value in enumerate(values)]
        yield Row(*row)


def participants(campaign: Campaign, found: Iterable[tuple], left_out: dict[int, str]) -> Iterator[Participant]:
    """Unsaved participants, frozen as of the campaign's day; `left_out` gives reasons by the number of the subject."""
    content_type = ContentType.objects.get_for_model(kind_of(campaign.methodology).model)
    for row in read(found):
        yield Participant(
            campaign=campaign,
            content_type=content_type,
            object_id=row.subject,
            municipality_id=row.district,
            person_id=row.person,
            school_id=row.school,
            label=row.label[:300],
            post=row.post[:300],
            group=row.group,
            left_out_because=left_out.get(row.subject, ""),
        )


def group_of(school: str, day: date) -> Coalesce:
    """The comparison group of the school the path leads to: of the school year of the day, else the latest before."""
    years = SchoolYear.objects.filter(school=OuterRef(school), year__lte=school_year_of(day)).order_by("-year")
    return Coalesce(Subquery(years.values("group")[:1]), Value(""), output_field=CharField())


def _heads(day: date, district: int | None) -> QuerySet:
    heading = Appointment.objects.heads().of_open_general_schools(day).as_of(day).order_by("started_on", "pk")
    held = heading.filter(person=OuterRef("pk"))
    found = Person.objects.heading(day, district)
    found = found if district is None else found.filter(municipality=district)
    return found.annotate(
        its_school=Subquery(held.values("school")[:1]),
        its_school_name=Subquery(held.values("school__short_name")[:1]),
        its_post=Subquery(held.values("post")[:1]),
        subject_id=F("pk"),
        subject_label=name_on(day),
        district=F("municipality"),
        its_person=F("pk"),
        its_person_name=name_on(day),
    ).annotate(its_group=group_of("its_school", day))


def _schools(day: date, district: int | None) -> QuerySet:
    found = School.objects.as_of(day).general().with_head(day)
    found = found if district is None else found.filter(municipality=district)
    return found.annotate(
        subject_id=F("pk"),
        subject_label=F("short_name"),
        district=F("municipality"),
        its_person=F("head_id"),
        its_person_name=F("head_name"),
        its_school=F("pk"),
        its_school_name=F("short_name"),
        its_post=F("head_post"),
        its_group=group_of("pk", day),
    )


register(Methodology.Subject.HEAD, SubjectKind(Person, _heads, ("руководитель", "руководителя", "руководителей")))
register(Methodology.Subject.SCHOOL, SubjectKind(School, _schools, ("школа", "школы", "школ")))
