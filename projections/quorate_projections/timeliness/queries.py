"""Asks how the clocks of a meeting stand, how clocks are kept over time, and how long conferences take."""

from datetime import date
from uuid import UUID

import msgspec
from msgspec.structs import replace

from quorate_events.access.action import Action
from quorate_events.access.actor import Actor
from quorate_events.access.decide import decide
from quorate_events.access.resources import LATER, Circle, Circumstances
from quorate_events.meetings.vocabulary import MeetingKind, MeetingStatus, Origin
from quorate_events.rules.clocks import ClockStatus
from quorate_events.rules.rule_set import Anchor, Milestone
from quorate_events.store.statements import load_sql
from quorate_projections.asking import Asked
from quorate_projections.information_shared.queries import information_shared
from quorate_projections.information_shared.seen import InformationShared
from quorate_projections.metrics.rate import Rate
from quorate_projections.metrics.trends import MOST_CELLS, Period, TooManyCells


class MeetingClock(msgspec.Struct, frozen=True, kw_only=True):
    """One clock of a meeting, as it stands on the day of asking. ``due`` is None until the anchor is known.

    ``working_days_taken`` count from the anchor to the day on which it was met. ``place`` is its place in the rule
    set. A clock that runs from a conference of which the viewer may not know is shown as not started, whether there
    was such a conference or not.
    """

    place: int
    clock: str
    label: str
    anchor: Anchor
    anchor_on: date | None
    due: date | None
    met_by: Milestone
    met_on: date | None
    working_days_taken: int | None
    state: ClockStatus


class ReportDue(msgspec.Struct, frozen=True, kw_only=True):
    """One invited agency's report: when due, when its answer came (nothing held and declined are answers)."""

    agency_id: UUID
    agency_name: str | None
    due: date | None
    received_on: date | None
    state: ClockStatus


class MeetingTimeliness(msgspec.Struct, frozen=True, kw_only=True):
    """Every clock of one meeting, in the order of its rule set, and the reports due to it."""

    meeting_id: UUID
    circle: Circle
    kind: MeetingKind
    status: MeetingStatus
    held_on: date | None
    reports_due: date | None
    clocks: tuple[MeetingClock, ...]
    reports: tuple[ReportDue, ...]


class _Before(msgspec.Struct, frozen=True):
    """The last conference before a meeting: the day from which clocks run, and whom it concerned."""

    held_on: date
    circle: Circle


class _Kept(msgspec.Struct, frozen=True):
    """A meeting's clocks, what came before, and the clocks for those who are told nothing of that.

    ``told_clocks`` and ``told_reports`` are shown in place of those of the meeting to whoever may know of nothing
    that an agency took back.
    """

    meeting: MeetingTimeliness
    before: tuple[_Before, ...] | None
    untold: tuple[MeetingClock, ...]
    told_clocks: tuple[MeetingClock, ...]
    told_reports: tuple[ReportDue, ...]

    def told(self, shared: InformationShared | None) -> MeetingTimeliness:
        """Return the meeting as it is told to somebody who sees ``shared`` of its information.

        That an agency has answered is told to everybody; that it took all of it back, to those who may know of some
        part of it (``Action.KNOW_OF_ANSWER``).
        """
        known = () if shared is None else shared.known_agency_ids
        hidden = {each.agency_id: each for each in self.told_reports if each.agency_id not in known}
        if not hidden:
            return self.meeting
        reports = tuple(hidden.get(each.agency_id, each) for each in self.meeting.reports)
        # A report that they know to be missing keeps the clock running for them too.
        known_back = {each.agency_id for each in self.told_reports} - hidden.keys()
        missing = any(each.agency_id in known_back and each.received_on is None for each in reports)
        told = {} if missing else {each.place: each for each in self.told_clocks}
        clocks = tuple(told.get(each.place, each) for each in self.meeting.clocks)
        return replace(self.meeting, reports=reports, clocks=clocks)


