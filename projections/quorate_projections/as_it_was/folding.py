"""Folds a stream as a view does, with the view's own projection. Pure."""

from collections.abc import Iterable
from typing import TypeVar

import msgspec

from quorate_events.store.past import PastEvent
from quorate_projections.engine.projection import Projection, RecordedEvent

S = TypeVar("S", bound=msgspec.Struct)


def folded(projection: Projection[S], events: Iterable[PastEvent]) -> S | None:
    """Return the state that the view has of a stream after ``events``; None before the first that it wants."""
    state: S | None = None
    for past in events:
        if past.topic in projection.topics:
            event = RecordedEvent(past.position, past.stream_id, past.version, past.topic, past.event)
            state = projection.fold(state, event)
    return state
