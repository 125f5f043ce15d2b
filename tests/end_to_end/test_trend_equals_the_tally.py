"""A generated history, told through the store: the trend says in every cell what the generator knows.

``QUORATE_TEST_SCALE=1`` tells that of a whole city.
"""

import os
from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Any

import httpx2
import pytest
import pytest_asyncio
from strawberry.utils.str_converters import to_camel_case
from tests.end_to_end.support.client import Api, Person
from tests.end_to_end.support.fill import play_into
from tests.end_to_end.support.house import RunningHouse, running_house
from tests.support.folding import counting

from quorate_events.access.small_numbers import is_small
from quorate_events.meetings.vocabulary import MeetingKind
from quorate_graphql.metrics.suppression import quarter_of
from quorate_projections.attendance.queries import (
    Period,
    TrendCell,
    TrendDimension,
    TrendFilter,
    attendance_trend,
    meeting_metrics,
)
from quorate_projections.scoped_views import ScopedViews
from quorate_services.composition import Wiring
from quorate_services.demo.history import History
from quorate_services.demo.people import PEOPLE
from quorate_services.demo.profile import Profile
from quorate_services.demo.tally import Cell, Counts, Tally
from quorate_services.postgres.cluster import Cluster

NOW = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)
_SHOWN = """query { attendanceTrend(period: QUARTER, groupBy: [AGENCY]) {
    period agencyId suppressed
    invited attended reportReceived nothingHeld reportsDue reportsOnTime neither } }"""
_HELD = """query { meetingMetrics(period: MONTH, byKind: true) { period kind held } }"""
_COUNTS = {
    "invited": "invited",
    "attended": "attended",
    "report_received": "report_received",
    "nothing_held": "nothing_held",
    "report_due": "reports_due",
    "report_on_time": "reports_on_time",
    "neither": "neither",
}


@dataclass(frozen=True)
class Told:
    """A house with a history in it, the truth about it, and somebody of the board."""

    tally: Tally
    board: Person
    wiring: Wiring
    views: ScopedViews

    async def cells(self, *by: str) -> dict[Cell, dict[str, int]]:
        """Ask for every month there is, and for all time before and after."""
        months = sorted({cell[0] for cell in self.tally.cells})
        cells: dict[Cell, dict[str, int]] = {}
        for first, last in _spans(months):
            only = TrendFilter(first_day=_day(first), last_day=_day(last))
            dimensions = [TrendDimension[each] for each in by]
            found = await attendance_trend(self.views, period=Period.MONTH, by=dimensions, only=only)
            for cell in found:
                key = _key(cell)
                assert key not in cells
                cells[key] = {name: getattr(cell, field) for name, field in _COUNTS.items()}
        return cells


def _spans(months: list[str]) -> list[tuple[str | None, str | None]]:
    """Cut all time into single months, with everything before and after."""
    starts = [f"{month}-01" for month in months]
    last_days = [_day_before(start) for start in starts]
    after = _first_of_the_next(months[-1])
    return [
        (None, last_days[0]),
        *zip(starts, [*last_days[1:], _day_before(after)], strict=True),
        (after, None),
    ]


def _day(day: str | None) -> date | None:
    return None if day is None else date.fromisoformat(day)


def _first_of_the_next(month: str) -> str:
    year, number = divmod(int(month[:4]) * 12 + int(month[5:]), 12)
    return f"{year}-{number + 1:02d}-01"


def _day_before(day: str) -> str:
    return datetime.fromordinal(datetime.fromisoformat(day).toordinal() - 1).date().isoformat()


def _key(cell: TrendCell) -> Cell:
    assert cell.kind
    assert cell.involvement
    return (cell.period, str(cell.agency_id), cell.role or "", cell.kind.value, cell.involvement.value)


def _truth(tally: Tally, *, by_role: bool) -> dict[Cell, dict[str, int]]:
    return {
        cell: {name: asdict(counts)[name] for name in _COUNTS}
        for cell, counts in tally.cells.items()
        if bool(cell[2]) is by_role
    }


