"""A meeting of a history in memory, as it would be read from the log."""

from uuid import UUID

from tests.support.history import History

from quorate_events.store.past import PastEvent
from quorate_projections.as_it_was.folding import folded
from quorate_projections.as_it_was.meeting import PastMeeting
from quorate_projections.information_shared.projection import InformationSharedProjection


def past(history: History, meeting_id: UUID) -> PastMeeting:
    events = [
        PastEvent(each.position, each.stream_id, each.stream_version, each.topic, each.event)
        for each in history.of(meeting_id)
    ]
    today = folded(InformationSharedProjection(), events)
    assert today is not None
    return PastMeeting(meeting_id, events, today)
