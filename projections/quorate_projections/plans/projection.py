"""Keeps what conferences decided about plans, child by child; plans run across meetings, and SQL follows them."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

import msgspec
from msgspec.structs import replace

from quorate_events.meetings.convening import MeetingConvened
from quorate_events.meetings.decisions import DecisionMade, DecisionRevised
from quorate_events.meetings.sittings import SittingOpened
from quorate_events.meetings.vocabulary import DecisionOutcome
from quorate_events.rules.clocks import london_date
from quorate_projections.engine.projection import Projection, RecordedEvent, Rows, table

ABOUT_PLANS = frozenset(
    {DecisionOutcome.PLAN_MADE, DecisionOutcome.PLAN_CONTINUED, DecisionOutcome.PLAN_ENDED}
)
"""The outcomes that begin, carry on or end a plan."""


class Decided(msgspec.Struct, frozen=True, gc=False):
    """What holds for one child; ``at`` is when the sitting was opened in which it was first decided."""

    outcome: DecisionOutcome
    at: datetime


class PlansState(msgspec.Struct, frozen=True, gc=False):
    """One meeting: when its latest sitting was opened, and what holds for each child."""

    sat_at: datetime | None = None
    decided: dict[UUID, Decided] = {}


class PlansProjection(Projection[PlansState]):
    """One row for each child for whom a conference made, continued or ended a plan."""

    name: ClassVar[str] = "plans"
    version: ClassVar[int] = 1
    state = PlansState
    topics: ClassVar[frozenset[str]] = frozenset(
        event.TOPIC for event in (MeetingConvened, SittingOpened, DecisionMade, DecisionRevised)
    )
    tables = (
        table(
            "decisions",
            {"meeting_id": "uuid", "child_id": "uuid"},
            {"decided_at": "timestamptz", "decided_on": "date", "outcome": "text"},
        ),
    )

    def fold(self, state: PlansState | None, event: RecordedEvent) -> PlansState:
        """Take in one event of the meeting. A revision changes what was decided, not when."""
        happened = event.event
        if isinstance(happened, MeetingConvened):
            return PlansState()
        if state is None:
            raise ValueError(f"{event.topic} before the meeting was convened")
        if isinstance(happened, SittingOpened):
            return replace(state, sat_at=happened.opened_at)
        before = state.decided.get(happened.child_id)
        at = before.at if before else state.sat_at or happened.timestamp
        decided = {**state.decided, happened.child_id: Decided(happened.outcome, at)}
        return replace(state, decided=decided)

    def rows(self, stream_id: UUID, state: PlansState) -> Rows:
        """What was decided about plans."""
        return {
            "decisions": [
                (stream_id, child_id, each.at, london_date(each.at), each.outcome)
                for child_id, each in state.decided.items()
                if each.outcome in ABOUT_PLANS
            ]
        }
