"""Puts a version of the record together."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from msgspec.structs import replace

from quorate_events.meetings.vocabulary import RecordVariant
from quorate_events.store.past import Past, PastEvent
from quorate_projections.as_it_was.meeting import PastMeeting
from quorate_projections.as_it_was.moment import Moment
from quorate_projections.information_shared.mentioned import mentioned_in
from quorate_projections.information_shared.state import SharedMeeting, SharedPart
from quorate_projections.meeting_record import mentioned as in_record
from quorate_projections.meeting_record.projection import MeetingRecordProjection
from quorate_projections.meeting_record.record import MeetingRecord
from quorate_projections.record_copies import told_to_all as all_told
from quorate_projections.record_copies import told_to_professionals as professionals
from quorate_projections.record_copies.document import LAYOUT, Document, Section
from quorate_projections.record_copies.names import NamesThen, names_then
from quorate_projections.record_copies.scope import Scope, scope_of_copy
from quorate_projections.record_copies.words import VERSIONS, plain, time

_RECORD = MeetingRecordProjection()


class Wanted(msgspec.Struct, frozen=True):
    """A copy: for which recipient, of which version of the meeting, released up to which time (UTC).

    ``layout`` is how it is put together, as :data:`LAYOUT` says.
    """

    variant: RecordVariant
    agency_id: UUID | None
    attendee_id: UUID | None
    recipient: str
    made_of: int
    taken_at: datetime
    layout: int = LAYOUT


class Composed(msgspec.Struct, frozen=True):
    """What a copy says, and the parts that it quotes, as they stood."""

    document: Document
    parts: tuple[SharedPart, ...]


async def compose(past: Past, meeting: PastMeeting, wanted: Wanted) -> Composed:
    """Return what the copy says. The same copy of the same events says the same, whenever it is asked for."""
    events = meeting.events[: wanted.made_of]
    moment = Moment(wanted.taken_at, events[-1].position)
    record, shared = meeting.at(moment, _RECORD), meeting.shared(moment)
    if record is None or shared is None:
        raise ValueError("a copy is made of a meeting that was convened")
    names = await names_then(past, _ids(record, shared, wanted), moment)
    return composed(record, shared, names, wanted, events)


def composed(
    record: MeetingRecord,
    shared: SharedMeeting,
    names: NamesThen,
    wanted: Wanted,
    events: Sequence[PastEvent],
) -> Composed:
    """Return what the copy says of a record and of what was shared. Pure."""
    scope = scope_of_copy(wanted.variant, wanted.agency_id, wanted.attendee_id, events)
    if wanted.layout < 3:
        scope = replace(scope, left_out=replace(scope.left_out, added=frozenset()))
    document = Document(
        title=f"Record of the {plain(record.standing.kind).lower()}",
        version=VERSIONS[wanted.variant],
        recipient=wanted.recipient or names.of(wanted.agency_id, "not registered"),
        taken_at=time(wanted.taken_at),
        sections=tuple(_sections(record, shared, events, names, scope, wanted)),
    )
    return Composed(document, tuple(scope.parts(shared, wanted.taken_at)))


def _sections(
    record: MeetingRecord,
    shared: SharedMeeting,
    events: Sequence[PastEvent],
    names: NamesThen,
    scope: Scope,
    wanted: Wanted,
) -> list[Section]:
    first = [
        all_told.meeting(record, names, scope),
        all_told.children(record, names, scope),
        all_told.sittings(record, names, scope),
    ]
    information = all_told.information(shared, names, scope, wanted.taken_at)
    actions = all_told.actions(events, names, scope)
    if scope.family:
        return [*first, information, actions]
    told = shared if wanted.layout < 2 else scope.answers_told(shared, wanted.taken_at)
    return [
        *first,
        professionals.asked(record, told, names, scope),
        information,
        professionals.differences(record, names, scope),
        actions,
        professionals.changes(record, names, scope),
    ]


def _ids(record: MeetingRecord, shared: SharedMeeting, wanted: Wanted) -> set[UUID]:
    mentioned = mentioned_in(shared)
    return {
        *in_record.agencies_in(record),
        *in_record.practitioners_in(record),
        *mentioned.agency_ids,
        *mentioned.practitioner_ids,
        *record.standing.child_ids,
        *(view.agency_id for view in record.views),
        *(each.agency_id for each in record.reservations),
        *(each.agency_id for each in record.dissents.values()),
        *(each.agency_id for each in record.escalations.values()),
        *([wanted.agency_id] if wanted.agency_id else []),
    }
