"""Holding and erasing a person's data: one asks, another approves, and a hold comes before both.

Sources: UK GDPR, Article 17(1) for the grounds, Article 17(3)(b) and (e) for holds (legal obligation; legal claims);
the Inquiries Act 2005, section 35, for records that an inquiry may ask for.
"""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar
from uuid import UUID

from quorate_events.checks import require_text
from quorate_events.command import Command, Context, Stamp
from quorate_events.context import Recorder
from quorate_events.errors import Invalid, Refused
from quorate_events.meetings.event import MeetingStream
from quorate_events.people.child import Child
from quorate_events.people.event import DirectoryEvent, NotRegistered
from quorate_events.people.personal_file import (
    ErasureApproved,
    ErasureBasis,
    ErasureDeclined,
    ErasureRequested,
    ErasureState,
    ErasureStopped,
    HoldLifted,
    HoldPlaced,
    PersonalFile,
    PersonalFileOpened,
    PersonErased,
    file_of,
)
from quorate_events.people.practitioner import Practitioner
from quorate_events.people.standing import MembershipStatus
from quorate_events.rules.clocks import london_date


class _FileRefused(Refused):
    """Base of the refusals of holds and erasure."""

    sentence: ClassVar[str]
    hint: ClassVar[str]

    def __init__(self) -> None:
        super().__init__(self.sentence, self.hint)


class UnderHold(_FileRefused):
    """The person's data are under a legal hold."""

    code = "under_hold"
    sentence = "The data of this person are under a legal hold, so they are not erased."
    hint = "Read the reason of the hold; lift it first if it no longer applies."


class NotUnderHold(_FileRefused):
    """There is no hold to lift."""

    code = "not_under_hold"
    sentence = "The data of this person are under no hold."
    hint = "Nothing needs to be done."


class ReviewInThePast(Invalid):
    """A hold is to be looked at again on a day that is over."""

    code = "review_in_the_past"

    def __init__(self) -> None:
        super().__init__("The day of the review is not in the future.", "Give a day after today.")


class ErasureUnderWay(_FileRefused):
    """The erasure is asked for or approved already."""

    code = "erasure_under_way"
    sentence = "The erasure of this person's data is asked for or approved already."
    hint = "See how it stands in the person's file."


class ErasedAlready(_FileRefused):
    """The person's data were erased."""

    code = "erased_already"
    sentence = "The data of this person were erased."
    hint = "Nothing more can be done with them."


class ErasureNotRequested(_FileRefused):
    """There is no request to decide on."""

    code = "erasure_not_requested"
    sentence = "Nobody has asked for the erasure of this person's data."
    hint = "Ask for it first, with the basis and the reason; another person then approves."


class SamePersonApproves(_FileRefused):
    """Whoever asked may not approve."""

    code = "same_person_approves"
    sentence = "Whoever asked for the erasure cannot approve it."
    hint = "Another data protection officer, or a safeguarding partner, approves."


class OwnData(_FileRefused):
    """Nobody decides on their own data."""

    code = "own_data"
    sentence = "Nobody asks for, approves or holds up the erasure of their own data here."
    hint = "Ask the data protection officer as everybody does."


class StillAMember(_FileRefused):
    """The practitioner is a member."""

    code = "still_a_member"
    sentence = "This practitioner is a member, whose name the record still needs."
    hint = "End the membership first."


class NoKeysHere(_FileRefused):
    """This installation does not encrypt, so nothing can be erased by destroying a key."""

    code = "no_keys_here"
    sentence = "This installation keeps personal data without keys, so nothing can be erased from its log."
    hint = "Name a key-encryption key in the settings; what is written from then on can be erased."


class _OnAFile(Command, frozen=True, kw_only=True):
    person_id: UUID

    @property
    def stream_id(self) -> UUID:
        """The person's file."""
        return file_of(self.person_id)


class PlaceHold(_OnAFile, frozen=True, kw_only=True):
    """Keep a person's data from being erased, for a reason, until it is lifted. Given again, it renews the review."""

    reason: str
    review_on: date
    meeting_id: UUID | None = None

    def also(self, by: Recorder) -> tuple[UUID, ...]:
        """The person, and the meeting by which a family member is known."""
        return _named(self.person_id, self.meeting_id)

    def decide(self, aggregate: PersonalFile | None, context: Context) -> Sequence[DirectoryEvent]:
        """Refuse an unknown person, one who was erased or is about to be, an empty reason, a review in the past."""
        _known(self.person_id, self.meeting_id, context)
        _not_own(self.person_id, context)
        require_text(self.reason, "reason")
        if self.review_on <= london_date(context.now):
            raise ReviewInThePast
        state = _state(aggregate)
        if state is ErasureState.ERASED:
            raise ErasedAlready
        if state is ErasureState.APPROVED:
            raise ErasureUnderWay
        begun, stamp = _begun(aggregate, self.person_id, context)
        return [*begun, HoldPlaced(*stamp, self.person_id, self.reason, self.review_on)]


class LiftHold(_OnAFile, frozen=True, kw_only=True):
    """Lift a hold, with the reason."""

    reason: str

    def decide(self, aggregate: PersonalFile | None, context: Context) -> Sequence[DirectoryEvent]:
        """Refuse where there is none, and an empty reason."""
        if aggregate is None or not aggregate.held:
            raise NotUnderHold
        _not_own(self.person_id, context)
        require_text(self.reason, "reason")
        return [HoldLifted(*context.stamp(aggregate), self.person_id, self.reason)]


