"""What the card of a person tells as of a day; the page and the printed card say the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from leadership.core import russian
from leadership.core.dates import whole_years

from .models import (
    Appointment,
    Attestation,
    Award,
    ContestEntry,
    Education,
    InnovationParticipation,
    Person,
    ProfessionalContestEntry,
    Training,
)
from .service import Term, in_post_since, years_on


@dataclass(frozen=True)
class Service:
    """Length of service in whole years; what is not known is not counted."""

    whole: int | None
    teaching: int | None
    managing: int | None
    in_post: int | None

    @property
    def lines(self) -> list[tuple[str, str]]:
        """(«общий», «25 лет»), … ; in post only who is in one."""
        found = [("общий", self.whole), ("педагогический", self.teaching), ("руководящий", self.managing)]
        if self.in_post is not None:
            found.append(("в должности", self.in_post))
        return [(what, said_years(years)) for what, years in found]

    @property
    def is_known(self) -> bool:
        return any(years is not None for years in (self.whole, self.teaching, self.managing, self.in_post))

    def __str__(self) -> str:
        return ", ".join(
            f"{what} {years}" if years != "нет данных" else f"{what} – {years}" for what, years in self.lines
        )


def said_years(years: int | None) -> str:
    if years is None:
        return "нет данных"
    return russian.counted(years, "год", "года", "лет") if years else "менее года"


def service_of(person: Person, appointments: Iterable[Appointment], day: date) -> Service:
    terms = [Term(it.school_id, it.started_on, it.ended_on) for it in appointments if it.is_heading]
    since = in_post_since(terms, day)
    return Service(
        whole=years_on(person.works_since, day),
        teaching=years_on(person.teaches_since, day),
        managing=years_on(person.manages_since, day),
        in_post=whole_years(since, day) if since else None,
    )


@dataclass(frozen=True)
class Part:
    """One dated record of a card: in words, and what stands in small letters below."""

    pk: int
    words: str
    detail: str
    is_changed_here: bool = True


@dataclass(frozen=True)
class Section:
    """The parts of one kind; `noun` names the routes they are added and changed by."""

    noun: str
    title: str
    parts: tuple[Part, ...]

    @property
    def adds(self) -> str:
        return f"schools:add_{self.noun}"

    @property
    def edits(self) -> str:
        return f"schools:edit_{self.noun}"


def sections(person: Person, day: date) -> list[Section]:
    """The dated parts of a card, known by the day; for those who see careers. One question for each kind."""
    return [
        _section("education", "Образование", map(_education, person.educations.received_by(day))),
        _section("training", "Обучение (ДПО)", map(_training, person.trainings.completed_by(day))),
        _section(
            "attestation",
            "Аттестация",
            (_attestation(it, day) for it in person.attestations.held_by(day)),
        ),
        _section("award", "Награды", map(_award, person.awards.given_by(day))),
        _section(
            "professional_contest",
            "Профессиональные конкурсы",
            map(_professional_contest, person.professional_contests.held_by(day)),
        ),
    ]


def _section(noun: str, title: str, parts: Iterable[Part]) -> Section:
    return Section(noun, title, tuple(parts))


def _listed(*words: str) -> str:
    return ", ".join(filter(None, words))


def _education(it: Education) -> Part:
    year = f"{it.graduated_in} г." if it.graduated_in else "год не указан"
    detail = _listed(it.get_level_display(), year, it.speciality, it.qualification)
    return Part(it.pk, it.institution, detail)


def _training(it: Training) -> Part:
    hours = russian.counted(it.hours, "час", "часа", "часов") if it.hours else ""
    management = "по управлению" if it.is_management else ""
    kind = _listed(it.get_kind_display(), management, hours, it.get_form_display())
    detail = f"{russian.day(it.completed_on)} · {kind}"
    more = _listed(it.organisation, it.document, "по записи о курсе" if it.is_from_course else "")
    return Part(it.pk, it.title, f"{detail} · {more}" if more else detail, is_changed_here=not it.is_from_course)


def _attestation(it: Attestation, day: date) -> Part:
    until = ""
    if it.valid_until:
        until = f"действует по {russian.day(it.valid_until)}"
        until += ", срок истёк" if it.valid_until < day else ""
    words = f"{it.get_purpose_display().capitalize()}: {it.get_result_display()}"
    return Part(it.pk, words, " · ".join(filter(None, (russian.day(it.held_on), until, it.protocol))))


def _award(it: Award) -> Part:
    return Part(it.pk, it.title, f"{russian.day(it.awarded_on)} · {_listed(it.get_level_display(), it.basis)}")


def _professional_contest(it: ProfessionalContestEntry) -> Part:
    words = _listed(it.title, it.result)
    return Part(it.pk, words, f"{russian.day(it.held_on)} · {_listed(it.get_level_display(), it.basis)}")


def innovation(person: Person, day: date) -> list[InnovationParticipation]:
    """РИП-ИнКО of the schools headed on the day."""
    found = InnovationParticipation.objects.of_schools_headed_by(person.pk, day).as_of(day)
    return list(found.select_related("school"))


def contest_entries(person: Person, day: date) -> list[ContestEntry]:
    """Contests that schools entered while this person headed them."""
    found = ContestEntry.objects.entered_under(person.pk).entered_by(day)
    return list(found.select_related("school", "contest"))
