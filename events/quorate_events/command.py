"""What every command is, and what its decision is handed from outside."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from eventsourcing.domain import Aggregate

from quorate_events.context import EmergencyTerms, NewId, Recorder
from quorate_events.rules.rule_set import RuleSetRef
from quorate_events.rules.rule_sets import RuleSets

Stamp = tuple[UUID, int, datetime, Recorder]
"""What every event begins with: stream, version, time, recorder."""


class Context(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What a decision is handed from outside, made anew for each decision.

    ``now`` is an aware UTC datetime; ``rules`` all rule sets the partnership knows; ``current`` the one
    that new meetings run under; ``part_limit`` the longest text in bytes of UTF-8 that one field may hold;
    ``sign_in_code_lasts`` is for how long a further account is on offer; ``synthetic_people`` is true where
    only invented people may be registered (demo, tests); ``issuers`` are those whose accounts may be linked,
    none: any; ``known`` holds the agencies and people that the
    command names, as they stand; ``read`` says which of them were read for this decision alone;
    ``emergencies`` how long, and how often, records are opened in one; ``software`` is true where an agency's own
    system sends the command, and no person; ``erasable`` is true where personal data are under keys, so that they
    can be erased.
    """

    now: datetime
    by: Recorder
    new_id: NewId
    rules: RuleSets
    current: RuleSetRef
    part_limit: int = 64 * 1024
    sign_in_code_lasts: timedelta = timedelta(minutes=15)
    synthetic_people: bool = False
    issuers: frozenset[str] = frozenset()
    emergencies: EmergencyTerms = EmergencyTerms()
    erasable: bool = False
    known: Mapping[UUID, Aggregate] = msgspec.field(default_factory=dict)
    read: tuple[UUID, ...] = ()
    software: bool = False
    _given: list[int] = msgspec.field(default_factory=lambda: [0])

    def stamp(self, aggregate: Aggregate) -> Stamp:
        """Return the head of the next event of ``aggregate``; each call counts one version further."""
        self._given[0] += 1
        return aggregate.id, aggregate.version + self._given[0], self.now, self.by


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """Something a person or a system asks for. ``decide`` answers with events, or refuses."""

    @property
    def stream_id(self) -> UUID:
        """The aggregate that decides."""
        raise NotImplementedError

    def stream_of(self, by: Recorder) -> UUID:
        """The aggregate that decides when ``by`` sends it."""
        return self.stream_id

    def as_sent(self) -> "Command":
        """The command as its sender knows it: without what was worked out when it came. Sent again, it is the same."""
        return self

    def also(self, by: Recorder) -> tuple[UUID, ...]:
        """Further streams that the decision needs as they stand at this moment; it finds them in ``known``."""
        return ()

    def behind(self, found: Mapping[UUID, Aggregate]) -> tuple[UUID, ...]:
        """Streams that those of ``also``, as they were found, lead to; the decision finds them in ``known`` as well."""
        return ()

    def decide(self, aggregate: Any, context: Context) -> Sequence[Aggregate.Event]:
        """Return what happens; raises ``Refused`` where the rules do not allow it. Changes nothing."""
        raise NotImplementedError
