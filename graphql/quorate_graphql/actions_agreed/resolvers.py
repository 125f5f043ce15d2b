"""The register of actions, and how many were done on time."""

from datetime import date
from functools import partial
from typing import Annotated, Any
from uuid import UUID

import strawberry

from quorate_events.access.action import Action
from quorate_events.meetings.vocabulary import ActionStatus
from quorate_events.rules.clocks import london_date
from quorate_graphql.actions_agreed import types
from quorate_graphql.actions_agreed.suppressed import shown_actions
from quorate_graphql.context import Info, at_least
from quorate_graphql.looks.empty import nothing_of
from quorate_graphql.looks.noting import require_trends, required, shown
from quorate_graphql.outputs.fields import After, AtLeast, First, answers
from quorate_graphql.pagination import DEFAULT_PAGE, Connection, page, window
from quorate_projections.actions_agreed import queries
from quorate_projections.directory.queries import names
from quorate_projections.meeting_record.queries import children_of

_VIEWS = ("actions_agreed", "directory")

OfMeeting = Annotated[UUID | None, strawberry.argument(description="Only actions of this meeting.")]
OfAgency = Annotated[UUID | None, strawberry.argument(description="Only actions that this agency owns.")]
OfPerson = Annotated[UUID | None, strawberry.argument(description="Only actions accepted for this person.")]
Statuses = Annotated[
    list[ActionStatus] | None, strawberry.argument(description="Only actions that stand so.")
]
Overdue = Annotated[
    bool | None, strawberry.argument(description="Only those overdue, or only those not overdue.")
]
DueFrom = Annotated[date | None, strawberry.argument(description="Due on this London date or later.")]
DueTo = Annotated[date | None, strawberry.argument(description="Due on this London date or earlier.")]
By = Annotated[queries.Period, strawberry.argument(description="By month or by quarter.")]

ByAgency = Annotated[
    bool,
    strawberry.argument(description="One answer for each owning agency, and not for the whole partnership."),
]


@strawberry.type
class Queries:
    """What may be asked about actions."""

    @answers(
        "Actions by due date: those of the viewer's agency, and of meetings that the viewer may read.",
        types.Actions,
    )
    async def actions(
        self,
        info: Info,
        meeting_id: OfMeeting = None,
        agency_id: OfAgency = None,
        practitioner_id: OfPerson = None,
        statuses: Statuses = None,
        overdue: Overdue = None,
        due_from: DueFrom = None,
        due_to: DueTo = None,
        first: First = DEFAULT_PAGE,
        after: After = None,
        at_least_position: AtLeast = None,
    ) -> Connection[queries.RegisteredAction]:
        """List actions."""
        asking = info.context
        viewer, today = asking.require_actor(), london_date(asking.clock.now())
        await required(asking, Action.READ_WORK_LIST, "action", meeting_id=meeting_id)
        await at_least(info, at_least_position, _VIEWS)
        which = queries.ActionFilter(
            meeting_id, agency_id, practitioner_id, statuses, overdue, due_from, due_to
        )
        wanted = window(first, after, queries.ByDue)
        rows = await queries.actions(
            asking.views, which, viewer, today, after=wanted.after, limit=wanted.limit
        )
        of_all = {row.meeting_id for row in rows[: wanted.first] if not row.child_ids}
        children = await children_of(asking.facts, of_all) if of_all else {}
        for row in rows[: wanted.first]:
            await shown(
                asking,
                "action",
                ground=row.ground,
                meeting_id=row.meeting_id,
                # For none in particular: for all whom the meeting is about.
                child_ids=row.child_ids or children.get(row.meeting_id, ()),
                action_id=row.action_id,
            )
        if not rows:
            await nothing_of(asking, "action", meeting_id=meeting_id)
        await _add_names(info, rows)
        return page(
            rows,
            wanted,
            key=lambda row: queries.ByDue(row.due, row.action_id),
            node=lambda row: row,
            count=partial(queries.count_actions, asking.views, which, viewer, today),
        )

    @answers(
        "How many actions were done on time, by period: the whole partnership, or each owning agency. Begin with the "
        "whole partnership by quarter. Agencies own few actions, so by agency much is hidden, and by agency and month "
        "nearly all; `hiddenFigures` says how many figures of each answer.",
        list[types.ActionsDone],
    )
    async def actions_done(
        self,
        info: Info,
        by: By = queries.Period.QUARTER,
        by_agency: ByAgency = False,
        due_from: DueFrom = None,
        due_to: DueTo = None,
        agency_id: OfAgency = None,
        at_least_position: AtLeast = None,
    ) -> list[Any]:
        """Count actions. Names no child and no person, so that everybody in the partnership may ask."""
        asking = info.context
        await require_trends(asking)
        await at_least(info, at_least_position, _VIEWS)
        today = london_date(asking.clock.now())
        found = await shown_actions(
            asking, today, by=by, by_agency=by_agency, due_from=due_from, due_to=due_to, agency_id=agency_id
        )
        owners = {each.agency_id for each in found if each.agency_id is not None}
        asking.names.add(await names(asking.views, agencies=owners))
        return found


async def _add_names(info: Info, rows: list[queries.RegisteredAction]) -> None:
    steps = [step for row in rows for step in row.history]
    found = await names(
        info.context.views,
        agencies={row.agency_id for row in rows} | {step.agency_id for step in steps if step.agency_id},
        practitioners={row.practitioner_id for row in rows if row.practitioner_id}
        | {step.by.practitioner_id for step in steps},
        children={child_id for row in rows for child_id in row.child_ids},
    )
    info.context.names.add(found)
