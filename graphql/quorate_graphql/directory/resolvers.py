"""Who belongs to the partnership, and a child by id."""

from functools import partial
from typing import Annotated
from uuid import UUID

import strawberry

from quorate_events.access.action import Action
from quorate_events.access.policy import Decision, Look, Reason
from quorate_events.errors import NotFound
from quorate_events.meetings.vocabulary import Sector
from quorate_graphql.context import Info, at_least
from quorate_graphql.directory import types
from quorate_graphql.outputs.fields import After, AtLeast, ChildId, First, answers
from quorate_graphql.pagination import DEFAULT_PAGE, Connection, page, window
from quorate_projections.directory import queries
from quorate_projections.directory.entries import Agency, Practitioner
from quorate_projections.meeting_record.queries import child_facts

OfSector = Annotated[Sector | None, strawberry.argument(description="Only agencies of this sector.")]
OfAgency = Annotated[UUID | None, strawberry.argument(description="Only people of this agency.")]

MayChair = Annotated[
    bool,
    strawberry.argument(
        description="Only people who can be named chair: members who read meetings, with an account that lets them "
        "in. Whether the sector and the meeting fit as well, the command says."
    ),
]


class ChildNotVisible(NotFound):
    """No such child, or not for this viewer: both look the same."""

    code = "child_not_found"

    def __init__(self) -> None:
        super().__init__("There is no child with this id.", "Check the id.")


@strawberry.type
class Queries:
    """What may be asked of the directory."""

    @answers("The agencies of the partnership, by name.", types.Agencies)
    async def agencies(
        self,
        info: Info,
        sector: OfSector = None,
        first: First = DEFAULT_PAGE,
        after: After = None,
        at_least_position: AtLeast = None,
    ) -> Connection[Agency]:
        """List agencies."""
        info.context.require(Action.LIST_AGENCIES)
        await at_least(info, at_least_position, ["directory"])
        wanted = window(first, after, queries.ByName)
        views = info.context.views
        return page(
            await queries.agencies(views, sector=sector, after=wanted.after, limit=wanted.limit),
            wanted,
            key=lambda row: queries.ByName(row.name, row.agency_id),
            node=lambda row: row,
            count=partial(queries.count_agencies, views, sector=sector),
        )

    @answers("The people who work for the agencies, by name.", types.Practitioners)
    async def practitioners(
        self,
        info: Info,
        agency_id: OfAgency = None,
        may_chair: MayChair = False,
        first: First = DEFAULT_PAGE,
        after: After = None,
        at_least_position: AtLeast = None,
    ) -> Connection[Practitioner]:
        """List practitioners."""
        info.context.require(Action.LIST_PEOPLE)
        await at_least(info, at_least_position, ["directory", "sign_ins"])
        wanted = window(first, after, queries.ByName)
        views = info.context.views
        rows = await queries.practitioners(
            views, agency_id=agency_id, may_chair=may_chair, after=wanted.after, limit=wanted.limit
        )
        employers = {row.agency_id for row in rows}
        info.context.names.add(await queries.names(views, agencies=employers))
        return page(
            rows,
            wanted,
            key=lambda row: queries.ByName(row.name, row.practitioner_id),
            node=lambda row: row,
            count=partial(queries.count_practitioners, views, agency_id=agency_id, may_chair=may_chair),
        )

    @answers(
        "A child, for those who may read a meeting about it, and for the agency that registered it.",
        types.RegisteredChild,
    )
    async def child(self, info: Info, id: ChildId, at_least_position: AtLeast = None) -> queries.ChildInFull:
        """Return a child. Raises ``ChildNotVisible``."""
        asking = info.context
        actor = asking.require_actor()
        await at_least(info, at_least_position, ["directory", "meeting_record"])
        facts = await child_facts(asking.facts, id)
        decision = Decision(reason=Reason.NOT_CONCERNED)
        if facts is not None:
            decision = asking.decide(Action.READ_CHILD, facts)
        await asking.look(Look(actor, "child", decision.ground, decision.reason, child_ids=(id,)))
        found = await queries.child(asking.views, id) if decision.allowed else None
        if found is None:
            raise ChildNotVisible
        return found
