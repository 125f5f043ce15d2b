"""Asks whether a meeting is quorate, in words, and how often conferences are inquorate twice running."""

from datetime import date, datetime
from uuid import UUID

import msgspec

from quorate_events.context import Recorder
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
    """The quoracy of a meeting. ``consecutive_inquorate``: this conference and a child's last one before."""

    meeting_id: UUID
    kind: MeetingKind
    status: MeetingStatus
    rule_set: str
    rule_set_name: str
    previous_inquorate: bool
    consecutive_inquorate: bool
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


async def quoracy(views: Asked, meeting_id: UUID, viewer: Recorder) -> MeetingQuoracy | None:
    """Return the quoracy, in one statement; None when there is no such meeting or not for this viewer."""
    kept = await views.fetchval(_sql("meeting"), meeting_id, viewer.practitioner_id, viewer.agency_id)
    return None if kept is None else msgspec.json.decode(kept, type=MeetingQuoracy)


async def consecutive_inquorate(
    views: Asked, *, period: Period, first_day: date | None = None, last_day: date | None = None
) -> list[InquorateRuns]:
    """Return the periods in which conferences were held. Days are London dates, inclusive."""
    rows = await views.fetch(_sql("consecutive_inquorate"), period, first_day, last_day)
    return [msgspec.convert(dict(row), InquorateRuns) for row in rows]


def _sql(name: str) -> str:
    return load_sql("quorate_projections.quoracy", name)
