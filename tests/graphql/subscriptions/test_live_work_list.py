"""A live work list: told of the meetings that concern the viewer, and of no others."""

from datetime import date
from typing import Any
from uuid import UUID

WORK_LIST = "subscription { workListChanged { position meetingIds } }"


async def test_the_first_message_is_a_snapshot(connecting: Any, people: Any, shown_meeting: UUID) -> None:
    async with connecting.as_(people.police.practitioner_id) as live:
        await live.subscribe(WORK_LIST)
        change = (await live.next())["workListChanged"]
    assert change["meetingIds"] == []
    assert change["position"] > 0


async def test_what_happens_in_a_meeting_of_ones_own_is_told(
    connecting: Any, api: Any, people: Any, shown_meeting: UUID
) -> None:
    async with connecting.as_(people.police.practitioner_id) as live:
        await live.subscribe(WORK_LIST)
        await live.next()
        sent = await api.command(
            "cancelMeeting", people.chair, meetingId=str(shown_meeting), reason="Convened twice"
        )
        change = (await live.next())["workListChanged"]
    assert change == {"position": sent["position"], "meetingIds": [str(shown_meeting)]}


async def test_what_happens_elsewhere_is_not_told(
    connecting: Any, api: Any, people: Any, shown_meeting: UUID, another_meeting: UUID
) -> None:
    async with connecting.as_(people.health.practitioner_id) as live:
        await live.subscribe(WORK_LIST)
        await live.next()
        await api.command("cancelMeeting", people.chair, meetingId=str(shown_meeting), reason="Twice")
        await api.command(
            "inviteAgency",
            people.chair,
            meetingId=str(another_meeting),
            agencyId=str(people.health.agency_id),
            role="health_visitor",
            why="Known to the service",
            asked="What is known",
        )
        change = (await live.next())["workListChanged"]
    assert change["meetingIds"] == [str(another_meeting)]


async def test_an_action_is_told_to_its_owner_who_was_not_invited(
    connecting: Any, api: Any, people: Any, shown_meeting: UUID
) -> None:
    meeting = {"meetingId": str(shown_meeting)}
    async with connecting.as_(people.health.practitioner_id) as live:
        await live.subscribe(WORK_LIST)
        await live.next()
        await api.command("openSitting", people.chair, **meeting)
        sent = await api.command(
            "agreeAction",
            people.chair,
            **meeting,
            what="Weigh the baby",
            agencyId=str(people.health.agency_id),
            role="health_visitor",
            due=date(2190, 1, 1).isoformat(),
            measure="Weights on the chart",
        )
        change = (await live.next())["workListChanged"]
        read = "query ($at: Int) { actions(first: 100, atLeastPosition: $at) { nodes { actionId } } }"
        listed = await api.ask(read, people.health, at=change["position"])
    assert change["meetingIds"] == [str(shown_meeting)]
    assert sent["created"][0] in [each["actionId"] for each in listed["actions"]["nodes"]]


async def test_nobody_has_no_work_list(connecting: Any) -> None:
    async with connecting.as_(None) as live:
        await live.subscribe(WORK_LIST)
        message = await live.receive()
    assert message["payload"]["errors"][0]["extensions"]["code"] == "not_identified"
