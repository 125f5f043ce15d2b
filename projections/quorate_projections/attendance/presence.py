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


def people_for(state: AttendanceState, invited: Invited) -> list[Attendee]:
    """Return the records of those of the agency who have the role of the invitation."""
    return [
        person
        for person in state.attendees()
        if person.agency_id == invited.agency_id and person.role == invited.role
    ]


def deputies_for(state: AttendanceState, invited: Invited) -> list[Attendee]:
    """Return the records of the deputy whom the invitation's answer named."""
    deputy = invited.deputy
    if deputy is None:
        return []
    return [
        person
        for person in state.attendees()
        if person.agency_id == invited.agency_id and _is(deputy, person)
    ]


def _is(deputy: Deputy, person: Attendee) -> bool:
    if deputy.practitioner_id is not None and person.practitioner_id is not None:
        return deputy.practitioner_id == person.practitioner_id
    same_name = not person.name or person.name.casefold() == deputy.name.casefold()
    return same_name and person.role == deputy.role


def outcome(state: AttendanceState, invited: Invited) -> InvitationOutcome:
    """Return what became of an invitation.

    Being there beats every record of absence, whichever sitting it was. Nobody recorded: before the meeting
    is closed the answer stands; afterwards whoever sent no apologies was absent, or sent a report only.
    """
    own = people_for(state, invited)
    if _attended(own):
        by_deputy = all(_is_deputy(invited, person) for person in own if _was_there(person))
        return InvitationOutcome.REPRESENTED_BY_DEPUTY if by_deputy else InvitationOutcome.ATTENDED
    if _attended(deputies_for(state, invited)):
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


def in_role(state: AttendanceState, invited: Invited) -> AgencyPresence:
    """Return the presence of an agency in the role of one invitation."""
    result = outcome(state, invited)
    attended = _attended([*people_for(state, invited), *deputies_for(state, invited)])
    return _presence(state, [invited], attended, [result])


def of_agency(state: AttendanceState, agency_id: UUID) -> AgencyPresence:
    """Return the presence of an agency in whatever role: any of its people counts."""
    invitations = [each for each in state.invitations.values() if each.agency_id == agency_id]
    attended = _attended(person for person in state.attendees() if person.agency_id == agency_id)
    return _presence(state, invitations, attended, [outcome(state, each) for each in invitations])


def bucket(state: AttendanceState, agency_id: UUID) -> InvolvementBucket:
    """Return what the agency had to do with the child, as it stands now."""
    declared = state.involvements.get(agency_id)
    return InvolvementBucket.NOT_DECLARED if declared is None else declared.bucket


def _presence(
    state: AttendanceState, invitations: list[Invited], attended: bool, outcomes: list[InvitationOutcome]
) -> AgencyPresence:
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


def _attended(people: Iterable[Attendee]) -> bool:
    return any(_was_there(person) for person in people)


def _was_there(person: Attendee) -> bool:
    return person.status is AttendanceStatus.ATTENDED


def _is_deputy(invited: Invited, person: Attendee) -> bool:
    return invited.deputy is not None and _is(invited.deputy, person)
