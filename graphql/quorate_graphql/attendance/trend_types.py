"""Attendance over time, as the API shows it: no child, no meeting. Values are the view's own Structs."""

from uuid import UUID

import strawberry

from quorate_events.meetings.vocabulary import ChildParticipation, MeetingKind, Sector
from quorate_graphql import enums  # noqa: F401 - declares the enums before any type uses them
from quorate_graphql.metrics.types import Rate, measured, suppressed
from quorate_projections.attendance.state import InvolvementBucket


@strawberry.type(
    description="Meetings held, counted once for each agency invited (for each of its roles, by role)."
)
class AttendanceTrendCell:
    """One cell of the attendance trend."""

    period: str = strawberry.field(description="The month, `2026-03`, or the quarter, `2026-Q1`.")
    agency_id: UUID | None = strawberry.field(description="The agency, when grouped by agency.")
    agency_name: str | None = strawberry.field(description="The agency's name, when grouped by agency.")
    sector: Sector | None = strawberry.field(description="The sector, when grouped by sector or agency.")
    role: str | None = strawberry.field(description="The role invited, when grouped by role.")
    kind: MeetingKind | None = strawberry.field(description="The kind of meeting, when grouped by kind.")
    involvement: InvolvementBucket | None = strawberry.field(
        description="What the agency had to do with the child, when grouped by involvement."
    )
    invited: int | None = strawberry.field(description="Meetings held to which the agency was invited.")
    attended: int | None = strawberry.field(description="Of these, attended by somebody of the agency.")
    involvement_not_declared: int | None = measured("involvement_not_declared")
    involved: int | None = strawberry.field(description="Of those invited, where the agency was involved.")
    attended_where_involved: int | None = strawberry.field(description="Of those involved, attended.")
    significantly_involved: int | None = strawberry.field(
        description="Of those invited, where the agency was significantly involved."
    )
    attended_where_significantly_involved: int | None = strawberry.field(
        description="Of those significantly involved, attended."
    )
    apologies: int | None = measured("apologies")
    represented_by_deputy: int | None = measured("represented_by_deputy")
    report_received: int | None = strawberry.field(
        description="The agency's answer was there before the opening."
    )
    report_received_where_involved: int | None = strawberry.field(
        description="The same, where it was involved."
    )
    reports_due: int | None = strawberry.field(description="Meetings with a date for the agency's report.")
    reports_on_time: int | None = strawberry.field(description="Of these, answered on or before the date.")
    nothing_held: int | None = measured("nothing_held")
    report_without_presence: int | None = measured("report_without_presence")
    neither: int | None = measured("neither")
    attendance: Rate = measured("attendance")
    attendance_where_involved: Rate = measured("attendance_where_involved")
    attendance_where_significantly_involved: Rate = measured("attendance_where_significantly_involved")
    reports_provided: Rate = measured("reports_provided")
    reports_provided_where_involved: Rate = measured("reports_provided_where_involved")
    reports_in_time: Rate = measured("reports_on_time")
    neither_came_nor_answered: Rate = measured("neither")
    suppressed: bool = suppressed()


@strawberry.type(description="How many children took part or were heard in one way.")
class ParticipationCount:
    """Children by code."""

    participation: ChildParticipation = strawberry.field(description="The code.")
    children: int | None = strawberry.field(description="How many children; null where hidden.")


@strawberry.type(description="The meetings held in one period, counted.")
class MeetingMetricsCell:
    """One period, of one kind when grouped by kind."""

    period: str = strawberry.field(description="The month, `2026-03`, or the quarter, `2026-Q1`.")
    kind: MeetingKind | None = strawberry.field(description="The kind of meeting, when grouped by kind.")
    held: int | None = strawberry.field(description="Meetings held.")
    conferences_held: int | None = strawberry.field(description="Conferences held.")
    discussions_held: int | None = strawberry.field(description="Strategy discussions held.")
    quorate: Rate = measured("quorate_conferences")
    adjourned_inquorate: Rate = measured("adjourned_inquorate")
    proceeded_inquorate: Rate = measured("proceeded_inquorate")
    core_three: Rate = measured("core_three")
    worker_and_manager: Rate = measured("worker_and_manager")
    information_complete: Rate = measured("information_complete")
    children: int | None = strawberry.field(description="Children of these meetings.")
    children_heard: list[ParticipationCount] = measured("child_participation")
    dissents: int | None = measured("dissents")
    dissents_resolved: Rate = measured("dissents_resolved")
    escalations_raised: int | None = strawberry.field(description="Escalations raised.")
    escalations_resolved: int | None = strawberry.field(description="Of these, resolved by now.")
    escalations_resolved_in_time: Rate = measured("escalations_in_time")
    suppressed: bool = suppressed()
