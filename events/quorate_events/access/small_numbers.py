"""Hides small numbers in a table of counts so that no sum or difference gives them away. Pure.

A count of 1 to 5 is hidden (Department for Education, Children in need statistics: "any number between 1 and 5
inclusive"); zero is shown. A complement is a cell of its own here: whether somebody came is an axis with the
values yes and no, so 24 of 25 hides the one who did not.

Hiding that cell alone would not do: the others of its row and the row's total give it back. So with every small
cell others are hidden, chosen so that the same published figures fit another table as well. For a small cell of
a table over some axes, a partner value is chosen on each axis, and all corners of the box between the two are
hidden: adding one to some corners and taking one from the others changes no sum over any axis. And what is
hidden in a table is hidden again in one fixed place of every finer table, so that the other table is possible
there too. What is hidden in a table depends on that table and coarser ones only: however somebody asks, whatever
else they ask, the same cells are hidden. The proof in full is in docs/decisions/0014-small-numbers.md.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple, TypeAlias

SMALLEST_SHOWN = 6
"""The smallest count that is shown, besides zero."""

Value: TypeAlias = str
Cell: TypeAlias = tuple[Value, ...]
"""One value for each axis of a table, in the order of the axes."""

Level: TypeAlias = tuple[str, ...]
"""The axes of a table, in the order of all axes. An axis that is not named is summed over."""


class Axis(NamedTuple):
    """Something that counts are split by. ``inside`` is the axis that it divides further, as agencies do sectors."""

    name: str
    inside: str | None = None


class Hidden:
    """Which cells are hidden, in every table that can be made of the facts."""

    def __init__(self, cells: Mapping[Level, frozenset[Cell]]) -> None:
        self._cells = cells

    def of(self, level: Level) -> frozenset[Cell]:
        """Return the hidden cells of the table over the axes of ``level``."""
        return self._cells[level]


def suppress(facts: Mapping[Cell, int], axes: Sequence[Axis]) -> Hidden:
    """Return what is hidden in every table made of ``facts``, the counts split by all ``axes``.

    An axis comes after the one that it lies inside. Past quarters hardly change and are asked for again and again,
    so that what was worked out last is kept.
    """
    return _suppressed(frozenset(facts.items()), tuple(axes))


@lru_cache(maxsize=512)
def _suppressed(facts: frozenset[tuple[Cell, int]], axes: tuple[Axis, ...]) -> Hidden:
    tables = _Tables(dict(facts), axes)
    hidden: dict[Level, frozenset[Cell]] = {}
    for level in tables.levels:
        found = set(_again(level, hidden, tables))
        counts = tables.counts(level)
        for cell in sorted(cell for cell, count in counts.items() if 0 < count < SMALLEST_SHOWN):
            found.add(cell)
            found.update(_box(cell, level, found, tables))
        hidden[level] = frozenset(found)
    return Hidden(hidden)


def is_small(count: int) -> bool:
    """Return whether a count must not be shown."""
    return 0 < count < SMALLEST_SHOWN


class _Tables:
    """The facts summed up over every set of axes, and the values that each axis has."""

    def __init__(self, facts: Mapping[Cell, int], axes: Sequence[Axis]) -> None:
        self.axes = axes
        self._inside = {axis.name: axis.inside for axis in axes}
        everything = tuple(axis.name for axis in axes)
        self.levels = sorted(self._levels(), key=lambda level: (len(level), level))
        self._counts: dict[Level, dict[Cell, int]] = {everything: dict(facts)}
        # From the finest table to the coarsest, each from the smallest table that has one axis more.
        for level in reversed(self.levels):
            if level not in self._counts:
                self._counts[level] = self._summed(level)
        self._values: dict[str, dict[Cell, list[Value]]] = {}
        for axis in axes:
            self._values[axis.name] = self._values_of(axis.name)

    def counts(self, level: Level) -> dict[Cell, int]:
        return self._counts[level]

    def values(self, axis: str, level: Level, cell: Cell) -> list[Value]:
        """Return the values that the axis can have beside the cell's others, the most frequent first."""
        above = self.above(axis)
        return self._values[axis].get(tuple(cell[level.index(each)] for each in above), [])

    def above(self, axis: str) -> Level:
        """Return the axes that the axis lies inside, the outermost first."""
        inside = self._inside[axis]
        return () if inside is None else (*self.above(inside), inside)

    def leaves(self, level: Level) -> list[str]:
        """Return those axes of a table that can be summed over by themselves."""
        return [axis for axis in level if not any(self._inside[other] == axis for other in level)]

    def _levels(self) -> Iterator[Level]:
        for chosen in product((False, True), repeat=len(self.axes)):
            level = tuple(axis.name for axis, wanted in zip(self.axes, chosen, strict=True) if wanted)
            if all(self._inside[axis] in (None, *level) for axis in level):
                yield level

    def _summed(self, level: Level) -> dict[Cell, int]:
        finer = min(
            (each for each in self._counts if len(each) == len(level) + 1 and set(level) < set(each)),
            key=lambda each: len(self._counts[each]),
        )
        places = [finer.index(axis) for axis in level]
        sums: dict[Cell, int] = {}
        for cell, count in self._counts[finer].items():
            rest = tuple(cell[place] for place in places)
            sums[rest] = sums.get(rest, 0) + count
        return sums

    def _values_of(self, axis: str) -> dict[Cell, list[Value]]:
        level = tuple(each.name for each in self.axes if each.name in (*self.above(axis), axis))
        found: dict[Cell, list[tuple[int, Value]]] = {}
        for cell, count in self._counts[level].items():
            found.setdefault(cell[:-1], []).append((-count, cell[-1]))
        return {above: [value for _, value in sorted(values)] for above, values in found.items()}


def _again(level: Level, hidden: Mapping[Level, Collection[Cell]], tables: _Tables) -> Iterator[Cell]:
    """Yield what is hidden in a table because it is hidden in one with an axis less: in the most frequent value."""
    for axis in tables.leaves(level):
        place = level.index(axis)
        coarser = level[:place] + level[place + 1 :]
        for cell in hidden[coarser]:
            for value in tables.values(axis, coarser, cell)[:1]:
                yield (*cell[:place], value, *cell[place:])


def _box(cell: Cell, level: Level, hidden: Collection[Cell], tables: _Tables) -> Iterable[Cell]:
    """Return the corners of the box that hides a small cell; none where one axis has a single value there.

    Then the cell is the same count as in the table without that axis, is hidden there, and here again.
    """
    counts = tables.counts(level)
    corners: list[Cell] = [cell]
    for axis in tables.leaves(level):
        place = level.index(axis)
        others = [value for value in tables.values(axis, level, cell) if value != cell[place]]
        if not others:
            return []
        moved = {value: [(*each[:place], value, *each[place + 1 :]) for each in corners] for value in others}
        cheapest = min(moved, key=lambda value: _price(moved[value], counts, hidden))
        corners += moved[cheapest]
    return corners


def _price(
    added: Sequence[Cell], counts: Mapping[Cell, int], hidden: Collection[Cell]
) -> tuple[int, int, Sequence[Cell]]:
    """Rather cells that hold something, for nobody believes in fewer than none; then rather small ones."""
    empty = sum(1 for cell in added if not counts.get(cell, 0))
    return empty, sum(counts.get(cell, 0) for cell in added if cell not in hidden), added
