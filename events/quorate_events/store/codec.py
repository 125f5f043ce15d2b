"""Reads and writes events: msgspec JSON, typed by the annotations of the event class.

The bytes are the event's own fields as a JSON object; stream and version stand in columns. A class that has
changed carries ``class_version`` and upcasters by the library's convention (``upcast_v1_v2(state)``, on a
plain dict).
"""

from collections.abc import Iterable
from dataclasses import MISSING, fields
from typing import Any, get_type_hints
from uuid import UUID

import msgspec
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import JSONTranscoder, Mapper, MapperDeserialisationError, StoredEvent
from msgspec.structs import asdict

from quorate_events.errors import QuorateError

_IN_COLUMNS = frozenset({"originator_id", "originator_version"})


class UnreadableEvent(QuorateError, MapperDeserialisationError):
    """Bytes on the log that do not make the event that their topic names."""

    code = "unreadable_event"


class UnknownTopic(UnreadableEvent):
    """A topic on the log that no event class has."""

    code = "unknown_topic"


class UnwritableEvent(QuorateError):
    """An event that holds a value which has no JSON form. A fault in the program."""

    code = "unwritable_event"


class _StoredVersion(msgspec.Struct):
    class_version: int = 1


class _EventReader:
    """Decodes the events of one class."""

    def __init__(self, event_class: type[Any]) -> None:
        self.event_class = event_class
        self.version: int = getattr(event_class, "class_version", 1)
        self._payload = payload_struct(event_class)
        self._decode = msgspec.json.Decoder(self._payload).decode
        self._peek = msgspec.json.Decoder(_StoredVersion)

    def read(self, data: bytes) -> dict[str, Any]:
        """Return the event's fields. Raises ``ValueError`` subclasses and whatever an upcaster raises."""
        if self.version > 1 and (stored_version := self._peek.decode(data).class_version) != self.version:
            payload = self._upcast(data, stored_version)
        else:
            payload = self._decode(data)
        state = asdict(payload)
        if state.pop("class_version") != self.version:
            raise ValueError("written by a newer version of the program")
        return state

    def _upcast(self, data: bytes, stored_version: int) -> Any:
        state: dict[str, Any] = msgspec.json.decode(data, type=dict[str, Any])
        if not 1 <= stored_version <= self.version:
            raise ValueError("written by a newer version of the program")
        for version in range(stored_version, self.version):
            getattr(self.event_class, f"upcast_v{version}_v{version + 1}")(state)
        state["class_version"] = self.version
        return msgspec.convert(state, self._payload)


def payload_struct(event_class: type[Any]) -> type[msgspec.Struct]:
    """Return the struct that the body of an event is read and written by."""
    hints = get_type_hints(event_class, include_extras=True)
    described: list[Any] = []
    for field in fields(event_class):
        if field.name in _IN_COLUMNS:
            continue
        if field.default is not MISSING:
            described.append((field.name, hints[field.name], field.default))
        elif field.default_factory is not MISSING:
            default = msgspec.field(default_factory=field.default_factory)
            described.append((field.name, hints[field.name], default))
        else:
            described.append((field.name, hints[field.name]))
    described.append(("class_version", int, 1))
    return msgspec.defstruct(f"{event_class.__name__}Payload", described, kw_only=True, gc=False)


class EventCodec(Mapper[UUID]):
    """The library's mapper with typed msgspec JSON in place of its transcoder.

    ``event_classes`` are frozen dataclasses on ``Aggregate.Event`` with a ``TOPIC`` of their own. Topics
    are looked up among these only; nothing is imported because a row on the log says so. Raises
    ``ValueError`` for a class without a topic and for two classes with the same one.
    """

    def __init__(self, event_classes: Iterable[type[Any]]) -> None:
        super().__init__(JSONTranscoder())
        self._classes: dict[str, type[Any]] = {}
        self._readers: dict[str, _EventReader] = {}
        for event_class in event_classes:
            topic = event_class.__dict__.get("TOPIC")
            if not topic:
                raise ValueError(f"{event_class.__qualname__} has no TOPIC of its own")
            if self._classes.setdefault(topic, event_class) is not event_class:
                raise ValueError(f"topic {topic} belongs to two event classes")

    @property
    def topics(self) -> frozenset[str]:
        """The topics that this codec can read."""
        return frozenset(self._classes)

    def to_stored_event(self, domain_event: DomainEventProtocol[UUID]) -> StoredEvent:
        """Encode an event. Raises :class:`UnwritableEvent` for a value without a JSON form."""
        event_class = type(domain_event)
        topic: str = event_class.__dict__.get("TOPIC", "")
        if self._classes.get(topic) is not event_class:
            raise UnwritableEvent(f"{event_class.__qualname__} is not among the codec's event classes.")
        state = dict(vars(domain_event))
        originator_id = state.pop("originator_id")
        originator_version = state.pop("originator_version")
        class_version: int = getattr(event_class, "class_version", 1)
        if class_version > 1:
            state["class_version"] = class_version
        encoded = _encoded(state)
        if encoded is None:
            raise UnwritableEvent(f"{topic} holds a value that cannot be written as JSON.")
        return StoredEvent(originator_id, originator_version, topic, encoded)

    def to_domain_event(self, stored_event: StoredEvent) -> Any:
        """Decode an event, without calling its ``__init__``.

        Raises :class:`UnknownTopic` and :class:`UnreadableEvent`; both name topic, stream and version,
        never content.
        """
        reader = self._readers.get(stored_event.topic) or self._reader(stored_event)
        state = _read(reader, stored_event.state)
        if state is None:
            raise UnreadableEvent(
                f"The event {_named(stored_event)} cannot be read.",
                "Compare the program's version with the one that wrote it.",
            )
        state["originator_id"] = stored_event.originator_id
        state["originator_version"] = stored_event.originator_version
        event = object.__new__(reader.event_class)
        object.__setattr__(event, "__dict__", state)
        return event

    def _reader(self, stored_event: StoredEvent) -> _EventReader:
        event_class = self._classes.get(stored_event.topic)
        if event_class is None:
            raise UnknownTopic(
                f"No event class has the topic of the event {_named(stored_event)}.",
                "Compare the program's version with the one that wrote it.",
            )
        reader = self._readers[stored_event.topic] = _EventReader(event_class)
        return reader


# The two functions below answer None instead of raising on, so that the error which quotes the content is
# not even the context of the one that leaves this module.


def _encoded(state: dict[str, Any]) -> bytes | None:
    try:
        return msgspec.json.encode(state)
    except (TypeError, ValueError, OverflowError, RecursionError):
        return None


def _read(reader: _EventReader, data: bytes) -> dict[str, Any] | None:
    try:
        return reader.read(data)
    except Exception:
        # An upcaster is the program's own code and may raise anything on a state that it does not expect.
        return None


def _named(stored_event: StoredEvent) -> str:
    place = f"stream {stored_event.originator_id}, version {stored_event.originator_version}"
    return f"{stored_event.topic} ({place})"
