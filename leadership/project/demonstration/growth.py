"""How the people of invented schools learn, pair up, are assessed and answer it."""

from datetime import date, timedelta

from leadership.core import russian
from mentoring.models import (
    Activity,
    Course,
    DevelopmentProgramme,
    ManagementProject,
    ManagementTrial,
    Pairing,
    SimulatorTrial,
    Team,
)
from monitoring.models import Finding
from schools.models import Person

from .district import District, enrol, on
from .ledger import Ledger
from .lot import Lot
from .staff import LAST, Staffed
from .story.development import COURSE, FINDINGS, INTERNSHIP, MENTORING, PROGRAMMES, STUDY
from .story.learning import COURSES, EFFECTIVE, FUTURE, MANAGEMENT, ORGANISER, PROJECTS, REBOOT

YEAR = timedelta(days=365)

#: Out of how many schools a team of each year is formed, and how many heads take part.
NEIGHBOURS = 10
TEAMS = (
    (date(2021, 12, 1), date(2022, 11, 30), 3),
    (date(2022, 12, 1), date(2023, 11, 30), 4),
    (date(2023, 12, 1), date(2024, 11, 30), 6),
    (date(2024, 12, 1), LAST, 5),
)


def grow(ledger: Ledger, lot: Lot, district: District, staffed: list[Staffed]) -> None:
    courses = _courses(ledger, district, staffed)
    for it in staffed:
        _learn(ledger, lot, it, courses)
        _try(ledger, lot, it)
        _develop(ledger, lot, district, it)
    for start in range(0, len(staffed), NEIGHBOURS):
        _pair(ledger, lot, district, staffed[start : start + NEIGHBOURS])


def _courses(ledger: Ledger, district: District, staffed: list[Staffed]) -> dict[str, list[Course]]:
    """The runs of the story once more, for these schools: programme → its runs."""
    runs: dict[str, list[Course]] = {}
    for _, programme, title, hours, since, until, *_ in COURSES:
        run = ledger.add(
            Course(
                municipality=district.municipality,
                programme=programme,
                title=f"{title} (группа «{staffed[0].school}»)",
                organiser=ORGANISER,
                hours=hours,
                started_on=on(since),
                ended_on=on(until),
            )
        )
        runs.setdefault(programme, []).append(run)
    return runs


def _learn(ledger: Ledger, lot: Lot, staffed: Staffed, courses: dict[str, list[Course]]) -> None:
    for programme, chance in ((EFFECTIVE, 0.75), (REBOOT, 0.5), (MANAGEMENT, 0.3)):
        if lot.happens(chance):
            course = lot.choice(courses[programme])
            _study(ledger, lot, staffed.head_on(course.started_on), course)
    if staffed.reservist and lot.happens(0.9):
        _study(ledger, lot, staffed.reservist, lot.choice(courses[FUTURE]))


def _study(ledger: Ledger, lot: Lot, person: Person, course: Course) -> None:
    """One in eight does not finish; a management project is defended the day before the course ends."""
    completed = course.ended_on if lot.happens(0.88) else None
    certificate = f"удостоверение № 55-{lot.randint(1, 99999):05} от {russian.day(completed)}" if completed else ""
    enrol(ledger, course, person, completed_on=completed, certificate=certificate)
    if completed and course.programme != MANAGEMENT and lot.happens(0.85):
        defended = completed - timedelta(days=1)
        done = lot.day(defended + timedelta(days=60), defended + 2 * YEAR)
        done = done if done <= LAST and lot.happens(0.65) else None
        ledger.add(
            ManagementProject(
                person=person,
                title=lot.choice(PROJECTS)[1],
                course=course,
                defended_on=defended,
                defence_result=lot.choice(("хорошо", "отлично")),
                implemented_on=done,
                proof=f"акт № {lot.randint(1, 12)} от {russian.day(done)}" if done else "",
            )
        )


