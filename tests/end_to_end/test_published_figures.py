"""The shipped sample register, imported: the queries give the figures that were published.

What is published and what is made up to fit is said in `docs/guides/import-register.md`.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest_asyncio
from msgspec.structs import asdict
from tests.end_to_end.support.client import Api, Person, api_at
from tests.end_to_end.support.house import running_house
from tests.support.folding import counting
from tests.support.sign_in import may_sign_in

from quorate_events.context import Recorder
from quorate_events.meetings.vocabulary import MeetingKind, Sector
from quorate_events.people.agency import RegisterAgency
from quorate_events.people.practitioner import RegisterPractitioner
from quorate_events.store import EventLog
from quorate_projections.attendance.queries import Period, TrendFilter, attendance_trend, meeting_metrics
from quorate_projections.scoped_views import ScopedViews
from quorate_services.charts import Gap, Options, chart, measure, series_of
from quorate_services.composition import Wiring, command_service
from quorate_services.postgres.cluster import Cluster
from quorate_services.register_import import Importer
from quorate_services.register_import.sample_register import sample

BOARD = Recorder(uuid4(), uuid4())
_TREND = """query ($from: Date, $to: Date, $agencies: [UUID!], $kinds: [MeetingKind!]) {
    attendanceTrend(period: QUARTER, groupBy: [AGENCY, KIND], from: $from, to: $to,
                    agencyIds: $agencies, kinds: $kinds) { period suppressed invited attended reportReceived } }"""
_CHARTED = """query ($agencies: [UUID!]) {
    attendanceTrend(period: QUARTER, groupBy: [AGENCY, KIND], agencyIds: $agencies) {
        period suppressed agencyId agencyName kind
        attendance { numerator denominator percentage }
        reportWithoutPresence invited } }"""
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
    await may_sign_in(service, BOARD.practitioner_id)
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


@dataclass(frozen=True)
class Figures:
    """Somebody of the board, and the views below what the board is shown."""

    board: Person
    views: ScopedViews

    async def counts(self, agency: str, first: str, last: str) -> dict[str, int]:
        """Return what one police force did about the initial conferences of a time, counts only."""
        only = TrendFilter(
            first_day=date.fromisoformat(first),
            last_day=date.fromisoformat(last),
            agency_ids=(UUID(await self.force(agency)),),
            kinds=(MeetingKind.INITIAL_CONFERENCE,),
        )
        cells = await attendance_trend(self.views, period=Period.QUARTER, only=only)
        names = [name for name, value in asdict(cells[0]).items() if isinstance(value, int)]
        return {name: sum(getattr(cell, name) for cell in cells) for name in names}

    async def force(self, agency: str) -> str:
        forces = (await self.board.send(_AGENCIES))["data"]["agencies"]["nodes"]
        (agency_id,) = [each["agencyId"] for each in forces if each["name"] == agency]
        return str(agency_id)


@pytest_asyncio.fixture(scope="module")
async def figures(cluster: Cluster, migrated_template: str) -> AsyncIterator[Figures]:
    async with (
        running_house(cluster, migrated_template, _Today(), fill=_fill) as house,
        api_at(house.address) as api,
    ):
        yield Figures(_member(api, BOARD.practitioner_id), counting(house.office.views))


def _member(api: Api, practitioner_id: UUID) -> Person:
    return Person(api, str(practitioner_id), str(BOARD.agency_id), "Board member", "observer")


async def test_cambridgeshire_police_came_to_seventy_per_cent_and_reported_to_ninety_five(
    figures: Figures,
) -> None:
    counts = await figures.counts("Cambridgeshire Police", "2015-10-01", "2016-03-31")
    assert counts["invited"] == 91
    assert round(100 * counts["attended"] / counts["invited"]) == 70
    assert round(100 * counts["report_received"] / counts["invited"]) == 95


async def test_bracknell_forest_was_quorate_above_ninety_per_cent_and_then_at_eighty_six(
    figures: Figures,
) -> None:
    halves = [
        await meeting_metrics(
            figures.views,
            period=Period.QUARTER,
            by_kind=True,
            first_day=date.fromisoformat(first),
            last_day=date.fromisoformat(last),
        )
        for first, last in (("2014-04-01", "2014-09-30"), ("2014-10-01", "2015-03-31"))
    ]
    held = {
        kind: sum(cell.held for half in halves for cell in half if cell.kind is kind)
        for kind in (MeetingKind.INITIAL_CONFERENCE, MeetingKind.REVIEW_CONFERENCE)
    }
    assert held == {MeetingKind.INITIAL_CONFERENCE: 81, MeetingKind.REVIEW_CONFERENCE: 183}
    first, second = (
        100 * sum(cell.quorate.numerator for cell in half) / sum(cell.held for cell in half)
        for half in halves
    )
    assert first > 90
    assert round(second) == 86


async def test_the_police_came_to_under_a_quarter_where_they_were_significantly_involved(
    figures: Figures,
) -> None:
    counts = await figures.counts("Staffordshire Police", "2018-10-01", "2019-01-31")
    assert counts["significantly_involved"] > 0
    assert counts["attended_where_significantly_involved"] / counts["significantly_involved"] < 0.25


async def test_the_api_shows_of_these_figures_those_that_are_not_small(figures: Figures) -> None:
    force = await figures.force("Cambridgeshire Police")
    asked: dict[str, Any] = {"agencies": [force], "kinds": ["INITIAL_CONFERENCE"]}
    answer = await figures.board.send(_TREND, **asked, **{"from": "2015-10-01", "to": "2016-03-31"})
    truth = await figures.counts("Cambridgeshire Police", "2015-10-01", "2016-03-31")
    cells = answer["data"]["attendanceTrend"]
    for name, field in (
        ("invited", "invited"),
        ("attended", "attended"),
        ("reportReceived", "report_received"),
    ):
        figures_shown = [cell[name] for cell in cells]
        assert None in figures_shown or sum(figures_shown) == truth[field]
        assert all(figure is None or figure == 0 or figure > 5 for figure in figures_shown)


async def test_the_charts_show_what_the_board_is_shown_and_gaps_for_the_rest(figures: Figures) -> None:
    agency = await figures.force("Cambridgeshire Police")
    cells = (await figures.board.send(_CHARTED, agencies=[agency]))["data"]["attendanceTrend"]
    shown = {
        (cell["kind"], cell["period"]): cell["attendance"]["percentage"]
        for cell in cells
        if cell["attendance"]["percentage"] is not None
    }
    drawn = series_of(measure("attendance"), cells, words={"INITIAL_CONFERENCE": "initial conferences"})
    assert "Cambridgeshire Police, initial conferences" in {series.scope for series in drawn}
    points = [point for series in drawn for point in series.points]
    assert shown
    assert sorted(point.value for point in points if point.value is not None) == sorted(shown.values())
    assert sum(point.gap is Gap.HIDDEN for point in points) == len(cells) - len(shown)
    for measured in ("attendance", "report-without-presence"):
        for number, series in enumerate(series_of(measure(measured), cells)):
            assert (
                f'<title id="chart-{number}-wide-title">' in chart(series, Options(), f"chart-{number}").wide
            )
