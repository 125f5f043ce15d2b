"""What every resolver is handed: who asks, the views, the commands, the clock and the rules."""

from collections.abc import Awaitable, Callable, Iterable
from typing import TypeAlias

import strawberry
from strawberry.fastapi import BaseContext

from quorate_events.access.action import Action
from quorate_events.access.actor import Actor, ActorKind
from quorate_events.access.decide import decide
from quorate_events.access.errors import NoDuty
from quorate_events.access.policy import Decision, Look
from quorate_events.access.purpose import Purpose
from quorate_events.access.resources import Circumstances, Resource
from quorate_events.context import Recorder
from quorate_events.people.sign_in import SignedIn
from quorate_graphql.identity import NOBODY, Identity, NotIdentified
from quorate_graphql.loaders import Loaders
from quorate_graphql.looks.operation import operation_name
from quorate_graphql.metrics.turns import Turn
from quorate_graphql.office import Office
from quorate_graphql.outputs.names import NameBook
from quorate_projections.scoped_views import ScopedViews


class Asking(BaseContext):
    """One request, or one connection of subscriptions, and who makes it.

    ``actor`` is None unless an active member asks; resolvers call :meth:`require_actor`. ``views`` reads for
    that actor only. ``reidentify`` finds out anew who asks, for connections that stay open: it returns the
    actor as it stands now, None for a connection of nobody, and raises what keeps the member out.
    ``charge`` takes what turns up while an operation is carried out from the rates of whoever asks.
    """

    reidentify: Callable[[], Awaitable[Actor | None]]
    charge: Callable[[float], None]

    def __init__(self, office: Office, identity: Identity = NOBODY) -> None:
        super().__init__()
        self.office = office
        self.identity = identity
        self.actor = identity.actor
        self.reidentify = self._as_identified
        self.charge = lambda cost: None
        self.ledger = office.ledger
        self.commands = office.commands
        self.clock = office.clock
        self.rules = office.rules
        self.past = office.past
        self.loaders = Loaders(lambda: self.views)
        self.names = NameBook()

    def identify(self, identity: Identity) -> None:
        """Take in who asks, where that comes after the connection."""
        self.identity, self.actor = identity, identity.actor

    async def _as_identified(self) -> Actor | None:
        return self.actor

    @property
    def views(self) -> ScopedViews:
        """The views as whoever asks at this moment may see them; nobody sees nothing."""
        return self._read_for(Purpose.VIEWS)

    @property
    def counts(self) -> ScopedViews:
        """The tables that trends are counted from, over everybody's meetings."""
        return self._read_for(Purpose.AGGREGATES)

    @property
    def turn(self) -> Turn:
        """The turn of whoever asks at having a trend worked out."""
        return Turn(self.office.turns, self.require_actor().practitioner_id, self.charge)

    @property
    def facts(self) -> ScopedViews:
        """What the policy has to know of meetings and children to decide, whoever they are for: no content."""
        return self._read_for(Purpose.POLICY)

    @property
    def audit(self) -> ScopedViews:
        """The record of looks, as far as whoever asks may see it."""
        return self._read_for(Purpose.LOOKS)

    def _read_for(self, purpose: Purpose) -> ScopedViews:
        return ScopedViews(self.office.views, self.actor, purpose, self.clock.now())

    async def look(self, look: Look) -> None:
        """Write down what is about to be shown, or was refused. Raises ``LooksNotKept``: then show nothing."""
        await self.office.looks.write(look, self.clock.now(), operation_name())

    @property
    def viewer(self) -> Recorder | None:
        """Who asks, as somebody who may put facts on the record; None for nobody."""
        return None if self.actor is None else self.actor.recorder

    @property
    def is_software(self) -> bool:
        """Whether an agency's own system asks, and no person."""
        return self.actor is not None and self.actor.kind is ActorKind.SYSTEM

    def require_actor(self) -> Actor:
        """Return who asks, with their duties. Raises ``NotIdentified``, or why a person is kept out."""
        if self.actor is None:
            raise self.identity.refusal or NotIdentified()
        return self.actor

    def require_signed_in(self) -> SignedIn:
        """Return who has signed in, a member or not. Raises ``NotIdentified``."""
        if self.identity.signed_in is None:
            raise NotIdentified
        return self.identity.signed_in

    def decide(self, action: Action, resource: Resource | None = None) -> Decision:
        """Ask the policy for whoever asks, now. Raises ``NotIdentified``."""
        return decide(self.require_actor(), action, resource, self.moment)

    def require(self, action: Action) -> Decision:
        """Return on what ground whoever asks may do ``action`` at all. Raises ``NoDuty``, ``NotIdentified``."""
        decision = self.decide(action)
        if not decision.allowed:
            raise NoDuty
        return decision

    @property
    def moment(self) -> Circumstances:
        """What the policy has to know besides: the time."""
        return Circumstances(self.clock.now())

    def require_viewer(self) -> Recorder:
        """Return who asks, for whom and for which agency. Raises ``NotIdentified``."""
        return self.require_actor().recorder


Info: TypeAlias = strawberry.Info[Asking, None]
"""What Strawberry hands to a resolver, with the context typed."""


async def at_least(info: Info, position: int | None, projections: Iterable[str] | None = None) -> None:
    """Wait until the views show everything up to ``position``; None does not wait.

    ``projections`` names the views that the answer is read from, by default all of them. Raises
    ``NotYetVisible`` when they do not get there within the patience of the office, and, before anything is
    waited for, ``NotIdentified``: how far the log has come is nobody's business outside.
    """
    info.context.require_actor()
    await shows(info.context.office, position, projections)


async def shows(office: Office, position: int | None, projections: Iterable[str] | None = None) -> None:
    """Wait as :func:`at_least` does, for somebody who is known to be let wait. Raises ``NotYetVisible``."""
    if position is None:
        return
    # What may be seen is part of every answer.
    names = office.projections if projections is None else {"access", *projections}
    await office.board.wait_for(names, position, office.patience)
