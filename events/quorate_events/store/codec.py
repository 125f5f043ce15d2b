"""Reads and writes events: msgspec JSON, typed by the annotations of the event class.

The bytes are the event's own fields as a JSON object; stream and version stand in columns. A class that has
changed carries ``class_version`` and upcasters by the library's convention (``upcast_v1_v2(state)``, on a
plain dict). With a keyring, what is personal stands in ``sealed`` and is empty in its own place.
"""

from collections.abc import Iterable, MutableMapping, Sequence
from dataclasses import MISSING, fields
from typing import Any, get_type_hints
from uuid import UUID

import msgspec
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import JSONTranscoder, Mapper, MapperDeserialisationError, StoredEvent
from msgspec.structs import asdict

from quorate_events.errors import QuorateError
from quorate_events.personal import ERASED
from quorate_events.vault.fields import IN_COLUMNS, Around, Found, Leaf, Plan, plan_of, put_back, take_out
from quorate_events.vault.keyring import KeyNotAtHand, Keyring
from quorate_events.vault.seal import Place, SealBroken, Sealed, open_sealed, seal


class UnreadableEvent(QuorateError, MapperDeserialisationError):
    """Bytes on the log that do not make the event that their topic names."""

    code = "unreadable_event"


class UnknownTopic(UnreadableEvent):
    """A topic on the log that no event class has."""

    code = "unknown_topic"


class UnwritableEvent(QuorateError):
    """An event that holds a value which has no JSON form. A fault in the program."""

    code = "unwritable_event"


_REPORT_IT = "Report it: this is a fault in the program, and nothing was written."


class SealedUnreadable(UnreadableEvent):
    """What is sealed in an event was altered, belongs to another place, or has no key."""

    code = "sealed_unreadable"


class _StoredVersion(msgspec.Struct):
    class_version: int = 1


class _SealedOnly(msgspec.Struct):
    sealed: tuple[Sealed, ...] = ()


class _KeysOnly(msgspec.Struct, gc=False):
    keys: tuple[UUID, ...]


_sealed_in = msgspec.json.Decoder(_SealedOnly).decode
_keys_in = msgspec.json.Decoder(list[_KeysOnly]).decode
_MARK = b'"sealed":['


class _EventReader:
    """Decodes the events of one class."""

    def __init__(self, event_class: type[Any]) -> None:
        self.event_class = event_class
        self.version: int = getattr(event_class, "class_version", 1)
        self._payload = payload_struct(event_class)
        self._plan = plan_of(event_class)
        self._leaves: dict[str, Leaf] = {}
        self._decode = msgspec.json.Decoder(self._payload).decode
        self._peek = msgspec.json.Decoder(_StoredVersion)

    def read(self, stored: StoredEvent, keyring: Keyring | None) -> dict[str, Any]:
        """Return the event's fields.

        Raises ``ValueError`` subclasses, ``SealBroken``, ``KeyNotAtHand`` and whatever an upcaster raises.
        """
        data = stored.state
        if self.version > 1 and (stored_version := self._peek.decode(data).class_version) != self.version:
            state = asdict(self._upcast(stored, stored_version, keyring))
            del state["sealed"]
        else:
            state = asdict(self._decode(data))
            if sealed := state.pop("sealed"):
                for each in sealed:
                    self._put_back(state, each, stored, keyring)
        if state.pop("class_version") != self.version:
            raise ValueError("written by a newer version of the program")
        return state

    def _put_back(
        self, state: dict[str, Any], sealed: Sealed, stored: StoredEvent, keyring: Keyring | None
    ) -> None:
        values = _opened(sealed, stored, keyring)
        for number, path in enumerate(sealed.fields):
            leaf = self._leaves.get(path)
            if leaf is None:
                leaf = self._leaves[path] = self._plan.leaf(path.split("."))
            put_back(state, path, leaf.erased if values is None else leaf.read(values[number]))

    def _upcast(self, stored: StoredEvent, stored_version: int, keyring: Keyring | None) -> Any:
        state: dict[str, Any] = msgspec.json.decode(stored.state, type=dict[str, Any])
        if not 1 <= stored_version <= self.version:
            raise ValueError("written by a newer version of the program")
        # An upcaster sees the event as it was written: what was sealed is put back before it.
        for sealed in msgspec.convert(state.pop("sealed", ()), tuple[Sealed, ...]):
            values = _opened(sealed, stored, keyring)
            for number, path in enumerate(sealed.fields):
                put_back(state, path, ERASED if values is None else values[number])
        for version in range(stored_version, self.version):
            getattr(self.event_class, f"upcast_v{version}_v{version + 1}")(state)
        state["class_version"] = self.version
        return msgspec.convert(state, self._payload)


