"""The way in: a command becomes events, once, however often it is sent."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import blake2b
from typing import Any
from uuid import UUID, uuid5

import msgspec
from eventsourcing.domain import Aggregate

from quorate_events.checks import well_formed
from quorate_events.command import Command, Context
from quorate_events.context import Clock, EmergencyTerms, NewId, Recorder
from quorate_events.errors import CommandIdReused
from quorate_events.references import References
from quorate_events.rules.calendar import WorkingDayCalendar
from quorate_events.rules.rule_set import RuleSet
from quorate_events.rules.rule_sets import RuleSets
from quorate_events.store.append import Appended
from quorate_events.store.decisions import DecisionLog
from quorate_events.store.failures import StreamConflict
from quorate_events.store.keyed_lock import KeyedLock
from quorate_events.store.receipts import SENDER

_ENCODER = msgspec.json.Encoder(order="deterministic")
_ATTEMPTS = 3
"""How often a decision that needs further streams is taken anew because one of them moved on."""


class Answer(msgspec.Struct, frozen=True):
    """What the first sender of a command was told, and every later one is told again.

    ``created`` holds the ids of what the command made (invitation, parts, action, …), in order.
    """

    stream_id: UUID
    version: int
    created: tuple[UUID, ...] = ()


class Receipt(msgspec.Struct, frozen=True):
    """The answer, with the position of the command's last event in the ledger.

    ``replayed`` is true when the command had been recorded before.
    """

    answer: Answer
    position: int
    replayed: bool


@dataclass(frozen=True)
class House:
    """What every decision of this installation is handed: rules, the current rule set, identifiers, limits."""

    rules: RuleSets
    current: RuleSet
    clock: Clock
    new_id: NewId
    part_limit: int = 64 * 1024
    sign_in_code_lasts: timedelta = timedelta(minutes=15)
    synthetic_people: bool = False
    issuers: frozenset[str] = frozenset()
    emergencies: EmergencyTerms = field(default_factory=EmergencyTerms)
    erasable: bool = False

    @property
    def calendar(self) -> WorkingDayCalendar:
        """The working days that the current rule set counts."""
        return self.rules.calendar_of(self.current)

    def context(
        self,
        by: Recorder,
        known: Mapping[UUID, Aggregate] | None = None,
        read: tuple[UUID, ...] = (),
        *,
        software: bool = False,
    ) -> Context:
        """Return a fresh context for one decision by ``by``."""
        return Context(
            now=self.clock.now(),
            by=by,
            new_id=self.new_id,
            rules=self.rules,
            current=self.current.ref,
            part_limit=self.part_limit,
            sign_in_code_lasts=self.sign_in_code_lasts,
            synthetic_people=self.synthetic_people,
            issuers=self.issuers,
            emergencies=self.emergencies,
            erasable=self.erasable,
            known=known or {},
            read=read,
            software=software,
        )


class CommandService:
    """Takes commands for one partnership's ledger."""

    def __init__(self, log: DecisionLog[Any], house: House) -> None:
        self._log = log
        self._house = house
        self._references = References(log.load)
        self._alongside = KeyedLock()

    async def find(self, stream_id: UUID) -> Aggregate | None:
        """Return what a command to ``stream_id`` would be decided on, as it stands; None where there is none."""
        found: Aggregate | None = await self._log.load(stream_id)
        return found

    @property
    def emergencies(self) -> EmergencyTerms:
        """How long, and how often, records are opened in an emergency."""
        return self._house.emergencies

    @property
    def erasable(self) -> bool:
        """Whether personal data are under keys here, so that they can be erased."""
        return self._house.erasable

    @property
    def synthetic_people(self) -> bool:
        """Whether only invented people may be registered here."""
        return self._house.synthetic_people

    async def execute(
        self,
        command: Command,
        *,
        command_id: UUID,
        by: Recorder,
        also: tuple[UUID, ...] = (),
        software: bool = False,
    ) -> Receipt:
        """Decide on ``command`` and record what happens; returns once it is durable.

        ``command_id`` is made by the sender: the same id with the same content answers as the first time. The ids of
        each sender are their own.
        ``also`` are streams that the decision needs besides those that the command names itself. ``software``: an
        agency's own system sends it.
        Raises ``Refused`` (nothing was written), among them ``UnknownReference`` for what is named and does not
        exist, ``CommandIdReused``, ``Conflict`` or ``Unavailable``.
        """
        well_formed(command, self._house.part_limit)
        known = await self._references.of(command, by)
        read = (*command.also(by), *also)

        if by.practitioner_id not in read:
            return await self._in_turn(command, command_id, by, read, known, software=software)
        # What counts on the sender's own stream comes one after the other, and is not refused for a conflict.
        await self._alongside.acquire(by.practitioner_id)
        try:
            return await self._in_turn(command, command_id, by, read, known, software=software)
        finally:
            self._alongside.release(by.practitioner_id)

    async def _in_turn(
        self,
        command: Command,
        command_id: UUID,
        by: Recorder,
        read: tuple[UUID, ...],
        known: Mapping[UUID, Aggregate],
        *,
        software: bool,
    ) -> Receipt:
        def handed() -> Context:
            return self._house.context(by, known, read, software=software)

        for attempt in range(1, _ATTEMPTS + 1):
            try:
                if read:
                    known = await self._with(read, known)
                    known = await self._with(command.behind(known), known)
                return await self._decided(command, command_id, by, handed)
            except StreamConflict:
                # Only the other streams can have moved on unseen: read them again, and decide anew.
                if not read or attempt == _ATTEMPTS:
                    raise
        raise AssertionError("unreachable")

    async def answered(self, command: Command, *, command_id: UUID, by: Recorder) -> Receipt | None:
        """Return what ``command`` was answered when it was carried out before, without deciding on anything.

        None where it was not, or where ``by`` has used the id for something else. Raises ``Unavailable``.
        """
        content, appended = content_hash(command, by), None
        for each in (command_id, of_sender(command_id, by)):
            with suppress(CommandIdReused):
                appended = appended or await self._log.answered(each, content)
        return None if appended is None else _receipt(appended)

    async def _with(
        self, read: tuple[UUID, ...], known: Mapping[UUID, Aggregate]
    ) -> Mapping[UUID, Aggregate]:
        found = await asyncio.gather(*map(self._log.load, read))
        now = zip(read, found, strict=True)
        return {**known, **{stream_id: each for stream_id, each in now if each is not None}}

    async def _decided(
        self,
        command: Command,
        command_id: UUID,
        by: Recorder,
        handed: Callable[[], Context],
    ) -> Receipt:
        stream_id = command.stream_of(by)
        answer: Answer | None = None

        def decide(aggregate: Aggregate | None) -> tuple[Sequence[Aggregate.Event], bytes]:
            nonlocal answer
            events = command.decide(aggregate, handed())
            version = events[-1].originator_version if events else aggregate.version if aggregate else 0
            answer = Answer(stream_id, version, created_by(events))
            return events, msgspec.json.encode(answer)

        content = content_hash(command, by)
        try:
            appended = await self._log.decide(
                stream_id=stream_id, command_id=command_id, content_hash=content, decide=decide
            )
        except CommandIdReused:
            if not await self._log.of_another_sender(command_id, content):
                raise
            # Nobody is told that somebody else used the same id: each sender's ids are their own.
            appended = await self._log.decide(
                stream_id=stream_id, command_id=of_sender(command_id, by), content_hash=content, decide=decide
            )
        if answer is None or appended.replayed:
            return _receipt(appended)
        return Receipt(answer, appended.last_position, replayed=False)


def _receipt(appended: Appended) -> Receipt:
    answer = msgspec.json.decode(appended.answer, type=Answer)
    return Receipt(answer, appended.last_position, appended.replayed)


def of_sender(command_id: UUID, by: Recorder) -> UUID:
    """Return the id under which a command of ``by`` is kept whose own id somebody else has used."""
    return uuid5(by.practitioner_id, command_id.hex)


def content_hash(command: Command, by: Recorder) -> bytes:
    """Return 32 bytes that differ when the command, its kind, or who sends it differs; the first 8 by the sender."""
    sender = _ENCODER.encode(by)
    content = b"%b[%b,%b]" % (type(command).__name__.encode(), sender, _ENCODER.encode(command.as_sent()))
    return blake2b(sender, digest_size=SENDER).digest() + blake2b(content, digest_size=32 - SENDER).digest()


def created_by(events: Sequence[Aggregate.Event]) -> tuple[UUID, ...]:
    """Return the ids of what ``events`` created, in order."""
    created: list[UUID] = []
    for event in events:
        name = getattr(type(event), "CREATES", None)
        if name is None:
            continue
        value = getattr(event, name)
        created.extend([value] if isinstance(value, UUID) else [part.part_id for part in value])
    return tuple(created)
