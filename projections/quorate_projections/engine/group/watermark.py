"""Says in the database up to where each view shows everything, whoever of the group showed it."""

import asyncio
import logging
from collections.abc import Callable, Sequence

from quorate_events.store.connections import Connection
from quorate_projections.engine.connections import connect_writer
from quorate_projections.engine.follower import TRIED_AGAIN
from quorate_projections.engine.group.outline import Outline
from quorate_projections.engine.group.standing import standing_of
from quorate_projections.engine.statements import statement

log = logging.getLogger(__name__)

_LONGEST_REST = 0.02
"""Seconds at most until the positions are looked at again; otherwise as long as the last look took."""


class OutlinePassed(RuntimeError):
    """A view stands before the outline that is at hand, as after a restore: everything has to begin anew."""


class Watermark:
    """Raises the positions of builds while :meth:`run` runs: soon after news, and now and then for other members'.

    Only what the database says counts: a member's memory may be ahead of a server that crashed.
    """

    def __init__(
        self,
        names: Sequence[str],
        outline: Outline,
        partitions: int,
        dsn: str,
        on_progress: Callable[[str, int], None],
        interval: float = 0.005,
        poll: float = 0.25,
    ) -> None:
        self._names = list(names)
        self._outline = outline
        self._partitions = partitions
        self._dsn = dsn
        self._on_progress = on_progress
        self._interval = interval
        self._poll = poll
        self._news = asyncio.Event()

    def hear(self) -> None:
        """Some partition of some view has moved."""
        self._news.set()

    async def run(self) -> None:
        """Go on until cancelled. Raises ``OutlinePassed``."""
        while True:
            try:
                await self._session()
            except TRIED_AGAIN as error:
                log.warning("positions of views wait", extra={"kind": type(error).__name__})
                await asyncio.sleep(self._poll)

    async def _session(self) -> None:
        connection, loop = await connect_writer(self._dsn), asyncio.get_running_loop()
        try:
            while True:
                self._news.clear()
                started = loop.time()
                await self._raise(connection)
                # Where the machine is busy, work for the views comes first; but readers wait for this.
                await asyncio.sleep(min(_LONGEST_REST, max(self._interval, loop.time() - started)))
                try:
                    async with asyncio.timeout(self._poll):
                        await self._news.wait()
                except TimeoutError:
                    continue
        finally:
            connection.terminate()

    async def _raise(self, connection: Connection) -> None:
        builds = await standing_of(connection, self._names)
        furthest = max((max(each.partitions, default=0) for each in builds), default=0)
        await self._outline.reach(furthest)
        raised: list[tuple[str, int, int]] = []
        for each in builds:
            position = each.position
            if position < self._outline.start:
                raise OutlinePassed
            # Where they are for another number of partitions, somebody is about to adopt the view.
            whole = len(each.partitions) == self._partitions
            if whole and (complete := self._outline.complete(position, each.partitions)) > position:
                raised.append((each.projection, each.build, complete))
        if raised:
            columns = [list(column) for column in zip(*raised, strict=True)]
            await connection.execute(statement("raise_positions"), *columns)
        shown = {each.projection: each.position for each in builds}
        shown |= {name: complete for name, _, complete in raised}
        for name, position in shown.items():
            self._on_progress(name, position)
        if len(shown) == len(self._names):
            self._outline.forget(min(shown.values()))
