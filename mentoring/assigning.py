"""The heaviest assignment of learners to places with room for several, exact and in whole numbers. Knows no Django.

Learners are taken in one by one, each along the cheapest augmenting path: Dijkstra over the slack of dual prices,
the method of Kuhn and Munkres as Jonker and Volgenant (1987) do it, with a capacity for each place. What two pairs
may not do together is settled by branch and bound over it. See docs/decisions/0022-matching-of-mentors.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

#: Learner → place → what the pair is worth; a pair that is not there is not allowed.
Worth = Mapping[int, Mapping[int, int]]
Pair = tuple[int, int]
#: Branches looked into before the best found is given as it is: far beyond what a district can need.
MOST_BRANCHES = 2_000


@dataclass(frozen=True)
class Assigned:
    """Learner → place, their total worth, and whether nothing better is possible."""

    places: Mapping[int, int]
    total: int
    is_proven: bool = True


def assign(worth: Worth, room: Mapping[int, int], conflicts: Sequence[tuple[Pair, Pair]] = ()) -> Assigned:
    """Every learner in one place at most, every place within its room, no two pairs of a conflict together.

    The order of the mappings does not matter: learners and places are taken by their numbers. Worth is positive.
    """
    first = _assign(worth, room, frozenset())
    queue: list[tuple[int, int, Mapping[int, int], frozenset[Pair]]] = [(-_total(worth, first), 0, first, frozenset())]
    tried = 0
    while True:
        loss, _, places, forbidden = heappop(queue)
        broken = next((it for it in conflicts if all(places.get(learner) == place for learner, place in it)), None)
        if broken is None:
            return Assigned(places, -loss)
        if tried >= MOST_BRANCHES:
            return _mended(worth, places, conflicts)
        for pair in broken:
            tried += 1
            without = forbidden | {pair}
            found = _assign(worth, room, without)
            heappush(queue, (-_total(worth, found), tried, found, without))


def _total(worth: Worth, places: Mapping[int, int]) -> int:
    return sum(worth[learner][place] for learner, place in places.items())


def _mended(worth: Worth, places: Mapping[int, int], conflicts: Sequence[tuple[Pair, Pair]]) -> Assigned:
    """Of two pairs that cannot be together the lesser is given up."""
    kept = dict(places)
    for pairs in conflicts:
        if all(kept.get(learner) == place for learner, place in pairs):
            lesser = min(pairs, key=lambda pair: (worth[pair[0]][pair[1]], pair))
            del kept[lesser[0]]
    return Assigned(kept, _total(worth, kept), is_proven=False)


def _assign(worth: Worth, room: Mapping[int, int], forbidden: frozenset[Pair]) -> dict[int, int]:
    taking = _Taking(worth, room, forbidden)
    for learner in sorted(worth):
        taking.take(learner)
    return taking.place


class _Taking:
    """Gain of a learner plus price of a place is never below their worth, and equals it where they are together.

    A place with room left costs nothing; a learner without a place gains nothing.
    """

    def __init__(self, worth: Worth, room: Mapping[int, int], forbidden: frozenset[Pair]) -> None:
        self.edges = {
            learner: [
                (place, value)
                for place, value in sorted(places.items())
                if room.get(place, 0) > 0 and (learner, place) not in forbidden
            ]
            for learner, places in worth.items()
        }
        self.room = room
        self.gain: dict[int, int] = {}
        self.price = dict.fromkeys(room, 0)
        self.place: dict[int, int] = {}
        self.inside: dict[int, list[int]] = {place: [] for place in room}

    def take(self, start: int) -> None:
        self.gain[start] = max([0, *(value - self.price[place] for place, value in self.edges[start])])
        learners, places, came, end = self._search(start)
        length = end[0]
        for learner, far in learners.items():
            self.gain[learner] -= max(0, length - far)
        for place, far in places.items():
            self.price[place] += max(0, length - far)
        self._move(start, end, came)

    def _search(self, start: int) -> tuple[dict[int, int], dict[int, int], dict[int, int], tuple[int, int, int]]:
        """Distances of learners and places, whence each place was reached, and the end: a free place, or a learner out.

        The end is (distance, 0, place) or (distance, 1, learner).
        """
        learners: dict[int, int] = {}
        places: dict[int, int] = {}
        came: dict[int, int] = {}
        best: dict[int, int] = {}
        queue: list[tuple[int, int, int]] = []
        self._reach(start, 0, learners, best, came, queue)
        while True:
            far, is_out, number = heappop(queue)
            if is_out:
                return learners, places, came, (far, 1, number)
            if number in places or far > best[number]:
                continue
            places[number] = far
            if len(self.inside[number]) < self.room[number]:
                return learners, places, came, (far, 0, number)
            for learner in self.inside[number]:
                self._reach(learner, far, learners, best, came, queue)

    def _reach(
        self, learner: int, far: int, learners: dict[int, int], best: dict[int, int], came: dict[int, int],
        queue: list[tuple[int, int, int]],
    ) -> None:  # fmt: skip
        learners[learner] = far
        gain = self.gain[learner]
        heappush(queue, (far + gain, 1, learner))
        for place, value in self.edges[learner]:
            further = far + gain + self.price[place] - value
            if place not in best or further < best[place]:
                best[place] = further
                came[place] = learner
                heappush(queue, (further, 0, place))

    def _move(self, start: int, end: tuple[int, int, int], came: Mapping[int, int]) -> None:
        """From the end back to the newcomer everybody moves on by one place."""
        _, is_out, number = end
        if is_out:
            if number == start:
                return
            place = self.place.pop(number)
            self.inside[place].remove(number)
        else:
            place = number
        while True:
            learner = came[place]
            left = self.place.get(learner)
            self.place[learner] = place
            self.inside[place].append(learner)
            if learner == start or left is None:
                return
            self.inside[left].remove(learner)
            place = left
