"""One question for every query field and subscription, and how its answer counts."""

from typing import Any

from tests.support.live_scene import NEXT_DOOR

NOTHING, NO_DUTY, SHOWN = "nothing", "no duty", "shown"

OF_A_MEETING: dict[str, str] = {
    "meeting": "query ($id: UUID!) { meeting(id: $id) { meetingId reason } }",
    "node": "query ($node: ID!) { node(id: $node) { id } }",
    "informationShared": "query ($id: UUID!) { informationShared(meetingId: $id) { meetingId } }",
    "earlierMeetings": "query ($child: UUID!) { earlierMeetings(childId: $child) { meetingId } }",
    "attendanceGrid": "query ($id: UUID!) { attendanceGrid(meetingId: $id) { meetingId } }",
    "quoracy": "query ($id: UUID!) { quoracy(meetingId: $id) { meetingId } }",
    "timeliness": "query ($id: UUID!) { timeliness(meetingId: $id) { meetingId } }",
    "meetings": "query ($child: UUID!) { meetings(childId: $child) { totalCount nodes { meetingId } } }",
    "actions": "query ($id: UUID!) { actions(meetingId: $id) { totalCount nodes { what } } }",
    "workList": "query ($id: UUID!) { workList(meetingId: $id) { totalCount nodes { why } } }",
    "workCounts": "query ($id: UUID!) { workCounts(meetingId: $id) { items } }",
    "child": "query ($child: UUID!) { child(id: $child) { name } }",
    "asSeenBy": """query ($id: UUID!) {
        asSeenBy(meetingId: $id, practitionerId: "00000000-0000-0000-0000-0000000000c0", asOf: {position: 3}) {
            meetingId } }""",
    "timeline": "query ($id: UUID!) { timeline(meetingId: $id) { totalCount nodes { kind } } }",
    "looksAtMeeting": "query ($id: UUID!) { looksAtMeeting(meetingId: $id) { pageInfo { hasNextPage } } }",
    "looksAtChild": "query ($child: UUID!) { looksAtChild(childId: $child) { pageInfo { hasNextPage } } }",
    "personalDataFile": "query ($child: UUID!) { personalDataFile(personId: $child) { held erasure } }",
    "holdings": "query ($child: UUID!) { holdings(personId: $child) { totalCount nodes { field } } }",
    "looksBy": "query ($id: UUID!) { looksBy(practitionerId: $id) { pageInfo { hasNextPage } } }",
}
"""Asked about the meeting of each state, or about its child."""

OF_NOTHING: dict[str, str] = {
    "viewer": "{ viewer { practitionerId } }",
    "metricDefinitions": "{ metricDefinitions { code } }",
    "ruleSets": "{ ruleSets { name } }",
    "checkpoint": "{ checkpoint { size } }",
    "inclusionProof": "{ inclusionProof(position: 2) { hashes } }",
    "consistencyProof": "{ consistencyProof(from: 1, to: 3) { hashes } }",
    "unusualLooks": """{ unusualLooks(firstDay: "2026-03-01", lastDay: "2026-03-31") { anomaly } }""",
    "signInChanges": "{ signInChanges { totalCount nodes { issuer practitionerName } } }",
    "openPersonalDataFiles": "{ openPersonalDataFiles { totalCount nodes { personId } } }",
    "retentionProposals": "{ retentionProposals { totalCount nodes { personId } } }",
    "emergencyOpenings": "{ emergencyOpenings { totalCount nodes { meetingId reason } } }",
    "chairChanges": "{ chairChanges { totalCount nodes { meetingId reason } } }",
    "openedInEmergency": "{ openedInEmergency { totalCount nodes { meetingId reason } } }",
    "agencies": "{ agencies { totalCount nodes { name } } }",
    "practitioners": "{ practitioners { totalCount nodes { name } } }",
    "attendanceTrend": "{ attendanceTrend(period: QUARTER, groupBy: []) { period } }",
    "meetingMetrics": "{ meetingMetrics(period: QUARTER) { period } }",
    "inquorateTrend": "{ inquorateTrend(period: QUARTER) { period } }",
    "planMetrics": "{ planMetrics(period: QUARTER) { period } }",
    "timelinessTrend": "{ timelinessTrend(period: QUARTER) { period } }",
    "conferenceDurations": "{ conferenceDurations(period: QUARTER) { period } }",
    "actionsDone": "{ actionsDone { period } }",
}

SUBSCRIPTIONS: dict[str, str] = {
    "meetingChanged": "subscription ($id: UUID!) { meetingChanged(meetingId: $id) { meetingId } }",
    "workListChanged": "subscription { workListChanged { position } }",
}

NOT_THERE = str(NEXT_DOOR.__class__(int=0xDEAD))


def outcome(result: Any, field: str) -> str:
    """How a field was answered: shown, nothing at all, or refused for want of a duty."""
    if result.errors:
        (error,) = result.errors
        code = (error.extensions or {}).get("code")
        if code in ("no_duty", "looks_not_for_you"):
            return NO_DUTY
        assert code in ("meeting_not_found", "child_not_found"), result.errors
        return NOTHING
    answer = result.data[field]
    if isinstance(answer, dict) and "totalCount" in answer:
        assert (answer["totalCount"] > 0) is bool(answer["nodes"])
        return SHOWN if answer["nodes"] else NOTHING
    return SHOWN if answer else NOTHING
