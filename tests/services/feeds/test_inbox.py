"""What an agency's system posts becomes commands, once, and each message has a reply."""

import asyncio
import json
import signal
import sys
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from tests.conftest import Database
from tests.support.agency_scene import POLICE_SYSTEM, Scene, environment, message
from tests.support.folding import see_everything
from tests.support.history import POLICE, SCHOOL, SOCIAL_CARE, worker_of
from tests.support.kafka import until

from quorate_events.kafka.ports import Record
from quorate_events.people.membership import SuspendMember
from quorate_events.people.system_client import RegisterSystemClient
from quorate_services.feeds.messages import FOR_SYSTEMS
from quorate_services.feeds.replies import ACCEPTED, REFUSED

TEXT = {"heading": "worries", "text": "What we know.", "audience": "professionals_only"}


def answer(scene: Scene, invitation: object, **more: object) -> dict[str, object]:
    return {"meeting_id": scene.meeting_id, "invitation_id": invitation, "answer": "accepted", **more}


async def posted(scene: Scene, kind: str, body: Any, identity: str = "") -> tuple[str, str, dict[str, Any]]:
    """Post one message, and return the reply to it."""
    await scene.post(message(scene.topics().inbox, kind, body, identity))
    await scene.inbox().run(once=True)
    return (await scene.replies())[-1]


async def events(scene: Scene, topic: str) -> int:
    owner = await see_everything(scene.wiring.connections.dsn("quorate_owner"))  # type: ignore[arg-type]
    try:
        count = "select count(*) from quorate.stored_events where ledger = $1 and topic = $2"
        return int(await owner.fetchval(count, scene.wiring.ledger, topic))
    finally:
        await owner.close()


async def test_an_answer_and_a_contribution_are_put_on_the_record(scene: Scene) -> None:
    invitation = await scene.invite()
    kind, correlation, body = await posted(scene, "answer_invitation", answer(scene, invitation), "m-1")
    assert (kind, correlation) == (ACCEPTED, "m-1")
    assert (body["stream_id"], body["replayed"], body["offset"]) == (str(scene.meeting_id), False, 0)
    share = {"meeting_id": scene.meeting_id, "parts": [TEXT]}
    kind, _, body = await posted(scene, "submit_contribution", share)
    assert (kind, len(body["created"])) == (ACCEPTED, 1)
    # And its own feed shows what it shared.
    assert [each for each, _ in await scene.told()][-1] == "quorate.meeting.contribution_submitted"


async def test_the_same_message_again_has_no_second_effect(scene: Scene) -> None:
    invitation = await scene.invite()
    first = await posted(scene, "answer_invitation", answer(scene, invitation), "m-1")
    again = await posted(scene, "answer_invitation", answer(scene, invitation), "m-1")
    assert again[2] == {**first[2], "replayed": True, "offset": again[2]["offset"]}
    assert await events(scene, "quorate.meeting.invitation_answered") == 1
    other = await posted(scene, "answer_invitation", answer(scene, invitation, answer="apologies"), "m-1")
    assert (other[0], other[2]["code"]) == (REFUSED, "command_id_reused")


