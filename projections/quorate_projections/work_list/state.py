"""What is still open in one meeting: only what a work list needs."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from quorate_events.meetings.vocabulary import ActionStatus
from quorate_projections.standing import AsItStood, Standing
from quorate_projections.work_list.items import Notice


class AskedAgency(msgspec.Struct, frozen=True, gc=False):
    """An invitation, and whether it was answered for the time that stands.

    ``asked_again_at``: when the meeting was moved after an answer had been given.
    """

    invitation_id: UUID
    agency_id: UUID
    practitioner_id: UUID | None
    why: str
    asked: str
    report_due: date | None
    at: datetime
    answered: bool = False
    asked_again_at: datetime | None = None


class Challenge(msgspec.Struct, frozen=True, gc=False):
    """A declaration of involvement that was challenged, and is not settled."""

    reason: str
    at: datetime


class OpenAction(msgspec.Struct, frozen=True, gc=False):
    """An action that is not finished. ``then``: the meeting when it was agreed, with the children it is about."""

    action_id: UUID
    agency_id: UUID
    what: str
    due: date
    at: datetime
    status: ActionStatus = ActionStatus.AGREED
    practitioner_id: UUID | None = None
    then: AsItStood | None = None


class Difference(msgspec.Struct, frozen=True, gc=False):
    """An open dissent or escalation, or something to be told of; ``respond_by`` is a London date.

    ``then`` is how the meeting stood, where it is told to somebody who may not know how it stands.
    """

    id: UUID
    why: str
    at: datetime
    respond_by: date | None = None
    then: AsItStood | None = None
    notice: Notice | None = None


class OpenWork(msgspec.Struct, frozen=True, gc=False):
    """All that may still have to be done in a meeting.

    ``answered`` are the agencies that shared, said that nothing is held, or declined; ``declared`` those
    whose involvement stands. ``issued_to`` are the agencies that were sent the record. ``reconvene_on`` is
    the London date to which an inquorate sitting was adjourned. ``moved``: the meeting was given another time,
    and has not sat since. ``imported``: the meeting
    was taken over from an old register, and was done with elsewhere. ``chair_changes`` are those that the chair
    before did not make, and has not noted, by the chair before. ``noted`` are the people who took note of an
    emergency opening, by the opening.
    """

    standing: Standing
    reason: str
    convened_at: datetime
    asked: dict[UUID, AskedAgency] = {}
    answered: tuple[UUID, ...] = ()
    declared: tuple[UUID, ...] = ()
    challenges: dict[UUID, Challenge] = {}
    actions: dict[UUID, OpenAction] = {}
    dissents: dict[UUID, Difference] = {}
    escalations: dict[UUID, Difference] = {}
    reconvene_on: date | None = None
    moved: bool = False
    closed_at: datetime | None = None
    confirmed_at: datetime | None = None
    issued_to: tuple[UUID, ...] = ()
    letter_issued: bool = False
    imported: bool = False
    emergency_openings: dict[UUID, Difference] = {}
    chair_changes: dict[UUID, Difference] = {}
    noted: dict[UUID, tuple[UUID, ...]] = {}
