"""Suggested pairs: accepted, declined, or a whole district of them confirmed."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from schools.models import Person, User

from ..gathering import Market, day_of, market_of
from ..matching import Suggestion
from ..models import DeclinedPair, Pairing, Team

GONE = "Этому руководителю наставник уже не нужен: пара есть или дефициты сняты. Посмотрите подбор ещё раз."
NOT_OFFERED = "Этого наставника сейчас не предложить: {}."


@transaction.atomic
def accept(team: Team, *, mentee: int, mentor: int, as_of: date, by: User) -> Pairing:
    """The pair comes about with the reason it was suggested for, through every guard; raises `ValidationError`."""
    locked = _locked(team)
    day = day_of(locked, as_of)
    return _made(locked, _offer(market_of(locked, day), mentee, mentor), day, by)


@transaction.atomic
def confirm(team: Team, *, pairs: Iterable[tuple[int, int]], as_of: date, by: User) -> list[Pairing]:
    """All the pairs (mentee, mentor) at once, or none; raises `ValidationError` that names the pair at fault."""
    locked = _locked(team)
    day = day_of(locked, as_of)
    market = market_of(locked, day)
    made = []
    for mentee, mentor in sorted(set(pairs)):
        offer = _offer(market, mentee, mentor)
        try:
            made.append(_made(locked, offer, day, by))
        except ValidationError as refusal:
            said = f"{offer.mentor.name} – {offer.mentee.name}: {' '.join(refusal.messages)}"
            raise ValidationError(f"{said} Ничего не записано.") from refusal
    return made


@transaction.atomic
def decline(team: Team, *, mentee: Person, mentor: Person, reason: str, on: date, by: User) -> DeclinedPair:
    """The pair is not offered in this team any more; raises `ValidationError` without a reason."""
    declined = DeclinedPair(team=team, mentor=mentor, mentee=mentee, reason=reason.strip(), declined_on=on)
    declined._history_user = by
    declined.full_clean()
    declined.save()
    return declined


def _locked(team: Team) -> Team:
    """Two who decide at once do it one after the other."""
    return Team.objects.select_for_update().get(pk=team.pk)


def _offer(market: Market, mentee: int, mentor: int) -> Suggestion:
    ranking = market.rank(mentee)
    if ranking is None:
        raise ValidationError(GONE)
    offer = next((one for one in ranking.suggestions if one.mentor.person == mentor), None)
    if offer is None:
        why = next((one.why for one in ranking.excluded if one.mentor.person == mentor), "внешней оценки нет")
        raise ValidationError(NOT_OFFERED.format(why))
    return offer


def _made(team: Team, offer: Suggestion, day: date, by: User) -> Pairing:
    pairing = Pairing(
        team=team, mentor_id=offer.mentor.person, mentee_id=offer.mentee.person, started_on=day, reason=offer.reason
    )
    pairing._history_user = by
    pairing.full_clean()
    pairing.save()
    return pairing
