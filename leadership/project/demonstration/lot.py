"""Chance that falls the same way for the same seed."""

from datetime import date
from random import Random


class Lot(Random):
    def happens(self, chance: float) -> bool:
        return self.random() < chance

    def day(self, first: date, last: date) -> date:
        return date.fromordinal(self.randint(first.toordinal(), last.toordinal()))
