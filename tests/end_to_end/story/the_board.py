"""Epilogue: what the board learns from this one case, without reading a word of it."""

from typing import Any

from tests.end_to_end.story.cast import Cast
from tests.end_to_end.story.screens import Screens

_TREND = """query ($kinds: [MeetingKind!], $position: Int) {
    attendanceTrend(period: MONTH, groupBy: [AGENCY, KIND, INVOLVEMENT], kinds: $kinds,
                    atLeastPosition: $position) {
        period agencyId involvement invited attended representedByDeputy apologies
        reportReceived reportsOnTime nothingHeld neither
        attendanceWhereSignificantlyInvolved { numerator denominator } } }"""
_METRICS = """query ($position: Int) {
    meetingMetrics(period: MONTH, byKind: true, atLeastPosition: $position) {
    period kind held dissents escalationsRaised escalationsResolved
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
    told = {cast.agency_of(cell["agencyId"]): cell for cell in cells}
    assert {name: (cell["period"], cell["involvement"]) for name, cell in told.items()} == {
        "social_care": ("2026-03", "CURRENT_SIGNIFICANT"),
        "police": ("2026-03", "CURRENT_SIGNIFICANT"),
        "health": ("2026-03", "CURRENT_SIGNIFICANT"),
        "school": ("2026-03", "CURRENT_SIGNIFICANT"),
        "surgery": ("2026-03", "HISTORIC"),
        "probation": ("2026-03", "NONE"),
        "housing": ("2026-03", "NOT_DECLARED"),
    }
    facts = ("attended", "representedByDeputy", "apologies", "reportReceived", "reportsOnTime", "nothingHeld")
    assert {name: tuple(cell[each] for each in facts) for name, cell in told.items()} == {
        "social_care": (1, 0, 0, 1, 1, 0),
        "police": (1, 0, 0, 1, 1, 0),
        "health": (1, 1, 0, 1, 0, 0),
        "school": (1, 0, 0, 1, 1, 0),
        "surgery": (0, 0, 1, 0, 0, 0),
        "probation": (0, 0, 1, 1, 1, 1),
        "housing": (0, 0, 0, 0, 0, 0),
    }
    assert [name for name, cell in told.items() if cell["neither"]] == ["housing"]
    assert told["police"]["attendanceWhereSignificantlyInvolved"] == _rate(1, 1)


async def _meetings(cast: Cast) -> None:
    cells = (await cast.board_member.asks(_METRICS))["meetingMetrics"]
    told = {cell["kind"]: cell for cell in cells}
    conference, discussion = told["INITIAL_CONFERENCE"], told["STRATEGY_DISCUSSION"]
    assert (conference["held"], conference["quorate"]) == (1, _rate(1, 1))
    assert (conference["dissents"], conference["escalationsRaised"]) == (1, 1)
    # The second stage was to be answered by the 25th, and was on the 26th.
    assert (conference["escalationsResolved"], conference["escalationsResolvedInTime"]) == (1, _rate(0, 1))
    heard = {each["participation"]: each["children"] for each in conference["childrenHeard"]}
    assert {how: number for how, number in heard.items() if number} == {
        "BRIEFED_ADVOCATE": 1,
        "UNDER_FOUR": 1,
    }
    for fact in ("coreThree", "workerAndManager"):
        assert discussion[fact] == _rate(1, 1)
    # Social care was involved, and shared nothing in writing.
    assert discussion["informationComplete"] == _rate(0, 1)


async def _timeliness(cast: Cast) -> None:
    (cell,) = (await cast.board_member.asks(_DURATIONS))["conferenceDurations"]
    assert (cell["children"], cell["from11To15"], cell["within15"]) == (2, 2, _rate(2, 2))
    trend = (await cast.board_member.asks(_TIMELINESS))["timelinessTrend"]
    counts = {each["clock"]: (each["inTime"], each["late"], each["overdue"]) for each in trend}
    assert counts["conference_held"] == (1, 0, 0)
    assert counts["decision_letter"] == (1, 0, 0)
    assert counts["agency_reports"] == (0, 0, 1)


def _rate(numerator: int, denominator: int) -> dict[str, Any]:
    return {"numerator": numerator, "denominator": denominator}
