"""No message says, by coming or by what it holds, that something happened which the viewer may not know of."""

from typing import Any
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from tests.support.sign_in import may_sign_in

from quorate_events.access.actor import Duty
from quorate_events.context import Recorder
from quorate_events.meetings.emergency import OpenInEmergency
from quorate_events.meetings.vocabulary import Sector
from quorate_events.people.agency import RegisterAgency
from quorate_events.people.practitioner import RegisterPractitioner, in_order

MEETING = "subscription ($meeting: UUID!) { meetingChanged(meetingId: $meeting) { kinds } }"
WORK_LIST = "subscription { workListChanged { meetingIds } }"
RESTRICTED = {
    "heading": "WORRIES",
    "text": "An informant says so.",
    "audience": "RESTRICTED",
    "restriction": {"ground": "POLICE_INTELLIGENCE", "reason": "An informant", "agencyIds": []},
}


@pytest_asyncio.fixture
async def watched(api: Any, people: Any, shown_meeting: UUID, visible: Any) -> dict[str, str]:
    """A meeting to which health are invited too, and in which the police shared a part that health may not know of."""
    meeting = {"meetingId": str(shown_meeting)}
    await accepted(
        api, people.chair, "inviteAgency", **meeting, agencyId=str(people.health.agency_id),
        role="health_visitor", why="Known to the service", asked="What is known",
    )  # fmt: skip
    shared = await accepted(api, people.police, "submitContribution", **meeting, parts=[RESTRICTED] * 2)
    await visible(shared["position"])
    return {**meeting, "partId": shared["created"][1]}


async def accepted(api: Any, by: Any, name: str, **fields: Any) -> Any:
    answer = await api.command(name, by, **fields)
    assert answer["__typename"] == "CommandAccepted", answer
    return answer


async def something_hidden(api: Any, people: Any, watched: dict[str, str], visible: Any) -> None:
    """Everything that can happen to a part, each seen by the views before the next."""
    meeting = {"meetingId": watched["meetingId"]}
    for name, fields in (
        ("submitContribution", {**meeting, "parts": [RESTRICTED]}),
        ("correctPart", {**watched, "text": "He says so.", "reason": "Wrong word"}),
        ("withdrawPart", {**watched, "reason": "Not sure"}),
    ):
        sent = await accepted(api, people.police, name, **fields)
        await visible(sent["position"])


async def declare(api: Any, by: Any, watched: dict[str, str], level: str = "CURRENT") -> None:
    await accepted(api, by, "declareInvolvement", meetingId=watched["meetingId"], level=level)


async def test_what_happens_to_a_part_is_told_to_nobody_who_may_not_know_of_it(
    connecting: Any, api: Any, people: Any, watched: Any, visible: Any
) -> None:
    async with connecting.as_(people.health.practitioner_id) as live:
        await live.subscribe(MEETING, meeting=watched["meetingId"])
        await live.next()
        await something_hidden(api, people, watched, visible)
        await declare(api, people.police, watched)
        message = (await live.next())["meetingChanged"]
    assert message["kinds"] == ["quorate.meeting.involvement_declared"]


@pytest.mark.parametrize("who", ["chair", "police"])
async def test_the_chair_and_the_agency_itself_are_told(
    connecting: Any, api: Any, people: Any, watched: Any, visible: Any, who: str
) -> None:
    told: set[str] = set()
    async with connecting.as_(getattr(people, who).practitioner_id) as live:
        await live.subscribe(MEETING, meeting=watched["meetingId"])
        await live.next()
        await something_hidden(api, people, watched, visible)
        while "quorate.meeting.part_withdrawn" not in told:
            told |= set((await live.next())["meetingChanged"]["kinds"])
    assert told == {
        "quorate.meeting.contribution_submitted",
        "quorate.meeting.part_corrected",
        "quorate.meeting.part_withdrawn",
    }


async def test_that_an_agency_has_answered_is_told_whoever_may_read_what(
    connecting: Any, api: Any, people: Any, shown_meeting: UUID, visible: Any
) -> None:
    meeting = {"meetingId": str(shown_meeting)}
    sent = await accepted(
        api, people.chair, "inviteAgency", **meeting, agencyId=str(people.health.agency_id),
        role="health_visitor", why="Known to the service", asked="What is known",
    )  # fmt: skip
    await visible(sent["position"])
    async with connecting.as_(people.health.practitioner_id) as live:
        await live.subscribe(MEETING, meeting=str(shown_meeting))
        await live.next()
        await accepted(api, people.police, "submitContribution", **meeting, parts=[RESTRICTED])
        message = (await live.next())["meetingChanged"]
    assert message["kinds"] == ["quorate.meeting.contribution_submitted"]


