"""The staff of heads on a day, counted: every head falls into exactly one line of every cut."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from leadership.core.dates import whole_years

from .bands import UNKNOWN, Band, band_of
from .models import Appointment, Attestation, Education, Person, Training
from .service import Term, in_post_since, years_on

AGES = (
    Band("до 30 лет включительно", 30),
    Band("31–40 лет", 40),
    Band("41–50 лет", 50),
    Band("51–60 лет", 60),
    Band("старше 60 лет"),
)
#: In whole years: who has served five years to the day is in the second.
SERVICE = (
    Band("менее 5 лет", 4),
    Band("от 5 до 9 лет", 9),
    Band("от 10 до 14 лет", 14),
    Band("от 15 до 19 лет", 19),
    Band("20 лет и более"),
)
UNTOLD = "не указано"
LEVELS = (*Education.Level.labels, UNTOLD)
#: The latest attestation as of the day; without a term it holds.
ATTESTED = ("соответствует", "срок истёк", "не соответствует", "нет")
TRAINED = ("обучены в последние три года", "не обучены более трёх лет или нет сведений")
RETRAINED = ("есть", "нет")


@dataclass(frozen=True)
class Head:
    """One head in the words of each cut."""

    age: str
    managing: str
    in_post: str
    education: str
    retraining: str
    attestation: str
    training: str


@dataclass(frozen=True)
class Cut:
    """Heads divided by one question: nobody is left out or counted twice; «не указан» stands where somebody is."""

    title: str
    lines: tuple[tuple[str, int], ...]

    def of(self, line: str) -> int:
        return dict(self.lines)[line]


def heads(municipality: int, day: date) -> list[Head]:
    """Two questions to the database, however many heads."""
    found = Person.objects.heading(day, municipality).with_warnings(day).annotate(**_educated(day), **_retrained(day))
    terms = _terms(municipality, day)
    return [_head(person, terms.get(person.pk, []), day) for person in found]


def cuts(heads: Iterable[Head]) -> list[Cut]:
    heads = list(heads)
    return [
        _cut("Возраст", heads, lambda it: it.age, _titles(AGES)),
        _cut("Стаж руководящей работы", heads, lambda it: it.managing, _titles(SERVICE)),
        _cut("Стаж в должности руководителя школы", heads, lambda it: it.in_post, _titles(SERVICE)),
        _cut("Образование", heads, lambda it: it.education, LEVELS),
        _cut("Переподготовка по управлению", heads, lambda it: it.retraining, RETRAINED),
        _cut("Аттестация", heads, lambda it: it.attestation, ATTESTED),
        _cut("Обучение", heads, lambda it: it.training, TRAINED),
    ]


def _titles(bands: Iterable[Band]) -> tuple[str, ...]:
    return (*(band.title for band in bands), UNKNOWN)


def _cut(title: str, heads: list[Head], asked: Callable[[Head], str], lines: Iterable[str]) -> Cut:
    counts = Counter(map(asked, heads))
    return Cut(title, tuple((line, counts[line]) for line in lines if line not in (UNKNOWN, UNTOLD) or counts[line]))


def _educated(day: date) -> dict[str, Exists]:
    received = Education.objects.received_by(day).filter(person=OuterRef("pk"))
    return {f"is_{level}": Exists(received.filter(level=level)) for level in Education.Level.values}


def _retrained(day: date) -> dict[str, Exists]:
    management = Q(kind=Training.Kind.RETRAINING, is_management=True)
    return {"is_retrained": Exists(Training.objects.completed_by(day).filter(management, person=OuterRef("pk")))}


def _terms(municipality: int, day: date) -> dict[int, list[Term]]:
    """When those who head a school on the day have headed which."""
    people = Person.objects.heading(day, municipality).values("pk")
    terms: dict[int, list[Term]] = {}
    rows = Appointment.objects.heads().filter(person__in=people)
    for person, *term in rows.order_by().values_list("person", "school", "started_on", "ended_on"):
        terms.setdefault(person, []).append(Term(*term))
    return terms


def _head(person: Person, terms: list[Term], day: date) -> Head:
    since = in_post_since(terms, day)
    return Head(
        age=band_of(years_on(person.born_on, day), AGES),
        managing=band_of(years_on(person.manages_since, day), SERVICE),
        in_post=band_of(whole_years(since, day) if since else None, SERVICE),
        education=_level(person),
        retraining=RETRAINED[0] if person.is_retrained else RETRAINED[1],
        attestation=_attestation(person, day),
        training=TRAINED[1] if person.is_training_due else TRAINED[0],
    )


def _level(person: Person) -> str:
    """The highest of several: levels are listed from the highest down."""
    levels = (level.label for level in Education.Level if getattr(person, f"is_{level}"))
    return next(levels, UNTOLD)


def _attestation(person: Person, day: date) -> str:
    if person.attested_on is None:
        return ATTESTED[3]
    if person.attested_as == Attestation.Result.DOES_NOT_FIT:
        return ATTESTED[2]
    return ATTESTED[1] if person.attested_until and person.attested_until < day else ATTESTED[0]
