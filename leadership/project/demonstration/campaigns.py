"""Campaigns of the nine schools: competences in two years, effectiveness in one, all closed; one being filled in."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from monitoring import sources, subjects
from monitoring.actions.responses import kept
from monitoring.filling import Field, asked_items
from monitoring.models import (
    Answer,
    AnswerState,
    Campaign,
    Item,
    Methodology,
    Participant,
    Phase,
    Reminder,
    Response,
    ResponseRole,
    ResponseState,
    ResponseStep,
)
from schools.models import Municipality, Role, User

from .assessments import Marks, is_told
from .ledger import Ledger, in_ledger
from .methodologies import put_to_use
from .story.campaigns import ASSESSED, CLOSED, FILLING, NOTES, Told


def tell_campaigns(ledger: Ledger, municipality: Municipality) -> None:
    """As many of them as there are methodologies for; accounts and registers are saved already."""
    for told in (*ASSESSED, CLOSED, FILLING):
        methodology = put_to_use(municipality, told.code, told.phases[0][1])
        if methodology is not None:
            _Telling(ledger, municipality, methodology, told).tell()
    ledger.write()


class _Telling:
    """One campaign told into the ledger: no history, for nobody has changed anything yet."""

    def __init__(self, ledger: Ledger, municipality: Municipality, methodology: Methodology, told: Told) -> None:
        self.add, self._ledger = ledger.add, ledger
        self.told = told
        self.items = asked_items(methodology)
        self.by = User.objects.filter(in_ledger(User), role=Role.METHODIST).first()
        self.campaign = ledger.add(
            Campaign(
                municipality=municipality, methodology=methodology, title=told.title, year=told.year,
                as_of=told.as_of, order=told.order, ordered_on=told.ordered_on, state=told.state,
                asks=list(told.asks),
            )
        )  # fmt: skip
        self.marks = Marks(self.campaign) if is_told(self.campaign) else None

    def tell(self) -> None:
        for state, starts_on, ends_on in self.told.phases:
            self.add(Phase(campaign=self.campaign, state=state, starts_on=starts_on, ends_on=ends_on))
        participants = [self.add(one) for one in subjects.participants(self.campaign, subjects.rows(self.campaign), {})]
        self._ledger.write()
        known = sources.known(self.campaign.participants.all(), self.items, self.campaign.as_of)
        for place, participant in enumerate(participants):
            state = self.told.states[place % len(self.told.states)]
            for role in self.told.asks:
                self._tell_form(participant, place, state, known.get(participant.pk, {}), role)

    def _tell_form(
        self, participant: Participant, place: int, state: str, known: Mapping[int, Decimal], role: str
    ) -> None:
        begun = self._moment(self.told.phases[0][1], place)
        is_begun = state != ResponseState.DRAFT or place % 2 == 0
        form = self.add(
            Response(
                participant=participant, role=role, state=state,
                begun_at=begun if is_begun else None, saved_at=begun if is_begun else None,
            )
        )  # fmt: skip
        whole = len(self.items) if state != ResponseState.DRAFT else len(self.items) // 2 if is_begun else 0
        fields = [self._answered(form, place, item, known.get(item.pk)) for item in self.items[:whole]]
        self._tell_steps(form, fields, begun)
        if state == ResponseState.DRAFT and not is_begun:
            self.add(Reminder(response=form, at=begun + timedelta(days=9), by=self.by, text=NOTES["reminder"]))

    def _tell_steps(self, form: Response, fields: list[Field], begun: datetime) -> None:
        """сдано, then возвращено or принято a few days later."""
        if form.state == ResponseState.DRAFT:
            return
        form.handed_in_at = begun + timedelta(days=3)
        self._step(form, fields, ResponseState.HANDED_IN, form.handed_in_at, self._account(form))
        if form.state == ResponseState.RETURNED:
            marked = fields[0]
            marked.answer.is_marked, marked.answer.remark = True, NOTES["remark"]
            back = form.handed_in_at + timedelta(days=2)
            step = self._step(form, fields, ResponseState.RETURNED, back, self.by)
            step.reason, step.marked = NOTES["return"], [marked.item.code]
        if form.state == ResponseState.ACCEPTED:
            form.accepted_at, form.accepted_by = form.handed_in_at + timedelta(days=6), self.by
            self._step(form, fields, ResponseState.ACCEPTED, form.accepted_at, self.by)

    def _step(self, form: Response, fields: Iterable[Field], state: str, at: datetime, by: User | None) -> ResponseStep:
        answers = {one.item.code: kept(one) for one in fields}
        return self.add(ResponseStep(response=form, state=state, at=at, by=by, answers=answers))

    def _account(self, form: Response) -> User | None:
        """Of whoever hands it in; a view from outside is the department's own."""
        if form.role == ResponseRole.EXTERNAL:
            return self.by
        return User.objects.filter(person=form.participant.person_id).first()

    def _answered(self, form: Response, place: int, item: Item, known: Decimal | None) -> Field:
        answer = Answer(response=form, item=item, saved_at=form.saved_at)
        if mark := self.marks.of(form.participant, place, item, form.role) if self.marks else "":
            answer.choice = mark
        elif known is not None:
            answer.number, answer.origin = known, Answer.Origin.KNOWN
        elif (place + item.position) % 23 == 0:
            answer.state = AnswerState.NO_DATA
        elif item.may_be_inapplicable and (place + item.position) % 11 == 0:
            answer.state = AnswerState.NOT_APPLICABLE
        else:
            _put_value(answer, item, place * 7 + item.position * 3, place % 4)
        self.add(answer)
        return Field(item, answer)

    def _moment(self, day: date, place: int) -> datetime:
        at = datetime(day.year, day.month, day.day, 4 + place % 8, place * 5 % 60, tzinfo=UTC)
        return at + timedelta(days=place % 5)


def _put_value(answer: Answer, item: Item, lot: int, luck: int) -> None:
    """A believable answer of the item's own type; the more luck of three, the better."""
    steps = [step for step in item.steps.all() if step.code]
    match item.answer:
        case Item.Answer.YES_NO:
            is_well = lot % (2 + 2 * luck) != 0
            answer.number = Decimal(is_well if item.direction != Item.Direction.DOWN else not is_well)
        case Item.Answer.CHOICE if steps:
            answer.choice = steps[min(len(steps) - 1, len(steps) // 2 + lot % 3 - 1)].code
        case Item.Answer.LEVELS:
            answer.counts = {step.code: max(0, 3 - place - lot % 3) for place, step in enumerate(steps)}
        case Item.Answer.TEXT:
            answer.text = NOTES["text"]
        case _:
            answer.number = _number(item, lot, luck)


def _number(item: Item, lot: int, luck: int) -> Decimal:
    """Between the bounds of the item, nearer to the better one; of what should not be there, seldom more than none."""
    if item.direction == Item.Direction.DOWN:
        return Decimal(lot % 4 // 3 if item.answer == Item.Answer.COUNT else lot % 9)
    is_points = item.answer == Item.Answer.POINTS
    least = item.least if item.least is not None else item.least_points if is_points else None
    most = item.most if item.most is not None else item.most_points if is_points else None
    low = Decimal(0) if least is None else least
    high = most if most is not None else low + Decimal(100 if item.answer == Item.Answer.PERCENT else 12)
    share = Decimal(60 + lot % 25 + luck * 5) / 100
    value = low + (high - low) * share
    return value.quantize(Decimal(1)) if high - low >= 4 else value.quantize(Decimal("0.1"))
