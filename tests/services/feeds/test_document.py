"""What stands on agencies' topics, and what they may post, is as the AsyncAPI document says."""

import json
from uuid import UUID

import jsonschema
import pytest
from tests.graphql.access.withheld import meetings
from tests.services.feeds.test_markers import steps, systems
from tests.support.agency_scene import message
from tests.support.feeding import Told, follow
from tests.support.marked_history import Timed, marked_history

from quorate_events.command_service import Answer, Receipt
from quorate_events.kafka.feeds import AgencyFeed
from quorate_events.kafka.ports import Partition, Received, Record
from quorate_events.meetings.invitations import AnswerInvitation
from quorate_events.meetings.vocabulary import InvitationAnswer
from quorate_services.feeds.edges import Moment, edge
from quorate_services.feeds.messages import CommandUnknown, MessageMalformed, read_message
from quorate_services.feeds.records import of_end
from quorate_services.feeds.replies import accepted, refused, reply_to
from quorate_services.reference.asyncapi import document

DOCUMENT = document()
FEED = AgencyFeed("police", UUID(int=1), UUID(int=2))


def check(record: Record, channel: str) -> str:
    """Hold a record against the document; returns its type."""
    told = {name: value.decode() for name, value in record.headers}
    kind = told["ce_type"]
    assert kind in DOCUMENT["channels"][channel]["messages"], kind
    described = DOCUMENT["components"]["messages"][kind]
    (trait,) = (each["$ref"].rpartition("/")[2] for each in described["traits"])
    jsonschema.validate(told, DOCUMENT["components"]["messageTraits"][trait]["headers"])
    schema = {**described["payload"], "components": DOCUMENT["components"]}
    jsonschema.validate(json.loads(record.value or b"null"), schema)
    return kind


def received(record: Record) -> Received:
    return Received(Partition(record.topic, 0), 7, record.key, record.value, record.headers, 0)


def test_what_a_feed_tells_is_described() -> None:
    history, told = marked_history(3, kind=Timed), Told()
    for actor in systems().values():
        for meeting_id in meetings(history):
            last = Moment(0, history.now)
            for step in steps(history, meeting_id):
                after = Moment(step.position, step.time)
                told.take(edge(follow(history, meeting_id), actor, last, after, history.now), step.position)
                last = after
    assert len({check(record, "feed") for record in told.records}) > 15
    end = of_end("stoke", UUID(int=3), 9, history.now, "topic")
    assert check(end, "feed") == "quorate.feed.access_ended"


def test_replies_are_described_and_say_what_they_answer() -> None:
    posted = received(message("topic", "answer_invitation", {}, "m-1"))
    receipt = Receipt(Answer(UUID(int=3), 4, (UUID(int=5),)), 9, False)
    for answer in (accepted(posted, receipt), refused(posted, CommandUnknown())):
        reply = reply_to(posted, answer, "topic", "stoke", marked_history(3).now)
        check(reply, "replies")
        assert dict(reply.headers)["ce_correlationid"] == b"m-1"


@pytest.mark.parametrize("name", DOCUMENT["channels"]["inbox"]["messages"])
def test_every_command_that_is_described_is_known(name: str) -> None:
    posted = message("topic", name.removeprefix("quorate.command."), {})
    with pytest.raises(MessageMalformed):
        read_message(received(posted), FEED)


def test_a_described_command_is_read_as_it_is_meant() -> None:
    body = {"meeting_id": str(UUID(int=3)), "invitation_id": str(UUID(int=4)), "answer": "accepted"}
    posted = message("topic", "answer_invitation", body, "m-1")
    check(posted, "inbox")
    read = read_message(received(posted), FEED)
    assert read.command == AnswerInvitation(
        meeting_id=UUID(int=3), invitation_id=UUID(int=4), answer=InvitationAnswer.ACCEPTED
    )
    other = AgencyFeed("school", UUID(int=1), UUID(int=9))
    assert read_message(received(posted), other).command_id != read.command_id


def test_the_agency_may_be_left_out_where_it_speaks_for_itself() -> None:
    posted = message("topic", "say_nothing_held", {"meeting_id": str(UUID(int=3)), "searched": "All"})
    check(posted, "inbox")
    assert read_message(received(posted), FEED).command.agency_id == FEED.agency_id  # type: ignore[attr-defined]
