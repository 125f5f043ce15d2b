"""Epilogue: what the board learns from this one case, without reading a word of it."""

from tests.end_to_end.story.cast import Cast
from tests.end_to_end.story.screens import Screens

_TREND = """query ($kinds: [MeetingKind!], $position: Int) {
    attendanceTrend(period: MONTH, groupBy: [AGENCY, KIND, INVOLVEMENT], kinds: $kinds,
                    atLeastPosition: $position) {
        period agencyId involvement suppressed invited attended representedByDeputy apologies
        reportReceived reportsOnTime nothingHeld neither
        attendanceWhereSignificantlyInvolved { numerator denominator } } }"""
_METRICS = """query ($position: Int) {
    meetingMetrics(period: MONTH, byKind: true, atLeastPosition: $position) {
    period kind suppressed held dissents escalationsRaised escalationsResolved
    quorate { numerator denominator } coreThree { numerator denominator }
    workerAndManager { numerator denominator } informationComplete { numerator denominator }
    escalationsResolvedInTime { numerator denominator }
    children childrenHeard { participation children } } }"""
_DURATIONS = """query ($position: Int) { conferenceDurations(period: MONTH, atLeastPosition: $position) {
    period children from11To15 within15 { numerator denominator } } }"""
_TIMELINESS = """query ($position: Int) {
    timelinessTrend(period: MONTH, kinds: [INITIAL_CONFERENCE], atLeastPosition: $position) {
        clock inTime late overdue } }"""


async def told(cast: Cast, discussion: str, conference: str) -> None:
    """Tell the epilogue."""
    for meeting in (discussion, conference):
        await Screens(cast, meeting).closed_to(cast.board_member)
        await Screens(cast, meeting).closed_to(cast.uninvited)
    await _trend(cast)
    await _meetings(cast)
    await _timeliness(cast)


async def _trend(cast: Cast) -> None:
    cells = (await cast.board_member.asks(_TREND, kinds=["INITIAL_CONFERENCE"]))["attendanceTrend"]
    # One conference is a small number, whatever it is split by; only what never happened is shown.
    assert all(cell["suppressed"] for cell in cells)
    assert {cast.agency_of(cell["agencyId"]) for cell in cells} >= {"police", "health", "housing"}
    figures = [value for cell in cells for value in cell.values() if type(value) is int]
    assert not any(figures)


async def _meetings(cast: Cast) -> None:
    cells = (await cast.board_member.asks(_METRICS))["meetingMetrics"]
    told = {cell["kind"]: cell for cell in cells}
    for kind in ("INITIAL_CONFERENCE", "STRATEGY_DISCUSSION"):
        assert told[kind]["suppressed"]
        assert told[kind]["held"] is None
    assert told["INITIAL_CONFERENCE"]["quorate"] == {"numerator": None, "denominator": None}


async def _timeliness(cast: Cast) -> None:
    (cell,) = (await cast.board_member.asks(_DURATIONS))["conferenceDurations"]
    assert (cell["children"], cell["within15"]) == (None, {"numerator": None, "denominator": None})
    trend = (await cast.board_member.asks(_TIMELINESS))["timelinessTrend"]
    assert {each["clock"] for each in trend} >= {"conference_held", "decision_letter", "agency_reports"}
    assert not any(each["inTime"] or each["late"] or each["overdue"] for each in trend)
