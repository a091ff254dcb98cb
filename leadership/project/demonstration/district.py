"""The story of the nine schools, told into the ledger."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from mentoring.models import (
    Activity,
    Course,
    DevelopmentProgramme,
    Enrolment,
    ManagementProject,
    ManagementTrial,
    Pairing,
    SimulatorTrial,
    Team,
)
from monitoring.models import Competence, Finding
from schools.models import (
    Appointment,
    Consent,
    Contest,
    ContestEntry,
    InnovationParticipation,
    Membership,
    Municipality,
    Person,
    ReserveEntry,
    ReserveReview,
    ReserveStep,
    School,
    SchoolYear,
    Training,
    TransitionProgramme,
)

from .ledger import Ledger
from .remedies import settled
from .story import development, learning, people, reserve, years
from .story import schools as undertaken


def on(written: str) -> date | None:
    return date.fromisoformat(written) if written else None


def enrol(ledger: Ledger, course: Course, person: Person, **completion: object) -> Enrolment:
    """A person on a course; a completed one stands in the card as a training."""
    enrolment = Enrolment(course=course, person=person, **completion)
    if enrolment.completed_on:
        enrolment.training = ledger.add(Training(**enrolment.as_training()))
    return ledger.add(enrolment)


class District:
    """People by surname, schools by their name in the story; contests and competences for whoever joins."""

    def __init__(self, ledger: Ledger, municipality: Municipality, schools: Mapping[str, School]) -> None:
        self.municipality = municipality
        self.schools = schools
        self.people: dict[str, Person] = {}
        self.contests: list[Contest] = []
        self.competences: dict[str, Competence] = {}
        self._ledger = ledger
        self._add = ledger.add
        self._courses: dict[str, Course] = {}
        self.findings: dict[tuple[str, str], Finding] = {}

    def tell(self) -> None:
        self._tell_people()
        self._tell_memberships()
        self._tell_reserve()
        self._tell_schools()
        self._tell_years()
        self._tell_contests()
        self._tell_courses()
        self._tell_projects()
        self._tell_teams()
        self._tell_trials()
        self._tell_competences()
        self._tell_findings()
        self._tell_programmes()

    def _tell_people(self) -> None:
        for last, first, patronymic, born, line, mail in people.PEOPLE:
            self.people[last] = self._add(
                Person(
                    municipality=self.municipality, last_name=last, first_name=first, patronymic=patronymic,
                    born_on=on(born), phone=f"(38166) 2-00-{line}", email=f"{mail}@example.org",
                )
            )  # fmt: skip
        for person, school, post, since, until, order, ordered, contract in people.APPOINTMENTS:
            self._add(
                Appointment(
                    person=self.people[person], school=self.schools[school], post=post,
                    started_on=on(since), ended_on=on(until), order_number=order, order_date=on(ordered),
                    contract_ends_on=on(contract),
                )
            )  # fmt: skip
        for person, kind, given, withdrawn in people.CONSENTS:
            self._add(
                Consent(
                    person=self.people[person], kind=kind, given_on=on(given), withdrawn_on=on(withdrawn),
                    note="личное дело",
                )
            )  # fmt: skip

    def _tell_memberships(self) -> None:
        for person, body, council, since, until, basis in undertaken.MEMBERSHIPS:
            self._add(
                Membership(
                    person=self.people[person], body=body, council=council,
                    started_on=on(since), ended_on=on(until), basis=basis,
                )
            )  # fmt: skip

    def _tell_reserve(self) -> None:
        for person, post, school, recommended, term, review, steps, reviews in reserve.RESERVE:
            entry = self._add(
                ReserveEntry(
                    person=self.people[person], target_post=post, target_school=self.schools.get(school),
                    recommended_by=recommended, term_ends_on=on(term), next_review_on=on(review),
                )
            )  # fmt: skip
            for state, day, basis, ground in steps:
                self._add(ReserveStep(entry=entry, state=state, taken_on=on(day), basis=basis, ground=ground))
            for held, conclusion, basis, following, prolonged in reviews:
                self._add(
                    ReserveReview(
                        entry=entry, held_on=on(held), conclusion=conclusion, basis=basis,
                        next_review_on=on(following), term_ends_on=on(prolonged),
                    )
                )  # fmt: skip

    def _tell_schools(self) -> None:
        for school, theme, since, until, basis in undertaken.INNOVATION:
            self._add(
                InnovationParticipation(
                    school=self.schools[school], theme=theme,
                    started_on=on(since), ended_on=on(until), basis=basis,
                )
            )  # fmt: skip
        for school, title, approved, order in undertaken.TRANSITION:
            self._add(
                TransitionProgramme(
                    school=self.schools[school], title=title, approved_on=on(approved), order_number=order
                )
            )

    def _tell_years(self) -> None:
        for school, kind, group, figures in years.YEARS:
            for year, (pupils, teachers, staff) in enumerate(figures, years.FIRST):
                self._add(
                    SchoolYear(
                        school=self.schools[school], year=year, kind=kind, group=group,
                        pupils=pupils, teachers=teachers, staff=staff,
                    )
                )  # fmt: skip

    def _tell_contests(self) -> None:
        for held, entered, protocol, entries in undertaken.EDITIONS:
            contest = self._add(Contest(municipality=self.municipality, title=undertaken.CONTEST, held_on=on(held)))
            self.contests.append(contest)
            for school, work, result in entries:
                self._add(
                    ContestEntry(
                        contest=contest, school=self.schools[school], entered_on=on(entered),
                        work=work, result=result, basis=protocol,
                    )
                )  # fmt: skip

    def _tell_courses(self) -> None:
        certificate = 0
        for key, programme, title, hours, since, until, completed, others in learning.COURSES:
            course = self._courses[key] = self._add(
                Course(
                    municipality=self.municipality, programme=programme, title=title,
                    organiser=learning.ORGANISER, hours=hours, started_on=on(since), ended_on=on(until),
                )
            )  # fmt: skip
            for person in completed:
                certificate += 1
                enrol(
                    self._ledger, course, self.people[person], completed_on=on(until),
                    certificate=f"удостоверение № 55-{certificate:04} от {on(until):%d.%m.%Y}",
                )  # fmt: skip
            for person in others:
                enrol(self._ledger, course, self.people[person])

    def _tell_projects(self) -> None:
        for author, title, course, defended, result, implemented, proof in learning.PROJECTS:
            self._add(
                ManagementProject(
                    person=self.people[author], title=title, course=self._courses.get(course),
                    defended_on=on(defended), defence_result=result,
                    implemented_on=on(implemented), proof=proof,
                )
            )  # fmt: skip

    def _tell_teams(self) -> None:
        for title, since, until, order, ordered, goal, pairs in learning.TEAMS:
            team = self._add(
                Team(
                    municipality=self.municipality, title=title, goal=goal, started_on=on(since),
                    ended_on=on(until), order_number=order, order_date=on(ordered),
                )
            )  # fmt: skip
            for mentor, mentee, parted in pairs:
                self._add(
                    Pairing(
                        team=team, mentor=self.people[mentor], mentee=self.people[mentee],
                        started_on=on(since), ended_on=on(parted or until),
                    )
                )  # fmt: skip

    def _tell_trials(self) -> None:
        for person, host, held, entered, basis in learning.MANAGEMENT_TRIALS:
            self._add(
                ManagementTrial(
                    person=self.people[person], host=host, held_on=on(held),
                    entered_in_bank_on=on(entered), basis=basis,
                )
            )  # fmt: skip
        for person, since, result, basis in learning.SIMULATOR_TRIALS:
            self._add(SimulatorTrial(person=self.people[person], started_on=on(since), result=result, basis=basis))

    def _tell_competences(self) -> None:
        """One that the methodist keeps already is used as it is."""
        kept = {competence.title: competence for competence in Competence.objects.all()}
        for key, title, function in development.COMPETENCES:
            self.competences[key] = kept.get(title) or self._add(Competence(title=title, function=function))

    def _tell_findings(self) -> None:
        for found, basis, findings in development.FINDINGS:
            for person, competence, explanation in findings:
                self.findings[person, f"{competence}-{found[:4]}"] = self._add(
                    Finding(
                        municipality=self.people[person].municipality, person=self.people[person],
                        competence=self.competences[competence],
                        found_on=on(found), basis=basis, explanation=explanation,
                    )
                )  # fmt: skip

    def _tell_programmes(self) -> None:
        for person, since, until, approved, order, curator, goal, activities in development.PROGRAMMES:
            programme = DevelopmentProgramme(
                person=self.people[person], curator=self.people.get(curator), goal=goal,
                started_on=on(since), ended_on=on(until), approved_on=on(approved), order_number=order,
            )  # fmt: skip
            self._add(settled(programme, person))
            for finding, form, title, due, indicator, planned, fact, done, proof in activities:
                self._add(
                    Activity(
                        programme=programme, finding=self.findings[person, finding], title=title,
                        form=form, due_on=on(due), indicator=indicator, plan=Decimal(planned),
                        fact=Decimal(fact) if fact else None, done_on=on(done), proof=proof,
                    )
                )  # fmt: skip
