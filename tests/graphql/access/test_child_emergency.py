"""Whoever has a child in front of them opens all the records about it: each chair is told, and it ends by itself."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from tests.support.access_scene import ACTORS, POLICE, ROLES
from tests.support.history import SOCIAL_CARE
from tests.support.live_scene import NEXT_DOOR, Kept, Live, kept_scenes

from quorate_events.access.actor import Actor, Duty
from quorate_events.meetings.convening import ConveneMeeting
from quorate_events.meetings.invitations import InviteAgency
from quorate_events.meetings.values import ChildSubject
from quorate_events.meetings.vocabulary import MeetingKind, MeetingStatus
from quorate_events.people.child import RegisterChild
from quorate_events.people.nhs_number import check_digit
from quorate_services.postgres.cluster import Cluster

OPEN = """mutation ($input: OpenChildInEmergencyInput!, $id: UUID!) {
    openChildInEmergency(input: $input, commandId: $id) { __typename
        ... on CommandAccepted { position created replayed } ... on CommandRefused { code suggestion } } }"""
MINE = "query ($at: Int) { openedInEmergency(atLeastPosition: $at) { nodes { meetingId byChildId until reason } } }"
OPENINGS = (
    "query ($at: Int) { emergencyOpenings(atLeastPosition: $at) { nodes { meetingId byChildId reason } } }"
)
MEETING = "query ($id: UUID!) { meeting(id: $id) { reason } }"
NOTICES = """query ($id: UUID!, $at: Int) {
    workList(meetingId: $id, kinds: [NOTE_EMERGENCY_OPENING], atLeastPosition: $at) { nodes { why } } }"""
LOOKS = "query ($id: UUID!) { looksAtChild(childId: $id) { nodes { what ground practitionerId meetingId } } }"
WATCH = "subscription ($id: UUID!) { meetingChanged(meetingId: $id) { position } }"
ROWS = "select count(*) from meeting_record.meetings where meeting_id = $1"
WREN, NHS = UUID(int=0x3E4), f"999000001{check_digit('999000001')}"
NHS_UNKNOWN = f"999000002{check_digit('999000002')}"
WHY = "The child is in the waiting room"
STRANGER, COLLEAGUE, AUDITOR = ACTORS["stranger"], ACTORS["emergency over"], ACTORS["auditor"]


@pytest_asyncio.fixture(scope="module")
async def kept(cluster: Cluster, migrated_template: str) -> AsyncIterator[Kept]:
    state = (MeetingStatus.IN_SESSION,)
    async with kept_scenes(cluster, migrated_template, "child_tests", state) as kept:
        yield kept


@pytest_asyncio.fixture
async def told(kept: Kept) -> AsyncIterator[Live]:
    """One scene for each test: the clock moves on."""
    async with kept.cloned() as live:
        await register(live)
        yield live


async def register(told: Live) -> None:
    """One child with a meeting and an NHS number; two with one name and birthday, and a meeting each."""
    by, born, commands = ACTORS["convener"].recorder, date(2021, 5, 5), told.office.commands
    children = ((WREN, "Wren Hay", NHS), (uuid4(), "Robin Hay", None), (uuid4(), "Robin Hay", None))
    for child_id, name, number in children:
        child = RegisterChild(child_id=child_id, name=name, date_of_birth=born, nhs_number=number)
        await commands.execute(child, command_id=uuid4(), by=by)
        convene = ConveneMeeting(
            meeting_id=uuid4(),
            kind=MeetingKind.STRATEGY_DISCUSSION,
            reason="A strategy discussion",
            scheduled_for=told.office.clock.now() + timedelta(days=1),
            chair_id=ACTORS["administrator"].practitioner_id,
            children=(ChildSubject(child_id),),
        )
        sent = await commands.execute(convene, command_id=uuid4(), by=by)
    await visible(told, sent.position)


@pytest_asyncio.fixture
async def second(told: Live) -> UUID:
    """A second meeting about the child, which lies ahead and has another chair."""
    meeting, by, commands = uuid4(), ACTORS["convener"].recorder, told.office.commands
    convene = ConveneMeeting(
        meeting_id=meeting,
        kind=MeetingKind.REVIEW_CONFERENCE,
        reason="A review",
        scheduled_for=told.office.clock.now() + timedelta(days=30),
        chair_id=ACTORS["administrator"].practitioner_id,
        children=(ChildSubject(child_of(told)),),
    )
    await commands.execute(convene, command_id=uuid4(), by=by)
    invite = InviteAgency(meeting_id=meeting, agency_id=POLICE, role=ROLES[POLICE], why="w", asked="a")
    await visible(told, (await commands.execute(invite, command_id=uuid4(), by=by)).position)
    return meeting


def child_of(told: Live) -> UUID:
    return told.scenes[MeetingStatus.IN_SESSION].child_id


def first_of(told: Live) -> UUID:
    return told.scenes[MeetingStatus.IN_SESSION].meeting_id


async def visible(told: Live, position: int) -> None:
    await told.office.board.wait_for(told.office.projections, position, 30)


async def send(
    told: Live, actor: Actor, child: UUID, reason: str = WHY, command_id: UUID | None = None
) -> dict[str, Any]:
    return await by(told, actor, reason, command_id, childId=str(child))


async def by(
    told: Live, actor: Actor, reason: str = WHY, command_id: UUID | None = None, **child: str
) -> dict[str, Any]:
    """Name the child in any way."""
    command = {**child, "reason": reason}
    result = await told.send(actor, OPEN, input=command, id=str(command_id or uuid4()))
    assert result.errors is None, result.errors
    answer = dict(result.data["openChildInEmergency"])
    if "position" in answer:
        await visible(told, answer["position"])
    return answer


async def reads(told: Live, actor: Actor, meeting: UUID) -> bool:
    """Whether the API shows the meeting; PostgreSQL has to say the same."""
    result = await told.send(actor, MEETING, id=str(meeting))
    rows = await told.asking(actor).views.fetchval(ROWS, meeting)
    assert rows == (0 if result.errors else 1)
    return result.errors is None


async def test_it_opens_every_meeting_about_the_child_to_that_person(told: Live, second: UUID) -> None:
    sent = await send(told, STRANGER, child_of(told))
    assert len(sent["created"]) == 2
    result = await told.send(STRANGER, MINE)
    mine = {each["meetingId"]: each["byChildId"] for each in result.data["openedInEmergency"]["nodes"]}
    assert mine == dict.fromkeys((str(first_of(told)), str(second)), str(child_of(told)))
    for meeting in (first_of(told), second):
        assert await reads(told, STRANGER, meeting)
        assert not await reads(told, COLLEAGUE, meeting)


async def test_each_chair_and_the_data_protection_officer_are_told(told: Live, second: UUID) -> None:
    at = (await send(told, STRANGER, child_of(told)))["position"]
    for chair, meeting in ((ACTORS["chair"], first_of(told)), (ACTORS["administrator"], second)):
        result = await told.send(chair, NOTICES, id=str(meeting), at=at)
        assert WHY in [item["why"] for item in result.data["workList"]["nodes"]]
    result = await told.send(ACTORS["data protection officer"], OPENINGS, at=at)
    seen = {each["meetingId"] for each in result.data["emergencyOpenings"]["nodes"] if each["reason"] == WHY}
    assert seen == {str(first_of(told)), str(second)}


async def test_it_ends_by_itself_for_all_of_them(told: Live, second: UUID) -> None:
    await send(told, STRANGER, child_of(told))
    told.office.clock.moment += timedelta(minutes=60)  # type: ignore[attr-defined]
    for meeting in (first_of(told), second):
        assert not await reads(told, STRANGER, meeting)
    assert (await told.send(STRANGER, MINE)).data["openedInEmergency"]["nodes"] == []


async def test_what_is_watched_ends_at_its_time_although_nothing_happens(told: Live) -> None:
    await send(told, STRANGER, child_of(told))
    clock = told.office.clock
    clock.moment += timedelta(minutes=60) - timedelta(milliseconds=50)  # type: ignore[attr-defined]
    stream: Any = await told.schema.subscribe(
        WATCH, variable_values={"id": str(first_of(told))}, context_value=told.asking(STRANGER)
    )
    assert (await anext(stream)).errors is None
    waiting = asyncio.create_task(anext(stream))
    await asyncio.sleep(0)
    clock.moment += timedelta(milliseconds=50)  # type: ignore[attr-defined]
    async with asyncio.timeout(10):
        ended = await waiting
    assert [error.extensions["code"] for error in ended.errors] == ["meeting_not_found"]
    await stream.aclose()


async def test_every_look_is_recorded_on_that_ground(told: Live, second: UUID) -> None:
    await send(told, STRANGER, child_of(told))
    for meeting in (first_of(told), second):
        assert await reads(told, STRANGER, meeting)
    async with asyncio.timeout(10):
        while told.office.looks.waiting:  # noqa: ASYNC110 - the book tells nobody
            await asyncio.sleep(0.01)
    result = await told.send(AUDITOR, LOOKS, id=str(child_of(told)))
    looks = [
        (each["what"], each["ground"], each["meetingId"])
        for each in result.data["looksAtChild"]["nodes"]
        if each["practitionerId"] == str(STRANGER.practitioner_id)
    ]
    assert sorted(looks) == sorted(
        ("meeting", "emergency", str(meeting)) for meeting in (first_of(told), second)
    )


async def test_a_meeting_that_is_open_anyway_is_left_alone(told: Live, second: UUID) -> None:
    """Health is invited to the first meeting, and not to the second."""
    sent = await send(told, ACTORS["invited"], child_of(told))
    assert len(sent["created"]) == 1
    assert await reads(told, ACTORS["invited"], second)


async def test_who_was_excluded_from_a_meeting_is_not_let_in_by_the_child(told: Live, second: UUID) -> None:
    excluded = ACTORS["excluded invited"]
    await send(told, excluded, child_of(told))
    assert not await reads(told, excluded, first_of(told))
    assert await reads(told, excluded, second)


async def test_nothing_to_open_is_one_answer_whyever(told: Live) -> None:
    answers = [await send(told, STRANGER, each) for each in (NEXT_DOOR, uuid4())]
    # So is a child with no meeting but one that excluded the person, and one whose records are all open anyway.
    for name in ("excluded former", "invited", "chair", "convener"):
        answers.append(await send(told, ACTORS[name], child_of(told)))
    # Two children of that name and birthday, and nobody.
    answers.append(await by(told, STRANGER, name="Robin Hay", dateOfBirth="2021-05-05"))
    answers.append(await by(told, STRANGER, name="Nobody Known", dateOfBirth="2021-05-05"))
    answers.append(await by(told, STRANGER, name="Wren Hay", dateOfBirth="2021-05-06"))
    answers.append(await by(told, STRANGER, nhsNumber=NHS_UNKNOWN))
    assert all(each == answers[0] for each in answers)
    assert answers[0]["code"] == "nothing_to_open"


async def test_the_child_is_found_by_nhs_number_and_by_name_and_birthday(told: Live) -> None:
    for child in ({"nhsNumber": NHS}, {"name": "wren  hay", "dateOfBirth": "2021-05-05"}):
        sent = await by(told, STRANGER, **child)
        assert len(sent["created"]) == 1, sent
        told.office.clock.moment += timedelta(minutes=61)  # type: ignore[attr-defined]
    mine = (await told.send(ACTORS["data protection officer"], OPENINGS)).data["emergencyOpenings"]["nodes"]
    assert {each["byChildId"] for each in mine if each["reason"] == WHY} == {str(WREN)}


@pytest.mark.parametrize(
    "child",
    [
        {},
        {"nhsNumber": NHS_UNKNOWN, "childId": str(uuid4())},
        {"name": "Wren Hay"},
        {"dateOfBirth": "2021-05-05"},
        {"name": "Wren Hay", "dateOfBirth": "2021-05-05", "nhsNumber": NHS_UNKNOWN},
    ],
)
async def test_the_child_is_named_in_one_way(told: Live, child: dict[str, str]) -> None:
    assert (await by(told, STRANGER, **child))["code"] == "name_the_child"


async def test_a_number_that_is_none_is_not_quoted(told: Live) -> None:
    command = {"nhsNumber": "9990000000", "reason": WHY}
    result = await told.send(STRANGER, OPEN, input=command, id=str(uuid4()))
    assert result.data["openChildInEmergency"]["code"] == "nhs_number_invalid"
    assert "9990000000" not in str(result)


async def test_an_attempt_in_vain_stands_in_the_record_of_looks(told: Live) -> None:
    await by(told, STRANGER, nhsNumber=NHS_UNKNOWN)
    child = uuid4()
    await send(told, STRANGER, child)
    async with asyncio.timeout(10):
        while told.office.looks.waiting:  # noqa: ASYNC110 - the book tells nobody
            await asyncio.sleep(0.01)
    document = """query ($id: UUID!) { looksBy(practitionerId: $id) { nodes { what refused childIds } } }"""
    result = await told.send(AUDITOR, document, id=str(STRANGER.practitioner_id))
    assert [look["childIds"] for look in result.data["looksBy"]["nodes"]] == [[str(child)], []]
    assert {look["what"] for look in result.data["looksBy"]["nodes"]} == {"open_child_in_emergency"}


async def test_without_a_reason_nothing_is_found_out(told: Live) -> None:
    for child in (child_of(told), NEXT_DOOR, uuid4()):
        assert (await send(told, STRANGER, child, reason=" "))["code"] == "blank_text"


async def test_no_other_duty_opens_them(told: Live) -> None:
    for name in ("stranger's system", "administrator elsewhere", "owner's coordinator", "auditor"):
        assert (await send(told, ACTORS[name], child_of(told)))["code"] == "no_duty"
    partner = Actor(uuid4(), SOCIAL_CARE, frozenset({Duty.SAFEGUARDING_PARTNER}))
    assert (await send(told, partner, child_of(told)))["code"] == "no_duty"


async def test_sent_twice_it_opens_once(told: Live) -> None:
    command_id = uuid4()
    first = await send(told, STRANGER, child_of(told), command_id=command_id)
    again = await send(told, STRANGER, child_of(told), command_id=command_id)
    assert (again["created"], again["replayed"]) == (first["created"], True)