def _opened(sealed: Sealed, stored: StoredEvent, keyring: Keyring | None) -> list[Any] | None:
    if keyring is None:
        raise KeyNotAtHand("This process has no keys.", "Name the key-encryption key in the settings.")
    return open_sealed(keyring, _place(stored.originator_id, stored.originator_version, stored.topic), sealed)


def _place(originator_id: UUID | str, version: int, topic: str) -> Place:
    stream_id = originator_id if isinstance(originator_id, UUID) else UUID(originator_id)
    return Place(stream_id, version, topic)


def payload_struct(event_class: type[Any]) -> type[msgspec.Struct]:
    """Return the struct that the body of an event is read and written by."""
    hints = get_type_hints(event_class, include_extras=True)
    described: list[Any] = []
    for field in fields(event_class):
        if field.name in IN_COLUMNS:
            continue
        if field.default is not MISSING:
            described.append((field.name, hints[field.name], field.default))
        elif field.default_factory is not MISSING:
            default = msgspec.field(default_factory=field.default_factory)
            described.append((field.name, hints[field.name], default))
        else:
            described.append((field.name, hints[field.name]))
    described.append(("class_version", int, 1))
    described.append(("sealed", tuple[Sealed, ...], ()))
    return msgspec.defstruct(f"{event_class.__name__}Payload", described, kw_only=True, gc=False)