class RequestErasure(_OnAFile, frozen=True, kw_only=True):
    """Ask for the erasure of a person's data: on which basis, and why. Name nobody in the reason: it is kept."""

    basis: ErasureBasis
    reason: str
    meeting_id: UUID | None = None

    def also(self, by: Recorder) -> tuple[UUID, ...]:
        """The person, and the meeting by which a family member is known."""
        return _named(self.person_id, self.meeting_id)

    def decide(self, aggregate: PersonalFile | None, context: Context) -> Sequence[DirectoryEvent]:
        """Refuse an unknown person, a member, one under hold, one asked for or erased, and an empty reason."""
        if not context.erasable:
            raise NoKeysHere
        _known(self.person_id, self.meeting_id, context)
        _not_own(self.person_id, context)
        require_text(self.reason, "reason")
        person = context.known.get(self.person_id)
        if isinstance(person, Practitioner) and person.status is not MembershipStatus.ENDED:
            raise StillAMember
        _may_be_erased(aggregate)
        if _state(aggregate) is ErasureState.REQUESTED:
            raise ErasureUnderWay
        begun, stamp = _begun(aggregate, self.person_id, context)
        return [*begun, ErasureRequested(*stamp, self.person_id, self.basis, self.reason)]


class DeclineErasure(_OnAFile, frozen=True, kw_only=True):
    """Decline a request for erasure, or withdraw one's own, with the reason."""

    reason: str

    def decide(self, aggregate: PersonalFile | None, context: Context) -> Sequence[DirectoryEvent]:
        """Refuse where nothing was asked for, and an empty reason."""
        asked = _requested(aggregate)
        _not_own(self.person_id, context)
        require_text(self.reason, "reason")
        return [ErasureDeclined(*context.stamp(asked), self.person_id, self.reason)]


class ApproveErasure(_OnAFile, frozen=True, kw_only=True):
    """Approve the erasure that somebody else asked for. It cannot be undone."""

    def decide(self, aggregate: PersonalFile | None, context: Context) -> Sequence[DirectoryEvent]:
        """Refuse where nothing was asked for, whoever asked, one's own data, and data under hold."""
        asked = _requested(aggregate)
        if asked.asked_by == context.by.practitioner_id:
            raise SamePersonApproves
        _not_own(self.person_id, context)
        _may_be_erased(asked)
        return [ErasureApproved(*context.stamp(asked), self.person_id)]


class RecordErasure(_OnAFile, frozen=True, kw_only=True):
    """Record that the key was destroyed, and what that did. Given by the program, for whoever approved."""

    streams: tuple[UUID, ...]
    events: int
    shared_with: tuple[UUID, ...] = ()
    left_in_clear: int = 0

    def decide(self, aggregate: PersonalFile | None, context: Context) -> Sequence[DirectoryEvent]:
        """Refuse what nobody approved. What is recorded already is not recorded again."""
        approved = _approved(aggregate)
        if approved.state is ErasureState.ERASED:
            return []
        told = (self.streams, self.events, self.shared_with, self.left_in_clear)
        return [PersonErased(*context.stamp(approved), self.person_id, *told)]


class StopErasure(_OnAFile, frozen=True, kw_only=True):
    """Record that an erasure was not carried out, because others whom texts are about are under hold."""

    held_person_ids: tuple[UUID, ...]

    def decide(self, aggregate: PersonalFile | None, context: Context) -> Sequence[DirectoryEvent]:
        """Refuse what nobody approved, or what was carried out."""
        approved = _approved(aggregate)
        if approved.state is ErasureState.ERASED:
            raise ErasedAlready
        return [ErasureStopped(*context.stamp(approved), self.person_id, self.held_person_ids)]


def _named(person_id: UUID, meeting_id: UUID | None) -> tuple[UUID, ...]:
    return (person_id,) if meeting_id is None else (person_id, meeting_id)


def _known(person_id: UUID, meeting_id: UUID | None, context: Context) -> None:
    """Raise ``NotRegistered`` unless this is a child, a practitioner, or somebody who attended the meeting."""
    if isinstance(context.known.get(person_id), Child | Practitioner):
        return
    meeting = None if meeting_id is None else context.known.get(meeting_id)
    attended = getattr(meeting, "sittings", ()) if isinstance(meeting, MeetingStream) else ()
    if not any(person_id in sitting.attendance for sitting in attended):
        raise NotRegistered


def _not_own(person_id: UUID, context: Context) -> None:
    if context.by.practitioner_id == person_id:
        raise OwnData


def _state(aggregate: PersonalFile | None) -> ErasureState:
    return ErasureState.NONE if aggregate is None else aggregate.state


def _may_be_erased(aggregate: PersonalFile | None) -> None:
    state = _state(aggregate)
    if state is ErasureState.ERASED:
        raise ErasedAlready
    if state is ErasureState.APPROVED:
        raise ErasureUnderWay
    if aggregate is not None and aggregate.held:
        raise UnderHold


def _requested(aggregate: PersonalFile | None) -> PersonalFile:
    if aggregate is None or aggregate.state is not ErasureState.REQUESTED:
        raise ErasureNotRequested
    return aggregate


def _approved(aggregate: PersonalFile | None) -> PersonalFile:
    if aggregate is None or aggregate.state not in (ErasureState.APPROVED, ErasureState.ERASED):
        raise ErasureNotRequested
    return aggregate


def _begun(
    aggregate: PersonalFile | None, person_id: UUID, context: Context
) -> tuple[list[DirectoryEvent], Stamp]:
    """Return the event that opens a file where there is none yet, and the head of the event after it."""
    if aggregate is not None:
        return [], context.stamp(aggregate)
    stream_id = file_of(person_id)
    first = PersonalFileOpened(
        originator_id=stream_id,
        originator_version=1,
        timestamp=context.now,
        originator_topic="quorate.personal_file",
        by=context.by,
        person_id=person_id,
    )
    return [first], (stream_id, 2, context.now, context.by)
