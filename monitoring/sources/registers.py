"""What the registers of schools and people know of a head or a school on a day."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db.models import OuterRef, Q, QuerySet, Subquery

from leadership.core.dates import years_from
from schools import attention
from schools.models import (
    Appointment,
    Attestation,
    Award,
    ContestEntry,
    Education,
    InnovationParticipation,
    Membership,
    Person,
    Post,
    ProfessionalContestEntry,
    ReserveEntry,
    SchoolYear,
    Training,
    TransitionProgramme,
)
from schools.school_year import school_year_of
from schools.service import Term, in_post_since, years_on

from .registry import NUMBERS, PERCENTS, YES_NO, counted, met, of_person, of_school

Told = Mapping[int, Decimal]
TRAINED_WITHIN = 3  # years


def _of_year(figure: str, schools: QuerySet, day: date) -> Told:
    """A figure of the school year that holds the day; a school without it is not known."""
    years = SchoolYear.objects.filter(school__in=schools, year=school_year_of(day)).exclude(**{figure: None})
    return {school: Decimal(value) for school, value in years.order_by().values_list("school", figure)}


@of_school("pupils", "Обучающихся в школе", NUMBERS)
def pupils(schools: QuerySet, day: date) -> Told:
    return _of_year("pupils", schools, day)


@of_school("teachers", "Педагогов в школе", NUMBERS)
def teachers(schools: QuerySet, day: date) -> Told:
    return _of_year("teachers", schools, day)


@of_school("staff", "Работников в школе всего", NUMBERS)
def staff(schools: QuerySet, day: date) -> Told:
    return _of_year("staff", schools, day)


@of_school("teachers_share", "Доля педагогов среди работников школы, %", PERCENTS)
def teachers_share(schools: QuerySet, day: date) -> Told:
    years = SchoolYear.objects.filter(school__in=schools, year=school_year_of(day), staff__gt=0, teachers__gte=0)
    return {
        school: (Decimal(100) * teachers / staff).quantize(Decimal("0.01"))
        for school, teachers, staff in years.order_by().values_list("school", "teachers", "staff")
    }


@of_school("has_transition_programme", "Программа перевода в эффективный режим утверждена", YES_NO)
def has_transition_programme(schools: QuerySet, day: date) -> Told:
    return met(TransitionProgramme.objects.developed_by(day), "school", schools)


@of_school("is_innovation_site", "Школа – участник РИП-ИнКО", YES_NO)
def is_innovation_site(schools: QuerySet, day: date) -> Told:
    return met(InnovationParticipation.objects.as_of(day), "school", schools)


@of_school("contests_of_year", "Участий школы в муниципальных конкурсах за учебный год", NUMBERS)
def contests_of_year(schools: QuerySet, day: date) -> Told:
    since = date(school_year_of(day), 9, 1)
    return counted(ContestEntry.objects.filter(entered_on__range=(since, day)), "school", schools)


@of_school("reserve_prepared", "В резерве на место руководителя этой школы, человек", NUMBERS)
def reserve_prepared(schools: QuerySet, day: date) -> Told:
    aimed = ReserveEntry.objects.in_reserve(day).filter(target_post=Post.DIRECTOR)
    return counted(aimed, "target_school", schools)


@of_school("heads_in_three_years", "Сменилось руководителей школы за три года", NUMBERS)
def heads_in_three_years(schools: QuerySet, day: date) -> Told:
    begun = Appointment.objects.heads().filter(started_on__range=(years_from(day, -3), day))
    earlier = Appointment.objects.heads().filter(school=OuterRef("school"), started_on__lt=OuterRef("started_on"))
    former = earlier.exclude(person=OuterRef("person"))
    changed = begun.annotate(former=Subquery(former.values("pk")[:1])).exclude(former=None)
    return counted(changed, "school", schools)


@of_person("trainings_in_three_years", "Пройдено курсов за три года", NUMBERS)
def trainings_in_three_years(people: QuerySet, day: date) -> Told:
    recent = Training.objects.filter(completed_on__range=(years_from(day, -TRAINED_WITHIN), day))
    return counted(recent, "person", people)


@of_person("hours_in_three_years", "Часов курсов за три года", NUMBERS)
def hours_in_three_years(people: QuerySet, day: date) -> Told:
    recent = Training.objects.filter(completed_on__range=(years_from(day, -TRAINED_WITHIN), day), person__in=people)
    hours: dict[int, Decimal] = dict.fromkeys(people, Decimal(0))
    for person, lasted in recent.exclude(hours=None).order_by().values_list("person", "hours"):
        hours[person] += lasted
    return hours


@of_person("is_trained", "Обучение за последние три года пройдено", YES_NO)
def is_trained(people: QuerySet, day: date) -> Told:
    recent = Training.objects.completed_by(day).filter(completed_on__gte=attention.trained_long_ago(day))
    return met(recent, "person", people)


@of_person("is_retrained", "Переподготовка по управлению есть", YES_NO)
def is_retrained(people: QuerySet, day: date) -> Told:
    management = Training.objects.completed_by(day).filter(kind=Training.Kind.RETRAINING, is_management=True)
    return met(management, "person", people)


@of_person("has_higher_education", "Высшее образование есть", YES_NO)
def has_higher_education(people: QuerySet, day: date) -> Told:
    return met(Education.objects.received_by(day).filter(level=Education.Level.HIGHER), "person", people)


@of_person("attestation_in_force", "Аттестация на соответствие должности действует", YES_NO)
def attestation_in_force(people: QuerySet, day: date) -> Told:
    """The latest one decides: a later «не соответствует» overrules an earlier term."""
    latest = Attestation.objects.held_by(day).filter(person=OuterRef("person")).order_by("-held_on", "-pk")
    held = Attestation.objects.held_by(day).filter(pk=Subquery(latest.values("pk")[:1]))
    fitting = held.filter(Q(valid_until=None) | Q(valid_until__gte=day)).exclude(result=Attestation.Result.DOES_NOT_FIT)
    return met(fitting, "person", people)


@of_person("awards", "Наград у руководителя", NUMBERS)
def awards(people: QuerySet, day: date) -> Told:
    return counted(Award.objects.given_by(day), "person", people)


@of_person("has_high_award", "Государственная или ведомственная награда есть", YES_NO)
def has_high_award(people: QuerySet, day: date) -> Told:
    high = (Award.Level.STATE, Award.Level.MINISTRY)
    return met(Award.objects.given_by(day).filter(level__in=high), "person", people)


@of_person("own_contests", "Участий руководителя в профессиональных конкурсах за три года", NUMBERS)
def own_contests(people: QuerySet, day: date) -> Told:
    recent = ProfessionalContestEntry.objects.filter(held_on__range=(years_from(day, -3), day))
    return counted(recent, "person", people)


@of_person("is_member", "Состоит в Ассоциации или её совете", YES_NO)
def is_member(people: QuerySet, day: date) -> Told:
    return met(Membership.objects.as_of(day), "person", people)


@of_person("years_in_post", "Полных лет в должности руководителя школы", NUMBERS)
def years_in_post(people: QuerySet, day: date) -> Told:
    terms: dict[int, list[Term]] = {}
    held = Appointment.objects.heads().filter(person__in=people)
    for person, *term in held.order_by().values_list("person", "school", "started_on", "ended_on"):
        terms.setdefault(person, []).append(Term(*term))
    years = {person: years_on(in_post_since(served, day), day) for person, served in terms.items()}
    return {person: Decimal(served) for person, served in years.items() if served is not None}


@of_person("years_managing", "Полных лет руководящей работы", NUMBERS)
def years_managing(people: QuerySet, day: date) -> Told:
    since = Person.objects.filter(pk__in=people, manages_since__lte=day).order_by().values_list("pk", "manages_since")
    return {person: Decimal(years_on(begun, day) or 0) for person, begun in since}
