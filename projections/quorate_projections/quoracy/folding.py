"""What each event changes in the quoracy of a meeting. Pure functions, one an event."""

from collections.abc import Callable
from typing import Any, TypeAlias

from msgspec.structs import replace

from quorate_events.meetings.attendance import AttendanceRecorded
from quorate_events.meetings.convening import MeetingRescheduled
from quorate_events.meetings.involvement import InvolvementDeclared, InvolvementSettled
from quorate_events.meetings.sittings import (
    ProceededInquorate,
    SittingAdjournedInquorate,
    SittingClosed,
    SittingOpened,
)
from quorate_events.meetings.vocabulary import Quoracy
from quorate_events.rules.clocks import london_date
from quorate_projections.quoracy.state import Judged, QuoracyState, SittingState

Change: TypeAlias = Callable[[QuoracyState, Any], QuoracyState]


def changed(state: QuoracyState, event: Any) -> QuoracyState:
    """Return the state after ``event``; an event of no concern changes nothing."""
    change = CHANGES.get(type(event))
    return state if change is None else change(state, event)


def _put(state: QuoracyState, number: int, sitting: SittingState) -> QuoracyState:
    return replace(state, sittings={**state.sittings, number: sitting})


def _ended(state: QuoracyState, number: int) -> SittingState:
    sitting = state.sittings[number]
    return replace(sitting, judged=Judged(sitting.attendance, state.involvements))


def _declared(state: QuoracyState, event: InvolvementDeclared | InvolvementSettled) -> QuoracyState:
    return replace(state, involvements={**state.involvements, event.agency_id: event.level})


def _opened(state: QuoracyState, event: SittingOpened) -> QuoracyState:
    return _put(state, event.sitting, SittingState(event.opened_at))


def _attended(state: QuoracyState, event: AttendanceRecorded) -> QuoracyState:
    sitting = state.sittings[event.sitting]
    attendance = {**sitting.attendance, event.attendee.attendee_id: event.attendee}
    return _put(state, event.sitting, replace(sitting, attendance=attendance))


def _adjourned(state: QuoracyState, event: SittingAdjournedInquorate) -> QuoracyState:
    sitting = replace(
        _ended(state, event.sitting),
        result=Quoracy.INQUORATE_ADJOURNED,
        explanation=event.explanation,
        reason=event.reason,
        interim_arrangements=event.interim_arrangements,
        reconvene_on=event.reconvene_on,
        ended_at=event.at,
    )
    return _put(state, event.sitting, sitting)


def _moved(state: QuoracyState, event: MeetingRescheduled) -> QuoracyState:
    number = len(state.sittings)
    if not number or state.sittings[number].result is not Quoracy.INQUORATE_ADJOURNED:
        return state
    return _put(state, number, replace(state.sittings[number], moved_to=london_date(event.scheduled_for)))


def _proceeded(state: QuoracyState, event: ProceededInquorate) -> QuoracyState:
    sitting = replace(
        state.sittings[event.sitting],
        result=Quoracy.INQUORATE_PROCEEDED,
        explanation=event.explanation,
        ground=event.ground,
        reason=event.reason,
        interim_arrangements=event.interim_arrangements,
    )
    return _put(state, event.sitting, sitting)


def _closed(state: QuoracyState, event: SittingClosed) -> QuoracyState:
    """Keep how it ended; ground and reason stay, also when the missing came before the end."""
    sitting = replace(
        _ended(state, event.sitting),
        result=event.quoracy,
        explanation=event.explanation,
        ended_at=event.at,
    )
    return _put(state, event.sitting, sitting)


CHANGES: dict[type[Any], Change] = {
    InvolvementDeclared: _declared,
    InvolvementSettled: _declared,
    SittingOpened: _opened,
    AttendanceRecorded: _attended,
    SittingAdjournedInquorate: _adjourned,
    MeetingRescheduled: _moved,
    ProceededInquorate: _proceeded,
    SittingClosed: _closed,
}
"""Every event that quoracy looks at, besides those that change how the meeting stands."""
