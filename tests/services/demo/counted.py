"""Counts attendance from events alone, by the definitions of the metrics: the slow and simple way."""

from collections import defaultdict

from quorate_events.meetings import contributions, convening, invitations, involvement, sittings
from quorate_events.meetings.attendance import AttendanceRecorded
from quorate_events.meetings.vocabulary import AttendanceStatus
from quorate_events.rules.london_time import london_date


def cells_of(events) -> dict:
    """Return (month, agency, role, kind, involvement) → (invited, attended, received, on time, neither)."""
    streams = defaultdict(list)
    for event in events:
        streams[event.originator_id].append(event)
    cells: dict = defaultdict(lambda: [0, 0, 0, 0, 0])
    for stream in streams.values():
        if isinstance(stream[0], convening.MeetingConvened):
            _count(stream, cells)
    return {cell: tuple(counts) for cell, counts in cells.items()}


def _count(stream, cells) -> None:
    def every(kind):
        return [event for event in stream if isinstance(event, kind)]

    opened = every(sittings.SittingOpened)
    if not opened:
        return
    month = london_date(opened[0].opened_at).strftime("%Y-%m")
    involved = {}
    for event in every(involvement.InvolvementDeclared | involvement.InvolvementSettled):
        involved[event.agency_id] = f"{event.level}_significant" if event.significant else str(event.level)
    there = [
        event.attendee
        for event in every(AttendanceRecorded)
        if event.attendee.status is AttendanceStatus.ATTENDED
    ]
    deputies = {event.invitation_id: event.deputy for event in every(invitations.InvitationAnswered)}
    shared, refused = {}, set()
    for event in every(contributions.ContributionSubmitted | contributions.NothingHeld):
        shared.setdefault(event.agency_id, event.timestamp)
    for event in every(contributions.ContributionDeclined):
        refused.add(event.agency_id)
    by_agency = defaultdict(list)
    for event in every(invitations.AgencyInvited):
        by_agency[event.agency_id].append(event)
    for agency_id, invited in by_agency.items():
        moment = shared.get(agency_id)
        received = moment is not None and moment < opened[0].opened_at
        on_time = (
            received and invited[0].report_due is not None and london_date(moment) <= invited[0].report_due
        )
        came = any(attendee.agency_id == agency_id for attendee in there)
        silent = moment is None and agency_id not in refused
        bucket = involved.get(agency_id, "not_declared")
        facts = (received, on_time)
        cell = (month, str(agency_id), "", str(stream[0].kind), bucket)
        _add(cells[cell], came, (*facts, silent and not came))
        for invitation in invited:
            deputy = deputies.get(invitation.invitation_id)
            filled = any(
                attendee.agency_id == agency_id
                and (attendee.role == invitation.role or _is(attendee, deputy))
                for attendee in there
            )
            cell = (month, str(agency_id), invitation.role, str(stream[0].kind), bucket)
            _add(cells[cell], filled, (*facts, silent and not filled))


def _is(attendee, deputy) -> bool:
    return deputy is not None and attendee.practitioner_id == deputy.practitioner_id


def _add(counts, attended, facts) -> None:
    for place, value in enumerate((True, attended, *facts)):
        counts[place] += value
