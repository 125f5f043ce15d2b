"""Clocks, as the API shows them. Values are the view's own Structs."""

from datetime import date
from uuid import UUID

import strawberry

from quorate_events.meetings.vocabulary import MeetingKind, MeetingStatus
from quorate_events.rules.clocks import ClockStatus
from quorate_events.rules.rule_set import Anchor, Milestone
from quorate_graphql import enums  # noqa: F401 - declares the enums before any type uses them
from quorate_graphql.metrics.types import Rate, measured, suppressed


@strawberry.type(description="One clock of a meeting, as it stands today.")
class MeetingClock:
    """One clock."""

    clock: str = strawberry.field(description="The clock's code in the rule set.")
    label: str = strawberry.field(description="The clock in words.")
    anchor: Anchor = strawberry.field(description="What the clock runs from.")
    anchor_on: date | None = strawberry.field(description="The day it runs from; null: not known yet.")
    due: date | None = strawberry.field(description="The last day in time.")
    met_by: Milestone = strawberry.field(description="What stops it.")
    met_on: date | None = strawberry.field(description="The day on which it was stopped.")
    working_days_taken: int | None = strawberry.field(description="Working days from anchor to stop.")
    state: ClockStatus = strawberry.field(description="How it stands today (London).")


@strawberry.type(description="One invited agency's report: when it was due, and when its answer came.")
class AgencyReportDue:
    """One agency's report."""

    agency_id: UUID = strawberry.field(description="The agency.")
    agency_name: str | None = strawberry.field(description="The agency's name.")
    due: date | None = strawberry.field(description="The last day in time; null where none is set.")
    received_on: date | None = strawberry.field(description="When its answer came (or nothing held).")
    state: ClockStatus = strawberry.field(description="How it stands today (London).")


@strawberry.type(description="Every clock of one meeting, and the reports due to it.")
class MeetingTimeliness:
    """One meeting."""

    meeting_id: UUID = strawberry.field(description="The meeting.")
    kind: MeetingKind = strawberry.field(description="What is being held.")
    status: MeetingStatus = strawberry.field(description="Where the meeting stands.")
    held_on: date | None = strawberry.field(description="The London date of the first sitting's opening.")
    reports_due: date | None = strawberry.field(
        description="The London date by which an agency that is asked today would have to report, by the rule set."
    )
    clocks: list[MeetingClock] = strawberry.field(description="The clocks, in the rule set's order.")
    reports: list[AgencyReportDue] = strawberry.field(description="The reports, by agency.")


@strawberry.type(description="How one clock was kept in one period by one kind of meeting.")
class TimelinessTrendCell:
    """One period, kind and clock."""

    period: str = strawberry.field(
        description="The month or quarter in which the meeting was held; not held yet: was to be."
    )
    kind: MeetingKind = strawberry.field(description="The kind of meeting.")
    clock: str = strawberry.field(description="The clock's code in the rule set.")
    in_time: int | None = strawberry.field(description="Meetings for which it was met in time.")
    late: int | None = strawberry.field(description="Meetings for which it was met late.")
    overdue: int | None = strawberry.field(description="Meetings for which it is overdue today.")
    running: int | None = strawberry.field(description="Meetings for which it still runs.")
    meetings_in_time: Rate = strawberry.field(
        description="Met in time, of those met or overdue; counted by meetings."
    )
    children_met_in_time: Rate = strawberry.field(
        description="Met in time, of those met or overdue; counted by children, as the census does."
    )
    suppressed: bool = suppressed()


@strawberry.type(description="Children by the working days that their initial conference took.")
class ConferenceDurationCell:
    """One period."""

    period: str = strawberry.field(description="The month, `2026-03`, or the quarter, `2026-Q1`.")
    children: int | None = strawberry.field(description="Children of initial conferences held.")
    up_to_10: int | None = strawberry.field(description="0 to 10 working days.")
    from_11_to_15: int | None = strawberry.field(description="11 to 15 working days.")
    from_16_to_20: int | None = strawberry.field(description="16 to 20 working days.")
    over_20: int | None = strawberry.field(description="21 and more working days.")
    lower_quartile: float | None = strawberry.field(
        description="A quarter of the children took at most so many."
    )
    median: float | None = measured("initial_conference_duration")
    upper_quartile: float | None = strawberry.field(description="Three quarters took at most so many.")
    within_15: Rate = measured("initial_conference_within_15_days")
    suppressed: bool = suppressed()
