"""Events to bytes and back."""

import json
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID, uuid4

import msgspec
import pytest
from eventsourcing.domain import Aggregate
from eventsourcing.persistence import StoredEvent
from hypothesis import given
from hypothesis import strategies as st

from quorate_events.store import EventCodec, UnknownTopic, UnreadableEvent, UnwritableEvent

from .examples import NOON


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Part(msgspec.Struct, frozen=True):
    part_id: UUID
    text: str
    due: date | None = None
    tags: tuple[str, ...] = ()


class Everything(Aggregate.Event):
    TOPIC: ClassVar[str] = "quorate.test.everything"
    text: str
    number: int
    share: float
    yes: bool
    who: UUID
    colour: Colour
    on: date
    at: datetime
    part: Part
    parts: tuple[Part, ...]
    by_id: dict[UUID, Part]
    by_colour: dict[Colour, int]
    maybe: Part | None
    nothing: None
    later: str = "a default"


class Renamed(Aggregate.Event):
    """Version 1 had ``name``; version 2 ``full_name``; version 3 adds ``names``."""

    TOPIC: ClassVar[str] = "quorate.test.renamed"
    class_version: ClassVar[int] = 3
    full_name: str
    names: tuple[str, ...]

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        state["full_name"] = state.pop("name")

    @staticmethod
    def upcast_v2_v3(state: dict[str, Any]) -> None:
        state["names"] = state["full_name"].split()


CODEC = EventCodec([Everything, Renamed])
TEXT = st.text(st.characters(exclude_categories=["Cs"]))
MOMENTS = st.datetimes(timezones=st.just(UTC) | st.none())
PARTS = st.builds(
    Part,
    part_id=st.uuids(),
    text=TEXT,
    due=st.none() | st.dates(),
    tags=st.lists(TEXT, max_size=3).map(tuple),
)
EVERYTHING = st.builds(
    Everything,
    originator_id=st.uuids(),
    originator_version=st.integers(1, 2**63 - 1),
    timestamp=MOMENTS,
    text=TEXT,
    number=st.integers(-(2**63), 2**64 - 1),
    share=st.floats(allow_nan=False, allow_infinity=False),
    yes=st.booleans(),
    who=st.uuids(),
    colour=st.sampled_from(Colour),
    on=st.dates(),
    at=MOMENTS,
    part=PARTS,
    parts=st.lists(PARTS, max_size=3).map(tuple),
    by_id=st.dictionaries(st.uuids(), PARTS, max_size=3),
    by_colour=st.dictionaries(st.sampled_from(Colour), st.integers(0, 9)),
    maybe=st.none() | PARTS,
    nothing=st.none(),
    later=TEXT,
)


def kept(topic: str, state: object, stream: UUID | None = None) -> StoredEvent:
    data = state if isinstance(state, bytes) else json.dumps(state).encode()
    return StoredEvent(stream or uuid4(), 4, topic, data)


@given(EVERYTHING)
def test_every_event_comes_back_equal_and_of_the_same_types(event):
    again = CODEC.to_domain_event(CODEC.to_stored_event(event))
    assert again == event
    assert [type(value) for value in vars(again).values()] == [
        type(vars(event)[name]) for name in vars(again)
    ]


@given(EVERYTHING)
def test_the_bytes_are_a_json_object_without_what_stands_in_columns(event):
    state = json.loads(CODEC.to_stored_event(event).state)
    assert "text" in state
    assert not {"originator_id", "originator_version", "class_version"} & set(state)


@given(EVERYTHING)
def test_a_field_that_was_added_with_a_default_is_filled_in(event):
    stored = CODEC.to_stored_event(event)
    state = json.loads(stored.state)
    del state["later"]
    assert CODEC.to_domain_event(kept(Everything.TOPIC, state)).later == "a default"


def a_renamed_event() -> Renamed:
    return Renamed(
        originator_id=uuid4(), originator_version=4, timestamp=NOON, full_name="A B", names=("A", "B")
    )


@pytest.mark.parametrize(
    "state",
    [
        pytest.param({"timestamp": "2026-03-02T12:00:00Z", "name": "A B"}, id="written by version 1"),
        pytest.param(
            {"timestamp": "2026-03-02T12:00:00Z", "full_name": "A B", "class_version": 2}, id="by version 2"
        ),
    ],
)
def test_older_events_are_brought_up_to_date(state):
    event = CODEC.to_domain_event(kept(Renamed.TOPIC, state))
    assert (event.full_name, event.names, event.timestamp) == ("A B", ("A", "B"), NOON)
    assert not hasattr(event, "name")


def test_the_newest_version_is_read_without_upcasting():
    event = a_renamed_event()
    assert CODEC.to_domain_event(CODEC.to_stored_event(event)) == event


@pytest.mark.parametrize("version", [4, 0, -1, 10**30, "two", None])
def test_a_version_that_this_program_does_not_know_is_refused(version):
    state = {"timestamp": "2026-03-02T12:00:00Z", "full_name": "A", "names": [], "class_version": version}
    with pytest.raises(UnreadableEvent):
        CODEC.to_domain_event(kept(Renamed.TOPIC, state))


@given(st.sampled_from([Everything.TOPIC, Renamed.TOPIC]), st.binary())
def test_any_other_bytes_are_refused_with_their_place(topic, data):
    stream = uuid4()
    with pytest.raises(UnreadableEvent) as caught:
        CODEC.to_domain_event(kept(topic, data, stream))
    assert topic in str(caught.value)
    assert f"stream {stream}, version 4" in str(caught.value)


@pytest.mark.parametrize("topic", ["quorate.test.gone", "os:system", "subprocess:Popen", ""])
def test_an_unknown_topic_is_refused_and_nothing_is_imported(topic):
    with pytest.raises(UnknownTopic, match="version 4"):
        CODEC.to_domain_event(kept(topic, {}))


def test_an_error_of_reading_holds_nothing_of_the_content():
    stored = kept(Everything.TOPIC, {"colour": "the-secret", "timestamp": "the-secret"})
    with pytest.raises(UnreadableEvent) as caught:
        CODEC.to_domain_event(stored)
    assert "the-secret" not in str(caught.value)
    assert caught.value.__context__ is None


def test_a_value_without_a_json_form_is_refused():
    event = Renamed(originator_id=uuid4(), originator_version=1, timestamp=NOON, full_name=object(), names=())
    with pytest.raises(UnwritableEvent):
        CODEC.to_stored_event(event)


def test_an_event_class_that_the_codec_was_not_given_is_refused():
    with pytest.raises(UnwritableEvent, match="Renamed"):
        EventCodec([Everything]).to_stored_event(a_renamed_event())


def test_event_classes_need_topics_of_their_own():
    class Nameless(Aggregate.Event):
        pass

    class Twin(Aggregate.Event):
        TOPIC: ClassVar[str] = "quorate.test.renamed"

    with pytest.raises(ValueError, match="no TOPIC"):
        EventCodec([Nameless])
    with pytest.raises(ValueError, match="two event classes"):
        EventCodec([Renamed, Twin])
