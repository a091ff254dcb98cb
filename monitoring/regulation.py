"""The регламент of a campaign: which state follows which, who moves it, what must hold, what needs a reason."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from leadership.core import russian
from schools.models import Role, User

from .models import Campaign, CampaignState, Methodology, Objection, Phase, Response, ResponseState

State = CampaignState
Doubts = Callable[[Campaign, date], Iterator[str]]

RUNNERS = frozenset({Role.SPECIALIST, Role.METHODIST})
ANSWERING = frozenset({Role.METHODIST, Role.COORDINATOR})
#: Kinds opened elsewhere: nobody hands in a form there.
ELSEWHERE = frozenset({Methodology.Kind.SURVEY, Methodology.Kind.INTERVIEW})


@dataclass(frozen=True)
class Move:
    """One act: from which states to which, by whom; `doubts` name what stands against it on the day.

    `asks` names what is to be written down with it; empty where nothing is. `is_computed` acts are moved by
    the calculation, not by a button.
    """

    act: str
    label: str
    sources: frozenset[State]
    target: State
    roles: frozenset[Role]
    doubts: Doubts
    asks: str = ""
    told: str = ""
    is_computed: bool = False


def moves(campaign: Campaign, user: User) -> list[Move]:
    """What this user may do with the campaign now, whether or not something stands against it.

    Surveys and interviews go by their own pages: the регламент has nothing for them.
    """
    if campaign.methodology.kind in ELSEWHERE:
        return []
    return [
        move
        for move in MOVES.values()
        if campaign.state in move.sources and user.role in move.roles and not move.is_computed
    ]


def doubts(campaign: Campaign, act: str, day: date) -> list[str]:
    """Why the act cannot be done on the day, each in a sentence; empty where it can."""
    move = MOVES[act]
    if campaign.state not in move.sources:
        return [f"Кампания в состоянии «{campaign.get_state_display()}»: «{move.label}» сейчас не делают."]
    return list(move.doubts(campaign, day))


def phase_of(campaign: Campaign, state: State) -> Phase | None:
    return next((phase for phase in campaign.phases.all() if phase.state == state), None)


def _to_open(campaign: Campaign, day: date) -> Iterator[str]:
    methodology = campaign.methodology
    if methodology.kind in ELSEWHERE or campaign.is_anonymous:
        yield "Анкетирование и собеседование открывают на своих страницах."
    if not methodology.items.asked().exists():
        yield "В методике нет показателей, о которых спрашивают."
    filling = phase_of(campaign, State.FILLING)
    if filling is None:
        yield "Не указан срок заполнения: от него считают, кто опоздал."
    elif day < filling.starts_on:
        yield f"По приказу заполнение начинается {russian.day(filling.starts_on)}."
    elif day > filling.ends_on:
        yield f"Срок заполнения закончился {russian.day(filling.ends_on)}: измените срок."


def _to_check(campaign: Campaign, day: date) -> Iterator[str]:
    """Late forms do not silently become zeros: who has not handed in is waited for until the term is over."""
    filling = phase_of(campaign, State.FILLING)
    count = Response.objects.filter(participant__campaign=campaign).not_handed_in().count()
    if count and filling and day <= filling.ends_on:
        forms = russian.counted(count, "форма", "формы", "форм")
        yield f"Срок заполнения – по {russian.day(filling.ends_on)}, не сдано: {forms}."


def _to_calculate(campaign: Campaign, day: date) -> Iterator[str]:
    returned = Response.objects.filter(participant__campaign=campaign, state=ResponseState.RETURNED).count()
    if returned:
        yield f"Возвращено на доработку и ещё не сдано: {russian.counted(returned, 'форма', 'формы', 'форм')}."


def _to_publish(campaign: Campaign, day: date) -> Iterator[str]:
    current = campaign.calculations.current().first()
    if current is None or not current.is_approved:
        yield "Результаты ещё не утверждены: публикуют утверждённые."
    yield from _unanswered(campaign)


def _to_close(campaign: Campaign, day: date) -> Iterator[str]:
    yield from _unanswered(campaign)


def _unanswered(campaign: Campaign) -> Iterator[str]:
    pending = Objection.objects.filter(participant__campaign=campaign, outcome=Objection.Outcome.PENDING).count()
    if pending:
        yield f"Без ответа: {russian.counted(pending, 'возражение', 'возражения', 'возражений')}."


def _free(campaign: Campaign, day: date) -> Iterator[str]:
    yield from ()


def _back_from_results(campaign: Campaign, day: date) -> Iterator[str]:
    current = campaign.calculations.current().first()
    if current is not None and current.is_approved:
        yield "Результаты утверждены: исправление – только новый расчёт с причиной."


MOVES = {
    move.act: move
    for move in (
        Move(
            "open", "Открыть заполнение", frozenset({State.PREPARATION}), State.FILLING, RUNNERS, _to_open,
            told="Состав участников замрёт на день сведений, методика – в этой версии. Формы появятся у руководителей.",
        ),
        Move(
            "check", "Закончить приём форм", frozenset({State.FILLING}), State.CHECKING, RUNNERS, _to_check,
            told="Руководители смогут только читать свои формы; править – те, кому форму вернут.",
        ),
        Move(
            "resume", "Вернуть к заполнению", frozenset({State.CHECKING}), State.FILLING, RUNNERS, _free,
            asks="Почему возвращаете", told="Несданные и возвращённые формы снова можно заполнять.",
        ),
        Move(
            "calculate", "Рассчитать", frozenset({State.CHECKING}), State.CALCULATED, RUNNERS, _to_calculate,
            is_computed=True,
        ),
        Move(
            "recheck", "Вернуть на проверку", frozenset({State.CALCULATED, State.CLARIFYING}), State.CHECKING,
            RUNNERS, _back_from_results, asks="Почему возвращаете",
            told="Формы снова можно возвращать и принимать; считать придётся заново.",
        ),
        Move(
            "clarify", "Начать уточнение", frozenset({State.CALCULATED}), State.CLARIFYING, RUNNERS, _free,
            told="Руководители могут возразить; исправленное считают новым расчётом.",
        ),
        Move(
            "publish", "Опубликовать результаты", frozenset({State.CALCULATED, State.CLARIFYING}), State.PUBLISHED,
            ANSWERING, _to_publish, told="Каждый, кого оценивали, увидит свой результат и только свой.",
        ),
        Move(
            "reopen", "Вернуть к уточнению", frozenset({State.PUBLISHED}), State.CLARIFYING, ANSWERING, _free,
            asks="Почему возвращаете", told="До новой публикации результаты видит только управление.",
        ),
        Move(
            "decide", "Записать решение", frozenset({State.PUBLISHED}), State.DECIDED, ANSWERING, _to_close,
            asks="Решение: документ, №, дата", told="Возражения после этого не принимаются.",
        ),
        Move(
            "close", "Закрыть кампанию", frozenset({State.DECIDED}), State.CLOSED, ANSWERING, _to_close,
            told="Закрытую кампанию больше не меняют.",
        ),
    )
}  # fmt: skip