def _try(ledger: Ledger, lot: Lot, staffed: Staffed) -> None:
    if lot.happens(0.4):
        begun = lot.day(date(2022, 4, 1), date(2024, 10, 31))
        ledger.add(
            SimulatorTrial(
                person=staffed.head_on(begun),
                started_on=begun,
                result=f"{lot.randint(45, 95)} %",
                basis=f"список участников № 1 от {russian.day(begun)}",
            )
        )
    if lot.happens(0.3):
        held = lot.day(date(2022, 3, 1), date(2024, 5, 31))
        entered = held + timedelta(days=lot.randint(20, 60)) if lot.happens(0.3) else None
        ledger.add(
            ManagementTrial(
                person=staffed.reservist or staffed.head_on(held),
                host="Оконешниковская СШ",
                held_on=held,
                entered_in_bank_on=entered,
                basis=f"письмо № {lot.randint(1, 900)} от {russian.day(entered)}" if entered else "",
            )
        )


def _develop(ledger: Ledger, lot: Lot, district: District, staffed: Staffed) -> None:
    """Findings of one assessment and, for most, the programme of the next two years that answers them."""
    written, basis, _ = lot.choice(FINDINGS)
    found_on = on(written)
    head = staffed.head_on(found_on)
    competences = lot.sample(list(district.competences.values()), lot.choice((2, 3, 4)))
    findings = [
        ledger.add(
            Finding(
                municipality=head.municipality, person=head, competence=competence, found_on=found_on, basis=basis,
                explanation="Результат ниже нормы",
            )
        )
        for competence in competences
    ]  # fmt: skip
    if not lot.happens(0.8):
        return
    approved = found_on + timedelta(days=lot.randint(14, 60))
    is_draft = lot.happens(0.1)
    programme = ledger.add(
        DevelopmentProgramme(
            person=head,
            goal=lot.choice(PROGRAMMES)[6],
            started_on=approved,
            ended_on=approved + 2 * YEAR,
            approved_on=None if is_draft else approved,
            order_number="" if is_draft else str(lot.randint(1, 180)),
        )
    )
    for finding in findings:
        _act(ledger, lot, programme, finding, is_draft)


def _act(ledger: Ledger, lot: Lot, programme: DevelopmentProgramme, finding: Finding, is_draft: bool) -> None:
    form, title, indicator, plan = lot.choice(
        (
            (COURSE, "Курсы повышения квалификации", "часов", 36),
            (INTERNSHIP, "Стажировка у наставника", "дней", 3),
            (MENTORING, "Работа в годичной команде", "встреч с наставником", 8),
            (STUDY, "Изучение и разбор практик", "практик", 4),
        )
    )
    due = lot.day(programme.started_on + timedelta(days=90), programme.ended_on)
    done = due + timedelta(days=lot.randint(-30, 15))
    is_done = not is_draft and done <= LAST and lot.happens(0.8)
    ledger.add(
        Activity(
            programme=programme,
            finding=finding,
            title=title,
            form=form,
            due_on=due,
            indicator=indicator,
            plan=plan,
            fact=plan if is_done else None,
            done_on=done if is_done else None,
            proof=f"справка от {russian.day(done)}" if is_done else "",
        )
    )


def _pair(ledger: Ledger, lot: Lot, district: District, neighbours: list[Staffed]) -> None:
    """A team of every year: one mentor among the neighbours, the others are the mentees."""
    for begun, ended, how_many in TEAMS:
        members = [it.head_on(begun) for it in lot.sample(neighbours, min(how_many, len(neighbours)))]
        team = ledger.add(
            Team(
                municipality=district.municipality,
                title=f"Команда «{neighbours[0].school}»",
                goal="Обмен управленческими практиками",
                started_on=begun,
                ended_on=ended,
                order_number=str(lot.randint(130, 170)),
                order_date=begun - timedelta(days=1),
                mentor_limit=max(2, len(members) - 1),
            )
        )
        for mentee in members[1:]:
            ledger.add(Pairing(team=team, mentor=members[0], mentee=mentee, started_on=begun, ended_on=ended))
