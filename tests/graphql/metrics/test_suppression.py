"""Somebody asks for a trend with every filter and grouping, and takes one answer from another."""

from collections.abc import Mapping
from datetime import date
from itertools import chain, combinations, product
from typing import NamedTuple
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quorate_events.access.numbered_tables import Axis
from quorate_events.access.small_numbers import is_small
from quorate_graphql.metrics.suppression import (
    Shown,
    Split,
    hidden_figures,
    parts,
    quarter_of,
    whole_periods,
)
from quorate_graphql.metrics.turns import TrendTooFine, Turn, Turns
from quorate_projections.metrics.rate import Rate
from quorate_projections.metrics.trends import Period

KINDS, AGENCIES = ("initial", "review", "transfer"), ("police", "health")
FAMILY = parts("invited", "attended")
TURN = Turn(Turns(), uuid4(), lambda cost: None)
RATES = {"attendance": ("attended", "invited")}


class Row(NamedTuple):
    """A row of the breakdown by agency and kind."""

    period: str
    agency: str
    kind: str
    invited: int
    attended: int


BY_AGENCY = Split(Axis("agency"), lambda row: row.agency)
BY_KIND = Split(Axis("kind"), lambda row: row.kind)

ROWS = st.lists(
    st.tuples(st.integers(0, 30), st.floats(0, 1)),
    min_size=len(KINDS) * len(AGENCIES),
    max_size=len(KINDS) * len(AGENCIES),
).map(
    lambda counts: [
        Row("2026-Q1", agency, kind, invited, round(invited * share))
        for (agency, kind), (invited, share) in zip(product(AGENCIES, KINDS), counts, strict=True)
    ]
)


def summed(rows: list[Row], by_kind: bool) -> list[Row]:
    """The rows as the view gives them when it is not asked to split by kind."""
    if by_kind:
        return rows
    return [
        Row(
            "2026-Q1",
            agency,
            "",
            sum(row.invited for row in rows if row.agency == agency),
            sum(row.attended for row in rows if row.agency == agency),
        )
        for agency in AGENCIES
    ]


async def ask(rows: list[Row], agency: str, kinds: tuple[str, ...] | None) -> dict[str, int | None]:
    """What is shown of one agency over some kinds, or over all of them without a filter."""
    splits = [BY_AGENCY, BY_KIND] if kinds is not None else [BY_AGENCY]

    def wanted(cell: Mapping[str, str]) -> bool:
        return cell["agency"] == agency and (kinds is None or cell["kind"] in kinds)

    breakdown = summed(rows, by_kind=kinds is not None)
    hidden = await hidden_figures(TURN, breakdown, splits, [FAMILY], by=("agency",), wanted=wanted)
    chosen = [row for row in rows if row.agency == agency and (kinds is None or row.kind in kinds)]
    truth = {"invited": sum(row.invited for row in chosen), "attended": sum(row.attended for row in chosen)}
    figures = hidden.get(("2026-Q1", agency), frozenset())
    return {name: None if name in figures else count for name, count in truth.items()}


@settings(max_examples=40, deadline=None)
@given(rows=ROWS)
async def test_no_small_number_is_the_difference_of_two_answers(rows: list[Row]) -> None:
    filters = [None, *chain.from_iterable(combinations(KINDS, size) for size in range(1, len(KINDS) + 1))]
    for agency in AGENCIES:
        answers = {kinds: await ask(rows, agency, kinds) for kinds in filters}
        for row in (row for row in rows if row.agency == agency):
            for name in ("invited", "attended"):
                count = getattr(row, name)
                with_it = [kinds for kinds in filters if kinds is None or row.kind in kinds]
                for kinds in with_it:
                    rest = tuple(kind for kind in kinds or KINDS if kind != row.kind)
                    more = answers[kinds][name]
                    less = answers[rest][name] if rest else 0
                    told = None if more is None or less is None else more - less
                    assert told is None or told == count
                    assert told is None or not is_small(told), (agency, row.kind, name, kinds)


async def test_what_is_hidden_is_null_and_said_to_be() -> None:
    class Cell(NamedTuple):
        invited: int = 40
        attended: int = 3
        attendance: Rate = Rate(3, 40)

    shown = Shown(Cell(), frozenset({"attended"}), RATES)
    assert (shown.invited, shown.attended, shown.suppressed) == (40, None, True)
    assert shown.attendance == (None, 40, None)
    whole = Shown(Cell(attended=20, attendance=Rate(20, 40)), frozenset(), RATES)
    assert (whole.attendance, whole.suppressed) == ((20, 40, 50.0), False)


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        (Period.MONTH, date(2026, 2, 1), date(2026, 5, 31)),
        (Period.QUARTER, date(2026, 1, 1), date(2026, 6, 30)),
    ],
)
def test_days_are_widened_to_whole_periods(period: Period, first: date, last: date) -> None:
    assert whole_periods(period, date(2026, 2, 14), date(2026, 5, 3)) == (first, last)
    assert whole_periods(period, None, None) == (None, None)


def test_a_month_lies_in_its_quarter() -> None:
    assert [quarter_of(each) for each in ("2026-03", "2026-04", "2026-Q3")] == [
        "2026-Q1",
        "2026-Q2",
        "2026-Q3",
    ]


async def test_a_trend_that_is_split_too_finely_is_refused_before_it_is_worked_out() -> None:
    splits = [Split(Axis(str(place)), lambda row: row.agency) for place in range(8)]
    rows = [Row("2026-Q1", str(each), "initial", 1, 1) for each in range(5000)]
    with pytest.raises(TrendTooFine):
        await hidden_figures(TURN, rows, splits, [FAMILY], by=(), wanted=lambda _: True)
