"""One meeting with all its events, as any view would have it at any moment."""

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

import msgspec

from quorate_events.access.resources import Circle
from quorate_events.store.past import Past, PastEvent
from quorate_projections.as_it_was.folding import folded
from quorate_projections.as_it_was.moment import Moment
from quorate_projections.engine.projection import Projection
from quorate_projections.information_shared.projection import InformationSharedProjection
from quorate_projections.information_shared.state import SharedMeeting

S = TypeVar("S", bound=msgspec.Struct)

_SHARED = InformationSharedProjection()


class PastMeeting:
    """A meeting with all that happened in it. ``today`` is what was shared, as it stands after the last event."""

    def __init__(self, meeting_id: UUID, events: Sequence[PastEvent], today: SharedMeeting) -> None:
        self.meeting_id = meeting_id
        self.events = tuple(events)
        self.today = today

    @property
    def circle(self) -> Circle:
        """Whom the meeting concerns today, and which agencies answered in it."""
        return self.today.circle

    def at(self, moment: Moment, projection: Projection[S]) -> S | None:
        """Return how a view had the meeting at ``moment``; None before it was convened."""
        return folded(projection, moment.until(self.events))

    def shared(self, moment: Moment) -> SharedMeeting | None:
        """Return what had been asked and shared by ``moment``; None before the meeting was convened."""
        return self.at(moment, _SHARED)


async def past_meeting(past: Past, meeting_id: UUID) -> PastMeeting | None:
    """Read a meeting from the log; None where there is none."""
    events = await past.stream(meeting_id)
    today = folded(_SHARED, events)
    return None if today is None else PastMeeting(meeting_id, events, today)
