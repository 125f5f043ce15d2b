"""A generated history, told through the store: the trend says in every cell what the generator knows."""

from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

import httpx2
import pytest
import pytest_asyncio
from tests.end_to_end.support.client import Api, Person
from tests.end_to_end.support.fill import play_into
from tests.end_to_end.support.house import RunningHouse, running_house

from quorate_events.meetings.vocabulary import MeetingKind
from quorate_projections.attendance.state import InvolvementBucket
from quorate_services.composition import Wiring
from quorate_services.demo.history import History
from quorate_services.demo.people import PEOPLE
from quorate_services.demo.profile import Profile
from quorate_services.demo.tally import Cell, Counts, Tally
from quorate_services.postgres.cluster import Cluster

NOW = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)
_TREND = """query ($by: [TrendDimension!]!, $from: Date, $to: Date) {
    attendanceTrend(period: MONTH, groupBy: $by, from: $from, to: $to) {
        period agencyId role kind involvement
        invited attended reportReceived nothingHeld reportsDue reportsOnTime neither } }"""
_HELD = """query { meetingMetrics(period: MONTH, byKind: true) { period kind held } }"""
_COUNTS = {
    "invited": "invited",
    "attended": "attended",
    "report_received": "reportReceived",
    "nothing_held": "nothingHeld",
    "report_due": "reportsDue",
    "report_on_time": "reportsOnTime",
    "neither": "neither",
}


@dataclass(frozen=True)
class Told:
    """A house with a history in it, the truth about it, and somebody of the board."""

    tally: Tally
    board: Person
    wiring: Wiring

    async def cells(self, *by: str) -> dict[Cell, dict[str, int]]:
        """Ask for every month there is, and for all time before and after."""
        months = sorted({cell[0] for cell in self.tally.cells})
        cells: dict[Cell, dict[str, int]] = {}
        for first, last in _spans(months):
            answer = await self.board.send(_TREND, by=by, **{"from": first, "to": last})
            assert "errors" not in answer, answer["errors"]
            for cell in answer["data"]["attendanceTrend"]:
                key = _key(cell)
                assert key not in cells
                cells[key] = {name: cell[field] for name, field in _COUNTS.items()}
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


def _first_of_the_next(month: str) -> str:
    year, number = divmod(int(month[:4]) * 12 + int(month[5:]), 12)
    return f"{year}-{number + 1:02d}-01"


def _day_before(day: str) -> str:
    return datetime.fromordinal(datetime.fromisoformat(day).toordinal() - 1).date().isoformat()


def _key(cell: dict[str, Any]) -> Cell:
    kind, involvement = MeetingKind[cell["kind"]], InvolvementBucket[cell["involvement"]]
    return (cell["period"], cell["agencyId"], cell["role"] or "", kind.value, involvement.value)


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
        yield Told(history[0].tally, _board(history[0], house, http), house.wiring)


def _board(history: History, house: RunningHouse, http: httpx2.AsyncClient) -> Person:
    (board,) = [each for each in PEOPLE if each.key == "board"]
    person = board.of(history.town)
    return Person(Api(house.address, http), str(person.id), "", person.name, board.role)


_WHOLE = pytest.param(Profile(NOW), marks=pytest.mark.slow, id="two-years")
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
    answer = await told.board.send(_HELD)
    held = {
        (cell["period"], MeetingKind[cell["kind"]].value): cell["held"]
        for cell in answer["data"]["meetingMetrics"]
    }
    assert held == told.tally.held


def test_the_comparison_sees_a_cell_that_is_missing_and_one_that_differs(told: Told) -> None:
    truth = _truth(told.tally, by_role=False)
    first, second = sorted(truth)[:2]
    changed = {**truth, first: asdict(Counts(invited=10_000))}
    del changed[second]
    assert set(_differences(changed, truth)) == {first, second}
