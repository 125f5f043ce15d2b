"""Copies of the record of a meeting of a history in memory."""

from uuid import UUID

from tests.projections.as_it_was.past import past
from tests.support.history import History

from quorate_events.meetings.vocabulary import RecordVariant
from quorate_events.store.past import PastEvent
from quorate_projections.as_it_was.folding import folded
from quorate_projections.directory.projection import DirectoryProjection
from quorate_projections.meeting_record.projection import MeetingRecordProjection
from quorate_projections.record_copies.compose import Composed, Wanted, composed
from quorate_projections.record_copies.document import LAYOUT
from quorate_projections.record_copies.names import NamesThen


def copy_of(
    history: History,
    meeting_id: UUID,
    variant: RecordVariant,
    agency_id: UUID | None = None,
    attendee_id: UUID | None = None,
    layout: int = LAYOUT,
) -> Composed:
    meeting = past(history, meeting_id)
    record = folded(MeetingRecordProjection(), meeting.events)
    assert record is not None
    made_of, now = len(meeting.events), history.now
    wanted = Wanted(variant, agency_id, attendee_id, "A recipient", made_of, now, layout)
    return composed(record, meeting.today, names_in(history), wanted, meeting.events)


def names_in(history: History) -> NamesThen:
    streams: dict[UUID, list[PastEvent]] = {}
    for each in history.events:
        told = PastEvent(each.position, each.stream_id, each.stream_version, each.topic, each.event)
        streams.setdefault(each.stream_id, []).append(told)
    found = {key: folded(DirectoryProjection(), events) for key, events in streams.items()}
    return NamesThen({key: entry for key, entry in found.items() if entry is not None})
