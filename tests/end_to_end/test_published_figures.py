"""The shipped sample register, imported: the queries give the figures that were published.

What is published and what is made up to fit is said in `docs/guides/import-register.md`.
"""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest_asyncio
from tests.end_to_end.support.client import Api, Person, api_at
from tests.end_to_end.support.house import running_house

from quorate_events.context import Recorder
from quorate_events.meetings.vocabulary import Sector
from quorate_events.people.agency import RegisterAgency
from quorate_events.people.practitioner import RegisterPractitioner
from quorate_events.store import EventLog
from quorate_services.composition import Wiring, command_service
from quorate_services.postgres.cluster import Cluster
from quorate_services.register_import import Importer
from quorate_services.register_import.sample_register import sample

BOARD = Recorder(uuid4(), uuid4())
_TREND = """query ($from: Date, $to: Date, $agencies: [UUID!], $kinds: [MeetingKind!]) {
    attendanceTrend(period: QUARTER, groupBy: [AGENCY, KIND], from: $from, to: $to,
                    agencyIds: $agencies, kinds: $kinds) {
        agencyName kind invited attended reportReceived significantlyInvolved
        attendedWhereSignificantlyInvolved } }"""
_QUORACY = """query ($from: Date, $to: Date) {
    meetingMetrics(period: QUARTER, byKind: true, from: $from, to: $to) {
        kind held quorate { numerator denominator percentage } } }"""
_AGENCIES = "{ agencies(sector: POLICE, first: 100) { nodes { agencyId name } } }"


class _Today:
    """A day on which all that was published lies behind."""

    def now(self) -> datetime:
        return datetime(2026, 11, 23, 9, tzinfo=UTC)


async def _fill(log: EventLog, wiring: Wiring) -> None:
    service = command_service(wiring, log)
    for command in (
        RegisterAgency(agency_id=BOARD.agency_id, name="The board", sector=Sector.OTHER),
        RegisterPractitioner(
            practitioner_id=BOARD.practitioner_id, name="Board member", agency_id=BOARD.agency_id
        ),
    ):
        await service.execute(command, command_id=uuid4(), by=BOARD)
    importer = Importer(
        partnership=wiring.ledger,
        by=BOARD,
        house=wiring.house,
        rule_set=wiring.rules.latest("england-baseline").ref,
        codec=wiring.codec,
        appender=log.appender,
        receipts=log.receipts,
    )
    report = await importer.run(sample())
    assert report.complete, report.problems


@pytest_asyncio.fixture(scope="module")
async def board(cluster: Cluster, migrated_template: str) -> AsyncIterator[Person]:
    async with (
        running_house(cluster, migrated_template, _Today(), fill=_fill) as house,
        api_at(house.address) as api,
    ):
        yield _member(api, BOARD.practitioner_id)


def _member(api: Api, practitioner_id: UUID) -> Person:
    return Person(api, str(practitioner_id), str(BOARD.agency_id), "Board member", "observer")


async def _sum(board: Person, agency: str, first: str, last: str) -> dict[str, int]:
    """Return what one police force did about the initial conferences of a time, counts only."""
    forces = (await board.send(_AGENCIES))["data"]["agencies"]["nodes"]
    (agency_id,) = [each["agencyId"] for each in forces if each["name"] == agency]
    asked: dict[str, Any] = {"agencies": [agency_id], "kinds": ["INITIAL_CONFERENCE"]}
    cells = (await board.send(_TREND, **asked, **{"from": first, "to": last}))["data"]["attendanceTrend"]
    counts = [name for name, value in cells[0].items() if isinstance(value, int)]
    return {name: sum(cell[name] for cell in cells) for name in counts}


async def test_cambridgeshire_police_came_to_seventy_per_cent_and_reported_to_ninety_five(
    board: Person,
) -> None:
    counts = await _sum(board, "Cambridgeshire Police", "2015-10-01", "2016-03-31")
    assert counts["invited"] == 91
    assert round(100 * counts["attended"] / counts["invited"]) == 70
    assert round(100 * counts["reportReceived"] / counts["invited"]) == 95


async def test_bracknell_forest_was_quorate_above_ninety_per_cent_and_then_at_eighty_six(
    board: Person,
) -> None:
    halves = [
        (await board.send(_QUORACY, **{"from": first, "to": last}))["data"]["meetingMetrics"]
        for first, last in (("2014-04-01", "2014-09-30"), ("2014-10-01", "2015-03-31"))
    ]
    held = {
        kind: sum(cell["held"] for half in halves for cell in half if cell["kind"] == kind)
        for kind in ("INITIAL_CONFERENCE", "REVIEW_CONFERENCE")
    }
    assert held == {"INITIAL_CONFERENCE": 81, "REVIEW_CONFERENCE": 183}
    first, second = (
        100 * sum(cell["quorate"]["numerator"] for cell in half) / sum(cell["held"] for cell in half)
        for half in halves
    )
    assert first > 90
    assert round(second) == 86


async def test_the_police_came_to_under_a_quarter_where_they_were_significantly_involved(
    board: Person,
) -> None:
    counts = await _sum(board, "Staffordshire Police", "2018-10-01", "2019-01-31")
    assert counts["significantlyInvolved"] > 0
    assert counts["attendedWhereSignificantlyInvolved"] / counts["significantlyInvolved"] < 0.25
