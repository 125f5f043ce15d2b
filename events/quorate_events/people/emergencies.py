"""What one person has opened in emergencies: a few records at once and a few a day, never one after the other."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar
from uuid import UUID

from quorate_events.command import Context
from quorate_events.context import EmergencyTerms
from quorate_events.errors import Refused
from quorate_events.people.event import DirectoryEvent
from quorate_events.people.practitioner import Practitioner, require_practitioner

DAY = timedelta(hours=24)
"""Openings are counted over the last 24 hours."""


class TooManyOpenings(Refused):
    """The person has opened as many records in emergencies as one person may."""

    code = "too_many_openings"

    def __init__(self) -> None:
        super().__init__(
            "You have opened as many records in emergencies as one person may.",
            "Ask a colleague to open this one, or telephone children's social care, who can invite your agency.",
        )


@dataclass(frozen=True)
class EmergencyDeclared(DirectoryEvent):
    """A person opened records in an emergency: one meeting, or all those about a child, until ``until`` (UTC).

    The reason stands in each meeting.
    """

    TOPIC: ClassVar[str] = "quorate.practitioner.declared_emergency"

    until: datetime
    child_id: UUID | None
    meeting_ids: tuple[UUID, ...]

    def apply(self, aggregate: Practitioner) -> None:
        """Count it with those of the last day."""
        aggregate.emergencies = (
            *_lately(aggregate.emergencies, self.timestamp),
            (self.timestamp, self.until),
        )
        still = {each: until for each, until in aggregate.opened_until.items() if until > self.timestamp}
        aggregate.opened_until = still | dict.fromkeys(self.meeting_ids, self.until)


@dataclass(frozen=True)
class EmergencyTried(DirectoryEvent):
    """A person tried to open the records about a child in an emergency, and nothing was opened.

    Nothing is kept of how the child was named: it may be nobody whom the partnership knows.
    """

    TOPIC: ClassVar[str] = "quorate.practitioner.tried_emergency"

    def apply(self, aggregate: Practitioner) -> None:
        """Count it with those of the last day: it opened nothing."""
        aggregate.emergencies = (
            *_lately(aggregate.emergencies, self.timestamp),
            (self.timestamp, self.timestamp),
        )


def require_room(
    emergencies: Collection[tuple[datetime, datetime]], now: datetime, terms: EmergencyTerms
) -> None:
    """Raise ``TooManyOpenings`` where one more opening is one too many, at once or within a day."""
    lately = _lately(emergencies, now)
    open_now = [until for _, until in lately if until > now]
    if len(open_now) >= terms.at_once or len(lately) >= terms.a_day:
        raise TooManyOpenings


def declared(
    person: Practitioner, child_id: UUID | None, meeting_ids: tuple[UUID, ...], context: Context
) -> EmergencyDeclared:
    """Return that the sender, ``person``, opened these meetings."""
    return EmergencyDeclared(
        person.id,
        person.version + 1,
        context.now,
        context.by,
        context.now + context.emergencies.lasts,
        child_id,
        meeting_ids,
    )


def tried(person: Practitioner, context: Context) -> EmergencyTried:
    """Return that the sender, ``person``, opened nothing."""
    return EmergencyTried(person.id, person.version + 1, context.now, context.by)


def sender(context: Context) -> Practitioner:
    """Return who sends the command, as that person stands. Raises ``NotRegistered``."""
    return require_practitioner(context.known.get(context.by.practitioner_id))


def _lately(
    emergencies: Collection[tuple[datetime, datetime]], now: datetime
) -> list[tuple[datetime, datetime]]:
    # Some are open for longer than a day where a partnership sets that.
    return [(since, until) for since, until in emergencies if now - since < DAY or until > now]
