"""Whether an agency was there: alone, in a role, or through a deputy. Each fact is defined here, once."""

from collections.abc import Iterable
from enum import StrEnum
from uuid import UUID

import msgspec

from quorate_events.meetings.values import Attendee, Deputy
from quorate_events.meetings.vocabulary import AttendanceStatus, InvitationAnswer, Origin
from quorate_projections.attendance.state import AttendanceState, Invited, InvolvementBucket


class InvitationOutcome(StrEnum):
    """What became of an invitation."""

    ATTENDED = "attended"
    REPRESENTED_BY_DEPUTY = "represented_by_deputy"
    APOLOGIES = "apologies"
    REPORT_ONLY = "report_only"
    ABSENT_WITHOUT_APOLOGY = "absent_without_apology"
    EXCLUDED = "excluded"
    EXPECTED = "expected"
    """Accepted, or a deputy was named; nobody has been recorded yet."""
    NO_ANSWER = "no_answer"
    """No answer and nothing recorded yet."""


class AgencyPresence(msgspec.Struct, frozen=True):
    """One agency at one meeting that was held, in one role or in any.

    ``report_due`` is true where a date was set that the answer can be held against.
    """

    attended: bool
    represented_by_deputy: bool
    apologies: bool
    report_received: bool
    report_due: bool
    report_on_time: bool
    nothing_held: bool
    neither: bool


Record = tuple[int, Attendee]
"""One person's attendance as recorded, with the sitting that it is about."""


class Seat(msgspec.Struct, frozen=True):
    """One invitation: the records of those who have its role or were named as its deputy, and what became of it."""

    invited: Invited
    records: list[Record]
    outcome: InvitationOutcome


class Roll(msgspec.Struct, frozen=True):
    """Who was recorded for whom: the records by agency, the seats by invitation and by agency."""

    records: dict[UUID | None, list[Record]]
    seats: dict[UUID, Seat]
    agencies: dict[UUID, list[Seat]]


def roll_of(state: AttendanceState) -> Roll:
    """Put the records of a meeting to its invitations."""
    roll = Roll({}, {}, {})
    for sitting, people in state.attendance.items():
        for person in people.values():
            roll.records.setdefault(person.agency_id, []).append((sitting, person))
    for invitation_id, invited in state.invitations.items():
        seat = _seat(state, invited, roll.records.get(invited.agency_id, []))
        roll.seats[invitation_id] = seat
        roll.agencies.setdefault(invited.agency_id, []).append(seat)
    return roll


def _seat(state: AttendanceState, invited: Invited, records: list[Record]) -> Seat:
    role, named = invited.role, invited.deputies
    own = [person for _, person in records if person.role == role]
    deputies = [person for _, person in records if any(_is(deputy, person) for deputy in named)]
    result = _outcome(state, invited, own, deputies)
    if deputies:
        records = [each for each in records if each[1].role == role or each[1] in deputies]
    elif len(own) != len(records):
        records = [each for each in records if each[1].role == role]
    return Seat(invited, records, result)


def _is(deputy: Deputy, person: Attendee) -> bool:
    if deputy.practitioner_id is not None and person.practitioner_id is not None:
        return deputy.practitioner_id == person.practitioner_id
    same_name = not person.name or person.name.casefold() == deputy.name.casefold()
    return same_name and person.role == deputy.role


def _outcome(
    state: AttendanceState, invited: Invited, own: list[Attendee], deputies: list[Attendee]
) -> InvitationOutcome:
    """Return what became of an invitation.

    Being there beats every record of absence, whichever sitting it was. Nobody recorded: before the meeting
    is closed the answer stands; afterwards whoever sent no apologies was absent, or sent a report only.
    """
    if any(map(was_there, own)):
        by_deputy = all(_is_deputy(invited, person) for person in own if was_there(person))
        return InvitationOutcome.REPRESENTED_BY_DEPUTY if by_deputy else InvitationOutcome.ATTENDED
    if any(map(was_there, deputies)):
        return InvitationOutcome.REPRESENTED_BY_DEPUTY
    if own:
        return InvitationOutcome(own[-1].status)
    if invited.answer is InvitationAnswer.APOLOGIES:
        return InvitationOutcome.APOLOGIES
    if state.standing.closed_on is None:
        return InvitationOutcome.NO_ANSWER if invited.answer is None else InvitationOutcome.EXPECTED
    reply = state.replies.get(invited.agency_id)
    reported = reply is not None and reply.informative
    return InvitationOutcome.REPORT_ONLY if reported else InvitationOutcome.ABSENT_WITHOUT_APOLOGY


def in_role(state: AttendanceState, seat: Seat) -> AgencyPresence:
    """Return the presence of an agency in the role of one invitation."""
    return _presence(state, [seat], _attended(seat.records))


def of_agency(state: AttendanceState, agency_id: UUID, roll: Roll) -> AgencyPresence:
    """Return the presence of an agency in whatever role: any of its people counts."""
    return _presence(state, roll.agencies[agency_id], _attended(roll.records.get(agency_id, [])))


def bucket(state: AttendanceState, agency_id: UUID) -> InvolvementBucket:
    """Return what the agency had to do with the child, as it stands now."""
    declared = state.involvements.get(agency_id)
    return InvolvementBucket.NOT_DECLARED if declared is None else declared.bucket


def _presence(state: AttendanceState, seats: list[Seat], attended: bool) -> AgencyPresence:
    invitations = [seat.invited for seat in seats]
    outcomes = [seat.outcome for seat in seats]
    reply = state.replies.get(invitations[0].agency_id)
    opened_at = state.standing.opened_at
    received = reply is not None and reply.informative and reply.in_time_for(opened_at)
    dues = [each.report_due for each in invitations if each.report_due is not None]
    replied_on = reply.on if reply is not None and received else None
    # What was taken over from an old register has no date of receipt, so it is neither on time nor late.
    live = state.origin is Origin.LIVE and (reply is None or reply.at is not None)
    comparable = bool(dues) and live
    return AgencyPresence(
        attended=attended,
        represented_by_deputy=attended and InvitationOutcome.REPRESENTED_BY_DEPUTY in outcomes,
        apologies=not attended and InvitationOutcome.APOLOGIES in outcomes,
        report_received=received,
        report_due=comparable,
        report_on_time=comparable and replied_on is not None and replied_on <= min(dues),
        nothing_held=received and reply is not None and reply.nothing_held,
        neither=not attended and reply is None,
    )


def _attended(records: Iterable[Record]) -> bool:
    return any(was_there(person) for _, person in records)


def was_there(person: Attendee) -> bool:
    """Return whether a record says that the person came."""
    return person.status is AttendanceStatus.ATTENDED


def _is_deputy(invited: Invited, person: Attendee) -> bool:
    return any(_is(deputy, person) for deputy in invited.deputies)
