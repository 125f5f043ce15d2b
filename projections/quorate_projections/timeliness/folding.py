"""What each event changes in the clocks of a meeting. Pure functions, one an event."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeAlias
from uuid import UUID

from msgspec.structs import replace

from quorate_events.meetings.contributions import ContributionDeclined, ContributionSubmitted, NothingHeld
from quorate_events.meetings.convening import MeetingConvened, MeetingRescheduled
from quorate_events.meetings.decisions import DecisionMade, DecisionRevised
from quorate_events.meetings.invitations import AgencyInvited, InvitationWithdrawn
from quorate_events.meetings.parts import PartWithdrawn
from quorate_events.meetings.record import CoreGroupHeld, DecisionLetterIssued, RecordIssued
from quorate_events.meetings.sittings import SittingAdjournedInquorate, SittingOpened
from quorate_events.meetings.views import DissentRaised
from quorate_events.meetings.vocabulary import Origin
from quorate_events.rules.clocks import london_date
from quorate_events.rules.rule_set import Milestone
from quorate_projections.standing import begun
from quorate_projections.timeliness.state import Asked, Report, TimelinessState

Change: TypeAlias = Callable[[TimelinessState, Any], TimelinessState]


def convened(event: MeetingConvened) -> TimelinessState:
    """Return the clocks of a meeting that was just convened."""
    return TimelinessState(
        standing=begun(event),
        origin=event.by.origin,
        convened_on=london_date(event.timestamp),
        anchors={each.anchor: each.on for each in event.anchors},
        follows=event.follows,
    )


def changed(state: TimelinessState, event: Any) -> TimelinessState:
    """Return the state after ``event``; an event of no concern changes nothing."""
    change = CHANGES.get(type(event))
    return state if change is None else change(state, event)


def _invited(state: TimelinessState, event: AgencyInvited) -> TimelinessState:
    asked = Asked(event.agency_id, event.report_due)
    return replace(state, asked={**state.asked, event.invitation_id: asked})


def _rescheduled(state: TimelinessState, event: MeetingRescheduled) -> TimelinessState:
    if event.report_due is None:
        return state
    moved = {key: replace(each, due=event.report_due) for key, each in state.asked.items()}
    return replace(state, asked=moved)


def _uninvited(state: TimelinessState, event: InvitationWithdrawn) -> TimelinessState:
    left = {key: asked for key, asked in state.asked.items() if key != event.invitation_id}
    return replace(state, asked=left)


def _put_report(state: TimelinessState, agency_id: UUID, report: Report) -> TimelinessState:
    answered = {agency_id: report.on, **state.answered}
    return replace(state, reports={**state.reports, agency_id: report}, answered=answered)


def _day(event: Any) -> date | None:
    return None if event.by.origin is Origin.IMPORTED else london_date(event.timestamp)


def _shared(state: TimelinessState, event: ContributionSubmitted) -> TimelinessState:
    report = state.reports.get(event.agency_id) or Report(_day(event))
    ids = tuple(part.part_id for part in event.parts if part.part_id is not None)
    return _put_report(state, event.agency_id, replace(report, parts=(*report.parts, *ids)))


def _answered(state: TimelinessState, event: NothingHeld | ContributionDeclined) -> TimelinessState:
    if event.agency_id in state.reports:
        return state
    return _put_report(state, event.agency_id, Report(_day(event)))


def _part_withdrawn(state: TimelinessState, event: PartWithdrawn) -> TimelinessState:
    """Take the report back with its last part, unless the meeting has used it: it was closed by then."""
    report = state.reports.get(event.agency_id)
    if report is None or state.standing.closed_on is not None:
        return state
    left = tuple(part_id for part_id in report.parts if part_id != event.part_id)
    if left:
        return _put_report(state, event.agency_id, replace(report, parts=left))
    rest = {agency: each for agency, each in state.reports.items() if agency != event.agency_id}
    return replace(state, reports=rest)


def _reached(state: TimelinessState, milestone: Milestone, on: date) -> TimelinessState:
    first = min(on, state.milestones.get(milestone, on))
    return replace(state, milestones={**state.milestones, milestone: first})


def _letter(state: TimelinessState, event: DecisionLetterIssued) -> TimelinessState:
    return _reached(state, Milestone.DECISION_LETTER_ISSUED, london_date(event.issued_at))


def _record(state: TimelinessState, event: RecordIssued) -> TimelinessState:
    return _reached(state, Milestone.RECORD_ISSUED, london_date(event.issued_at))


def _core_group(state: TimelinessState, event: CoreGroupHeld) -> TimelinessState:
    return _reached(state, Milestone.CORE_GROUP_HELD, event.held_on)


def _dissent(state: TimelinessState, event: DissentRaised) -> TimelinessState:
    return _reached(state, Milestone.DISSENT_RAISED, london_date(event.timestamp))


def _decided(state: TimelinessState, event: DecisionMade | DecisionRevised) -> TimelinessState:
    return replace(state, decisions={**state.decisions, event.child_id: event.outcome})


def _opened(state: TimelinessState, event: SittingOpened) -> TimelinessState:
    if state.deliberated is not None:
        return state
    return replace(state, deliberated=(event.sitting, london_date(event.opened_at)))


def _adjourned(state: TimelinessState, event: SittingAdjournedInquorate) -> TimelinessState:
    """Take the holding back: opening a conference and sending everybody home stops no clock."""
    if state.deliberated is None or state.deliberated[0] != event.sitting:
        return state
    return replace(state, deliberated=None)


CHANGES: dict[type[Any], Change] = {
    AgencyInvited: _invited,
    MeetingRescheduled: _rescheduled,
    InvitationWithdrawn: _uninvited,
    ContributionSubmitted: _shared,
    NothingHeld: _answered,
    ContributionDeclined: _answered,
    PartWithdrawn: _part_withdrawn,
    DecisionLetterIssued: _letter,
    RecordIssued: _record,
    CoreGroupHeld: _core_group,
    DissentRaised: _dissent,
    SittingOpened: _opened,
    SittingAdjournedInquorate: _adjourned,
    DecisionMade: _decided,
    DecisionRevised: _decided,
}
"""Every event that timeliness looks at, besides those that change how the meeting stands."""
