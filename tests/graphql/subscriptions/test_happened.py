"""What subscriptions have to know of an event: its kind, and the ids of the parts that it is about. Never a text."""

from uuid import UUID, uuid4

import msgspec

from quorate_events.meetings.contributions import ContributionSubmitted
from quorate_events.meetings.emergency import OpenedInEmergency
from quorate_events.meetings.parts import PartCorrected
from quorate_graphql.changes import Change, Happened
from quorate_graphql.happened import changes_of, happened_in


def test_every_part_of_a_contribution_is_something_that_happened() -> None:
    ids = [uuid4(), uuid4()]
    content = msgspec.json.encode(
        {"agency_id": uuid4(), "parts": [{"part_id": each, "text": "t"} for each in ids]}
    )
    topic = ContributionSubmitted.TOPIC
    assert list(happened_in(topic, content)) == [Happened(topic, each) for each in ids]


def test_a_correction_is_about_one_part() -> None:
    part_id, topic = uuid4(), PartCorrected.TOPIC
    content = msgspec.json.encode({"part_id": part_id, "text": "t", "reason": "r", "class_version": 7})
    assert list(happened_in(topic, content)) == [Happened(topic, part_id)]


def test_an_event_about_parts_that_cannot_be_read_is_about_none_that_anybody_knows() -> None:
    for content in (b"{", b"[]", b'{"part_id": 7}', None):
        assert list(happened_in(PartCorrected.TOPIC, content)) == [Happened(PartCorrected.TOPIC)]


def test_other_events_are_told_by_their_topic_only() -> None:
    assert list(happened_in(OpenedInEmergency.TOPIC, None)) == [Happened(OpenedInEmergency.TOPIC)]


def test_what_happened_on_one_stream_is_one_change_in_the_order_of_the_latest() -> None:
    one, other = UUID(int=1), UUID(int=2)
    rows = [(one, 1, "a"), (other, 2, "a"), (one, 3, "b")]
    changes = changes_of(
        {"stream_id": stream, "position": position, "topic": topic, "content": None}  # type: ignore[misc]
        for stream, position, topic in rows
    )
    assert changes == [
        Change(other, 2, frozenset({Happened("a")})),
        Change(one, 3, frozenset({Happened("a"), Happened("b")})),
    ]
