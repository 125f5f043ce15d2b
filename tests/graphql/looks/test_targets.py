"""A look names what it was at: the meetings and children of an answer, and the person whom a record is about."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio
from tests.support.access_scene import ACTORS, Scene
from tests.support.live_scene import Live, live_scenes

from quorate_events.access.policy import Look
from quorate_events.meetings.vocabulary import MeetingStatus
from quorate_services.postgres.cluster import Cluster

OFFICER = ACTORS["data protection officer"]
PERSON = ACTORS["author"].practitioner_id


@pytest_asyncio.fixture(scope="module")
async def told(cluster: Cluster, migrated_template: str) -> AsyncIterator[Live]:
    states = (MeetingStatus.CONVENED, MeetingStatus.IN_SESSION, MeetingStatus.CLOSED)
    async with live_scenes(cluster, migrated_template, "looks_tests", states) as live:
        yield live


class Kept:
    """A book that keeps what is written for the test to read."""

    def __init__(self) -> None:
        self.looks: list[Look] = []

    async def write(self, look: Look, *_: Any) -> None:
        self.looks.append(look)


@pytest.fixture
def book(told: Live, monkeypatch: pytest.MonkeyPatch) -> list[Look]:
    """What is written down from now on."""
    kept = Kept()
    monkeypatch.setattr(told.office.looks, "write", kept.write)
    return kept.looks


@pytest.mark.parametrize(
    ("document", "what"),
    [
        ("query ($id: UUID!) { looksBy(practitionerId: $id) { totalCount } }", "looks_by_person"),
        ("query ($id: UUID!) { signInChanges(practitionerId: $id) { totalCount } }", "sign_in_changes"),
    ],
)
async def test_whose_record_was_read_is_written_down(
    told: Live, book: list[Look], document: str, what: str
) -> None:
    await told.send(OFFICER, document, id=str(PERSON))
    (look,) = book
    assert (look.what, look.about_practitioner_id) == (what, PERSON)


async def test_the_meetings_and_children_of_emergency_openings_are_written_down(
    told: Live, book: list[Look]
) -> None:
    await told.send(OFFICER, "{ emergencyOpenings(first: 100) { nodes { meetingId } } }")
    scene = told.scenes[MeetingStatus.CLOSED]
    (look,) = [look for look in book if look.meeting_id == scene.meeting_id]
    assert (look.what, look.child_ids) == ("emergency_openings", (scene.child_id,))


async def test_that_nothing_was_there_to_be_read_is_a_look_too(told: Live, book: list[Look]) -> None:
    await told.send(OFFICER, "{ chairChanges { nodes { meetingId } } }")
    assert [look.what for look in book] == ["chair_changes"]


@pytest.mark.parametrize("field", ["timeliness", "quoracy"])
async def test_a_read_that_names_no_child_is_a_look_at_those_of_the_meeting(
    told: Live, book: list[Look], field: str
) -> None:
    scene = told.scenes[MeetingStatus.CLOSED]
    await told.send(
        ACTORS["author"], f"query ($id: UUID!) {{ {field}(meetingId: $id) {{ status }} }}", **of(scene)
    )
    assert [look.child_ids for look in book] == [(scene.child_id,)]


@pytest.mark.parametrize("who", ["author", "owner"])
async def test_an_action_for_all_children_is_a_look_at_each_of_them(
    told: Live, book: list[Look], who: str
) -> None:
    scene = told.scenes[MeetingStatus.CLOSED]
    document = "query ($id: UUID!) { actions(meetingId: $id) { nodes { childIds } } }"
    answer = await told.send(ACTORS[who], document, **of(scene))
    shown = answer.data["actions"]["nodes"]
    assert shown == [{"childIds": []}] * (2 if who == "author" else 1)
    assert [look.child_ids for look in book] == [(scene.child_id,)] * len(shown)


LISTS = {
    "earlier_meeting": "query ($child: UUID!) { earlierMeetings(childId: $child) { meetingId } }",
    "meeting_listed": "query ($child: UUID!) { meetings(childId: $child) { totalCount } }",
    "action": "query ($id: UUID!) { actions(meetingId: $id) { totalCount } }",
    "work_listed": "query ($id: UUID!) { workList(meetingId: $id) { totalCount } }",
    "work_counted": "query ($id: UUID!) { workCounts(meetingId: $id) { items } }",
}


@pytest.mark.parametrize("what", LISTS)
@pytest.mark.parametrize(("who", "reason"), [("stranger", "not_concerned"), ("auditor", "no_duty")])
async def test_a_list_by_an_id_that_is_not_theirs_is_a_refusal(
    told: Live, book: list[Look], what: str, who: str, reason: str
) -> None:
    scene = told.scenes[MeetingStatus.CLOSED]
    unknown = {"id": str(uuid4()), "child": str(uuid4())}
    for variables in (of(scene), unknown):
        await told.send(ACTORS[who], LISTS[what], **variables)
    assert [(look.what, look.refused) for look in book] == [(what, reason)] * 2
    assert scene.meeting_id == book[0].meeting_id or book[0].child_ids == (scene.child_id,)


@pytest.mark.parametrize("what", LISTS)
async def test_a_list_without_an_id_that_shows_nothing_is_no_refusal(
    told: Live, book: list[Look], what: str
) -> None:
    if "$child" not in LISTS[what]:
        field = LISTS[what].split("{")[1].split("(")[0].strip()
        answers = LISTS[what].split(")")[-1].removesuffix("}").strip()
        await told.send(ACTORS["stranger"], f"{{ {field} {answers} }}")
    await told.send(ACTORS["author"], LISTS[what], **of(told.scenes[MeetingStatus.CONVENED]))
    assert [look for look in book if look.refused] == []


def of(scene: Scene) -> dict[str, str]:
    return {"id": str(scene.meeting_id), "child": str(scene.child_id)}


COMMANDS: dict[str, tuple[str, dict[str, Any], str]] = {
    "submit_contribution": ("stranger", {"parts": [{"heading": "WORRIES", "text": "t"}]}, "not_concerned"),
    "release_part": ("invited", {"partId": str(uuid4())}, "not_concerned"),
    "open_sitting": ("author", {}, "not_concerned"),
    "decline_contribution": ("invited", {"agencyId": str(uuid4()), "reason": "x"}, "not_concerned"),
    "confirm_record": ("analyst", {"summary": "x"}, "no_duty"),
}


@pytest.mark.parametrize("what", COMMANDS)
async def test_a_command_on_what_is_not_the_senders_is_a_refusal(
    told: Live, book: list[Look], what: str
) -> None:
    who, fields, reason = COMMANDS[what]
    meeting = told.scenes[MeetingStatus.CONVENED].meeting_id
    answer = await command(told, who, what, meetingId=str(meeting), **fields)
    assert answer["__typename"] == "CommandRefused", answer
    (look,) = book
    assert (look.what, look.refused, look.meeting_id) == (what, reason, meeting)
    assert look.actor.practitioner_id == ACTORS[who].practitioner_id
    assert [str(part) for part in look.part_ids] == [
        value for name, value in fields.items() if name == "partId"
    ]


async def test_whom_a_refused_command_named_is_written_down(told: Live, book: list[Look]) -> None:
    child, person = uuid4(), PERSON
    meeting = str(told.scenes[MeetingStatus.IN_SESSION].meeting_id)
    view = {"position": "AGREES", "reasoning": "x", "childId": str(child)}
    await command(told, "author", "give_view", meetingId=meeting, **view)
    await command(told, "stranger", "suspend_member", practitionerId=str(person), reason="x")
    assert [(look.child_ids, look.about_practitioner_id) for look in book] == [((child,), None), ((), person)]


async def test_a_command_that_is_refused_for_its_content_is_no_look(told: Live, book: list[Look]) -> None:
    meeting = str(told.scenes[MeetingStatus.CONVENED].meeting_id)
    answer = await command(told, "invited", "say_nothing_held", meetingId=meeting, searched=" ")
    assert answer["__typename"] == "CommandRefused"
    assert book == []


async def command(told: Live, who: str, what: str, **fields: Any) -> Any:
    """Send a command by the name it is written down with."""
    kind = what.title().replace("_", "")
    document = f"""mutation ($input: {kind}Input!, $id: UUID!) {{
        answer: {kind[0].lower()}{kind[1:]}(input: $input, commandId: $id) {{
            __typename ... on CommandRefused {{ code }} }} }}"""
    answer = await told.send(ACTORS[who], document, input=fields, id=str(uuid4()))
    assert answer.errors is None, answer.errors
    return answer.data["answer"]
