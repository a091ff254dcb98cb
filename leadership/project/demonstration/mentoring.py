"""Diaries of mentors, what mentees let them see, projects given to an expert, looks at cards, errors told of."""

from datetime import UTC, datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from leadership.core.models import JournalEntry
from mentoring.models import Consultation, ExpertAssignment, ManagementProject, Pairing, ProfileShare
from schools.models import ErrorReport, Person, Role, User

from .district import District, on
from .ledger import Ledger, in_ledger
from .story import mentoring as story

#: Rows that join two records stand in no ledger: they go along with either.
Joined = Consultation.competences.through


def tell_mentoring(ledger: Ledger, district: District) -> None:
    """Of people, pairs and accounts that are saved already."""
    accounts = {user.person_id: user for user in _invented(User).exclude(person=None)}
    told: list[Joined] = []
    for mentor, mentee, year, meetings in story.MEETINGS:
        for held, form, topic, competences, agreed, next_on in meetings:
            entry = ledger.add(
                Consultation(
                    pairing=_pair(district, mentor, mentee, year), held_on=on(held), form=form, topic=topic,
                    agreed=agreed, next_on=on(next_on), written_by=accounts.get(district.people[mentor].pk),
                )
            )  # fmt: skip
            told += [Joined(consultation=entry, competence=district.competences[key]) for key in competences]
    for mentor, mentee, year, shares in story.SHARES:
        for what, given, withdrawn in shares:
            pair = _pair(district, mentor, mentee, year)
            ledger.add(ProfileShare(pairing=pair, what=what, given_on=on(given), withdrawn_on=on(withdrawn)))
    _assign(ledger)
    _report(ledger, district)
    ledger.write()
    Joined.objects.bulk_create(told)
    _look(ledger, district)


def _invented(model) -> QuerySet:
    return model.objects.filter(in_ledger(model))


def _pair(district: District, mentor: str, mentee: str, year: int) -> Pairing:
    people = {"mentor": district.people[mentor], "mentee": district.people[mentee]}
    return _invented(Pairing).get(**people, started_on__year=year)


def _assign(ledger: Ledger) -> None:
    expert = _invented(User).filter(role=Role.EXPERT).first()
    projects = {project.title: project for project in _invented(ManagementProject)}
    for title, since, until in story.ASSIGNED:
        if expert and title in projects:
            ledger.add(
                ExpertAssignment(
                    project=projects[title], expert=expert, assigned_on=on(since), withdrawn_on=on(until)
                )
            )  # fmt: skip


def _report(ledger: Ledger, district: District) -> None:
    specialist = _invented(User).filter(role=Role.SPECIALIST).first()
    for surname, text, at, answer, answered in story.ERRORS:
        ledger.add(
            ErrorReport(
                person=district.people[surname], text=text, reported_at=_moment(at), answer=answer,
                answered_at=_moment(answered) if answered else None, answered_by=specialist if answered else None,
            )
        )  # fmt: skip


def _moment(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


def _look(ledger: Ledger, district: District) -> None:
    """The journal dates its lines itself: theirs is put right afterwards."""
    accounts = {user.username: user for user in _invented(User)}
    kind = ContentType.objects.get_for_model(Person)
    times = []
    for surname, login, act, at, what in story.LOOKS:
        if login in accounts:
            person = district.people[surname].pk
            entry = JournalEntry(
                account=accounts[login], act=act, content_type=kind, object_id=person, what=what, address="192.0.2.10"
            )
            times.append((ledger.add(entry), _moment(at)))
    ledger.write()
    for entry, at in times:
        JournalEntry.objects.filter(pk=entry.pk).update(at=at)
