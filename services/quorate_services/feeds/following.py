"""One meeting as a feed follows it: what happened, and how it stood after each event."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from quorate_events.kafka.cloudevents import PublishedEvent
from quorate_events.meetings.contributions import ContributionSubmitted
from quorate_events.people.child import ChildRegistered
from quorate_projections.access.projection import AccessProjection
from quorate_projections.access.state import MeetingAccess
from quorate_projections.engine.projection import RecordedEvent
from quorate_projections.information_shared.projection import InformationSharedProjection
from quorate_projections.information_shared.state import SharedMeeting

_SHARED, _ACCESS = InformationSharedProjection(), AccessProjection()


class Kept(msgspec.Struct, frozen=True):
    """One event as stored, and decoded; ``event`` is None where this release cannot read it."""

    stored: PublishedEvent
    event: Any

    @property
    def position(self) -> int:
        """Its position in the ledger."""
        return self.stored.position


class Stood(msgspec.Struct, frozen=True):
    """How a meeting stood after one of its events, as the views keep it."""

    shared: SharedMeeting
    access: MeetingAccess


class Followed:
    """One meeting with all its events, in their order, and those of the children whom it is about."""

    def __init__(self) -> None:
        self.kept: list[Kept] = []
        self.children: dict[UUID, list[Kept]] = {}
        self._stood: list[Stood] = []

    @property
    def version(self) -> int:
        """How many events of the meeting are known."""
        return len(self.kept)

    @property
    def readable(self) -> bool:
        """Whether this release can read all that happened; where not, it cannot be said who may see what."""
        return len(self._stood) == len(self.kept)

    @property
    def child_ids(self) -> Sequence[UUID]:
        """The children whom the meeting is about, as far as it can be read."""
        return self._stood[-1].shared.standing.child_ids if self._stood else ()

    def add(self, events: Iterable[Kept]) -> None:
        """Take in the next events of the meeting."""
        for each in events:
            stood = self._after(each) if self.readable and each.event is not None else None
            self.kept.append(each)
            if stood is not None:
                self._stood.append(stood)

    def add_of_child(self, child_id: UUID, events: Iterable[Kept]) -> None:
        """Take in the next events of a child."""
        self.children.setdefault(child_id, []).extend(each for each in events if each.event is not None)

    def stood(self, through: int | None) -> Stood | None:
        """Return how the meeting stood at position ``through`` (None: now); None before it was convened."""
        count = len(self._until(through))
        return self._stood[count - 1] if count else None

    def happened(self, through: int | None) -> Sequence[Kept]:
        """Return what happened in the meeting up to ``through``."""
        return self._until(through)

    def before(self, position: int) -> int:
        """Return the position of the event before the one at ``position``, 0 when it is the first."""
        return max((each.position for each in self.kept if each.position < position), default=0)

    def releases(self) -> Iterable[datetime]:
        """Yield the moments at which parts are released by the clock."""
        for each in self.kept:
            if isinstance(each.event, ContributionSubmitted):
                yield from (part.release_at for part in each.event.parts if part.release_at is not None)

    def registered_by(self, child_id: UUID) -> UUID | None:
        """Return the agency that registered a child, None where it is not known."""
        for each in self.children.get(child_id, ()):
            if isinstance(each.event, ChildRegistered):
                return each.event.by.agency_id
        return None

    def _until(self, through: int | None) -> Sequence[Kept]:
        if through is None:
            return self.kept
        count = len(self.kept)
        while count and self.kept[count - 1].position > through:
            count -= 1
        return self.kept[:count]

    def _after(self, kept: Kept) -> Stood | None:
        """Return how the meeting stands after an event, None where that makes no sense of what was before."""
        before = self._stood[-1] if self._stood else None
        stored = kept.stored
        event = RecordedEvent(
            stored.position, stored.stream_id, stored.stream_version, stored.topic, kept.event
        )
        try:
            return Stood(
                _SHARED.fold(before.shared if before else None, event),
                _ACCESS.fold(before.access if before else None, event),
            )
        except Exception:
            # A stream that cannot be folded must stop itself only.
            return None
