"""What a list is filtered by for an actor. The filters in SQL are the rules again; a test holds them equal."""

from uuid import UUID

import msgspec

from quorate_events.access.action import Action
from quorate_events.access.actor import Actor
from quorate_events.access.decide import decide
from quorate_events.access.resources import LATER, ActionFacts, Circle


class Scope(msgspec.Struct, frozen=True):
    """The ids that a list is filtered by, each None where no rule gives the actor anything by it.

    ``chair_id``: as whom the actor chairs meetings. ``reading_agency_id``: for which agency the actor reads
    the meetings that it convened or is invited to. ``own_agency_id`` and ``own_practitioner_id``: whose
    actions and work the actor sees.
    """

    chair_id: UUID | None
    reading_agency_id: UUID | None
    own_agency_id: UUID | None
    own_practitioner_id: UUID | None


def scope_of(actor: Actor) -> Scope:
    """Ask the policy about meetings that concern the actor in one way only, and about the actor's own work."""
    me, mine = actor.practitioner_id, actor.agency_id
    chaired = Circle(me, _NOBODY, frozenset())
    invited = Circle(_NOBODY, _NOBODY, frozenset({mine}))
    elsewhere = Circle(_NOBODY, _NOBODY, frozenset())
    chairs = decide(actor, Action.LIST_MEETINGS, chaired, LATER).allowed
    reads = decide(actor, Action.LIST_MEETINGS, invited, LATER).allowed
    owns = decide(actor, Action.READ_ACTION, ActionFacts(elsewhere, mine), LATER).allowed
    works = decide(actor, Action.READ_WORK_LIST, None, LATER).allowed
    return Scope(
        me if chairs else None,
        mine if reads else None,
        mine if owns and works else None,
        me if works else None,
    )


_NOBODY = UUID(int=0)
