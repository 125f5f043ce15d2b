"""The library's event store, async: domain events in, domain events out."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import Notification, Recording

from quorate_events.store.codec import EventCodec
from quorate_events.store.recorders import AsyncApplicationRecorder


class AsyncEventStore:
    """Maps events by ``mapper`` and keeps them by ``recorder``."""

    def __init__(self, mapper: EventCodec, recorder: AsyncApplicationRecorder) -> None:
        self.mapper = mapper
        self.recorder = recorder

    async def put(
        self, domain_events: Sequence[DomainEventProtocol[UUID]], **kwargs: Any
    ) -> list[Recording[UUID]]:
        """Store events together, and return each with its position. Raises what the recorder raises."""
        stored_events = await self.mapper.encode(domain_events)
        positions = await self.recorder.insert_events(stored_events, **kwargs)
        return [
            Recording(
                event,
                Notification(
                    stored.originator_id, stored.originator_version, stored.topic, stored.state, position
                ),
            )
            for event, stored, position in zip(domain_events, stored_events, positions, strict=True)
        ]

    async def get(
        self,
        originator_id: UUID,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> list[Any]:
        """Read the events of a stream. Raises ``LogUnavailable``, ``UnreadableEvent``, ``UnknownTopic``."""
        stored_events = await self.recorder.select_events(
            originator_id, gt=gt, lte=lte, desc=desc, limit=limit
        )
        await self.mapper.ready(stored_events)
        return [self.mapper.to_domain_event(stored) for stored in stored_events]
