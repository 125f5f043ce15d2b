"""What the data protection officer is told of, and what is open to the viewer in an emergency."""

from collections.abc import Iterable, Sequence
from functools import partial
from uuid import UUID

import strawberry

from quorate_events.access.action import Action
from quorate_events.access.policy import Ground
from quorate_graphql.context import Asking, Info, at_least
from quorate_graphql.looks.noting import required, shown
from quorate_graphql.meetings import types
from quorate_graphql.metrics.arguments import FirstDay, LastDay
from quorate_graphql.outputs.fields import After, AtLeast, First, answers
from quorate_graphql.pagination import DEFAULT_PAGE, Connection, page, window
from quorate_projections.directory.queries import names
from quorate_projections.meeting_record import oversight, queries

_VIEWS = ("meeting_record", "directory")


@strawberry.type
class Queries:
    """What may be asked about openings in an emergency and changes of a chair."""

    @answers(
        "Records that were opened in an emergency, the latest first, for the data protection officer.",
        types.EmergencyOpenings,
    )
    async def emergency_openings(
        self,
        info: Info,
        first_day: FirstDay = None,
        last_day: LastDay = None,
        first: First = DEFAULT_PAGE,
        after: After = None,
        at_least_position: AtLeast = None,
    ) -> Connection[oversight.EmergencyOpened]:
        """List openings."""
        asking, days = info.context, oversight.Days(first_day, last_day)
        ground = await required(asking, Action.READ_EMERGENCY_OPENINGS, "emergency_openings")
        await at_least(info, at_least_position, _VIEWS)
        wanted = window(first, after, oversight.ByOpening)
        rows = await oversight.emergency_openings(asking.views, days, after=wanted.after, limit=wanted.limit)
        named = [each.meeting_id for each in rows[: wanted.first]]
        await _told_of(asking, "emergency_openings", ground, named)
        await _add_openers(info, rows)
        return page(
            rows,
            wanted,
            key=_place,
            node=lambda row: row,
            count=partial(oversight.count_openings, asking.views, days),
        )

    @answers("What is open to the viewer in an emergency, the latest first.", types.EmergencyOpenings)
    async def opened_in_emergency(
        self, info: Info, first: First = DEFAULT_PAGE, after: After = None, at_least_position: AtLeast = None
    ) -> Connection[oversight.EmergencyOpened]:
        """List the viewer's own openings."""
        asking = info.context
        viewer, now = asking.require_actor(), asking.clock.now()
        asking.require(Action.READ_OWN_OPENINGS)
        await at_least(info, at_least_position, _VIEWS)
        wanted = window(first, after, oversight.ByOpening)
        rows = await oversight.own_openings(asking.views, viewer, now, after=wanted.after, limit=wanted.limit)
        await _add_openers(info, rows)
        return page(
            rows,
            wanted,
            key=_place,
            node=lambda row: row,
            count=partial(oversight.count_own_openings, asking.views, viewer, now),
        )

    @answers(
        "Who took the chair of which meeting, the latest first, for the data protection officer.",
        types.ChairChanges,
    )
    async def chair_changes(
        self,
        info: Info,
        first_day: FirstDay = None,
        last_day: LastDay = None,
        first: First = DEFAULT_PAGE,
        after: After = None,
        at_least_position: AtLeast = None,
    ) -> Connection[oversight.ChairChange]:
        """List changes of a chair."""
        asking, days = info.context, oversight.Days(first_day, last_day)
        ground = await required(asking, Action.READ_CHAIR_CHANGES, "chair_changes")
        await at_least(info, at_least_position, _VIEWS)
        wanted = window(first, after, oversight.ByChange)
        rows = await oversight.chair_changes(asking.views, days, after=wanted.after, limit=wanted.limit)
        named = [each.meeting_id for each in rows[: wanted.first]]
        await _told_of(asking, "chair_changes", ground, named)
        people = {
            person for each in rows for person in (each.chair_before_id, each.chair_id, each.practitioner_id)
        }
        await _add_people(info, people, {each.agency_id for each in rows})
        return page(
            rows,
            wanted,
            key=lambda row: oversight.ByChange(row.changed_at, row.meeting_id, row.version),
            node=lambda row: row,
            count=partial(oversight.count_chair_changes, asking.views, days),
        )


def _place(row: oversight.EmergencyOpened) -> oversight.ByOpening:
    return oversight.ByOpening(row.opened_at, row.meeting_id, row.opening_id)


async def _told_of(asking: Asking, what: str, ground: Ground | None, meeting_ids: Iterable[UUID]) -> None:
    """Write down a look at each meeting that is named, and at its children."""
    meetings = list(dict.fromkeys(meeting_ids))
    children = await queries.children_of(asking.facts, meetings)
    for each in meetings:
        await shown(asking, what, ground=ground, meeting_id=each, child_ids=children.get(each, ()))
    if not meetings:
        await shown(asking, what, ground=ground)


async def _add_openers(info: Info, rows: Sequence[oversight.EmergencyOpened]) -> None:
    await _add_people(info, {each.practitioner_id for each in rows}, {each.agency_id for each in rows})


async def _add_people(info: Info, practitioners: set[UUID], agencies: set[UUID]) -> None:
    found = await names(info.context.views, agencies=agencies, practitioners=practitioners)
    info.context.names.add(found)
