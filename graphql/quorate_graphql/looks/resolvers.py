"""Who looked at a child's record or at a meeting, what a person looked at, and what is unusual."""

from datetime import date
from functools import partial
from typing import Annotated, cast
from uuid import UUID

import strawberry

from quorate_events.access.action import Action
from quorate_events.access.policy import Look
from quorate_events.errors import Invalid, Refused
from quorate_graphql.context import Info
from quorate_graphql.fields import field
from quorate_graphql.looks import types
from quorate_graphql.outputs.fields import After, ChildId, First, MeetingId, answers
from quorate_graphql.pagination import DEFAULT_PAGE, Connection, page, window
from quorate_projections.looks import queries

FirstDay = Annotated[date | None, strawberry.argument(description="On this London date or later.")]
LastDay = Annotated[date | None, strawberry.argument(description="On this London date or earlier.")]
PersonId = Annotated[UUID, strawberry.argument(description="The person.")]

LONGEST_PERIOD = 366
"""Days that may be searched for what is unusual at once."""


class LooksNotForYou(Refused):
    """Looks are read by auditors and data protection officers, and by everybody as far as they are their own."""

    code = "looks_not_for_you"

    def __init__(self) -> None:
        super().__init__(
            "The record of looks is not open to you.",
            "Ask the auditor or the data protection officer; your own looks you may see.",
        )


class PeriodTooLong(Invalid):
    """Unusual looks are searched for within a year."""

    code = "period_too_long"

    def __init__(self) -> None:
        super().__init__("The period is longer than a year, or ends before it begins.", "Ask for less.")


@strawberry.type
class Queries:
    """What may be asked about looks. Each of these is a look too."""

    @answers("Who looked at a child's record, the latest first.", types.LooksTaken)
    async def looks_at_child(
        self,
        info: Info,
        child_id: ChildId,
        first_day: FirstDay = None,
        last_day: LastDay = None,
        first: First = DEFAULT_PAGE,
        after: After = None,
    ) -> Connection[queries.LookTaken]:
        """List looks. Raises ``LooksNotForYou``."""
        looked = Look(info.context.require_actor(), "looks_at_child", child_ids=(child_id,))
        wanted = queries.LookFilter(child_id=child_id, first_day=first_day, last_day=last_day)
        return await _looks(info, looked, wanted, first, after)

    @answers("Who looked at a meeting, the latest first.", types.LooksTaken)
    async def looks_at_meeting(
        self,
        info: Info,
        meeting_id: MeetingId,
        first_day: FirstDay = None,
        last_day: LastDay = None,
        first: First = DEFAULT_PAGE,
        after: After = None,
    ) -> Connection[queries.LookTaken]:
        """List looks. Raises ``LooksNotForYou``."""
        looked = Look(info.context.require_actor(), "looks_at_meeting", meeting_id=meeting_id)
        wanted = queries.LookFilter(meeting_id=meeting_id, first_day=first_day, last_day=last_day)
        return await _looks(info, looked, wanted, first, after)

    @answers("What a person looked at, the latest first. Everybody may ask for their own.", types.LooksTaken)
    async def looks_by(
        self,
        info: Info,
        practitioner_id: PersonId,
        first_day: FirstDay = None,
        last_day: LastDay = None,
        first: First = DEFAULT_PAGE,
        after: After = None,
    ) -> Connection[queries.LookTaken]:
        """List looks. Raises ``LooksNotForYou``."""
        looked = Look(info.context.require_actor(), "looks_by_person", about_practitioner_id=practitioner_id)
        wanted = queries.LookFilter(practitioner_id=practitioner_id, first_day=first_day, last_day=last_day)
        return await _looks(info, looked, wanted, first, after)

    @field("Whose looks were unusual between two days: by volume, out of involvement, refused repeatedly.")
    async def unusual_looks(
        self,
        info: Info,
        first_day: Annotated[date, strawberry.argument(description="From this London date on.")],
        last_day: Annotated[date, strawberry.argument(description="Up to this London date.")],
    ) -> list[types.UnusualLooks]:
        """Search a period. Raises ``LooksNotForYou``, ``PeriodTooLong``."""
        await _allow(info, Look(info.context.require_actor(), "unusual_looks"))
        if not 0 <= (last_day - first_day).days < LONGEST_PERIOD:
            raise PeriodTooLong
        asking = info.context
        found = await queries.unusual_looks(asking.audit, asking.ledger, first_day, last_day)
        return cast(list[types.UnusualLooks], found)


async def _looks(
    info: Info, looked: Look, wanted: queries.LookFilter, first: int, after: str | None
) -> Connection[queries.LookTaken]:
    await _allow(info, looked, own=wanted.practitioner_id)
    asking, rows = info.context, window(first, after, queries.ByMoment)
    found = await queries.looks(asking.audit, asking.ledger, wanted, after=rows.after, limit=rows.limit)
    return page(
        found,
        rows,
        key=lambda row: queries.ByMoment(row.at, row.look_id),
        node=lambda row: row,
        count=partial(queries.count_looks, asking.audit, asking.ledger, wanted),
    )


async def _allow(info: Info, looked: Look, own: UUID | None = None) -> None:
    asking = info.context
    decision = asking.decide(Action.READ_LOOKS)
    if not decision.allowed and own == looked.actor.practitioner_id:
        decision = asking.decide(Action.READ_OWN_LOOKS)
    await asking.look(
        Look(
            looked.actor,
            looked.what,
            decision.ground,
            decision.reason,
            meeting_id=looked.meeting_id,
            child_ids=looked.child_ids,
            about_practitioner_id=looked.about_practitioner_id,
        )
    )
    if not decision.allowed:
        raise LooksNotForYou
