"""What a version of the record covers: which parts of what was shared, and which moments of the meeting."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from uuid import UUID

import msgspec
from msgspec.structs import replace

from quorate_events.access.action import Action
from quorate_events.access.actor import Actor
from quorate_events.access.decide import decide
from quorate_events.access.resources import Circumstances
from quorate_events.access.sight import Sight, sight_of_part
from quorate_events.meetings.attendance import AttendanceRecorded, ChildParticipationRecorded
from quorate_events.meetings.convening import ChildAdded
from quorate_events.meetings.sittings import SittingAdjournedInquorate, SittingClosed, SittingOpened
from quorate_events.meetings.vocabulary import (
    AttendanceStatus,
    Audience,
    ContributionStatus,
    RecordVariant,
)
from quorate_events.store.past import PastEvent
from quorate_projections.information_shared.state import AgencyAnswer, SharedMeeting, SharedPart

SOMEBODY = UUID(int=0)
"""Any practitioner of an agency: nobody in particular is excluded."""

_ANSWERED = ContributionStatus.SUBMITTED

_END = datetime.max.replace(tzinfo=UTC)


class LeftOut(msgspec.Struct, frozen=True):
    """Sittings that a version leaves out, and the times (UTC) at which something belongs to them.

    ``children`` are those of whom it was recorded then how they were heard, ``added`` those who came into the meeting
    then.
    """

    sittings: frozenset[int] = frozenset()
    times: tuple[tuple[datetime, datetime], ...] = ()
    children: frozenset[UUID] = frozenset()
    added: frozenset[UUID] = frozenset()

    def holds(self, at: datetime) -> bool:
        """Return whether something recorded at this time is left out."""
        return any(begin <= at <= end for begin, end in self.times)


class Scope(msgspec.Struct, frozen=True):
    """A version. ``agency_id`` is the one that it is for; ``family`` is true of versions for the family."""

    variant: RecordVariant
    agency_id: UUID | None
    family: bool
    left_out: LeftOut = LeftOut()

    def covers(self, at: datetime) -> bool:
        """Return whether something recorded at this time is in the version."""
        return not self.left_out.holds(at)

    def covers_end(self, at: datetime | None) -> bool:
        """Return whether how something ended is in the version; None: it has not ended."""
        return at is not None and self.covers(at)

    def parts(self, shared: SharedMeeting, at: datetime) -> Iterator[SharedPart]:
        """Yield the parts that are in the version, as they stood at a time (UTC)."""
        for answer in shared.answers.values():
            for part in answer.parts:
                if self._includes(shared, part, at):
                    yield part

    def answers_told(self, shared: SharedMeeting, at: datetime) -> SharedMeeting:
        """Return what was shared with the answers as they are told to whom the version is for, at a time (UTC).

        That an agency took all of its answer back is told to those only who may know of some part of it
        (``Action.KNOW_OF_ANSWER``).
        """
        told = {
            agency_id: answer if self._knows_of(shared, answer, at) else replace(answer, status=_ANSWERED)
            for agency_id, answer in shared.answers.items()
        }
        return replace(shared, answers=told)

    def _knows_of(self, shared: SharedMeeting, answer: AgencyAnswer, at: datetime) -> bool:
        if not answer.parts or self.variant is RecordVariant.FULL:
            return True
        opened, now = shared.standing.opened_at is not None, Circumstances(at)
        facts = (
            part.facts(shared.circle, released=part.is_released(sitting_opened=opened, now=at))
            for part in answer.parts
        )
        reader = Actor(SOMEBODY, self.agency_id or SOMEBODY)
        return any(sight_of_part(reader, each, now) is not Sight.NOTHING for each in facts)

    def _includes(self, shared: SharedMeeting, part: SharedPart, at: datetime) -> bool:
        if self.variant is RecordVariant.FULL:
            return True
        # Put right in what is left out, it would tell of that; and what it said before no longer holds.
        times = (*(each.at for each in part.wordings), part.released_at)
        if any(each is not None and self.left_out.holds(each) for each in times):
            return False
        released = part.is_released(sitting_opened=shared.standing.opened_at is not None, now=at)
        if self.family:
            shareable = part.audience is Audience.SHAREABLE_WITH_FAMILY
            return shareable and released and part.withdrawn is None
        if self.agency_id is None or part.withdrawn is not None:
            return False
        facts = part.facts(shared.circle, released=released)
        return decide(Actor(SOMEBODY, self.agency_id), Action.READ_PART, facts, Circumstances(at)).allowed


def scope_of_copy(
    variant: RecordVariant,
    agency_id: UUID | None,
    attendee_id: UUID | None,
    events: Sequence[PastEvent],
) -> Scope:
    """Return what a version covers. One for a person excluded in part is the family's, or that of the agency."""
    if variant is RecordVariant.PARTIAL:
        return Scope(variant, agency_id, agency_id is None, _left_out(attendee_id, events))
    return Scope(variant, agency_id, variant is RecordVariant.FAMILY)


def _left_out(attendee_id: UUID | None, events: Sequence[PastEvent]) -> LeftOut:
    excluded: dict[int, bool] = {}
    opened: dict[int, datetime] = {}
    ended: dict[int, datetime] = {}
    heard: dict[UUID, datetime] = {}
    added: dict[UUID, datetime] = {}
    for past in events:
        event = past.event
        if isinstance(event, AttendanceRecorded) and event.attendee.attendee_id == attendee_id:
            excluded[event.sitting] = event.attendee.status is AttendanceStatus.EXCLUDED
        elif isinstance(event, ChildParticipationRecorded):
            heard[event.child_id] = event.timestamp
        elif isinstance(event, ChildAdded):
            added[event.child.child_id] = event.timestamp
        elif isinstance(event, SittingOpened):
            opened[event.sitting] = event.timestamp
        elif isinstance(event, SittingClosed | SittingAdjournedInquorate):
            ended[event.sitting] = event.timestamp
    sittings = frozenset(sitting for sitting, was in excluded.items() if was)
    times = tuple((opened[each], ended.get(each, _END)) for each in sorted(sittings))
    left_out = LeftOut(sittings, times)
    return replace(left_out, children=_among(left_out, heard), added=_among(left_out, added))


def _among(left_out: LeftOut, recorded: Mapping[UUID, datetime]) -> frozenset[UUID]:
    return frozenset(child_id for child_id, at in recorded.items() if left_out.holds(at))
