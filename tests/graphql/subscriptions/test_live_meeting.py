"""A live meeting: a snapshot, then every change, for those who may see it and for as long as they may."""

from typing import Any
from uuid import UUID, uuid4

MEETING = """subscription ($meeting: UUID!) {
    meetingChanged(meetingId: $meeting) { position meetingId kinds query { viewer { agencyId } } } }"""


async def test_the_first_message_is_a_snapshot(connecting: Any, people: Any, shown_meeting: UUID) -> None:
    async with connecting.as_(people.police.practitioner_id) as live:
        await live.subscribe(MEETING, meeting=str(shown_meeting))
        change = (await live.next())["meetingChanged"]
    assert change["meetingId"] == str(shown_meeting)
    assert change["kinds"] == []
    assert change["query"]["viewer"]["agencyId"] == str(people.police.agency_id)


async def test_a_command_of_one_agency_is_seen_by_another(
    connecting: Any, api: Any, people: Any, shown_meeting: UUID, a_part: Any
) -> None:
    async with connecting.as_(people.chair.practitioner_id) as live:
        await live.subscribe(MEETING, meeting=str(shown_meeting))
        await live.next()
        sent = await api.command(
            "submitContribution", people.police, meetingId=str(shown_meeting), parts=[a_part]
        )
        change = (await live.next())["meetingChanged"]
    assert change["position"] == sent["position"]
    assert change["kinds"] == ["quorate.meeting.contribution_submitted"]


async def test_another_meeting_is_not_told(
    connecting: Any, api: Any, people: Any, shown_meeting: UUID, a_part: Any, another_meeting: UUID
) -> None:
    async with connecting.as_(people.chair.practitioner_id) as live:
        await live.subscribe(MEETING, meeting=str(shown_meeting))
        await live.next()
        for meeting in (another_meeting, shown_meeting):
            await api.command("submitContribution", people.police, meetingId=str(meeting), parts=[a_part])
        change = (await live.next())["meetingChanged"]
    assert change["meetingId"] == str(shown_meeting)


async def test_a_meeting_that_is_not_for_the_viewer_looks_like_none(
    connecting: Any, people: Any, shown_meeting: UUID
) -> None:
    async with connecting.as_(people.health.practitioner_id) as live:
        errors = []
        for meeting in (shown_meeting, uuid4()):
            await live.subscribe(MEETING, meeting=str(meeting))
            errors.append((await live.receive())["payload"]["errors"][0])
            assert (await live.receive())["type"] == "complete"
    assert errors[0]["extensions"]["code"] == "meeting_not_found"
    assert errors[0] == errors[1]


async def test_who_is_no_longer_invited_is_told_nothing_more(
    connecting: Any, api: Any, people: Any, shown_meeting: UUID, visible: Any
) -> None:
    invited = await api.command(
        "inviteAgency",
        people.chair,
        meetingId=str(shown_meeting),
        agencyId=str(people.health.agency_id),
        role="health_visitor",
        why="Known to the service",
        asked="What is known",
    )
    await visible(invited["position"])
    async with connecting.as_(people.health.practitioner_id) as live:
        await live.subscribe(MEETING, meeting=str(shown_meeting))
        await live.next()
        await api.command(
            "withdrawInvitation",
            people.chair,
            meetingId=str(shown_meeting),
            invitationId=invited["created"][0],
            reason="Invited by mistake",
        )
        message = await live.receive()
        assert message["payload"]["errors"][0]["extensions"]["code"] == "meeting_not_found"
        assert (await live.receive())["type"] == "complete"


async def test_who_is_excluded_is_told_nothing_more(
    connecting: Any, api: Any, people: Any, shown_meeting: UUID
) -> None:
    opened = await api.command("openSitting", people.chair, meetingId=str(shown_meeting))
    assert opened["__typename"] == "CommandAccepted", opened
    async with connecting.as_(people.police.practitioner_id) as live:
        await live.subscribe(MEETING, meeting=str(shown_meeting))
        await live.next()
        excluded = {
            "attendeeId": str(people.police.practitioner_id),
            "practitionerId": str(people.police.practitioner_id),
            "agencyId": str(people.police.agency_id),
            "role": "police_officer",
            "status": "EXCLUDED",
        }
        sent = await api.command(
            "recordAttendance", people.chair, meetingId=str(shown_meeting), attendees=[excluded]
        )
        assert sent["__typename"] == "CommandAccepted", sent
        message = await live.receive()
        while message["type"] == "next" and message["payload"].get("errors") is None:
            # The opened sitting may have been told after the snapshot; never the exclusion.
            assert message["payload"]["data"]["meetingChanged"]["position"] < sent["position"]
            message = await live.receive()
        assert message["payload"]["errors"][0]["extensions"]["code"] == "meeting_not_found"
        assert (await live.receive())["type"] == "complete"
    read = "query ($at: Int) { meetings(first: 100, atLeastPosition: $at) { nodes { meetingId } } }"
    listed = await api.ask(read, people.police, at=sent["position"])
    assert str(shown_meeting) not in [each["meetingId"] for each in listed["meetings"]["nodes"]]
    answer = await api.command(
        "declareInvolvement", people.police, meetingId=str(shown_meeting), level="CURRENT"
    )
    assert answer["code"] == "meeting_not_found"


async def test_nobody_sees_no_meeting(connecting: Any, shown_meeting: UUID) -> None:
    async with connecting.as_(None) as live:
        await live.subscribe(MEETING, meeting=str(shown_meeting))
        message = await live.receive()
    assert message["payload"]["errors"][0]["extensions"]["code"] == "not_identified"


async def test_who_leaves_is_forgotten(
    connecting: Any, office: Any, people: Any, shown_meeting: UUID
) -> None:
    before = office.changes.subscribers
    async with connecting.as_(people.chair.practitioner_id) as live:
        subscription = await live.subscribe(MEETING, meeting=str(shown_meeting))
        await live.next()
        assert office.changes.subscribers == before + 1
        await live.send(type="complete", id=subscription)
        await live.send(type="ping")
        assert (await live.receive())["type"] == "pong"
    assert office.changes.subscribers == before
