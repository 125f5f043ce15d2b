"""The rows that one meeting contributes to the attendance view."""

from datetime import date
from uuid import UUID

from msgspec.structs import astuple

from quorate_events.meetings.vocabulary import Quoracy
from quorate_events.rules.rule_set import RuleSet
from quorate_projections.attendance.meeting_facts import DiscussionFacts, discussion, missing, quorate
from quorate_projections.attendance.presence import (
    AgencyPresence,
    Roll,
    Seat,
    bucket,
    in_role,
    of_agency,
    was_there,
)
from quorate_projections.attendance.state import AttendanceState, InvolvementBucket
from quorate_projections.engine.projection import Row


def month_of(day: date) -> str:
    """Return the month of a London date, as ``2026-03``."""
    return f"{day.year:04}-{day.month:02}"


def quarter_of(day: date) -> str:
    """Return the calendar quarter of a London date, as ``2026-Q1``."""
    return f"{day.year:04}-Q{(day.month + 2) // 3}"


def meeting_row(meeting_id: UUID, state: AttendanceState, rules: RuleSet) -> Row:
    """Return the meeting as a whole."""
    standing, results = state.standing, state.results.values()
    held_on = standing.held_on
    facts: DiscussionFacts | None = discussion(state, rules)
    resolved = [each for each in state.escalations.values() if each.resolved_on is not None]
    return (
        meeting_id,
        standing.kind,
        standing.status,
        state.origin,
        standing.chair_id,
        standing.readers,
        standing.kept_circle,
        standing.scheduled_for,
        held_on,
        None if held_on is None else month_of(held_on),
        None if held_on is None else quarter_of(held_on),
        missing(state, rules),
        state.sittings,
        quorate(results),
        Quoracy.INQUORATE_ADJOURNED in results,
        Quoracy.INQUORATE_PROCEEDED in results,
        *((None, None, None) if facts is None else astuple(facts)),
        state.dissents,
        state.dissents_resolved,
        len(state.escalations),
        len(resolved),
        sum(1 for each in resolved if each.resolved_on and each.resolved_on <= each.respond_by),
    )


def invitee_row(meeting_id: UUID, invitation_id: UUID, state: AttendanceState, seat: Seat) -> Row:
    """Return one invitation, with what became of it. A person who came and went shows the whole span."""
    invited = seat.invited
    came = [record for record in seat.records if was_there(record[1])]
    joined = [person.joined_at for _, person in came if person.joined_at is not None]
    left = [person.left_at for _, person in came if person.left_at is not None]
    declared = state.involvements.get(invited.agency_id)
    reply = state.replies.get(invited.agency_id)
    return (
        meeting_id,
        invitation_id,
        invited.agency_id,
        invited.role,
        invited.practitioner_id,
        invited.invited_at,
        invited.answer,
        invited.answered_at,
        invited.deputy,
        invited.report_due,
        bucket(state, invited.agency_id),
        declared is not None and declared.challenged,
        seat.outcome,
        came[-1][1].mode if came else None,
        sorted({sitting for sitting, _ in came}),
        min(joined, default=None),
        max(left, default=None),
        reply is not None and reply.informative,
        reply is not None and reply.nothing_held,
        invited.agency_id in state.answered,
    )


def attendee_rows(meeting_id: UUID, state: AttendanceState, rules: RuleSet) -> list[Row]:
    """Return everybody on the record of every sitting."""
    return [
        (
            meeting_id,
            sitting,
            person.attendee_id,
            person.agency_id,
            person.role,
            person.role in rules.roles and rules.roles[person.role].family,
            person.practitioner_id,
            person.name,
            person.status,
            person.mode,
            person.joined_at,
            person.left_at,
            person.note,
        )
        for sitting, people in state.attendance.items()
        for person in people.values()
    ]


def counted_rows(meeting_id: UUID, state: AttendanceState, roll: Roll) -> tuple[list[Row], list[Row]]:
    """Return what the trend counts, by agency, and by agency and role; nothing before the meeting was held."""
    by_agency: list[Row] = []
    by_role: list[Row] = []
    held = _held(state)
    if held is None:
        return by_agency, by_role
    for agency_id, seats in roll.agencies.items():
        involvement = bucket(state, agency_id)
        counted = _counted(involvement, of_agency(state, agency_id, roll))
        by_agency.append((meeting_id, agency_id, *held, *counted))
        if len(seats) == 1 and seats[0].records == roll.records.get(agency_id, []):
            # Everybody who came from the agency came in its one role, as nearly always.
            by_role.append((meeting_id, agency_id, seats[0].invited.role, *held, *counted))
            continue
        for seat in seats:
            counted = _counted(involvement, in_role(state, seat))
            by_role.append((meeting_id, agency_id, seat.invited.role, *held, *counted))
    return by_agency, by_role


def _held(state: AttendanceState) -> Row | None:
    held_on = state.standing.held_on
    if held_on is None:
        return None
    return (state.standing.kind, state.origin, held_on, month_of(held_on), quarter_of(held_on))


def _counted(involvement: InvolvementBucket, presence: AgencyPresence) -> Row:
    return (
        involvement,
        involvement.involved,
        involvement.significant,
        presence.attended,
        presence.represented_by_deputy,
        presence.apologies,
        presence.report_received,
        presence.report_due,
        presence.report_on_time,
        presence.nothing_held,
        presence.neither,
    )
