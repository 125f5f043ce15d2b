"""The import: each sound meeting is decided in memory and appended whole, once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID, uuid5

import msgspec

from quorate_events.checks import well_formed
from quorate_events.command import Command
from quorate_events.command_service import Answer, House, content_hash
from quorate_events.context import Recorder
from quorate_events.errors import Conflict, Refused
from quorate_events.meetings.vocabulary import Origin, Sector
from quorate_events.people.agency import RegisterAgency
from quorate_events.people.practitioner import RegisterPractitioner
from quorate_events.rules.london_time import london_date
from quorate_events.rules.rule_set import RuleSetRef
from quorate_events.store.append import Append, Appended
from quorate_events.store.codec import EventCodec
from quorate_services.register_import.commands import MeetingCommands
from quorate_services.register_import.meetings import Register, RegisterMeeting, understand
from quorate_services.register_import.reading import read_rows
from quorate_services.register_import.report import ImportProgress, ImportReport, MeetingResult, Outcome
from quorate_services.register_import.rows import RowParser

_NAMESPACE = UUID("0c0a1f5e-0d7b-5c0e-8a53-2f8f6d0a9b41")


class Appends(Protocol):
    """Writes; ``GroupCommitAppender`` is one."""

    async def append(self, append: Append) -> Appended:
        """Write one append, and return when it is durable."""
        ...


class FindsReceipts(Protocol):
    """Knows what was carried out before; ``Receipts`` is one."""

    async def find(self, command_id: UUID, content_hash: bytes) -> Appended | None:
        """Return the first answer of a command, or None. Raises ``CommandIdReused``."""
        ...


@dataclass
class _Clock:
    moment: datetime

    def now(self) -> datetime:
        return self.moment


class Importer:
    """Imports registers into one partnership's ledger.

    ``partnership`` names the ledger: identifiers derive from it and the register's references. ``by`` signs;
    its agency counts as the convening one. ``known_agencies`` are those of the directory, name to id; the
    others that a register names are registered.
    """

    def __init__(
        self,
        *,
        partnership: str,
        by: Recorder,
        house: House,
        rule_set: RuleSetRef,
        codec: EventCodec,
        appender: Appends,
        receipts: FindsReceipts,
        known_agencies: Mapping[str, UUID] | None = None,
    ) -> None:
        self._root = uuid5(_NAMESPACE, partnership)
        self._by = Recorder(by.practitioner_id, by.agency_id, Origin.IMPORTED)
        self._now = house.clock.now()
        self._clock = _Clock(self._now)
        self._house = replace(house, clock=self._clock)
        self._rule_set = rule_set
        self._codec, self._appender, self._receipts = codec, appender, receipts
        self._agencies = {" ".join(n.casefold().split()): id for n, id in (known_agencies or {}).items()}
        self._registered: list[str] = []

    async def run(
        self,
        content: bytes,
        *,
        dry_run: bool = False,
        progress: Callable[[ImportProgress], None] | None = None,
    ) -> ImportReport:
        """Import the register in ``content``, and say what was done; a dry run writes nothing.

        Raises ``RegisterUnreadable`` when the file as a whole cannot be read (nothing was written), and
        ``Unavailable`` when the log is lost; then the same import may be run again.
        """
        register = self._understood(content)
        self._registered = []
        results = [
            MeetingResult(reference, lines, Outcome.BAD_ROWS, "A row of this meeting has a problem.")
            for reference, lines in register.unsound.items()
        ]
        for done, meeting in enumerate(register.meetings, 1):
            results.append(await self._meeting(meeting, dry_run=dry_run))
            if progress is not None:
                progress(ImportProgress(done, len(register.meetings)))
        return ImportReport(
            dry_run=dry_run,
            rows=register.rows,
            meetings=tuple(sorted(results, key=lambda result: result.lines)),
            agencies=tuple(self._registered),
            problems=register.problems,
            warnings=register.warnings,
        )

    def _understood(self, content: bytes) -> Register:
        rule_set = self._house.rules.get(self._rule_set)
        calendar = self._house.calendar
        parser = RowParser(rule_set, calendar, london_date(self._now))
        return understand(read_rows(content), parser, rule_set, calendar)

    async def _meeting(self, meeting: RegisterMeeting, *, dry_run: bool) -> MeetingResult:
        command_id = uuid5(self._root, f"import/{meeting.reference}")
        content, lines = meeting.content_hash(), meeting.lines
        try:
            if await self._receipts.find(command_id, content) is not None:
                return MeetingResult(meeting.reference, lines, Outcome.ALREADY_IMPORTED)
            new, chair_id = self._directory(meeting)
            commands = MeetingCommands(
                meeting,
                root=self._root,
                rule_set=self._rule_set,
                chair_id=chair_id,
                agencies=self._agencies | {name: command.agency_id for name, command in new.items()},
            )
            events = self._decided(commands.all())
            if dry_run:
                self._note(new)
                return MeetingResult(meeting.reference, lines, Outcome.WOULD_IMPORT)
            for command in new.values():
                await self._register(command)
            await self._chair(meeting, chair_id)
            answer = msgspec.json.encode(Answer(commands.id, events[-1].originator_version))
            stored = await self._codec.encode(events)
            await self._appender.append(Append(command_id, content, answer, stored))
        except (Refused, Conflict) as error:
            return self._left_out(meeting, error)
        self._note(new)
        return MeetingResult(meeting.reference, lines, Outcome.IMPORTED)

    def _left_out(self, meeting: RegisterMeeting, error: Refused | Conflict) -> MeetingResult:
        other = error.code in ("command_id_reused", "stream_conflict")
        outcome = Outcome.OTHER_CONTENT if other else Outcome.REFUSED
        reason = error.message
        if other:
            reason = "This reference was imported before with other content; nothing was written."
        return MeetingResult(
            meeting.reference, meeting.lines, outcome, f"{reason} {error.suggestion}".strip()
        )

    def _directory(self, meeting: RegisterMeeting) -> tuple[dict[str, RegisterAgency], UUID]:
        """Return the agencies that have to be registered, and the id of the chair."""
        new: dict[str, RegisterAgency] = {}
        for row in meeting.rows:
            name = row.agency.casefold()
            if row.agency and name not in self._agencies and name not in new:
                sector = row.sector or Sector.OTHER
                agency_id = uuid5(self._root, f"agency/{sector}/{name}")
                new[name] = RegisterAgency(agency_id=agency_id, name=row.agency, sector=sector)
        chair = meeting.rows[0].chair
        return new, uuid5(self._root, f"chair/{chair.casefold()}") if chair else self._by.practitioner_id

    def _note(self, new: Mapping[str, RegisterAgency]) -> None:
        for name, command in new.items():
            self._agencies[name] = command.agency_id
            self._registered.append(command.name)

    async def _chair(self, meeting: RegisterMeeting, chair_id: UUID) -> None:
        chair = meeting.rows[0].chair
        if chair:
            command = RegisterPractitioner(
                practitioner_id=chair_id, name=chair, agency_id=self._by.agency_id, title="Conference chair"
            )
            await self._register(command)

    async def _register(self, command: Command) -> None:
        """Register an agency or a chair, unless an earlier import has."""
        command_id = uuid5(self._root, f"register/{command.stream_id}")
        # The name as it was first spelt stays: what identifies the entry is its id.
        content = content_hash(command, Recorder(self._root, self._root))
        try:
            await self._appender.append(await self._registration(command, command_id, content))
        except (Refused, Conflict) as error:
            if error.code not in ("command_id_reused", "stream_conflict"):
                raise

    async def _registration(self, command: Command, command_id: UUID, content: bytes) -> Append:
        self._clock.moment = self._now
        events = command.decide(None, self._house.context(self._by))
        answer = msgspec.json.encode(Answer(command.stream_id, 1))
        return Append(command_id, content, answer, await self._codec.encode(events))

    def _decided(self, commands: list[tuple[datetime, Command]]) -> list[Any]:
        """Return the events of one meeting. Raises ``Refused``."""
        aggregate: Any = None
        decided: list[Any] = []
        for moment, command in commands:
            self._clock.moment = moment
            well_formed(command, self._house.part_limit)
            for event in command.decide(aggregate, self._house.context(self._by)):
                aggregate = event.mutate(aggregate)
                decided.append(event)
        return decided
