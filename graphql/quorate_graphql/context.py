"""What every resolver is handed: who asks, the views, the commands, the clock and the rules."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from uuid import UUID

import strawberry
from strawberry.fastapi import BaseContext

from quorate_events.command_service import CommandService
from quorate_events.context import Clock, Recorder
from quorate_events.errors import Refused
from quorate_events.rules.rule_sets import RuleSets
from quorate_events.store.connections import Pool
from quorate_events.store.statements import load_sql
from quorate_graphql.changes import Changes
from quorate_graphql.loaders import Loaders
from quorate_graphql.outputs.names import NameBook
from quorate_projections.engine.progress import ProgressBoard


class NotIdentified(Refused):
    """Nobody is identified, and the question can be answered only to somebody."""

    code = "not_identified"

    def __init__(self) -> None:
        super().__init__("It is not known who asks.", "Sign in, and send the request again.")


@dataclass(frozen=True)
class Office:
    """What all requests of one process share. Made once, by the composition root.

    ``views`` reads the views as the application role; ``board`` knows how far they have come, for the
    projections named in ``projections``; ``changes`` tells subscriptions what happened;
    ``patience`` is the longest wait, in seconds, for a position asked for.
    """

    ledger: str
    views: Pool
    commands: CommandService
    clock: Clock
    rules: RuleSets
    board: ProgressBoard
    changes: Changes
    projections: Sequence[str]
    patience: float = 5.0

    def visible(self) -> int:
        """Return the position up to which every view shows everything."""
        return min(map(self.board.position, self.projections), default=0)

    async def seen_meetings(self, viewer: Recorder, meeting_ids: Sequence[UUID]) -> frozenset[UUID]:
        """Return those meetings that the viewer may see. Hidden and unknown ones are both left out."""
        return await self._meetings("select_seen_meetings", viewer, meeting_ids)

    async def concerned_meetings(self, viewer: Recorder, meeting_ids: Sequence[UUID]) -> frozenset[UUID]:
        """Return those meetings that the viewer may see, or may only own an action of."""
        return await self._meetings("select_concerned_meetings", viewer, meeting_ids)

    async def _meetings(self, name: str, viewer: Recorder, meeting_ids: Sequence[UUID]) -> frozenset[UUID]:
        sql = load_sql("quorate_graphql", name)
        rows = await self.views.fetch(sql, meeting_ids, viewer.practitioner_id, viewer.agency_id)
        return frozenset(UUID(str(row["meeting_id"])) for row in rows)


class Asking(BaseContext):
    """One request, or one connection of subscriptions, and who makes it.

    ``viewer`` is None while nobody is identified; resolvers call :meth:`require_viewer`.
    """

    def __init__(self, office: Office, viewer: Recorder | None = None) -> None:
        super().__init__()
        self.office = office
        self.viewer = viewer
        self.ledger = office.ledger
        self.views = office.views
        self.commands = office.commands
        self.clock = office.clock
        self.rules = office.rules
        self.loaders = Loaders(office.views)
        self.names = NameBook()

    def require_viewer(self) -> Recorder:
        """Return who asks. Raises ``NotIdentified``."""
        if self.viewer is None:
            raise NotIdentified
        return self.viewer


Info: TypeAlias = strawberry.Info[Asking, None]
"""What Strawberry hands to a resolver, with the context typed."""


async def at_least(info: Info, position: int | None, projections: Iterable[str] | None = None) -> None:
    """Wait until the views show everything up to ``position``; None does not wait.

    ``projections`` names the views that the answer is read from, by default all of them. Raises
    ``NotYetVisible`` when they do not get there within the patience of the office.
    """
    if position is None:
        return
    office = info.context.office
    names = office.projections if projections is None else projections
    await office.board.wait_for(names, position, office.patience)
