"""Whom a record mentions, so that their names can be read with it."""

from collections.abc import Iterator
from uuid import UUID

from quorate_projections.meeting_record.record import MeetingRecord


def agencies_in(record: MeetingRecord) -> set[UUID]:
    """Return every agency that the record mentions."""
    found = {record.standing.convening_agency_id, *record.involvements}
    found.update(each.agency_id for each in record.invitations.values())
    found.update(each.agency_id for each in record.exclusions if each.agency_id)
    found.update(each.agency_id for each in record.issued if each.agency_id)
    found.update(each.agency_id for each in record.copies if each.agency_id)
    for sitting in record.sittings:
        found.update(each.agency_id for each in sitting.attendance.values() if each.agency_id)
    for action in record.actions.values():
        found.add(action.agency_id)
        found.update(step.agency_id for step in action.history if step.agency_id)
    return found


def practitioners_in(record: MeetingRecord) -> set[UUID]:
    """Return every practitioner that the record mentions or that put something on it."""
    return {record.standing.chair_id, *_invited_or_attending(record), *_recorders(record)}


def _invited_or_attending(record: MeetingRecord) -> Iterator[UUID]:
    for invitation in record.invitations.values():
        if invitation.practitioner_id:
            yield invitation.practitioner_id
        if invitation.deputy and invitation.deputy.practitioner_id:
            yield invitation.deputy.practitioner_id
    for sitting in record.sittings:
        yield from (each.practitioner_id for each in sitting.attendance.values() if each.practitioner_id)


def _recorders(record: MeetingRecord) -> Iterator[UUID]:
    for exclusion in record.exclusions:
        yield exclusion.by.practitioner_id
        if exclusion.practitioner_id:
            yield exclusion.practitioner_id
    for change in record.changes:
        yield change.by.practitioner_id
        if change.chair_id:
            yield change.chair_id
    for involvement in record.involvements.values():
        yield from (step.by.practitioner_id for step in involvement.history)
    for child in record.children.values():
        yield from (decision.by.practitioner_id for decision in child.decisions)
    for action in record.actions.values():
        if action.practitioner_id:
            yield action.practitioner_id
        yield from (step.by.practitioner_id for step in action.history)
    if record.confirmed:
        yield record.confirmed.by.practitioner_id
