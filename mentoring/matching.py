"""Who leads whom: what a mentor covers of a mentee's deficits, why, and the pairs of a whole district.

Pure arithmetic in whole numbers; knows no Django. Levels and sizes are steps of a competence's scale by the external
view, never by the self-assessment. How the pairs of a district are chosen: docs/decisions/0022-matching-of-mentors.md.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from .assigning import assign


@dataclass(frozen=True)
class Rules:
    """What the department may set; the weights only tell equal covers apart."""

    least_gap: int = 2  # a mentor stands at least so many steps higher
    same_group: int = 10
    led_already: int = 5  # taken off for each mentee the mentor leads already
    without_effect: int = 20  # taken off where the two worked together and nothing improved
    most_years: int = 9  # years in post count one each, up to so many


@dataclass(frozen=True)
class Deficit:
    """A competence below the norm: the level, and by how many steps it is below (one at least)."""

    competence: int
    title: str
    level: int
    size: int


@dataclass(frozen=True)
class Mentee:
    person: int
    name: str
    deficits: tuple[Deficit, ...]
    school: str = ""
    group: str = ""


@dataclass(frozen=True)
class Mentor:
    """`levels`: competence → level by the external view; `leads`: who is led already; `led_by`: own mentors."""

    person: int
    name: str
    levels: Mapping[int, int]
    limit: int
    school: str = ""
    group: str = ""
    years: int = 0
    deficits: frozenset[int] = frozenset()
    leads: frozenset[int] = frozenset()
    led_by: frozenset[int] = frozenset()
    is_in_post: bool = True

    @property
    def room(self) -> int:
        return max(0, self.limit - len(self.leads))


Pair = tuple[int, int]


@dataclass(frozen=True)
class Past:
    """What is remembered of pairs (mentor, mentee): refused and why, once together without improvement."""

    refused: Mapping[Pair, str] = field(default_factory=dict)
    without_effect: frozenset[Pair] = frozenset()


@dataclass(frozen=True)
class Suggestion:
    """A mentor for a mentee: what is covered and what is not, with why; the more weight the better."""

    mentee: Mentee
    mentor: Mentor
    covered: tuple[Deficit, ...]
    missed: tuple[tuple[Deficit, str], ...]
    minor: int
    notes: tuple[str, ...]

    @property
    def weight(self) -> int:
        """Steps below the norm that the mentor can help with."""
        return sum(one.size for one in self.covered)

    @property
    def reason(self) -> str:
        """One sentence, built of facts alone."""
        total = len(self.covered) + len(self.missed)
        held = ", ".join(map(self._held, self.covered))
        told = [f"Закрывает {len(self.covered)} из {total} {_of_deficits(total)}: {held}"]
        if self.missed:
            told.append("не закрывает: " + ", ".join(f"«{one.title}» ({why})" for one, why in self.missed))
        return "; ".join([*told, *self.notes]) + "."

    def _held(self, one: Deficit) -> str:
        return f"«{one.title}» ({self.mentor.levels[one.competence]} против {one.level})"


@dataclass(frozen=True)
class Excluded:
    mentor: Mentor
    why: str


@dataclass(frozen=True)
class Ranking:
    """For one mentee: the best first, and everybody who is not offered with the reason."""

    mentee: Mentee
    suggestions: tuple[Suggestion, ...]
    excluded: tuple[Excluded, ...]


@dataclass(frozen=True)
class Left:
    """A mentee without a pair, and why."""

    mentee: Mentee
    why: str


@dataclass(frozen=True)
class District:
    """Pairs for a whole district: covered steps of all that are open, and who is left."""

    pairs: tuple[Suggestion, ...]
    left: tuple[Left, ...]
    covered: int
    of: int
    is_proven: bool


def rank(mentee: Mentee, mentors: Iterable[Mentor], rules: Rules, past: Past | None = None) -> Ranking:
    """The more is covered the better; then same group, fewer led, experience; then the number in the register."""
    suggestions, excluded = [], []
    for mentor in sorted(mentors, key=lambda one: one.person):
        why = refusal(mentee, mentor, past or Past()) or ("" if mentor.room else _full(mentor))
        found = suggest(mentee, mentor, rules, past or Past())
        if not why and found.covered:
            suggestions.append(found)
        else:
            excluded.append(Excluded(mentor, why or _uncovered(found)))
    suggestions.sort(key=lambda one: (-one.weight, -one.minor, one.mentor.person))
    return Ranking(mentee, tuple(suggestions), tuple(excluded))


def refusal(mentee: Mentee, mentor: Mentor, past: Past) -> str:
    """The guard that forbids the pair, in words; empty where none does."""
    if mentor.person == mentee.person:
        return "это сам наставляемый"
    if not mentor.is_in_post:
        return "не руководит школой: должность закрыта"
    if mentee.person in mentor.leads:
        return "уже его наставник"
    if mentee.person in mentor.led_by:
        return "наставляемый сам ведёт его в этом году"
    declined = past.refused.get((mentor.person, mentee.person))
    return f"пару отклонили: {declined}" if declined else ""


def suggest(mentee: Mentee, mentor: Mentor, rules: Rules, past: Past) -> Suggestion:
    """What the mentor can give, whether or not a guard forbids it."""
    covered, missed = [], []
    for one in sorted(mentee.deficits, key=lambda it: (-it.size, it.title, it.competence)):
        why = _cannot(one, mentor, rules)
        if why:
            missed.append((one, why))
        else:
            covered.append(one)
    minor, notes = _minor(mentee, mentor, rules, past)
    return Suggestion(mentee, mentor, tuple(covered), tuple(missed), minor, notes)


def _cannot(one: Deficit, mentor: Mentor, rules: Rules) -> str:
    if one.competence in mentor.deficits:
        return "у наставника тот же дефицит"
    level = mentor.levels.get(one.competence)
    if level is None:
        return "внешней оценки наставника нет"
    if level - one.level < rules.least_gap:
        return f"{level} против {one.level}, а нужно выше на {rules.least_gap}"
    return ""


def _minor(mentee: Mentee, mentor: Mentor, rules: Rules, past: Past) -> tuple[int, tuple[str, ...]]:
    """What tells equal covers apart, and what is said of it."""
    points, notes = min(mentor.years, rules.most_years), []
    if mentor.leads:
        points -= rules.led_already * len(mentor.leads)
        notes.append(f"уже ведёт {len(mentor.leads)} из {mentor.limit}")
    if mentee.group and mentor.group == mentee.group:
        points += rules.same_group
        notes.append(f"школы одной группы ({mentee.group})")
    if (mentor.person, mentee.person) in past.without_effect:
        points -= rules.without_effect
        notes.append("работали вместе прежде, без улучшения")
    return points, tuple(notes)


def _full(mentor: Mentor) -> str:
    return f"уже ведёт {len(mentor.leads)} из {mentor.limit}" if mentor.limit else "наставляемых не берёт"


def _uncovered(found: Suggestion) -> str:
    if not found.missed:
        return "у наставляемого нет дефицитов"
    return "не закрывает ни одного: " + ", ".join(f"«{one.title}» ({why})" for one, why in found.missed)


def district(
    mentees: Collection[Mentee], mentors: Collection[Mentor], rules: Rules, past: Past | None = None
) -> District:
    """The pairs that together cover the most steps below the norm: one mentor each, no mentor over the limit.

    Among the best the minor points decide. Two people never lead each other. The order of the input does not matter.
    """
    learners = {one.person: one for one in mentees}
    known = past or Past()
    ranked = {one.person: rank(one, mentors, rules, known).suggestions for one in mentees}
    offers = {person: {it.mentor.person: it for it in those} for person, those in ranked.items()}
    # A step covered outweighs whatever the minor points of all pairs can come to.
    step = 1 + 2 * sum(max((abs(it.minor) for it in those), default=0) for those in ranked.values())
    worth = {
        person: {place: it.weight * step + it.minor for place, it in those.items()} for person, those in offers.items()
    }
    mutual = [
        ((mine, yours), (yours, mine))
        for mine, those in sorted(worth.items())
        for yours in sorted(those)
        if mine < yours and mine in worth.get(yours, {})
    ]
    found = assign(worth, {one.person: one.room for one in mentors}, mutual)
    pairs = [offers[learner][place] for learner, place in found.places.items()]
    left = [_left(learners[person], offers[person]) for person in learners if person not in found.places]
    return District(
        pairs=tuple(sorted(pairs, key=lambda it: (it.mentee.name, it.mentee.person))),
        left=tuple(sorted(left, key=lambda it: (it.mentee.name, it.mentee.person))),
        covered=sum(it.weight for it in pairs),
        of=sum(one.size for mentee in mentees for one in mentee.deficits),
        is_proven=found.is_proven,
    )


def _left(mentee: Mentee, offers: Mapping[int, Suggestion]) -> Left:
    if not mentee.deficits:
        return Left(mentee, "дефицитов нет")
    if not offers:
        return Left(mentee, "нет наставника, который закрыл бы хотя бы один дефицит")
    named = ", ".join(it.mentor.name for it in sorted(offers.values(), key=lambda it: it.mentor.person))
    return Left(mentee, f"подходящие наставники заняты другими: {named}")


def _of_deficits(number: int) -> str:
    return "дефицита" if number % 10 == 1 and number % 100 != 11 else "дефицитов"