async def test_an_opening_in_an_emergency_is_told_to_the_chair_and_not_to_other_watchers(
    connecting: Any, api: Any, office: Any, people: Any, watched: Any, visible: Any
) -> None:
    outsider = await somebody_else(office)
    opening = OpenInEmergency(meeting_id=UUID(watched["meetingId"]), reason="A child is at the door")
    async with (
        connecting.as_(people.health.practitioner_id) as live,
        connecting.as_(people.chair.practitioner_id) as chair,
    ):
        for each in (live, chair):
            await each.subscribe(MEETING, meeting=watched["meetingId"])
            await each.next()
        done = await office.commands.execute(opening, command_id=uuid4(), by=outsider)
        await visible(done.position)
        assert (await chair.next())["meetingChanged"]["kinds"] == ["quorate.meeting.opened_in_emergency"]
        # That the chair took note of it would tell that there is something to take note of.
        link = str(done.answer.created[0])
        await accepted(api, people.chair, "acknowledgeNotice", meetingId=watched["meetingId"], linkId=link)
        assert (await chair.next())["meetingChanged"]["kinds"] == ["quorate.meeting.notice_acknowledged"]
        await declare(api, people.police, watched)
        message = (await live.next())["meetingChanged"]
    assert message["kinds"] == ["quorate.meeting.involvement_declared"]


@pytest.mark.parametrize("duty", [Duty.DATA_PROTECTION_OFFICER, Duty.AUDITOR])
async def test_who_sees_every_opening_or_every_look_is_told_of_it_too(
    connecting: Any, office: Any, people: Any, watched: Any, visible: Any, duty: Duty
) -> None:
    member_id, outsider = uuid4(), await somebody_else(office)
    register = RegisterPractitioner(
        practitioner_id=member_id,
        name="A Person",
        agency_id=people.health.agency_id,
        duties=in_order({Duty.PRACTITIONER, duty}),
    )
    await office.commands.execute(register, command_id=uuid4(), by=Recorder(uuid4(), uuid4()))
    await may_sign_in(office.commands, member_id)
    opening = OpenInEmergency(meeting_id=UUID(watched["meetingId"]), reason="A child is at the door")
    async with connecting.as_(member_id) as live:
        await live.subscribe(MEETING, meeting=watched["meetingId"])
        await live.next()
        done = await office.commands.execute(opening, command_id=uuid4(), by=outsider)
        await visible(done.position)
        message = (await live.next())["meetingChanged"]
    assert message["kinds"] == ["quorate.meeting.opened_in_emergency"]


async def somebody_else(office: Any) -> Recorder:
    """Somebody of an agency that is not invited, who may sign in."""
    by = Recorder(uuid4(), uuid4())
    for command in (
        RegisterAgency(agency_id=by.agency_id, name="Housing", sector=Sector.HOUSING),
        RegisterPractitioner(practitioner_id=by.practitioner_id, name="A Person", agency_id=by.agency_id),
    ):
        await office.commands.execute(command, command_id=uuid4(), by=Recorder(uuid4(), uuid4()))
    await may_sign_in(office.commands, by.practitioner_id)
    return by


async def test_a_work_list_says_nothing_of_parts_that_are_hidden(
    connecting: Any, api: Any, people: Any, watched: Any, visible: Any, another_meeting: UUID
) -> None:
    async with connecting.as_(people.health.practitioner_id) as live:
        await live.subscribe(WORK_LIST)
        await live.next()
        await something_hidden(api, people, watched, visible)
        await accepted(
            api, people.chair, "inviteAgency", meetingId=str(another_meeting),
            agencyId=str(people.health.agency_id), role="health_visitor", why="Known", asked="What is known",
        )  # fmt: skip
        message = (await live.next())["workListChanged"]
    assert message["meetingIds"] == [str(another_meeting)]


async def test_who_only_owns_an_action_is_told_only_when_their_work_changes(
    connecting: Any, api: Any, people: Any, shown_meeting: UUID, visible: Any
) -> None:
    meeting = {"meetingId": str(shown_meeting)}
    await accepted(api, people.chair, "openSitting", **meeting)
    agreed = await accepted(
        api, people.chair, "agreeAction", **meeting, what="Weigh the baby", role="health_visitor",
        agencyId=str(people.health.agency_id), due="2190-01-01", measure="Weights on the chart",
    )  # fmt: skip
    await visible(agreed["position"])
    async with connecting.as_(people.health.practitioner_id) as live:
        await live.subscribe(WORK_LIST)
        await live.next()
        sent = await accepted(
            api, people.police, "giveView", **meeting, agencyId=str(people.police.agency_id),
            position="AGREES", reasoning="It is needed", childId=str(people.child_id),
        )  # fmt: skip
        await visible(sent["position"])
        await declare(api, people.police, {"meetingId": str(shown_meeting)})
        sent = await accepted(api, people.health, "acceptAction", **meeting, actionId=agreed["created"][0])
        message = await live.receive()
        assert message["payload"]["data"]["workListChanged"]["meetingIds"] == [str(shown_meeting)]
        await visible(sent["position"])
        await live.send(type="ping")
        # Not a second message: what the police did was not told.
        assert (await live.receive())["type"] == "pong"
