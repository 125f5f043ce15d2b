"""Tells members which accounts let them in, and those who account for access the same of everybody."""

from functools import partial
from typing import Annotated
from uuid import UUID

import strawberry

from quorate_events.access.action import Action
from quorate_events.access.errors import NoDuty
from quorate_events.access.policy import Look
from quorate_graphql.context import Info, at_least
from quorate_graphql.outputs.fields import After, AtLeast, First, answers
from quorate_graphql.pagination import DEFAULT_PAGE, Connection, page, window
from quorate_graphql.sign_ins import types
from quorate_projections.sign_ins import queries

_VIEWS = ("sign_ins", "directory")

OfPerson = Annotated[
    UUID | None,
    strawberry.argument(description="Only this member's; everybody may ask for their own."),
]


@strawberry.type
class Queries:
    """What may be asked about accounts."""

    @answers(
        "Which accounts were linked to whom, confirmed, accepted and taken away, the latest first.",
        types.SignInsChanged,
    )
    async def sign_in_changes(
        self,
        info: Info,
        practitioner_id: OfPerson = None,
        first: First = DEFAULT_PAGE,
        after: After = None,
        at_least_position: AtLeast = None,
    ) -> Connection[queries.SignInChanged]:
        """List changes. Raises ``NoDuty``."""
        asking = info.context
        actor = asking.require_actor()
        decision = asking.decide(Action.READ_SIGN_INS)
        if not decision.allowed and practitioner_id == actor.practitioner_id:
            decision = asking.decide(Action.READ_OWN_SIGN_INS)
        looked = Look(
            actor, "sign_in_changes", decision.ground, decision.reason, about_practitioner_id=practitioner_id
        )
        await asking.look(looked)
        if not decision.allowed:
            raise NoDuty
        await at_least(info, at_least_position, _VIEWS)
        rows = window(first, after, queries.ByChange)
        found = await queries.sign_in_changes(
            asking.views, practitioner_id, after=rows.after, limit=rows.limit
        )
        return page(
            found,
            rows,
            key=lambda row: queries.ByChange(row.at, row.sign_in_id, row.version),
            node=lambda row: row,
            count=partial(queries.count_sign_in_changes, asking.views, practitioner_id),
        )
