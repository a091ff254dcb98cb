"""Education, training, attestation, honours: as the story tells them, and by lot for invented schools."""

from collections.abc import Mapping
from datetime import date, timedelta

from leadership.core import russian
from schools.models import Attestation, Award, Education, Person, ProfessionalContestEntry, Training

from .district import on
from .ledger import Ledger
from .lot import Lot
from .story import careers as story

#: An attestation of a head holds for five years.
HOLDS = timedelta(days=5 * 365)
LAST = date(2024, 12, 30)


def tell_careers(ledger: Ledger, people: Mapping[str, Person]) -> None:
    for name, (works, teaches, manages) in story.SERVICE.items():
        person = people[name]
        person.works_since, person.teaches_since, person.manages_since = on(works), on(teaches), on(manages)
    for name, level, institution, year, speciality, qualification in story.EDUCATIONS:
        ledger.add(
            Education(
                person=people[name], level=level, institution=institution, graduated_in=year,
                speciality=speciality, qualification=qualification,
            )
        )  # fmt: skip
    for name, kind, is_management, title, organisation, hours, form, since, until, document in story.TRAININGS:
        ledger.add(
            Training(
                person=people[name], kind=kind, is_management=is_management, title=title, organisation=organisation,
                hours=hours, form=form, started_on=on(since), completed_on=on(until), document=document,
            )
        )  # fmt: skip
    for name, held, purpose, result, until, protocol in story.ATTESTATIONS:
        ledger.add(
            Attestation(
                person=people[name], held_on=on(held), purpose=purpose, result=result, valid_until=on(until),
                protocol=protocol,
            )
        )  # fmt: skip
    for name, title, level, day, basis in story.AWARDS:
        ledger.add(Award(person=people[name], title=title, level=level, awarded_on=on(day), basis=basis))
    for name, title, level, day, result, basis in story.PROFESSIONAL_CONTESTS:
        ledger.add(
            ProfessionalContestEntry(
                person=people[name], title=title, level=level, held_on=on(day), result=result, basis=basis
            )
        )


def draw_career(ledger: Ledger, lot: Lot, person: Person, headed_since: date) -> None:
    """An invented head: most have a diploma and an attestation, half a further training, few an award."""
    manages = headed_since - timedelta(days=lot.randint(0, 2500))
    works = max(manages - timedelta(days=lot.randint(0, 4000)), person.born_on + timedelta(days=20 * 366))
    person.works_since = person.teaches_since = works
    person.manages_since = max(manages, works)
    if lot.happens(0.8):
        _, level, institution, _, speciality, qualification = lot.choice(story.EDUCATIONS)
        ledger.add(
            Education(
                person=person, level=level, institution=institution, graduated_in=works.year,
                speciality=speciality, qualification=qualification,
            )
        )  # fmt: skip
    if lot.happens(0.7):
        held = lot.day(date(2019, 9, 1), LAST)
        protocol = f"протокол № {lot.randint(1, 6)} от {russian.day(held)}"
        ledger.add(Attestation(person=person, held_on=held, valid_until=held + HOLDS, protocol=protocol))
    if lot.happens(0.5):
        _, kind, is_management, title, organisation, hours, form, *_ = lot.choice(story.TRAININGS)
        done = lot.day(date(2019, 9, 1), LAST)
        ledger.add(
            Training(
                person=person, kind=kind, is_management=is_management, title=title, organisation=organisation,
                hours=hours, form=form, completed_on=done,
                document=f"документ № {lot.randint(100, 3000)} от {russian.day(done)}",
            )
        )  # fmt: skip
    if lot.happens(0.15):
        _, title, level, *_ = lot.choice(story.AWARDS)
        ledger.add(Award(person=person, title=title, level=level, awarded_on=lot.day(date(2012, 1, 1), LAST)))