BAD: dict[str, tuple[str, object, str]] = {
    "no json": ("answer_invitation", b"{", "message_malformed"),
    "no utf-8": ("answer_invitation", b'{"a":"\xff"}', "message_malformed"),
    "no object": ("answer_invitation", [1], "message_malformed"),
    "deep": ("answer_invitation", b"[" * 100_000, "message_malformed"),
    "a field too many": ("answer_invitation", {"by": "somebody else"}, "message_malformed"),
    "a field missing": ("answer_invitation", {"answer": "accepted"}, "message_malformed"),
    "a wrong value": ("answer_invitation", {"meeting_id": "Sam Example"}, "message_malformed"),
    "no such type": ("delete_everything", {}, "command_unknown"),
    "no such meeting": (
        "answer_invitation",
        {"meeting_id": str(uuid4()), "invitation_id": str(uuid4()), "answer": "accepted"},
        "meeting_not_found",
    ),
    "another partnership's child": (
        "open_child_in_emergency", {"child_id": str(uuid4()), "reason": "r"}, "no_duty",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
async def test_whatever_is_wrong_is_refused_with_a_reply_and_the_next_is_taken(
    scene: Scene, name: str
) -> None:
    kind, body, code = BAD[name]
    invitation = await scene.invite()
    inbox = scene.topics().inbox
    await scene.post(
        message(inbox, kind, body, "bad"),
        message(inbox, "answer_invitation", answer(scene, invitation), "ok"),
    )
    await scene.inbox().run(once=True)
    refused, accepted = await scene.replies()
    assert (refused[0], refused[1], refused[2]["code"]) == (REFUSED, "bad", code)
    assert all((refused[2]["message"], refused[2]["suggestion"]))
    assert "Sam Example" not in json.dumps(refused[2])
    assert accepted[:2] == (ACCEPTED, "ok")


async def test_a_record_that_is_no_cloudevent_is_refused(scene: Scene) -> None:
    inbox = scene.topics().inbox
    bare = Record(inbox, None, b"{}", [])
    nothing = message(inbox, "answer_invitation", {}, "n")
    await scene.post(
        bare, Record(inbox, b"k", None, nothing.headers), Record(inbox, None, b"{}", [("ce_id", b"")])
    )
    strange = [(name, b"\xff" if name == "ce_type" else value) for name, value in nothing.headers]
    await scene.post(Record(inbox, None, b"{}", strange), Record(inbox, None, b"{}", [("ce_id", b"i" * 201)]))
    await scene.inbox().run(once=True)
    replies = await scene.replies()
    assert [each[2]["code"] for each in replies] == ["message_malformed"] * 5
    assert [each[1] for each in replies] == ["", "n", "", "n", ""]
    assert len({each[2]["offset"] for each in replies}) == 5


async def test_software_takes_no_attendance_and_runs_no_meeting(scene: Scene) -> None:
    await scene.invite()
    await scene.open()
    attendee = {
        "attendee_id": uuid4(),
        "role": "detective_sergeant",
        "status": "attended",
        "mode": "in_person",
    }
    body = {"meeting_id": scene.meeting_id, "attendees": [{**attendee, "agency_id": POLICE, "name": "A"}]}
    kind, _, told = await posted(scene, "record_attendance", body)
    assert (kind, told["code"]) == (REFUSED, "no_duty")


async def test_a_record_cannot_speak_for_another_agency(scene: Scene) -> None:
    await scene.invite()
    theirs = await scene.invite(SCHOOL, "designated_safeguarding_lead")
    for kind, body in (
        ("answer_invitation", answer(scene, theirs)),
        ("submit_contribution", {"meeting_id": scene.meeting_id, "agency_id": SCHOOL, "parts": [TEXT]}),
        ("say_nothing_held", {"meeting_id": scene.meeting_id, "agency_id": SCHOOL, "searched": "All"}),
    ):
        refused, _, told = await posted(scene, kind, body)
        assert (refused, told["code"]) == (REFUSED, "another_agency"), kind
    assert await events(scene, "quorate.meeting.contribution_submitted") == 0


async def test_nor_does_the_software_of_the_agency_that_convened(scene: Scene) -> None:
    system = worker_of(SOCIAL_CARE, 90)
    await scene.do(RegisterSystemClient(practitioner_id=system, name="Records", agency_id=SOCIAL_CARE))
    feeds = scene.wiring.settings.kafka_feeds
    assert feeds is not None
    more = f'[care]\nagency_id = "{SOCIAL_CARE}"\nclient_id = "{system}"\n'
    feeds.write_text(feeds.read_text() + more)
    await scene.apply_topics()
    await scene.invite(SOCIAL_CARE, "social_worker")
    theirs = await scene.invite()
    await scene.post(message(scene.topics("care").inbox, "answer_invitation", answer(scene, theirs)))
    await scene.inbox("care").run(once=True)
    assert [each[2]["code"] for each in await scene.replies("care")] == ["another_agency"]


async def test_an_agency_that_is_not_invited_is_told_that_there_is_no_such_meeting(scene: Scene) -> None:
    body = {"meeting_id": scene.meeting_id, "searched": "All"}
    assert (await posted(scene, "say_nothing_held", body))[2]["code"] == "meeting_not_found"


async def test_a_suspended_client_is_refused(scene: Scene) -> None:
    invitation = await scene.invite()
    await scene.do(SuspendMember(practitioner_id=POLICE_SYSTEM, reason="r"))
    assert (await posted(scene, "answer_invitation", answer(scene, invitation)))[2][
        "code"
    ] == "client_not_active"


async def test_a_message_that_is_too_large_is_refused(scene: Scene) -> None:
    async with scene.admin() as admin:
        await admin.configure(scene.topics().inbox, {"max.message.bytes": str(8 * 1024 * 1024)})
    body = {"meeting_id": scene.meeting_id, "searched": "x" * (1024 * 1024)}
    assert (await posted(scene, "say_nothing_held", body))[2]["code"] == "message_too_large"


OTHER_SESSIONS = """
select pg_terminate_backend(pid) from pg_stat_activity
where usename = current_user and datname = current_database() and pid <> pg_backend_pid()
"""


async def test_a_lost_database_is_waited_for(scene: Scene, database: Database) -> None:
    invitation = await scene.invite()
    inbox = scene.inbox()
    async with scene.running(inbox):
        await until(lambda: inbox.state.failing == "" and not inbox.state.answered)
        owner, app = await asyncpg.connect(database.owner_dsn), await asyncpg.connect(database.app_dsn)
        try:
            await owner.execute(f"revoke connect on database {database.name} from quorate_app, public")
            await app.execute(OTHER_SESSIONS)
            await scene.post(message(scene.topics().inbox, "answer_invitation", answer(scene, invitation)))
            await until(lambda: inbox.state.failing)
            assert await scene.replies() == []
        finally:
            await owner.execute(f"grant connect on database {database.name} to quorate_app")
            await owner.close()
            await app.close()
        await until(lambda: inbox.state.accepted == 1)
    assert len(await scene.replies()) == 1


HANGS_BEFORE_COMMIT = """
import asyncio, sys, time
from kafka import KafkaProducer
from quorate_events.kafka.feeds import declared_feeds
from quorate_services.composition import open_event_log, open_office, watching, wire
from quorate_services.database import open_database
from quorate_services.feeds.inbox import Inbox
from quorate_services.feeds.topics import all_topics, topics_of
from quorate_services.settings import Settings

def hang(producer):
    print("between", flush=True)
    time.sleep(600)

KafkaProducer.commit_transaction = hang

async def main():
    settings = Settings.load()
    feed = declared_feeds(settings.kafka_feeds)[0]
    names = topics_of(all_topics(settings), feed)
    async with open_database(settings, print) as connections:
        wiring = wire(settings, connections)
        async with watching(wiring) as board, open_event_log(wiring) as log:
            async with open_office(wiring, log, board) as office:
                topics = (names.inbox, names.replies, names.position)
                await Inbox(feed, office, settings.kafka, topics, wiring.house.clock).run()

asyncio.run(main())
"""


async def test_killed_between_command_and_commit_the_effect_and_the_reply_are_there_once(
    scene: Scene,
) -> None:
    invitation = await scene.invite()
    await scene.post(message(scene.topics().inbox, "answer_invitation", answer(scene, invitation), "m-1"))
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", HANGS_BEFORE_COMMIT, env=environment(scene), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    async with asyncio.timeout(60):
        assert await process.stdout.readline() == b"between\n"
    process.send_signal(signal.SIGKILL)
    await process.wait()
    # The command was carried out; nobody was told.
    assert await events(scene, "quorate.meeting.invitation_answered") == 1
    assert await scene.replies() == []
    await scene.inbox().run(once=True)
    assert await events(scene, "quorate.meeting.invitation_answered") == 1
    ((kind, correlation, body),) = await scene.replies()
    assert (kind, correlation, body["replayed"]) == (ACCEPTED, "m-1", True)
    # And what was answered is not taken again.
    again = scene.inbox()
    await again.run(once=True)
    assert again.state.answered == 0


def test_no_command_of_the_list_for_software_runs_a_meeting() -> None:
    assert "quorate.command.answer_invitation" in FOR_SYSTEMS
    assert "quorate.command.submit_contribution" in FOR_SYSTEMS
    assert not {"quorate.command.record_attendance", "quorate.command.convene_meeting"} & FOR_SYSTEMS.keys()


async def test_a_message_whose_data_the_database_refuses_is_answered_and_the_next_one_taken(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = scene.office.commands.find

    async def refuse(stream_id: UUID) -> object:
        if stream_id == POLICE_SYSTEM:
            monkeypatch.setattr(scene.office.commands, "find", find)
            raise asyncpg.NumericValueOutOfRangeError("of this one message")
        return await find(stream_id)

    monkeypatch.setattr(scene.office.commands, "find", refuse)
    topic = scene.topics().inbox
    await scene.post(message(topic, "no_such", {}, "first"))
    invitation = await scene.invite()
    await scene.post(
        message(topic, "answer_invitation", answer(scene, invitation), "bad"),
        message(topic, "answer_invitation", answer(scene, invitation), "next"),
    )
    await scene.inbox().run(once=True)
    told = [(kind, identity, body.get("code")) for kind, identity, body in await scene.replies()]
    assert told == [
        (REFUSED, "first", "command_unknown"),
        (REFUSED, "bad", "command_failed"),
        (ACCEPTED, "next", None),
    ]
