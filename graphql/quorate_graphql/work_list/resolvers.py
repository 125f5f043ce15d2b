"""What the viewer, and the viewer's agency, has to do."""

from collections.abc import Sequence
from functools import partial
from typing import Annotated
from uuid import UUID

import strawberry

from quorate_events.access.action import Action
from quorate_events.rules.clocks import london_date
from quorate_graphql.context import Info, at_least
from quorate_graphql.looks.empty import nothing_of
from quorate_graphql.looks.noting import required, shown
from quorate_graphql.outputs.fields import After, AtLeast, First, answers
from quorate_graphql.pagination import DEFAULT_PAGE, Connection, page, window
from quorate_graphql.work_list import types
from quorate_projections.directory.queries import names
from quorate_projections.work_list import queries
from quorate_projections.work_list.items import Notice, WorkKind

_VIEWS = ("work_list", "directory")

Mine = Annotated[bool, strawberry.argument(description="Leave out what is for colleagues in person.")]
Kinds = Annotated[list[WorkKind] | None, strawberry.argument(description="Only these kinds of work.")]
Overdue = Annotated[
    bool | None, strawberry.argument(description="Only what is overdue, or only what is not.")
]
OfMeeting = Annotated[UUID | None, strawberry.argument(description="Only work for this meeting.")]


@strawberry.type
class Queries:
    """What may be asked about work."""

    @answers("What the viewer or the viewer's agency has to do, the most urgent first.", types.WorkItems)
    async def work_list(
        self,
        info: Info,
        mine: Mine = False,
        kinds: Kinds = None,
        overdue: Overdue = None,
        meeting_id: OfMeeting = None,
        first: First = DEFAULT_PAGE,
        after: After = None,
        at_least_position: AtLeast = None,
    ) -> Connection[queries.WorkItem]:
        """List work."""
        asking = info.context
        viewer, today = asking.require_actor(), london_date(asking.clock.now())
        ground = await required(asking, Action.READ_WORK_LIST, "work_listed", meeting_id=meeting_id)
        await at_least(info, at_least_position, _VIEWS)
        which = queries.WorkFilter(mine, kinds, overdue, meeting_id)
        wanted = window(first, after, queries.ByUrgency)
        rows = await queries.work_list(
            asking.views, which, viewer, today, after=wanted.after, limit=wanted.limit
        )
        await _add_names(info, [row.notice for row in rows if row.notice is not None])
        # What is to be done tells of a child in the words of whoever asks: a look at each meeting that is shown.
        for meeting, children in {row.meeting_id: row.child_ids for row in rows[: wanted.first]}.items():
            await shown(asking, "work_listed", ground=ground, meeting_id=meeting, child_ids=children)
        if not rows:
            await nothing_of(asking, "work_listed", meeting_id=meeting_id)
        return page(
            rows,
            wanted,
            key=lambda row: queries.ByUrgency(row.due, row.meeting_id, row.item),
            node=lambda row: row,
            count=partial(_total, info, which),
        )

    @answers("How much there is to do by kind, and how much of it is overdue.", list[types.WorkCount])
    async def work_counts(
        self,
        info: Info,
        mine: Mine = False,
        kinds: Kinds = None,
        overdue: Overdue = None,
        meeting_id: OfMeeting = None,
        at_least_position: AtLeast = None,
    ) -> list[queries.WorkCount]:
        """Count work."""
        asking = info.context
        viewer, today = asking.require_actor(), london_date(asking.clock.now())
        await required(asking, Action.READ_WORK_LIST, "work_counted", meeting_id=meeting_id)
        await at_least(info, at_least_position, _VIEWS)
        which = queries.WorkFilter(mine, kinds, overdue, meeting_id)
        found = await queries.count_work(asking.views, which, viewer, today)
        if not found:
            await nothing_of(asking, "work_counted", meeting_id=meeting_id)
        return found


async def _add_names(info: Info, notices: Sequence[Notice]) -> None:
    if not notices:
        return
    chairs = {each.chair_id for each in notices if each.chair_id is not None}
    people = {each.practitioner_id for each in notices} | chairs
    agencies = {each.agency_id for each in notices}
    info.context.names.add(await names(info.context.views, agencies=agencies, practitioners=people))


async def _total(info: Info, which: queries.WorkFilter) -> int:
    asking = info.context
    viewer, today = asking.require_actor(), london_date(asking.clock.now())
    counts = await queries.count_work(asking.views, which, viewer, today)
    return sum(each.items for each in counts)
