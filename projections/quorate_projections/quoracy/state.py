"""What the quoracy of one meeting is worked out from."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from quorate_events.meetings.values import Attendee
from quorate_events.meetings.vocabulary import InvolvementLevel, Quoracy
from quorate_projections.standing import Standing


class Judged(msgspec.Struct, frozen=True, gc=False):
    """Who was on the record, and what was declared, when a sitting ended: what its result rests on."""

    attendance: dict[UUID, Attendee]
    involvements: dict[UUID, InvolvementLevel]


class SittingState(msgspec.Struct, frozen=True, gc=False):
    """One sitting. ``result`` is None while it is open and nobody decided to go on inquorate.

    ``moved_to`` is the London date that the meeting was moved to after it was adjourned for ``reconvene_on``.
    ``explanation``, ``ground``, ``reason`` and the arrangements are as they were recorded. ``judged`` is set when the
    sitting has ended: a later correction does not change what its result was worked out from.
    """

    opened_at: datetime
    attendance: dict[UUID, Attendee] = {}
    result: Quoracy | None = None
    explanation: str = ""
    ground: str | None = None
    reason: str = ""
    interim_arrangements: str = ""
    reconvene_on: date | None = None
    moved_to: date | None = None
    ended_at: datetime | None = None
    judged: Judged | None = None


class QuoracyState(msgspec.Struct, frozen=True, gc=False):
    """One meeting. ``involvements`` holds the level declared or settled last, ``sittings`` count from 1."""

    standing: Standing
    involvements: dict[UUID, InvolvementLevel] = {}
    sittings: dict[int, SittingState] = {}