def _differences(told: dict[Cell, Any], truth: dict[Cell, Any]) -> dict[Cell, Any]:
    """Return the cells that differ, each with what was told and what is true; None where it is missing."""
    return {
        cell: (told.get(cell), truth.get(cell))
        for cell in told.keys() | truth.keys()
        if told.get(cell) != truth.get(cell)
    }


async def _told(cluster: Cluster, template: str, profile: Profile) -> AsyncIterator[Told]:
    history: list[History] = []

    async def fill(log: Any, wiring: Wiring) -> None:
        history.append(History(profile, wiring.house.calendar))
        await play_into(log, wiring, history[0])

    async with (
        running_house(cluster, template, fill=fill) as house,
        httpx2.AsyncClient(base_url=f"http://{house.address}", timeout=60) as http,
    ):
        yield Told(
            history[0].tally, _board(history[0], house, http), house.wiring, counting(house.office.views)
        )


def _board(history: History, house: RunningHouse, http: httpx2.AsyncClient) -> Person:
    (board,) = [each for each in PEOPLE if each.key == "board"]
    person = board.of(history.town)
    return Person(Api(house.address, http), str(person.id), "", person.name, board.role)


_SCALE = float(os.environ.get("QUORATE_TEST_SCALE") or 0.5)
_WHOLE = pytest.param(Profile(NOW, scale=_SCALE), marks=pytest.mark.slow, id="two-years")
_PART = pytest.param(Profile(NOW, months=3, scale=0.25), id="three-months")


@pytest_asyncio.fixture(scope="module", params=[_PART, _WHOLE])
async def told(
    cluster: Cluster, migrated_template: str, request: pytest.FixtureRequest
) -> AsyncIterator[Told]:
    async for each in _told(cluster, migrated_template, request.param):
        yield each


async def test_every_cell_by_agency_kind_and_involvement_equals_the_tally(told: Told) -> None:
    truth = _truth(told.tally, by_role=False)
    assert len(truth) > 100
    assert _differences(await told.cells("AGENCY", "KIND", "INVOLVEMENT"), truth) == {}


async def test_every_cell_by_role_equals_the_tally(told: Told) -> None:
    truth = _truth(told.tally, by_role=True)
    assert len(truth) > 150
    assert _differences(await told.cells("AGENCY", "ROLE", "KIND", "INVOLVEMENT"), truth) == {}


async def test_as_many_meetings_of_each_kind_were_held_as_the_tally_says(told: Told) -> None:
    found = await meeting_metrics(told.views, period=Period.MONTH, by_kind=True)
    assert {(cell.period, str(cell.kind)): cell.held for cell in found} == told.tally.held


async def test_the_api_shows_of_the_meetings_held_what_is_not_small(told: Told) -> None:
    answer = await told.board.send(_HELD)
    shown = {
        (cell["period"], MeetingKind[cell["kind"]].value): cell["held"]
        for cell in answer["data"]["meetingMetrics"]
    }
    truth = told.tally.held
    assert {key: held for key, held in shown.items() if held} == {
        key: truth[key] for key, held in shown.items() if held
    }
    assert all(shown[key] is None for key, held in truth.items() if is_small(held))


async def test_the_api_shows_of_the_trend_what_is_not_small(told: Told) -> None:
    answer = await told.board.send(_SHOWN)
    truth: dict[tuple[str, str], dict[str, int]] = {}
    for cell, counts in _truth(told.tally, by_role=False).items():
        sums = truth.setdefault((quarter_of(cell[0]), cell[1]), dict.fromkeys(_COUNTS, 0))
        for name, count in counts.items():
            sums[name] += count
    shown = 0
    for cell in answer["data"]["attendanceTrend"]:
        sums = truth.get((cell["period"], cell["agencyId"]), dict.fromkeys(_COUNTS, 0))
        for name, field in _COUNTS.items():
            figure = cell[to_camel_case(field)]
            assert figure in (None, sums[name])
            assert figure is None or not is_small(figure)
            shown += bool(figure)
    assert shown


def test_the_comparison_sees_a_cell_that_is_missing_and_one_that_differs(told: Told) -> None:
    truth = _truth(told.tally, by_role=False)
    first, second = sorted(truth)[:2]
    changed = {**truth, first: asdict(Counts(invited=10_000))}
    del changed[second]
    assert set(_differences(changed, truth)) == {first, second}