class EventCodec(Mapper[UUID]):
    """The library's mapper with typed msgspec JSON in place of its transcoder.

    ``event_classes`` are frozen dataclasses on ``Aggregate.Event`` with a ``TOPIC`` of their own. Topics
    are looked up among these only; nothing is imported because a row on the log says so. Raises
    ``ValueError`` for a class without a topic and for two classes with the same one.

    With a ``keyring`` personal fields are sealed. Its keys are fetched beforehand: :meth:`encode` does that, and
    :meth:`ready` for events that are then read by :meth:`to_domain_event`.
    """

    def __init__(self, event_classes: Iterable[type[Any]], keyring: Keyring | None = None) -> None:
        super().__init__(JSONTranscoder())
        self.keyring = keyring
        self._plans: dict[type[Any], Plan] = {}
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

    async def encode(
        self, events: Sequence[Any], subjects: MutableMapping[UUID, Sequence[UUID]] | None = None
    ) -> list[StoredEvent]:
        """Encode events that are written together, once the keys they need are at hand.

        ``subjects`` says, for each meeting, about which children it was before the first of them, and is brought up
        to date. Raises ``UnwritableEvent``, ``PersonErased``, ``KeyServiceUnavailable``.
        """
        keyring = self.keyring
        if keyring is None:
            return [self.to_stored_event(event) for event in events]
        about = {} if subjects is None else subjects
        taken = []
        for event in events:
            stream_id = event.originator_id
            about[stream_id] = after = _subjects_after(event, about.get(stream_id, ()))
            taken.append(self._taken(event, after))
        owners = [each.owners for _, found in taken for each in found]
        if not keyring.at_hand(owners):
            await keyring.ready({each for together in owners for each in together}, for_writing=True)
        return [self._stored(event, *each) for event, each in zip(events, taken, strict=True)]

    async def ready(self, stored_events: Iterable[Any]) -> None:
        """Bring to hand the keys that stored events need, so that they can be read until the next await.

        Anything with a ``state`` of bytes will do. Raises ``KeyServiceUnavailable``, ``KeyEncryptionLost``.
        """
        keyring = self.keyring
        if keyring is None:
            return
        wanted: set[UUID] = set()
        for each in stored_events:
            # What is sealed is written last; inside of a text the quotes would be escaped.
            start = each.state.rfind(_MARK)
            if start >= 0:
                owners = _owners_in(each.state, start + len(_MARK) - 1)
                if not keyring.at_hand(owners):
                    wanted.update(*owners)
        if wanted:
            await keyring.ready(wanted)

    def sealed_in(self, state: bytes) -> tuple[Sealed, ...]:
        """Return what is sealed in a body, unopened."""
        return _sealed_of(state)

    def to_stored_event(self, domain_event: DomainEventProtocol[UUID]) -> StoredEvent:
        """Encode an event that stands alone, its keys being at hand. Raises :class:`UnwritableEvent`."""
        return self._stored(domain_event, *self._taken(domain_event, _subjects_after(domain_event, ())))

    def _taken(self, event: Any, subjects: Sequence[UUID]) -> tuple[dict[str, Any], list[Found]]:
        """Return the fields of an event without what is personal, and that."""
        state = dict(vars(event))
        if self.keyring is None:
            return state, []
        event_class = type(event)
        plan = self._plans.get(event_class)
        if plan is None:
            plan = self._plans[event_class] = plan_of(event_class)
        if not plan:
            return state, []
        recorder = state["by"].practitioner_id
        together = tuple(sorted(subjects)) if len(subjects) > 1 else tuple(subjects)
        return state, take_out(plan, state, Around(event.originator_id, together, recorder))

    def _stored(self, domain_event: Any, state: dict[str, Any], found: list[Found]) -> StoredEvent:
        event_class = type(domain_event)
        topic: str = event_class.__dict__.get("TOPIC", "")
        if self._classes.get(topic) is not event_class:
            raise UnwritableEvent(
                f"{event_class.__qualname__} is not among the codec's event classes.", _REPORT_IT
            )
        originator_id = state.pop("originator_id")
        originator_version = state.pop("originator_version")
        class_version: int = getattr(event_class, "class_version", 1)
        if class_version > 1:
            state["class_version"] = class_version
        if found and self.keyring is not None:
            state["sealed"] = seal(self.keyring, _place(originator_id, originator_version, topic), found)
        encoded = _encoded(state)
        if encoded is None:
            raise UnwritableEvent(f"{topic} holds a value that cannot be written as JSON.", _REPORT_IT)
        return StoredEvent(originator_id, originator_version, topic, encoded)

    def to_domain_event(self, stored_event: StoredEvent) -> Any:
        """Decode an event, without calling its ``__init__``.

        Raises :class:`UnknownTopic` and :class:`UnreadableEvent`; both name topic, stream and version,
        never content.
        """
        reader = self._readers.get(stored_event.topic) or self._reader(stored_event)
        state = _read(reader, stored_event, self.keyring)
        if state is _SEALED:
            raise SealedUnreadable(
                f"What is sealed in the event {_named(stored_event)} cannot be opened.",
                "Check the data keys and their key-encryption key; find out with `quorate verify` whether the log "
                "was altered.",
            )
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


_SEALED: dict[str, Any] = {}
"""Stands for what cannot be opened."""


def _read(reader: _EventReader, stored: StoredEvent, keyring: Keyring | None) -> dict[str, Any] | None:
    try:
        return reader.read(stored, keyring)
    except (SealBroken, KeyNotAtHand):
        return _SEALED
    except Exception:
        # An upcaster is the program's own code and may raise anything on a state that it does not expect.
        return None


def _sealed_of(state: bytes) -> tuple[Sealed, ...]:
    try:
        return _sealed_in(state).sealed
    except msgspec.MsgspecError:
        # Whoever reads the event is told that it cannot be read.
        return ()


def _owners_in(state: bytes, start: int) -> list[tuple[UUID, ...]]:
    try:
        return [each.keys for each in _keys_in(memoryview(state)[start:-1])]
    except msgspec.MsgspecError:
        # Written by somebody else, in another order. Whoever reads the event is told when it cannot be read.
        return [each.keys for each in _sealed_of(state)]


def subjects_of(aggregate: Any) -> Sequence[UUID]:
    """Return whom a meeting is about; nobody where the aggregate is no meeting."""
    subjects: Sequence[UUID] = getattr(aggregate, "subjects", ())
    return subjects


def _subjects_after(event: Any, subjects: Sequence[UUID]) -> Sequence[UUID]:
    """Return whom a meeting is about once ``event`` has happened."""
    after = getattr(event, "subjects_after", None)
    known: Sequence[UUID] = subjects if after is None else after(subjects)
    return known


def _named(stored_event: StoredEvent) -> str:
    place = f"stream {stored_event.originator_id}, version {stored_event.originator_version}"
    return f"{stored_event.topic} ({place})"
