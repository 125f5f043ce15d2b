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

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from quorate_events.access.numbered_tables import Axis, Cell, Level, Number, Tables, levels_of

SMALLEST_SHOWN = 6
"""The smallest count that is shown, besides zero."""


class Hidden:
    """Which cells are hidden, in every table that can be made of the facts."""

    def __init__(self, cells: Mapping[Level, Collection[Cell]]) -> None:
        self._cells = cells

    def of(self, level: Level, fixed: Mapping[str, str] = MappingProxyType({})) -> frozenset[Cell]:
        """Return the hidden cells of the table over the axes of ``level``, those with the ``fixed`` values."""
        places = {level.index(axis): value for axis, value in fixed.items()}
        cells = self._cells[level]
        return frozenset(c for c in cells if all(c[place] == value for place, value in places.items()))


class _Suppressed(Hidden):
    """What was worked out of some facts: the tables over the last axis, and ``before``, those without it."""

    def __init__(self, tables: Tables, before: "_Suppressed | None") -> None:
        self.tables = tables
        self.before = before
        self.numbers: dict[Level, frozenset[Number]] = {}

    def of(self, level: Level, fixed: Mapping[str, str] = MappingProxyType({})) -> frozenset[Cell]:
        if level not in self.numbers and self.before is not None:
            return self.before.of(level, fixed)
        tables, wanted = self.tables, {axis: self.tables.number_of(axis, fixed[axis]) for axis in fixed}
        return frozenset(
            tables.cell(level, number)
            for number in self.numbers[level]
            if all(tables.value(axis, number) == value for axis, value in wanted.items())
        )

    def hidden(self, level: Level) -> Collection[Number]:
        """Return the hidden cells of a table in the numbers of these facts."""
        if level in self.numbers or self.before is None:
            return self.numbers[level]
        # The last axis counts in ones.
        radix = self.tables.radixes[-1]
        return [number * radix for number in self.before.hidden(level)]


def suppress(facts: Mapping[Cell, int], axes: Sequence[Axis]) -> Hidden:
    """Return what is hidden in every table made of ``facts``, the counts split by all ``axes``.

    An axis comes after the one that it lies inside. Figures that are split alike share what is worked out of the
    first axes, and so do questions; past quarters hardly change. So what was worked out last is kept.
    """
    return _suppressed(frozenset(facts.items()), tuple(axes))


def work_of(facts: int, axes: Sequence[Axis]) -> int:
    """Return how much there is to do for so many facts: cells of all tables at most, known beforehand."""
    return facts * len(levels_of(axes))


def is_small(count: int) -> bool:
    """Return whether a count must not be shown."""
    return 0 < count < SMALLEST_SHOWN


@lru_cache(maxsize=512)
def _suppressed(facts: frozenset[tuple[Cell, int]], axes: tuple[Axis, ...]) -> _Suppressed:
    before = _suppressed(_without_last(facts), axes[:-1]) if axes else None
    tables = Tables(dict(facts), axes)
    found = _Suppressed(tables, before)
    for level in levels_of(axes):
        if not axes or axes[-1].name in level:
            found.numbers[level] = _hidden_in(level, tables, found)
    tables.forget()
    return found


def _without_last(facts: frozenset[tuple[Cell, int]]) -> frozenset[tuple[Cell, int]]:
    sums: dict[Cell, int] = {}
    for cell, count in facts:
        sums[cell[:-1]] = sums.get(cell[:-1], 0) + count
    return frozenset(sums.items())


def _hidden_in(level: Level, tables: Tables, coarser: _Suppressed) -> frozenset[Number]:
    hidden = set(_again(level, tables, coarser))
    small = sorted(number for number, count in tables.counts(level).items() if is_small(count))
    neighbours = _Neighbours(level, tables) if small else None
    for number in small:
        hidden.add(number)
        if neighbours is not None:
            hidden.update(neighbours.box(number, hidden))
    return frozenset(hidden)


def _again(level: Level, tables: Tables, coarser: _Suppressed) -> Iterator[Number]:
    """Yield what is hidden in a table because it is hidden in one with an axis less: in the most frequent value."""
    for axis in tables.leaves(level):
        most_frequent = tables.most_frequent(axis)
        for number in coarser.hidden(tuple(each for each in level if each != axis)):
            value = most_frequent(number)
            if value is not None:
                yield number + value


class _Neighbours:
    """The cells of a table that hold something, by what they have beside their value on an axis."""

    def __init__(self, level: Level, tables: Tables) -> None:
        self._tables = tables
        self._counts = tables.counts(level)
        self._leaves = tables.leaves(level)
        self._held: dict[str, dict[Number, list[Number]]] = {}
        for axis in self._leaves:
            along: dict[Number, list[Number]] = {}
            for number, count in self._counts.items():
                if count:
                    value = tables.value(axis, number)
                    along.setdefault(number - value, []).append(value)
            self._held[axis] = along

    def box(self, cell: Number, hidden: Collection[Number]) -> list[Number]:
        """Return the corners of the box that hides a small cell; none where one axis has a single value there.

        Then the cell is the same count as in the table without that axis, is hidden there, and here again.
        """
        corners = [cell]
        for axis in self._leaves:
            own = self._tables.value(axis, cell)
            partner = self._partner(axis, own, [corner - own for corner in corners], hidden)
            if partner is None:
                return []
            corners += [corner - own + partner for corner in corners]
        return corners

    def _partner(
        self, axis: str, own: Number, rest: Sequence[Number], hidden: Collection[Number]
    ) -> Number | None:
        """Return the cheapest other value on an axis for corners that lack it, None where there is no other.

        Rather cells that hold something, for nobody believes in fewer than none; then rather small ones.
        """
        holding: dict[Number, int] = {}
        held = self._held[axis]
        for corner in rest:
            for value in held.get(corner, ()):
                holding[value] = holding.get(value, 0) + 1
        holding.pop(own, None)
        if not holding:
            return self._tables.lowest_other(axis, rest[0], own)
        most = max(holding.values())
        best = [value for value, holds in holding.items() if holds == most]
        return (
            best[0]
            if len(best) == 1
            else min(best, key=lambda value: (self._price(rest, value, hidden), value))
        )

    def _price(self, rest: Sequence[Number], value: Number, hidden: Collection[Number]) -> int:
        price = 0
        for corner in rest:
            if corner + value not in hidden:
                price += self._counts.get(corner + value, 0)
        return price
