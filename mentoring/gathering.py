"""What matching is done on: heads of a district with deficits, levels, load, and what is remembered of pairs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from monitoring.levels import Level, external_levels
from monitoring.models import Finding
from schools.models import Person, SchoolYear
from schools.service import years_on

from .matching import Deficit, District, Mentee, Mentor, Past, Ranking, Rules, district, rank
from .models import Pairing, Team


@dataclass(frozen=True)
class Market:
    """Everybody who may be led or lead in a team, as of a day."""

    mentees: tuple[Mentee, ...]
    mentors: tuple[Mentor, ...]
    rules: Rules
    past: Past

    def rank(self, person: int) -> Ranking | None:
        """For one mentee; nothing where nobody of that number is waiting for a mentor."""
        asking = next((one for one in self.mentees if one.person == person), None)
        return rank(asking, self.mentors, self.rules, self.past) if asking else None

    def rankings(self) -> list[Ranking]:
        return [rank(one, self.mentors, self.rules, self.past) for one in self.mentees]

    def district(self) -> District:
        return district(self.mentees, self.mentors, self.rules, self.past)


def day_of(team: Team, as_of: date) -> date:
    """A pair begins on the day one looks from, within the term of the team."""
    return min(max(as_of, team.started_on), team.ended_on)


def market_of(team: Team, day: date) -> Market:
    """Heads on the day. A mentee is one with a confirmed deficit and no mentor; a mentor one with an external mark."""
    heads = Person.objects.heading(day, team.municipality_id)
    people = list(heads.with_school(day).order_by("pk"))
    levels = external_levels(heads, day)
    deficits = _deficits(heads, day, levels)
    groups = _groups([one.school_id for one in people], day)
    of_year = Pairing.objects.filter(
        team__started_on__lte=team.ended_on, team__ended_on__gte=team.started_on, team__municipality=team.municipality
    )
    pairings = list(of_year.values_list("mentor", "mentee", "started_on", "ended_on", "team__ended_on"))
    working = [(mentor, mentee) for mentor, mentee, _, ended, last in pairings if (ended or last) >= day]
    led = {mentee for _, mentee in working}
    return Market(
        mentees=tuple(
            Mentee(one.pk, str(one), deficits[one.pk], one.school_name, groups.get(one.school_id, ""))
            for one in people
            if one.pk in deficits and one.pk not in led
        ),
        mentors=tuple(
            Mentor(
                one.pk, str(one), {number: it.step for number, it in levels[one.pk].items()}, team.mentor_limit,
                one.school_name, groups.get(one.school_id, ""), years_on(one.headed_since, day) or 0,
                frozenset(it.competence for it in deficits.get(one.pk, ())),
                frozenset(mentee for mentor, mentee in working if mentor == one.pk),
                frozenset(mentor for mentor, mentee, *_ in pairings if mentee == one.pk),
            )
            for one in people
            if one.pk in levels
        ),
        rules=Rules(least_gap=team.least_gap),
        past=Past(_declined(team), _without_effect(team, deficits)),
    )  # fmt: skip


def _deficits(heads, day: date, levels) -> dict[int, tuple[Deficit, ...]]:
    """Confirmed by the day, each competence once; one nobody measured from outside counts from the lowest step."""
    found = Finding.objects.found_by(day).filter(person__in=heads.order_by().values("pk")).exclude(competence=None)
    rows = found.values_list("person", "competence", "competence__title").order_by("competence__title", "competence")
    deficits: dict[int, dict[int, Deficit]] = {}
    for person, competence, title in rows:
        level = levels.get(person, {}).get(competence, Level(0, 0))
        deficits.setdefault(person, {})[competence] = Deficit(competence, title, level.step, max(1, level.size))
    return {person: tuple(those.values()) for person, those in deficits.items()}


def _groups(schools: Iterable[int], day: date) -> dict[int, str]:
    """The comparison group of the latest year known by the day, in words."""
    years = SchoolYear.objects.known_by(day).filter(school__in=list(schools)).exclude(group="").order_by("year")
    labels = dict(SchoolYear.Group.choices)
    return {school: labels[group] for school, group in years.values_list("school", "group")}


def _declined(team: Team) -> dict[tuple[int, int], str]:
    rows = team.declined_pairs.values_list("mentor", "mentee", "reason")
    return {(mentor, mentee): reason for mentor, mentee, reason in rows}


def _without_effect(team: Team, deficits) -> frozenset[tuple[int, int]]:
    """Pairs of former years whose mentee was found wanting again, after they had ended, in what was wanting before."""
    former = Pairing.objects.filter(mentee__in=list(deficits), team__ended_on__lt=team.started_on)
    pairs = list(former.values_list("mentor", "mentee", "started_on", "ended_on", "team__ended_on"))
    found = Finding.objects.confirmed().filter(person__in={it[1] for it in pairs}).exclude(competence=None)
    dated: dict[int, list[tuple[int, date]]] = {}
    for person, competence, on in found.values_list("person", "competence", "found_on"):
        dated.setdefault(person, []).append((competence, on))
    return frozenset(
        (mentor, mentee)
        for mentor, mentee, started, ended, last in pairs
        if {it for it, on in dated.get(mentee, ()) if on <= started}
        & {it for it, on in dated.get(mentee, ()) if on > (ended or last)}
    )
