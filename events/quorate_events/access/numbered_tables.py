"""Counts summed up over every set of axes, with every cell as a number. Pure.

A cell's number adds up its values, each at the place of its axis, as digits do: the first axis counts most. So
numbers are in the order of the cells, and a cell that is summed over an axis has nothing at its place.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

Cell: TypeAlias = tuple[str, ...]
"""One value for each axis of a table, in the order of the axes."""

Level: TypeAlias = tuple[str, ...]
"""The axes of a table, in the order of all axes. An axis that is not named is summed over."""

Number: TypeAlias = int
"""A cell, or its value on one axis, at the place of the axis."""


class Axis(NamedTuple):
    """Something that counts are split by. ``inside`` is the axis that it divides further, as agencies do sectors."""

    name: str
    inside: str | None = None


def levels_of(axes: Sequence[Axis]) -> list[Level]:
    """Return the axes of every table that can be made, the coarsest first. An axis comes after its ``inside``."""
    levels: list[Level] = [()]
    for axis in axes:
        levels += [(*level, axis.name) for level in levels if axis.inside in (None, *level)]
    return sorted(levels, key=lambda level: (len(level), level))


class Tables:
    """The facts summed up over every set of axes, and the values that each axis has."""

    def __init__(self, facts: Mapping[Cell, int], axes: Sequence[Axis]) -> None:
        self._inside = {axis.name: axis.inside for axis in axes}
        self._words = [sorted({cell[place] for cell in facts}) for place in range(len(axes))]
        self.radixes = [max(1, len(words)) for words in self._words]
        self._strides: dict[str, int] = {}
        stride = 1
        for axis, radix in zip(reversed(axes), reversed(self.radixes), strict=True):
            self._strides[axis.name] = stride
            stride *= radix
        self._radix = {axis.name: radix for axis, radix in zip(axes, self.radixes, strict=True)}
        self._places = {axis.name: place for place, axis in enumerate(axes)}
        self._counts: dict[Level, dict[Number, int]] = {tuple(self._places): self._numbered(facts, axes)}
        # From the finest table to the coarsest, each from the smallest table that has one axis more.
        for level in reversed(levels_of(axes)):
            if level not in self._counts:
                self._counts[level] = self._summed(level)
        self._above = {axis.name: self.above(axis.name) for axis in axes}
        self._values = {axis.name: self._values_of(axis.name) for axis in axes}
        self._lowest = {
            axis: {above: sorted(found)[:2] for above, found in values.items()}
            for axis, values in self._values.items()
        }

    def counts(self, level: Level) -> dict[Number, int]:
        """Return the table over the axes of ``level``."""
        return self._counts[level]

    def forget(self) -> None:
        """Give up the counts, which are not needed to read cells from numbers."""
        self._counts = {}

    def value(self, axis: str, number: Number) -> Number:
        """Return what the value on an axis adds to the number of a cell."""
        stride = self._strides[axis]
        return number // stride % self._radix[axis] * stride

    def number_of(self, axis: str, word: str) -> Number:
        """Return what a value on an axis adds to a cell's number; -1 where nothing has the value."""
        words = self._words[self._places[axis]]
        return words.index(word) * self._strides[axis] if word in words else -1

    def most_frequent(self, axis: str) -> Callable[[Number], Number | None]:
        """Return what tells the most frequent value that the axis can have beside a cell's others."""
        values, above = self._values[axis], self.above(axis)
        if not above:
            first = next((value for value in values.get(0, ())), None)
            return lambda number: first
        firsts = {key: found[0] for key, found in values.items()}
        parts = [(self._strides[each], self._radix[each]) for each in above]
        return lambda number: firsts.get(sum(number // stride % radix * stride for stride, radix in parts))

    def lowest_other(self, axis: str, number: Number, value: Number) -> Number | None:
        """Return the lowest value but one that the axis can have beside a cell's others, None without any."""
        above = sum(self.value(each, number) for each in self._above[axis])
        lowest = self._lowest[axis].get(above, ())
        return next((each for each in lowest if each != value), None)

    def above(self, axis: str) -> Level:
        """Return the axes that the axis lies inside, the outermost first."""
        inside = self._inside[axis]
        return () if inside is None else (*self.above(inside), inside)

    def leaves(self, level: Level) -> list[str]:
        """Return those axes of a table that can be summed over by themselves."""
        return [axis for axis in level if not any(self._inside[other] == axis for other in level)]

    def cell(self, level: Level, number: Number) -> Cell:
        """Return the values of a cell of the table over the axes of ``level``."""
        return tuple(
            self._words[self._places[axis]][number // self._strides[axis] % self._radix[axis]]
            for axis in level
        )

    def _numbered(self, facts: Mapping[Cell, int], axes: Sequence[Axis]) -> dict[Number, int]:
        added = [
            {word: digit * self._strides[axis.name] for digit, word in enumerate(words)}
            for axis, words in zip(axes, self._words, strict=True)
        ]
        return {
            sum(values[word] for values, word in zip(added, cell, strict=True)): count
            for cell, count in facts.items()
        }

    def _summed(self, level: Level) -> dict[Number, int]:
        finer = min(
            (each for each in self._counts if len(each) == len(level) + 1 and set(level) < set(each)),
            key=lambda each: len(self._counts[each]),
        )
        (gone,) = set(finer) - set(level)
        sums: dict[Number, int] = {}
        for number, count in self._counts[finer].items():
            rest = number - self.value(gone, number)
            sums[rest] = sums.get(rest, 0) + count
        return sums

    def _values_of(self, axis: str) -> dict[Number, list[Number]]:
        level = tuple(each for each in self._places if each in (*self.above(axis), axis))
        found: dict[Number, list[tuple[int, Number]]] = {}
        for number, count in self._counts[level].items():
            value = self.value(axis, number)
            found.setdefault(number - value, []).append((-count, value))
        return {above: [value for _, value in sorted(values)] for above, values in found.items()}
