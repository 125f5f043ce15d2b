"""Folds the events of a meeting into its clocks, under the rule set and calendar that it runs under."""

from collections.abc import Iterator
from datetime import date
from typing import ClassVar
from uuid import UUID

from msgspec.structs import replace

from quorate_events.meetings.convening import MeetingConvened
from quorate_events.meetings.vocabulary import DecisionOutcome, MeetingStatus
from quorate_events.rules.calendar import OutsideCalendar, WorkingDayCalendar
from quorate_events.rules.clocks import ClockState, ClockStatus, assess_clock, london_date, report_due
from quorate_events.rules.rule_set import Clock, Direction, KindRules, Milestone
from quorate_events.rules.rule_sets import RuleSets
from quorate_projections.engine.projection import Projection, RecordedEvent, Row, Rows, table
from quorate_projections.standing import STANDING_TOPICS, stands_after
from quorate_projections.timeliness.folding import CHANGES, changed, convened
from quorate_projections.timeliness.state import TimelinessState

_PLANS = (DecisionOutcome.PLAN_MADE, DecisionOutcome.PLAN_CONTINUED)
_ANY_DAY = date(2000, 1, 1)
"""Dues and days taken do not depend on the day of asking; whether a clock is overdue is left to queries."""


class TimelinessProjection(Projection[TimelinessState]):
    """Keeps the clocks of every meeting. ``rules`` are the rule sets that meetings run under."""

    name: ClassVar[str] = "timeliness"
    version: ClassVar[int] = 6
    state = TimelinessState
    topics: ClassVar[frozenset[str]] = STANDING_TOPICS | {event.TOPIC for event in CHANGES}
    tables = (
        table(
            "meetings",
            {"meeting_id": "uuid"},
            {
                "kind": "text",
                "status": "text",
                "origin": "text",
                "chair_id": "uuid",
                "readers": "uuid[]",
                "circle": "jsonb",
                "child_ids": "uuid[]",
                "children": "integer",
                "follows": "uuid",
                "scheduled_on": "date",
                "reports_due": "date",
                "held_on": "date",
            },
        ),
        table(
            "clocks",
            {"meeting_id": "uuid", "clock": "text"},
            {
                "place": "integer",
                "label": "text",
                "anchor": "text",
                "anchor_on": "date",
                "due": "date",
                "met_by": "text",
                "met_on": "date",
                "working_days_taken": "integer",
                "may_lapse": "boolean",
                "after_kinds": "text[]",
                "amount": "integer",
                "unit": "text",
                "told_met_on": "date",
                "told_days_taken": "integer",
            },
        ),
        table(
            "reports",
            {"meeting_id": "uuid", "agency_id": "uuid"},
            {
                "due": "date",
                "received": "boolean",
                "received_on": "date",
                "told": "boolean",
                "told_on": "date",
            },
        ),
    )

    def __init__(self, rules: RuleSets) -> None:
        super().__init__()
        self._rules = rules

    def fold(self, state: TimelinessState | None, event: RecordedEvent) -> TimelinessState:
        """Begin with the convening; then let every event change what it is about."""
        happened = event.event
        if isinstance(happened, MeetingConvened):
            return convened(happened)
        if state is None:
            raise ValueError(f"{event.topic} before the meeting was convened")
        standing = stands_after(state.standing, happened)
        return changed(state if standing is state.standing else replace(state, standing=standing), happened)

    def rows(self, stream_id: UUID, state: TimelinessState) -> Rows:
        """Return the meeting, its clocks, and the reports due to it."""
        rule_set = self._rules.get(state.standing.rule_set)
        calendar = self._rules.calendar_of(rule_set)
        clocks = rule_set.kinds[state.standing.kind].clocks
        return {
            "meetings": [
                _meeting_row(
                    stream_id, state, _reports_due(rule_set.kinds[state.standing.kind], state, calendar)
                )
            ],
            "clocks": [
                _clock_row(stream_id, place, clock, state, calendar)
                for place, clock in enumerate(clocks)
                if _applies(clock, state)
            ],
            "reports": list(_report_rows(stream_id, state)),
        }


def _meeting_row(meeting_id: UUID, state: TimelinessState, reports_due: date | None) -> Row:
    standing = state.standing
    return (
        meeting_id,
        standing.kind,
        standing.status,
        state.origin,
        standing.chair_id,
        standing.readers,
        standing.kept_circle,
        standing.child_ids,
        len(standing.child_ids),
        state.follows,
        london_date(standing.scheduled_for),
        reports_due,
        state.held_on,
    )


def _reports_due(rules: KindRules, state: TimelinessState, calendar: WorkingDayCalendar) -> date | None:
    """Return the last day for reports, or none: an old register may hold a meeting from before the calendar."""
    try:
        return report_due(rules, london_date(state.standing.scheduled_for), calendar)
    except OutsideCalendar:
        return None


def _applies(clock: Clock, state: TimelinessState) -> bool:
    """A cancelled meeting owes nothing; a core group is owed only once there may be a plan."""
    if state.standing.status is MeetingStatus.CANCELLED:
        return False
    if clock.met_by is not Milestone.CORE_GROUP_HELD or state.standing.closed_on is None:
        return True
    return any(outcome in _PLANS for outcome in state.decisions.values())


def _clock_row(
    meeting_id: UUID, place: int, clock: Clock, state: TimelinessState, calendar: WorkingDayCalendar
) -> Row:
    anchor_on = state.anchor(clock.anchor)
    worked_out = _worked_out(clock, anchor_on, state.met_on(clock.met_by), calendar)
    told = _worked_out(clock, anchor_on, state.told_met_on(clock.met_by), calendar)
    return (
        meeting_id,
        clock.code,
        place,
        clock.label,
        clock.anchor,
        anchor_on,
        worked_out.due,
        clock.met_by,
        worked_out.met_on,
        worked_out.working_days_taken,
        clock.window,
        clock.after_kinds,
        clock.amount if clock.direction is Direction.AFTER else -clock.amount,
        clock.unit,
        told.met_on,
        told.working_days_taken,
    )


def _worked_out(
    clock: Clock, anchor_on: date | None, met_on: date | None, calendar: WorkingDayCalendar
) -> ClockState:
    try:
        return assess_clock(clock, anchor_on, met_on, _ANY_DAY, calendar)
    except OutsideCalendar:
        # A mistyped year must not stop the meeting's other clocks; this one then has no due date.
        return ClockState(None, met_on, ClockStatus.NOT_STARTED, None)


def _report_rows(meeting_id: UUID, state: TimelinessState) -> Iterator[Row]:
    asked: dict[UUID, list[date]] = {}
    for each in state.asked.values():
        dues = asked.setdefault(each.agency_id, [])
        if each.due is not None:
            dues.append(each.due)
    for agency_id, dues in asked.items():
        report = state.reports.get(agency_id)
        on = None if report is None else report.on
        told, told_on = agency_id in state.answered, state.answered.get(agency_id)
        yield (meeting_id, agency_id, min(dues, default=None), report is not None, on, told, told_on)
