"""Tells subscribers what has become visible: one reader per process, whatever the number of subscribers."""

import asyncio
import logging

from quorate_events.access.purpose import Purpose
from quorate_events.store.statements import load_sql
from quorate_graphql.happened import ABOUT_PARTS, changes_of
from quorate_graphql.office import Office
from quorate_projections.engine.progress import NotYetVisible
from quorate_projections.scoped_views import ScopedViews

log = logging.getLogger(__name__)

PAGE = 2_000
"""Positions read at once."""


class ChangeFollower:
    """Publishes changes once every view shows them, so that what a subscriber then reads is not older."""

    def __init__(self, office: Office, idle: float = 30.0, back_off: float = 1.0) -> None:
        self._office = office
        self._told = office.visible()
        self._idle = idle
        self._back_off = back_off

    async def run(self) -> None:
        """Follow until cancelled. What happened while the database was away is told afterwards."""
        while True:
            try:
                await self._office.board.wait_for(self._office.projections, self._told + 1, self._idle)
                visible = self._office.visible()
                await self.tell(self._told, visible)
                self._told = visible
            except NotYetVisible:
                continue
            except Exception as error:
                # Whatever it is, subscribers must not be left in silence: try again from there.
                log.warning("changes cannot be read", extra={"kind": type(error).__name__})
                await asyncio.sleep(self._back_off)

    async def tell(self, after: int, through: int) -> None:
        """Tell subscribers what happened behind position ``after``, up to ``through``."""
        changes = self._office.changes
        log_of_changes = ScopedViews(self._office.views, None, Purpose.CHANGES)
        sql = load_sql("quorate_graphql", "select_changes")
        while after < through and changes.subscribers:
            last = min(after + PAGE, through)
            changes.publish(
                changes_of(
                    await log_of_changes.fetch(sql, self._office.ledger, after, last, list(ABOUT_PARTS))
                )
            )
            after = last
