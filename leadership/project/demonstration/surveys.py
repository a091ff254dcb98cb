"""Two surveys of teachers and a round of interviews, by the shipped methodologies where they are there."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from monitoring.actions.survey_records import fix_results
from monitoring.models import (
    Answer,
    Ballot,
    BallotAnswer,
    Campaign,
    CampaignState,
    Conclusion,
    Interview,
    Item,
    Methodology,
    Participant,
    Phase,
    Response,
    ResponseRole,
    ResponseState,
    ResponseStep,
)
from monitoring.surveys import questions
from monitoring.surveys.questions import YES
from schools.models import Person, Post, Role, School, SchoolYear, User
from schools.school_year import school_year_of

from .district import District, on
from .ledger import Ledger, in_ledger
from .lot import Lot
from .methodologies import put_to_use
from .story import surveys as told


def tell_surveys(ledger: Ledger, district: District) -> None:
    """After the schools, people and accounts are saved."""
    if teachers := put_to_use(district.municipality, told.TEACHERS, on(told.SURVEYS[0][1])):
        for title, first, last, agree in told.SURVEYS:
            _survey(ledger, district, teachers, title, (on(first), on(last)), agree)
    interviewer = User.objects.filter(username="methodist", municipality=district.municipality).first()
    guide = put_to_use(district.municipality, told.GUIDE, on(told.INTERVIEWED[0]))
    if guide and interviewer:
        _interviews(ledger, district, guide, interviewer)
    ledger.write()
    for former in Campaign.objects.filter(in_ledger(Campaign), title=told.FORMER).select_related("methodology"):
        _fix(ledger, former)


def _fix(ledger: Ledger, survey: Campaign) -> None:
    """Its paper is long made: what was shown is kept, the ballots are destroyed."""
    unread = BallotAnswer.objects.of(survey).open_ones().unread()
    unread.update(reading=BallotAnswer.Reading.SHOWN)
    by = User.objects.filter(in_ledger(User), role=Role.SPECIALIST).first()
    document, fixed_on = told.FIXED
    record = fix_results(survey=survey, document=document, by=by, on=on(fixed_on))
    ledger.enter([record])
    for changed in (record, survey):
        ledger.enter(list(changed.history.all()))


def _begun(
    ledger: Ledger, district: District, methodology: Methodology, title: str, term: tuple[date, date], **fields: Any
) -> Campaign:
    first, last = term
    campaign = ledger.add(
        Campaign(
            municipality=district.municipality, methodology=methodology, title=title, year=first.year, as_of=first,
            **fields,
        )
    )  # fmt: skip
    ledger.add(Phase(campaign=campaign, state=CampaignState.FILLING, starts_on=first, ends_on=last))
    return campaign


def _survey(
    ledger: Ledger,
    district: District,
    methodology: Methodology,
    title: str,
    term: tuple[date, date],
    agree: int,
) -> None:
    """Cast and closed; what is cast lies in no order."""
    lot, items = Lot(title), questions.asked(methodology)
    survey = _begun(ledger, district, methodology, title, term, state=CampaignState.CLOSED, is_anonymous=True)
    kind, wishes = ContentType.objects.get_for_model(School), list(told.WISHES)
    teachers = _teachers(district, term[0])
    for name, school in _headed(district, term[0]):
        answered = told.FEW.get(name) or max(5, teachers.get(school.pk, told.INVITED) * told.WILLING // 10)
        slice_ = ledger.add(
            Participant(
                campaign=survey, content_type=kind, object_id=school.pk, municipality=district.municipality,
                school=school, person_id=school.head_id, label=str(school),
                invited=max(answered, teachers.get(school.pk, told.INVITED)),
            )
        )  # fmt: skip
        for _ in range(answered):
            _cast(ledger, lot, slice_, items, agree, wishes)


def _cast(ledger: Ledger, lot: Lot, slice_: Participant, items: list[Item], agree: int, wishes: list) -> None:
    ballot = ledger.add(Ballot(key=_key(lot), participant=slice_))
    for item in items:
        if said := _said(lot, item, agree, wishes):
            ledger.add(BallotAnswer(key=_key(lot), ballot=ballot, item=item, **said))


def _said(lot: Lot, item: Item, agree: int, wishes: list) -> dict[str, Any]:
    """Whoever agrees takes one of the upper answers, the others any; an open question is mostly passed over."""
    if questions.is_open(item):
        if not wishes or lot.randint(1, 100) > told.WRITING:
            return {}
        text, shown, is_shown = wishes.pop(0)
        readings = {True: "shown", False: "hidden", None: "unread"}
        return {"text": text, "shown_text": shown, "reading": readings[is_shown]}
    options = questions.options_of(item)
    if not options:
        return {"number": lot.randint(int(item.least or 0), int(item.most or 10))}
    positive = [option for option in options if option.is_positive] or options
    chosen = lot.choice(positive if lot.randint(1, 100) <= agree else options)
    if item.answer == Item.Answer.CHOICE:
        return {"choice": chosen.code}
    return {"number": chosen.code == YES if item.answer == Item.Answer.YES_NO else int(chosen.code)}


def _interviews(ledger: Ledger, district: District, guide: Methodology, interviewer: User) -> None:
    first, last = (on(day) for day in told.INTERVIEWED)
    campaign = _begun(
        ledger, district, guide, told.INTERVIEWS, (first, last),
        state=CampaignState.FILLING, asks=[ResponseRole.INTERVIEWER.value],
    )  # fmt: skip
    items, held = questions.asked(guide), {district.people[name].pk: on(day) for name, day in told.HELD}
    for _, school in _headed(district, first):
        if school.head_id in held:
            _interview(ledger, campaign, school, interviewer, held[school.head_id], items)


def _interview(
    ledger: Ledger, campaign: Campaign, school: School, interviewer: User, day: date | None, items: list[Item]
) -> None:
    participant = ledger.add(
        Participant(
            campaign=campaign, content_type=ContentType.objects.get_for_model(Person), object_id=school.head_id,
            municipality_id=school.municipality_id, school=school, person_id=school.head_id, label=school.head_name,
            post=f"{Post(school.head_post).label}, {school}",
        )
    )  # fmt: skip
    at = timezone.make_aware(datetime.combine(day, time(16))) if day else None
    state = ResponseState.HANDED_IN if day else ResponseState.DRAFT
    response = ledger.add(
        Response(
            participant=participant, role=ResponseRole.INTERVIEWER, respondent=interviewer, state=state,
            begun_at=at, saved_at=at, handed_in_at=at,
        )
    )  # fmt: skip
    ledger.add(Interview(response=response, planned_on=day or campaign.as_of, held_on=day))
    if day:
        _written(ledger, response, items, interviewer)


def _written(ledger: Ledger, response: Response, items: list[Item], interviewer: User) -> None:
    lot, written = Lot(response.participant.label), {}
    for item in items:
        words = {"text": lot.choice(told.SAID.get(item.code, told.OTHERWISE))}
        said = words if questions.is_open(item) else _said(lot, item, 70, [])
        ledger.add(Answer(response=response, item=item, saved_at=response.saved_at, **said))
        written[item.code] = str(next(iter(said.values())))
    for section in dict.fromkeys(item.section for item in items):
        text = lot.choice(told.CONCLUSIONS.get(section.code, told.OTHERWISE))
        ledger.add(Conclusion(response=response, section=section, text=text))
    ledger.add(
        ResponseStep(
            response=response, state=response.state, at=response.handed_in_at, by=interviewer,
            answers={"answers": written},
        )
    )  # fmt: skip


def _headed(district: District, day: date) -> Iterator[tuple[str, School]]:
    """The schools of the story by their names in it, each with its head of the day."""
    schools = School.objects.filter(pk__in=[school.pk for school in district.schools.values()]).with_head(day)
    names = {school.pk: name for name, school in district.schools.items()}
    return ((names[school.pk], school) for school in schools.order_by("short_name"))


def _teachers(district: District, day: date) -> dict[int, int]:
    known: Iterable = SchoolYear.objects.filter(
        school__in=district.schools.values(), year=school_year_of(day), teachers__gt=0
    )
    return {one.school_id: one.teachers for one in known}


def _key(lot: Lot) -> UUID:
    return UUID(int=lot.getrandbits(128), version=4)
