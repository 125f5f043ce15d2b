"""Asks whether a meeting is quorate, in words, and how often conferences are inquorate twice running."""

from datetime import date, datetime
from uuid import UUID

import msgspec
from msgspec.structs import replace

from quorate_events.access.action import Action
from quorate_events.access.actor import Actor
from quorate_events.access.decide import decide
from quorate_events.access.resources import LATER, Circle, Circumstances
from quorate_events.meetings.vocabulary import MeetingKind, MeetingStatus, Quoracy
from quorate_events.store.statements import load_sql
from quorate_projections.asking import Asked
from quorate_projections.metrics.rate import Rate
from quorate_projections.metrics.trends import Period
from quorate_projections.quoracy.projection import OpenGround


class SittingQuoracy(msgspec.Struct, frozen=True, kw_only=True):
    """The quoracy of one sitting.

    While it is open (``ended_at`` is None) everything is as it stands now; afterwards ``quorate``, ``result``
    and ``explanation`` are what was recorded. ``may_proceed_for`` are the grounds open to the chair now;
    ``ground`` is the one that was used, and ``report_to_partners`` says that its use must be reported.
    ``reconvene_by`` is the last day on which the rule set wants an adjourned inquorate meeting held again.
    """

    sitting: int
    opened_at: datetime
    ended_at: datetime | None
    quorate: bool
    result: Quoracy | None
    explanation: str
    counted: tuple[str, ...]
    missing: tuple[str, ...]
    may_proceed_for: tuple[OpenGround, ...]
    ground: str | None
    ground_in_words: str | None
    report_to_partners: bool
    reason: str
    interim_arrangements: str
    reconvene_on: date | None
    reconvene_by: date | None
    reconvenes_late: bool


class MeetingQuoracy(msgspec.Struct, frozen=True, kw_only=True):
    """The quoracy of a meeting. ``consecutive_inquorate``: this conference and a child's last one before.

    Both are None for a viewer who may not know of a conference before this one, whether there was one or not.
    """

    meeting_id: UUID
    circle: Circle
    kind: MeetingKind
    status: MeetingStatus
    rule_set: str
    rule_set_name: str
    previous_inquorate: bool | None
    consecutive_inquorate: bool | None
    consecutive_inquorate_allowed: bool
    sittings: tuple[SittingQuoracy, ...]


class InquorateRuns(msgspec.Struct, frozen=True, kw_only=True):
    """Conferences of one period: held, inquorate, and inquorate directly after an inquorate one."""

    period: str
    held: int
    inquorate: int
    consecutive_inquorate: int

    @property
    def consecutive(self) -> Rate:
        """Inquorate directly after an inquorate conference about the same child, of conferences held."""
        return Rate(self.consecutive_inquorate, self.held)


class _Kept(msgspec.Struct, frozen=True):
    """A meeting's quoracy, and the circles of the conferences before it on which "previous" rests."""

    meeting: MeetingQuoracy
    before: tuple[Circle, ...]


async def quoracy(
    views: Asked, meeting_id: UUID, viewer: Actor, now: Circumstances = LATER
) -> MeetingQuoracy | None:
    """Return the quoracy, in one statement; None when there is no such meeting or not for this viewer."""
    found = await views.fetchval(_sql("meeting"), meeting_id)
    if found is None:
        return None
    kept = msgspec.json.decode(found, type=_Kept)
    meeting = kept.meeting
    if not decide(viewer, Action.READ_QUORACY, meeting.circle, now).allowed:
        return None
    if decide(viewer, Action.READ_PREVIOUS_QUORACY, meeting.circle, now).allowed:
        return meeting
    # Whoever may not be told gets the same answer whether there was a conference before or not: only where
    # every one of them may be read anyway is there nothing to hide, and "none before" would be one to hide.
    if kept.before and all(decide(viewer, Action.READ_QUORACY, each, now).allowed for each in kept.before):
        return meeting
    return replace(meeting, previous_inquorate=None, consecutive_inquorate=None)


async def consecutive_inquorate(
    views: Asked, *, period: Period, first_day: date | None = None, last_day: date | None = None
) -> list[InquorateRuns]:
    """Return the periods in which conferences were held. Days are London dates, inclusive."""
    rows = await views.fetch(_sql("consecutive_inquorate"), period, first_day, last_day)
    return [msgspec.convert(dict(row), InquorateRuns) for row in rows]


def _sql(name: str) -> str:
    return load_sql("quorate_projections.quoracy", name)
