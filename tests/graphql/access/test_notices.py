"""A notice is acknowledged by whoever was told, leaves their work list, and stays with the data protection officer."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from tests.support.access_scene import ACTORS
from tests.support.live_scene import Kept, Live, kept_scenes

from quorate_events.access.actor import Actor
from quorate_events.meetings.vocabulary import MeetingStatus
from quorate_services.postgres.cluster import Cluster

NOTICES = """query ($id: UUID!, $kind: WorkKind!, $at: Int) {
    workList(meetingId: $id, kinds: [$kind], atLeastPosition: $at) { totalCount nodes { linkId } }
    workCounts(meetingId: $id, kinds: [$kind], atLeastPosition: $at) { items } }"""
OPENINGS = """query ($at: Int) { emergencyOpenings(atLeastPosition: $at) {
    nodes { meetingId openingId acknowledgedAt } } }"""
CHANGES = "query ($at: Int) { chairChanges(atLeastPosition: $at) { nodes { meetingId acknowledgedAt } } }"
COMMANDS = {
    name: f"""mutation ($input: {name[0].upper()}{name[1:]}Input!, $id: UUID!) {{
        answer: {name}(input: $input, commandId: $id) {{
            ... on CommandAccepted {{ position replayed }} ... on CommandRefused {{ code message suggestion }} }} }}"""
    for name in ("acknowledgeNotice", "changeChair")
}
OPENING, CHANGE = "NOTE_EMERGENCY_OPENING", "NOTE_CHAIR_CHANGE"
CHAIR, OFFICER = ACTORS["chair"], ACTORS["data protection officer"]


@pytest_asyncio.fixture(scope="module")
async def kept(cluster: Cluster, migrated_template: str) -> AsyncIterator[Kept]:
    state = (MeetingStatus.CONVENED,)
    async with kept_scenes(cluster, migrated_template, "notice_tests", state) as kept:
        yield kept


@pytest_asyncio.fixture
async def told(kept: Kept) -> AsyncIterator[Live]:
    async with kept.cloned() as live:
        yield live


def meeting_of(told: Live) -> str:
    return str(told.scenes[MeetingStatus.CONVENED].meeting_id)


async def sent(
    told: Live, by: Actor, name: str, command_id: UUID | None = None, **fields: Any
) -> dict[str, Any]:
    command = {"meetingId": meeting_of(told), **fields}
    result = await told.send(by, COMMANDS[name], input=command, id=str(command_id or uuid4()))
    assert result.errors is None, result.errors
    return dict(result.data["answer"])


async def notices(told: Live, actor: Actor, kind: str, at: int | None = None) -> list[str]:
    result = await told.send(actor, NOTICES, id=meeting_of(told), kind=kind, at=at)
    assert result.errors is None, result.errors
    found = result.data["workList"]
    counted = sum(each["items"] for each in result.data["workCounts"])
    assert found["totalCount"] == len(found["nodes"]) == counted
    return [item["linkId"] for item in found["nodes"]]


async def test_the_chair_acknowledges_one_opening_and_the_others_stay(told: Live) -> None:
    first, *others = await notices(told, CHAIR, OPENING)
    assert others
    at = (await sent(told, CHAIR, "acknowledgeNotice", linkId=first))["position"]
    assert await notices(told, CHAIR, OPENING, at) == others
    result = await told.send(OFFICER, OPENINGS, at=at)
    assert result.errors is None, result.errors
    seen = {each["openingId"]: each["acknowledgedAt"] for each in result.data["emergencyOpenings"]["nodes"]}
    assert seen[first]
    assert [seen[each] for each in others] == [None] * len(others)
    again = await sent(told, CHAIR, "acknowledgeNotice", linkId=first)
    assert again["code"] == "notice_not_found"
    assert again["suggestion"]


@pytest.mark.parametrize("name", ["convener", "administrator", "author", "emergency", "convener's system"])
async def test_nobody_who_reads_the_meeting_acknowledges_for_the_chair(told: Live, name: str) -> None:
    (opening, *_) = before = await notices(told, CHAIR, OPENING)
    answer = await sent(told, ACTORS[name], "acknowledgeNotice", linkId=opening)
    assert answer["code"] in ("notice_not_found", "meeting_not_found", "no_duty")
    assert await notices(told, CHAIR, OPENING) == before


@pytest.mark.parametrize("name", ["stranger", "excluded convener", "data protection officer"])
async def test_a_notice_that_is_there_is_answered_to_others_like_one_that_is_not(
    told: Live, name: str
) -> None:
    (opening, *_) = await notices(told, CHAIR, OPENING)
    answers = [
        await sent(told, ACTORS[name], "acknowledgeNotice", linkId=each) for each in (opening, str(uuid4()))
    ]
    assert answers[0] == answers[1]
    assert "code" in answers[0]


async def test_the_chair_before_acknowledges_and_has_no_other_part_in_the_meeting(told: Live) -> None:
    following = ACTORS["administrator"]
    changed = {"chairId": str(following.practitioner_id), "reason": "Leave"}
    at = (await sent(told, ACTORS["convener"], "changeChair", **changed))["position"]
    (link,) = await notices(told, CHAIR, CHANGE, at)
    assert UUID(link) == CHAIR.practitioner_id
    for name in ("administrator", "convener"):
        assert (await sent(told, ACTORS[name], "acknowledgeNotice", linkId=link))[
            "code"
        ] == "notice_not_found"
    at = (await sent(told, CHAIR, "acknowledgeNotice", linkId=link))["position"]
    assert await notices(told, CHAIR, CHANGE, at) == []
    result = await told.send(OFFICER, CHANGES, at=at)
    (change,) = result.data["chairChanges"]["nodes"]
    assert change["acknowledgedAt"]
    # To whoever has no part in the meeting any more, it is not there any more.
    assert (await sent(told, CHAIR, "acknowledgeNotice", linkId=link))["code"] == "meeting_not_found"


async def test_a_later_chair_is_told_of_what_the_one_before_took_note_of(told: Live) -> None:
    openings = await notices(told, CHAIR, OPENING)
    for each in openings:
        await sent(told, CHAIR, "acknowledgeNotice", linkId=each)
    following = ACTORS["administrator"]
    changed = {"chairId": str(following.practitioner_id), "reason": "Leave"}
    at = (await sent(told, CHAIR, "changeChair", **changed))["position"]
    assert await notices(told, following, OPENING, at) == openings


async def test_a_retry_is_safe_where_the_first_try_took_the_right_away(told: Live) -> None:
    (link, *_) = await notices(told, CHAIR, OPENING)
    following = str(ACTORS["administrator"].practitioner_id)
    for name, fields in (
        ("acknowledgeNotice", {"linkId": link}),
        ("changeChair", {"chairId": following, "reason": "Leave"}),
    ):
        command_id = uuid4()
        first = await sent(told, CHAIR, name, command_id, **fields)
        assert first["replayed"] is False
        assert await sent(told, CHAIR, name, command_id, **fields) == first | {"replayed": True}
        # Anything else under that id, and the same from anybody else, is refused as before.
        assert "code" in await sent(told, CHAIR, name, uuid4(), **fields)
        assert "code" in await sent(told, ACTORS["stranger"], name, command_id, **fields)
    other = await sent(told, CHAIR, "changeChair", command_id, chairId=following, reason="Another reason")
    assert other["code"] in ("only_convener_or_chair", "meeting_not_found")


async def test_a_retry_is_safe_under_an_id_that_somebody_else_used_first(told: Live) -> None:
    first, second, *_ = await notices(told, CHAIR, OPENING)
    command_id = uuid4()
    following = ACTORS["administrator"]
    changed = {"chairId": str(following.practitioner_id), "reason": "Leave"}
    assert "position" in await sent(told, CHAIR, "acknowledgeNotice", command_id, linkId=first)
    handed = await sent(told, ACTORS["convener"], "changeChair", command_id, **changed)
    assert "position" in handed
    noted = await sent(told, following, "acknowledgeNotice", command_id, linkId=second)
    assert "position" in noted
    again = await sent(told, following, "acknowledgeNotice", command_id, linkId=second)
    assert again == noted | {"replayed": True}
