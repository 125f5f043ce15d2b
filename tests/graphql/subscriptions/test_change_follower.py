"""What became visible is told, also after the database was away."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from typing import Any
from uuid import UUID

import asyncpg

from quorate_graphql.change_follower import ChangeFollower
from quorate_graphql.changes import Changes
from quorate_projections.engine.progress import ProgressBoard


class AwayOnce:
    """The views of an office, whose first read fails."""

    def __init__(self, views: Any) -> None:
        self._views = views
        self.failed = 0

    def acquire(self) -> Any:
        if not self.failed:
            self.failed += 1
            raise asyncpg.ConnectionDoesNotExistError("the server went away")
        return self._views.acquire()


async def test_what_happened_while_the_database_was_away_is_told_afterwards(
    office: Any, shown_meeting: UUID
) -> None:
    board, away = ProgressBoard(), AwayOnce(office.views)
    office = replace(office, board=board, views=away, projections=["one"], changes=Changes())
    following = asyncio.create_task(ChangeFollower(office, back_off=0.01).run())
    try:
        with office.changes.watch(lambda change: change.stream_id == shown_meeting) as watch:
            board.advance("one", 1_000_000)
            async with asyncio.timeout(10):
                news = await watch.next()
    finally:
        following.cancel()
        with suppress(asyncio.CancelledError):
            await following
    assert away.failed == 1
    assert news.changes[0].topics == {"quorate.meeting.convened", "quorate.meeting.agency_invited"}
