"""Chance, seeded: the only source of randomness in the demo."""

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance(random.Random):
    """A generator of its own for each subject, so that one subject's draws never shift another's."""

    def happens(self, probability: float) -> bool:
        """Return whether something of that probability (0 to 1) happens this time."""
        return self.random() < probability

    def one_of(self, options: Sequence[T]) -> T:
        """Return one of ``options``, each as likely as the next."""
        return options[int(self.random() * len(options))]

    def some_of(self, options: Sequence[T], number: int) -> list[T]:
        """Return up to ``number`` different ``options``, in a drawn order."""
        return self.sample(options, min(number, len(options)))

    def between(self, low: int, high: int) -> int:
        """Return a whole number from ``low`` to ``high``, both included."""
        return low + int(self.random() * (high - low + 1))

    def weighted(self, options: Sequence[tuple[T, float]]) -> T:
        """Return one of ``options`` by its weight; weights need not add up to one."""
        place = self.random() * sum(weight for _, weight in options)
        for option, weight in options:
            place -= weight
            if place < 0:
                return option
        return options[-1][0]


def chance_of(seed: int, *subject: object) -> Chance:
    """Return the generator for ``subject`` in the history of ``seed``."""
    return Chance(":".join(map(str, (seed, *subject))))


class Deck:
    """Cards that are drawn until none is left and then shuffled again: chance with an exact long-run share.

    ``of`` cards hold ``wins`` that say yes. A share drawn so varies from month to month and not from year to
    year.
    """

    def __init__(self, chance: Chance, wins: int, of: int) -> None:
        self._chance = chance
        self._full = [True] * wins + [False] * (of - wins)
        self._cards: list[bool] = []

    def draw(self) -> bool:
        """Return what the next card says."""
        if not self._cards:
            self._cards = self._full.copy()
            self._chance.shuffle(self._cards)
        return self._cards.pop()
