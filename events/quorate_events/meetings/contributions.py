"""What an agency shares: parts with an audience and a release, nothing held, or declined."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

import msgspec

from quorate_events.checks import require_text
from quorate_events.errors import Invalid
from quorate_events.meetings.checks import not_closed, require_children, require_invited, speaks_for
from quorate_events.meetings.event import Command, Context, MeetingEvent
from quorate_events.meetings.values import Part, Release
from quorate_events.meetings.vocabulary import Audience, ContributionStatus

if TYPE_CHECKING:
    from quorate_events.meetings.meeting import Meeting


class PartMalformed(Invalid):
    """A part whose audience or release does not fit together."""

    code = "part_malformed"


@dataclass(slots=True)
class KeptPart:
    """What the meeting has to know of a part to decide on it."""

    agency_id: UUID
    release: Release
    release_at: datetime | None
    released: bool
    withdrawn: bool = False

    def is_released(self, meeting: "Meeting", now: datetime) -> bool:
        """True when the audience can read the part at ``now``."""
        if self.released or self.release is Release.ON_SUBMISSION:
            return True
        if self.release is Release.AT_TIME:
            return self.release_at is not None and self.release_at <= now
        return self.release is Release.AT_MEETING and bool(meeting.sittings)


@dataclass(slots=True)
class Contribution:
    """Where one agency's contribution stands."""

    status: ContributionStatus
    parts: list[UUID] = field(default_factory=list)


@dataclass(frozen=True)
class ContributionSubmitted(MeetingEvent):
    """An agency shared what it knows, in parts. A further submission adds parts."""

    TOPIC: ClassVar[str] = "quorate.meeting.contribution_submitted"
    CREATES: ClassVar[str] = "parts"

    agency_id: UUID
    parts: tuple[Part, ...]

    def apply(self, meeting: "Meeting") -> None:
        """Keep the parts."""
        contribution = meeting.contributions.setdefault(
            self.agency_id, Contribution(ContributionStatus.SUBMITTED)
        )
        contribution.status = ContributionStatus.SUBMITTED
        for part in self.parts:
            assert part.part_id is not None
            contribution.parts.append(part.part_id)
            meeting.parts[part.part_id] = KeptPart(self.agency_id, part.release, part.release_at, False)


@dataclass(frozen=True)
class NothingHeld(MeetingEvent):
    """An agency searched and holds nothing: a fact, and not the same as silence."""

    TOPIC: ClassVar[str] = "quorate.meeting.nothing_held"

    agency_id: UUID
    searched: str

    def apply(self, meeting: "Meeting") -> None:
        """Keep the answer."""
        meeting.contributions[self.agency_id] = Contribution(ContributionStatus.NOTHING_HELD)


@dataclass(frozen=True)
class ContributionDeclined(MeetingEvent):
    """An agency declined to share, with its reason."""

    TOPIC: ClassVar[str] = "quorate.meeting.contribution_declined"

    agency_id: UUID
    reason: str

    def apply(self, meeting: "Meeting") -> None:
        """Keep the refusal, unless something was shared before."""
        meeting.contributions[self.agency_id] = Contribution(ContributionStatus.DECLINED)


class SubmitContribution(Command, frozen=True, kw_only=True):
    """Share what the agency knows, in parts, each with its audience and release."""

    agency_id: UUID
    parts: tuple[Part, ...]

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse a closed meeting, an agency that was not invited, another agency, a malformed part."""
        not_closed(meeting)
        require_invited(meeting, self.agency_id)
        speaks_for(context.by, self.agency_id)
        if not self.parts:
            raise PartMalformed("A contribution needs at least one part.", "Or answer that nothing is held.")
        require_children(meeting, (part.child_id for part in self.parts))
        for part in self.parts:
            _check(part, context.now)
        parts = tuple(
            part if part.part_id else msgspec.structs.replace(part, part_id=context.new_id())
            for part in self.parts
        )
        ids = [part.part_id for part in parts]
        if len(set(ids)) < len(ids) or any(part_id in meeting.parts for part_id in ids):
            raise PartMalformed("A part with this id exists already.", "Correct the part, or use a new id.")
        return [ContributionSubmitted(*context.stamp(meeting), agency_id=self.agency_id, parts=parts)]


def _check(part: Part, now: datetime) -> None:
    require_text(part.text, "text")
    if (part.audience is Audience.RESTRICTED) != (part.restriction is not None):
        raise PartMalformed(
            "A restricted part needs a ground and a reason, and only a restricted part has them.",
            "Give the restriction, or choose another audience.",
        )
    if part.restriction is not None:
        require_text(part.restriction.reason, "restriction reason")
    if (part.release is Release.AT_TIME) != (part.release_at is not None):
        raise PartMalformed(
            "A release time belongs to a part that is released at a time, and to no other.",
            "Give the time with release at_time, or leave it out.",
        )
    if part.release_at is not None and part.release_at <= now:
        raise PartMalformed(
            "The release time lies in the past.", "Give a later time, or release on submission."
        )


class SayNothingHeld(Command, frozen=True, kw_only=True):
    """Say that the agency searched and holds nothing; ``searched`` says where it looked."""

    agency_id: UUID
    searched: str

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse a closed meeting, an uninvited or other agency, and an agency that has already shared."""
        not_closed(meeting)
        require_invited(meeting, self.agency_id)
        speaks_for(context.by, self.agency_id)
        require_text(self.searched, "searched")
        _nothing_shared(meeting, self.agency_id)
        return [NothingHeld(*context.stamp(meeting), agency_id=self.agency_id, searched=self.searched)]


class DeclineContribution(Command, frozen=True, kw_only=True):
    """Decline to share, and say why."""

    agency_id: UUID
    reason: str

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse a closed meeting, an uninvited or other agency, and an agency that has already shared."""
        not_closed(meeting)
        require_invited(meeting, self.agency_id)
        speaks_for(context.by, self.agency_id)
        require_text(self.reason, "reason")
        _nothing_shared(meeting, self.agency_id)
        return [ContributionDeclined(*context.stamp(meeting), agency_id=self.agency_id, reason=self.reason)]


def _nothing_shared(meeting: "Meeting", agency_id: UUID) -> None:
    contribution = meeting.contributions.get(agency_id)
    if contribution is not None and contribution.status is ContributionStatus.SUBMITTED:
        raise PartMalformed(
            "The agency has already shared information.", "Correct or withdraw the parts that no longer hold."
        )
