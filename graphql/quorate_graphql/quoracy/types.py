"""Quoracy, as the API shows it. Values are the view's own Structs."""

from datetime import date, datetime
from uuid import UUID

import strawberry

from quorate_events.meetings.vocabulary import MeetingKind, MeetingStatus, Quoracy
from quorate_graphql import enums  # noqa: F401 - declares the enums before any type uses them
from quorate_graphql.metrics.types import Rate, measured, suppressed


@strawberry.type(description="A ground on which the chair may go on although too few are there.")
class QuoracyGround:
    """A ground of the rule set."""

    code: str = strawberry.field(description="The code that the chair names.")
    sentence: str = strawberry.field(description="The ground in words.")
    report_to_partners: bool = strawberry.field(
        description="Whether its use must be reported to the safeguarding partners."
    )


@strawberry.type(description="The quoracy of one sitting: live while it is open, as recorded afterwards.")
class SittingQuoracy:
    """One sitting."""

    sitting: int = strawberry.field(description="Which sitting, from 1.")
    opened_at: datetime = strawberry.field(description="When it was opened.")
    ended_at: datetime | None = strawberry.field(description="When it ended; null while it is open.")
    quorate: bool = strawberry.field(description="Whether it is, or was, quorate.")
    result: Quoracy | None = strawberry.field(description="How it ended, or that it goes on inquorate.")
    explanation: str = strawberry.field(description="Why, in words that name no person.")
    counted: list[str] = strawberry.field(description="Who counts, the lead sector first.")
    missing: list[str] = strawberry.field(description="What is still needed.")
    may_proceed_for: list[QuoracyGround] = strawberry.field(description="The grounds open to the chair now.")
    ground: str | None = strawberry.field(description="The ground on which it went on.")
    ground_in_words: str | None = strawberry.field(description="That ground in words.")
    report_to_partners: bool = strawberry.field(
        description="Whether going on must be reported to the safeguarding partners."
    )
    reason: str = strawberry.field(description="Why it was adjourned, or went on, inquorate.")
    interim_arrangements: str = strawberry.field(description="What protects the child until then.")
    reconvene_on: date | None = strawberry.field(description="The new date of an adjourned meeting.")
    reconvene_by: date | None = strawberry.field(
        description="By when the rule set wants a meeting that was adjourned inquorate to be held again."
    )
    reconvenes_late: bool = strawberry.field(
        description="Whether it goes on later than that, on the day known by now."
    )


@strawberry.type(description="The quoracy of a meeting under the version of the rules that it runs under.")
class MeetingQuoracy:
    """One meeting."""

    meeting_id: UUID = strawberry.field(description="The meeting.")
    kind: MeetingKind = strawberry.field(description="What is being held.")
    status: MeetingStatus = strawberry.field(description="Where the meeting stands.")
    rule_set: str = strawberry.field(description="The rule set and its version.")
    rule_set_name: str = strawberry.field(description="The rule set in words.")
    sittings: list[SittingQuoracy] = strawberry.field(description="Every sitting, in order.")
    previous_inquorate: bool | None = strawberry.field(
        description="Whether the last conference about one of the children was inquorate; null where the viewer "
        "may not know whether there was one."
    )
    consecutive_inquorate: bool | None = strawberry.field(
        description="Whether this conference is inquorate directly after an inquorate one; null as above."
    )
    consecutive_inquorate_allowed: bool = strawberry.field(
        description="Whether the rules allow two inquorate conferences running."
    )


@strawberry.type(description="Conferences of one period, and how many were inquorate twice running.")
class InquorateTrendCell:
    """One period."""

    period: str = strawberry.field(description="The month, `2026-03`, or the quarter, `2026-Q1`.")
    held: int | None = strawberry.field(description="Conferences held.")
    inquorate: int | None = strawberry.field(
        description="With a sitting that was adjourned or went on inquorate."
    )
    consecutive: Rate = measured("consecutive_inquorate")
    suppressed: bool = suppressed()
