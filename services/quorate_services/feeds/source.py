"""What a feed reads of the log beside its order: whole streams, the client, and releases by the clock."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from eventsourcing.persistence import StoredEvent

from quorate_events.access.actor import Actor, ActorKind
from quorate_events.errors import Unavailable
from quorate_events.kafka.cloudevents import PublishedEvent
from quorate_events.kafka.feeds import AgencyFeed
from quorate_events.meetings.contributions import ContributionSubmitted
from quorate_events.people.personal_file import PersonErased
from quorate_events.people.practitioner import Practitioner
from quorate_events.people.standing import MembershipStatus
from quorate_events.store import EventCodec, load_sql
from quorate_events.store.repository import fold
from quorate_services.feeds.following import Followed, Kept
from quorate_services.relay.source import LogSource

_PACKAGE = "quorate_services.feeds"
_REMEMBERED = 500
"""Meetings kept in memory."""
_PAGE = 1_000


class FeedClientNotActive(Unavailable):
    """A feed acts as a system client that is no active member of its agency. It waits until it is."""

    code = "feed_client_not_active"

    def __init__(self) -> None:
        super().__init__(
            "The system client that a feed acts as is no active member of the agency.",
            "Check client_id and agency_id in the file that QUORATE_KAFKA_FEEDS names; register the client, or "
            "resume its membership.",
        )


def client_of(feed: AgencyFeed, found: object) -> Actor:
    """Return the client as it stands. Raises FeedClientNotActive."""
    if (
        not isinstance(found, Practitioner)
        or found.kind is not ActorKind.SYSTEM
        or found.agency_id != feed.agency_id
        or found.status is not MembershipStatus.ACTIVE
    ):
        raise FeedClientNotActive
    return Actor(found.id, found.agency_id, found.duties, found.kind)


class StreamSource(LogSource):
    """Reads the log in order, and streams of it; the meetings that were used last are remembered."""

    def __init__(self, dsn: str, ledger: str, codec: EventCodec) -> None:
        super().__init__(dsn, ledger)
        self._codec = codec
        self._meetings: OrderedDict[UUID, Followed] = OrderedDict()
        if codec.keyring is not None:
            codec.keyring.when_erased(lambda _: self._meetings.clear())

    async def client(self, feed: AgencyFeed) -> Actor:
        """Return the client that a feed acts as. Raises FeedClientNotActive."""
        stored = (await self._streams({feed.client_id: 0}))[feed.client_id]
        events = [each.event for each in stored]
        return client_of(feed, None if None in events else fold(events))

    async def follow(self, meeting_ids: Iterable[UUID]) -> dict[UUID, Followed]:
        """Return meetings with all that the log has of them at this moment."""
        # Until the news is in, nothing is remembered: a reading that fails half-way must not be taken for whole.
        found = {each: self._meetings.pop(each, Followed()) for each in meeting_ids}
        for meeting_id, news in (await self._streams({k: v.version for k, v in found.items()})).items():
            found[meeting_id].add(news)
        await self._follow_children(found.values())
        self._meetings.update(found)
        while len(self._meetings) > max(_REMEMBERED, len(found)):
            self._meetings.popitem(last=False)
        return found

    async def erasure(self, event: PublishedEvent) -> PersonErased | None:
        """Return an event that says that somebody was erased; None where this release cannot read it.

        From then on nothing of it is in memory here.
        """
        found = self._decoded(event.stream_id, event.stream_version, event.topic, event.state)
        if not isinstance(found, PersonErased):
            return None
        if self._codec.keyring is not None:
            self._codec.keyring.mark([found.person_id])
        return found

    async def timed_releases(self, through: int, behind: datetime) -> Sequence[tuple[datetime, UUID]]:
        """Return when which meetings release a part by the clock, of events up to ``through``, behind a moment."""
        found: list[tuple[datetime, UUID]] = []
        after = 0
        while True:
            rows = await self._fetch(
                "timed_contributions", self._ledger, through, after, ContributionSubmitted.TOPIC, _PAGE
            )
            stored = [StoredEvent(each[1], 0, ContributionSubmitted.TOPIC, each[2]) for each in rows]
            await self._codec.ready(stored)
            for position, stream_id, state in rows:
                after = position
                event = self._decoded(stream_id, 0, ContributionSubmitted.TOPIC, state)
                parts = event.parts if isinstance(event, ContributionSubmitted) else ()
                moments = [part.release_at for part in parts if part.release_at is not None]
                found += [(moment, stream_id) for moment in moments if moment > behind]
            if len(rows) < _PAGE:
                return found

    async def _follow_children(self, meetings: Iterable[Followed]) -> None:
        followed = list(meetings)
        wanted = {child: 0 for meeting in followed for child in meeting.child_ids}
        if not wanted:
            return
        news = await self._streams(wanted)
        for meeting in followed:
            for child in meeting.child_ids:
                meeting.children.pop(child, None)
                meeting.add_of_child(child, news[child])

    async def _streams(self, versions: dict[UUID, int]) -> dict[UUID, list[Kept]]:
        found: dict[UUID, list[Kept]] = {stream_id: [] for stream_id in versions}
        rows = await self._fetch("read_streams", self._ledger, list(versions), list(versions.values()))
        await self._codec.ready(StoredEvent(*each[1:5]) for each in rows)
        for position, stream_id, version, topic, state, recorded_at in rows:
            stored = PublishedEvent(self._ledger, position, stream_id, version, topic, state, recorded_at)
            found[stream_id].append(Kept(stored, self._decoded(stream_id, version, topic, state)))
        return found

    async def _fetch(self, name: str, *arguments: object) -> Sequence[Any]:
        async with self._one_at_a_time:
            return await self._open().fetch(load_sql(_PACKAGE, name), *arguments)

    def _decoded(self, stream_id: UUID, version: int, topic: str, state: bytes) -> Any:
        try:
            return self._codec.to_domain_event(StoredEvent(stream_id, version, topic, state))
        except Exception:
            # Whatever the bytes hold must stop their own meeting only; whoever asks finds None.
            return None