class ClockCell(msgspec.Struct, frozen=True, kw_only=True):
    """How one clock was kept in one period by one kind of meeting: meetings, and the children in them."""

    period: str
    kind: MeetingKind
    clock: str
    in_time: int
    late: int
    overdue: int
    running: int
    children_in_time: int
    children_late: int
    children_overdue: int

    @property
    def meetings_in_time(self) -> Rate:
        """Met in time, of those that were met or are overdue; counted by meetings."""
        return Rate(self.in_time, self.in_time + self.late + self.overdue)

    @property
    def children_met_in_time(self) -> Rate:
        """Met in time, of those that were met or are overdue; counted by children, as the census does."""
        return Rate(self.children_in_time, self.children_in_time + self.children_late + self.children_overdue)


class DurationCell(msgspec.Struct, frozen=True, kw_only=True):
    """Children by the working days that their initial conference took, in the bands of the census."""

    period: str
    children: int
    up_to_10: int
    from_11_to_15: int
    from_16_to_20: int
    over_20: int
    lower_quartile: float
    median: float
    upper_quartile: float

    @property
    def within_15(self) -> Rate:
        """Children whose initial conference took at most 15 working days, of all."""
        return Rate(self.up_to_10 + self.from_11_to_15, self.children)


async def timeliness(
    views: Asked, meeting_id: UUID, viewer: Actor, *, today: date, now: Circumstances = LATER
) -> MeetingTimeliness | None:
    """Return the clocks as they stand on the London date ``today``.

    None when there is no such meeting or not for this viewer. In one statement, and a second where an agency took
    its whole answer back.
    """
    found = await views.fetchval(_sql("meeting"), meeting_id, today)
    if found is None:
        return None
    kept = msgspec.json.decode(found, type=_Kept)
    meeting = kept.meeting
    if not decide(viewer, Action.READ_TIMELINESS, meeting.circle, now).allowed:
        return None
    if kept.told_reports:
        meeting = kept.told(await information_shared(views, meeting_id, viewer, now.now))
    if decide(viewer, Action.READ_PREVIOUS_QUORACY, meeting.circle, now).allowed:
        return meeting
    if kept.before and all(_told_of(each, meeting, viewer, now) for each in kept.before):
        return meeting
    # As with quoracy: the same answer whether there was a conference before or not.
    told = (each for each in meeting.clocks if each.anchor is not Anchor.LAST_CONFERENCE)
    return replace(meeting, clocks=tuple(sorted((*told, *kept.untold), key=lambda each: each.place)))


def _told_of(before: _Before, meeting: MeetingTimeliness, viewer: Actor, now: Circumstances) -> bool:
    """Return whether the viewer may read the conference before, and no clock runs from another than that."""
    days = {each.anchor_on for each in meeting.clocks if each.anchor is Anchor.LAST_CONFERENCE}
    return days <= {before.held_on} and decide(viewer, Action.READ_TIMELINESS, before.circle, now).allowed


async def timeliness_trend(
    views: Asked,
    *,
    period: Period,
    today: date,
    first_day: date | None = None,
    last_day: date | None = None,
    kinds: tuple[MeetingKind, ...] | None = None,
    clocks: tuple[str, ...] | None = None,
    origin: Origin | None = None,
) -> list[ClockCell]:
    """Return how clocks were kept by period, kind and clock. Days are London dates, inclusive.

    Raises :class:`~quorate_projections.metrics.trends.TooManyCells`.
    """
    rows = await views.fetch(
        _sql("trend"), today, period, first_day, last_day, kinds, clocks, origin, MOST_CELLS + 1
    )
    if len(rows) > MOST_CELLS:
        raise TooManyCells
    return [msgspec.convert(dict(row), ClockCell) for row in rows]


async def conference_durations(
    views: Asked,
    *,
    period: Period,
    first_day: date | None = None,
    last_day: date | None = None,
    origin: Origin | None = None,
) -> list[DurationCell]:
    """Return how long initial conferences took, counted by children. Days are London dates, inclusive."""
    rows = await views.fetch(_sql("durations"), period, first_day, last_day, origin)
    return [msgspec.convert(dict(row), DurationCell) for row in rows]


def _sql(name: str) -> str:
    return load_sql("quorate_projections.timeliness", name)
