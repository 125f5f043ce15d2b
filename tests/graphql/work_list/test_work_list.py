"""The work list through the API."""

from typing import Any
from uuid import UUID

WORK = """query ($id: UUID, $position: Int) { workList(meetingId: $id, atLeastPosition: $position) {
    totalCount nodes { kind why due overdue linkId meetingId meetingKind scheduledFor agency { name } } } }"""


async def work(api: Any, who: Any, meeting_id: UUID, position: int | None = None) -> list[str]:
    found = (await api.ask(WORK, who, id=str(meeting_id), position=position))["workList"]
    assert found["totalCount"] == len(found["nodes"])
    return sorted(node["kind"] for node in found["nodes"])


async def test_work_comes_up_for_the_agency_and_is_gone_once_done(
    api: Any, people: Any, meeting_id: UUID
) -> None:
    sent = await api.command(
        "sayNothingHeld", people.police, meetingId=str(meeting_id), searched="All our records"
    )
    assert await work(api, people.police, meeting_id, sent["position"]) == [
        "ANSWER_INVITATION",
        "DECLARE_INVOLVEMENT",
    ]
    assert await work(api, people.chair, meeting_id) == ["CHAIR_MEETING"]
    assert await work(api, people.health, meeting_id) == []


async def test_work_is_counted_by_kind(api: Any, people: Any, meeting_id: UUID) -> None:
    sent = await api.command(
        "declareInvolvement", people.police, meetingId=str(meeting_id), level="CURRENT", significant=True
    )
    ask = """query ($id: UUID, $position: Int) { workCounts(meetingId: $id, atLeastPosition: $position) {
        kind items overdue } }"""
    counts = (await api.ask(ask, people.police, id=str(meeting_id), position=sent["position"]))["workCounts"]
    assert counts == [
        {"kind": "ANSWER_INVITATION", "items": 1, "overdue": 0},
        {"kind": "CONTRIBUTE", "items": 1, "overdue": 0},
    ]
