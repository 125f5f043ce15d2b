"""What the data protection officer is told of: records opened in an emergency, and changes of a chair."""

from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

import msgspec

from quorate_events.access.actor import Actor
from quorate_events.rules.clocks import end_of_day, start_of_day
from quorate_events.store.statements import load_sql
from quorate_projections.asking import Asked


class EmergencyOpened(msgspec.Struct, frozen=True):
    """One opening of a record in an emergency: of which meeting, by whom, why, and until when (UTC).

    ``by_child_id`` is the child by whom the meeting was found, None where it was opened by itself.
    ``acknowledged_at``: when a chair first said that they had taken note (UTC).
    """

    meeting_id: UUID
    opening_id: UUID
    practitioner_id: UUID
    agency_id: UUID
    reason: str
    opened_at: datetime
    until: datetime
    by_child_id: UUID | None
    acknowledged_at: datetime | None


class ChairChange(msgspec.Struct, frozen=True):
    """Who took the chair of a meeting from whom, who named them, for which agency, why, and when (UTC).

    ``acknowledged_at``: when the chair before said that they had taken note (UTC); None also where it was they who
    handed over. ``version`` is the place of the change in the meeting's stream.
    """

    meeting_id: UUID
    chair_before_id: UUID
    chair_id: UUID
    practitioner_id: UUID
    agency_id: UUID
    reason: str
    changed_at: datetime
    acknowledged_at: datetime | None
    version: int


class Days(NamedTuple):
    """The London dates between which something happened, inclusive; None is open."""

    first: date | None = None
    last: date | None = None

    @property
    def moments(self) -> tuple[datetime | None, datetime | None]:
        """The first and the last moment of them."""
        return (
            None if self.first is None else start_of_day(self.first),
            None if self.last is None else end_of_day(self.last),
        )


class ByOpening(NamedTuple):
    """Where a page of openings begins: behind this one."""

    opened_at: datetime
    meeting_id: UUID
    opening_id: UUID


class ByChange(NamedTuple):
    """Where a page of changes of a chair begins: behind this one."""

    changed_at: datetime
    meeting_id: UUID
    version: int


async def emergency_openings(
    views: Asked, days: Days, *, after: ByOpening | None = None, limit: int
) -> list[EmergencyOpened]:
    """Return up to ``limit`` openings in an emergency, the latest first. The asker's duty was settled before."""
    return await _openings(views, None, None, days, after, limit)


async def count_openings(views: Asked, days: Days) -> int:
    """Return how many :func:`emergency_openings` would list without a limit."""
    return int(await views.fetchval(_sql("count_emergency_openings"), None, None, *days.moments))


async def own_openings(
    views: Asked, viewer: Actor, now: datetime, *, after: ByOpening | None = None, limit: int
) -> list[EmergencyOpened]:
    """Return up to ``limit`` openings of the viewer's own that have not ended at ``now``, the latest first."""
    return await _openings(views, viewer.practitioner_id, now, Days(), after, limit)


async def count_own_openings(views: Asked, viewer: Actor, now: datetime) -> int:
    """Return how many :func:`own_openings` would list without a limit."""
    asked = viewer.practitioner_id, now, None, None
    return int(await views.fetchval(_sql("count_emergency_openings"), *asked))


async def chair_changes(
    views: Asked, days: Days, *, after: ByChange | None = None, limit: int
) -> list[ChairChange]:
    """Return up to ``limit`` changes of a chair, the latest first. The asker's duty was settled before."""
    rows = await views.fetch(
        _sql("select_chair_changes"), *days.moments, *(after or (None, None, None)), limit
    )
    return [ChairChange(**dict(row)) for row in rows]


async def count_chair_changes(views: Asked, days: Days) -> int:
    """Return how many :func:`chair_changes` would list without a limit."""
    return int(await views.fetchval(_sql("count_chair_changes"), *days.moments))


async def _openings(
    views: Asked, of: UUID | None, open_at: datetime | None, days: Days, after: ByOpening | None, limit: int
) -> list[EmergencyOpened]:
    behind: tuple[Any, ...] = after or (None, None, None)
    rows = await views.fetch(_sql("select_emergency_openings"), of, open_at, *days.moments, *behind, limit)
    return [EmergencyOpened(**dict(row)) for row in rows]


def _sql(name: str) -> str:
    return load_sql("quorate_projections.meeting_record", name)
