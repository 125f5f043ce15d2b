"""Somebody who asks for every table there is, and solves for what is hidden, learns no small number."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quorate_events.access.numbered_tables import Axis, Cell, Level
from quorate_events.access.small_numbers import Hidden, is_small, suppress

AGENCIES = [Axis("month"), Axis("sector"), Axis("agency", "sector"), Axis("attended")]
KINDS = [Axis("agency"), Axis("kind"), Axis("attended")]
SECTOR_OF = {"a": "health", "b": "health", "c": "police", "d": "education"}


def tables_of(facts: Mapping[Cell, int], axes: Sequence[Axis]) -> dict[Level, dict[Cell, int]]:
    """Every table that may be asked for, with zeros, as somebody who knows all values would lay it out."""
    names = [axis.name for axis in axes]
    inside = {axis.name: axis.inside for axis in axes}
    found: dict[Level, dict[Cell, int]] = {}
    for chosen in product((False, True), repeat=len(axes)):
        level = tuple(name for name, wanted in zip(names, chosen, strict=True) if wanted)
        if any(inside[name] not in (None, *level) for name in level):
            continue
        places = [names.index(name) for name in level]
        table: dict[Cell, int] = {}
        for cell, count in facts.items():
            key = tuple(cell[place] for place in places)
            table[key] = table.get(key, 0) + count
        found[level] = table
    return found


def everything_possible(facts: Mapping[Cell, int], axes: Sequence[Axis]) -> list[Cell]:
    """Every finest cell that could hold something: all values, agencies in their own sector only."""
    values = [sorted({cell[place] for cell in facts}) for place in range(len(axes))]
    cells = list(product(*values))
    names = [axis.name for axis in axes]
    for place, axis in enumerate(axes):
        if axis.inside is not None:
            above = names.index(axis.inside)
            pairs = {(cell[above], cell[place]) for cell in facts}
            cells = [cell for cell in cells if (cell[above], cell[place]) in pairs]
    return cells


def learnt(facts: Mapping[Cell, int], axes: Sequence[Axis], hidden: Hidden) -> list[tuple[Level, Cell]]:
    """The small cells whose value follows from what is shown, by solving the equations exactly."""
    unknown = everything_possible(facts, axes)
    names = [axis.name for axis in axes]

    def sums_over(level: Level, key: Cell) -> list[int]:
        places = [names.index(name) for name in level]
        return [int(tuple(cell[place] for place in places) == key) for cell in unknown]

    tables = tables_of(facts, axes)
    equations = []
    for level in tables:
        places = [names.index(name) for name in level]
        for key in {tuple(cell[place] for place in places) for cell in unknown}:
            if key not in hidden.of(level):
                equations.append(sums_over(level, key))
    basis = _reduced(equations)
    return [
        (level, key)
        for level, table in tables.items()
        for key, count in table.items()
        if is_small(count) and _follows(sums_over(level, key), basis)
    ]


def _reduced(rows: list[list[int]]) -> list[tuple[int, list[Fraction]]]:
    basis: list[tuple[int, list[Fraction]]] = []
    for row in rows:
        rest = _rest([Fraction(each) for each in row], basis)
        lead = next((place for place, each in enumerate(rest) if each), None)
        if lead is not None:
            basis.append((lead, [each / rest[lead] for each in rest]))
    return basis


def _rest(row: list[Fraction], basis: list[tuple[int, list[Fraction]]]) -> list[Fraction]:
    for lead, known in basis:
        if row[lead]:
            factor = row[lead]
            row = [each - factor * other for each, other in zip(row, known, strict=True)]
    return row


def _follows(row: list[int], basis: list[tuple[int, list[Fraction]]]) -> bool:
    return not any(_rest([Fraction(each) for each in row], basis))


COUNTS = st.one_of(st.integers(0, 7), st.integers(0, 60))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_small_number_follows_from_tables_by_agency_and_kind(data: st.DataObject) -> None:
    cells = list(product("ab", "xyz", ("yes", "no")))
    facts = {cell: data.draw(COUNTS) for cell in cells}
    facts = {cell: count for cell, count in facts.items() if count}
    assert learnt(facts, KINDS, suppress(facts, KINDS)) == []


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_no_small_number_follows_from_tables_by_month_sector_and_agency(data: st.DataObject) -> None:
    cells = [
        (month, SECTOR_OF[agency], agency, came)
        for month, agency, came in product(("01", "02"), "abcd", ("yes", "no"))
    ]
    facts = {cell: data.draw(COUNTS) for cell in cells}
    facts = {cell: count for cell, count in facts.items() if count}
    assert learnt(facts, AGENCIES, suppress(facts, AGENCIES)) == []


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_small_number_is_always_hidden(data: st.DataObject) -> None:
    cells = list(product("abc", "xy", ("yes", "no")))
    facts = {cell: count for cell in cells if (count := data.draw(COUNTS))}
    hidden = suppress(facts, KINDS)
    for level, table in tables_of(facts, KINDS).items():
        assert {cell for cell, count in table.items() if is_small(count)} <= hidden.of(level)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_what_is_hidden_does_not_depend_on_what_else_is_asked(data: st.DataObject) -> None:
    cells = list(product("ab", "xyz", ("yes", "no")))
    facts = {cell: count for cell in cells if (count := data.draw(COUNTS))}
    by_agency: dict[Cell, int] = {}
    for (agency, _, came), count in facts.items():
        by_agency[agency, came] = by_agency.get((agency, came), 0) + count
    alone = suppress(by_agency, [KINDS[0], KINDS[2]])
    with_kinds = suppress(facts, KINDS)
    for level in ((), ("agency",), ("attended",), ("agency", "attended")):
        assert alone.of(level) == with_kinds.of(level)


def test_large_numbers_are_all_shown() -> None:
    facts = dict.fromkeys(product("ab", "xy", ("yes", "no")), 10)
    hidden = suppress(facts, KINDS)
    assert all(not hidden.of(level) for level in tables_of(facts, KINDS))


def test_zero_is_shown() -> None:
    facts = {("a", "x", "yes"): 20, ("b", "x", "yes"): 30}
    hidden = suppress(facts, KINDS)
    assert ("a", "no") not in hidden.of(("agency", "attended"))


def test_nearly_all_is_hidden_like_nearly_none() -> None:
    facts = {("a", "x", "yes"): 24, ("a", "x", "no"): 1, ("b", "x", "yes"): 20, ("b", "x", "no"): 20}
    hidden = suppress(facts, KINDS)
    assert ("a", "yes") in hidden.of(("agency", "attended"))
    assert ("a",) not in hidden.of(("agency",))


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_one_to_five_are_small(count: int) -> None:
    assert is_small(count)
    assert not is_small(0)
    assert not is_small(6)


def test_hiding_the_small_cell_alone_would_give_it_away() -> None:
    facts = {("a", "x", "yes"): 3, ("b", "x", "yes"): 30}
    only = {
        level: frozenset(c for c, n in t.items() if is_small(n))
        for level, t in tables_of(facts, KINDS).items()
    }
    assert learnt(facts, KINDS, Hidden(only))
