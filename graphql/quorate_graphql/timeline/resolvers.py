"""Every change in a meeting, in order: for those who read the meeting, and for those who check it."""

from functools import partial
from typing import NamedTuple
from uuid import UUID

import strawberry

from quorate_events.access.action import Action
from quorate_events.access.policy import Ground
from quorate_graphql.as_it_was.arguments import meeting_asked
from quorate_graphql.context import Asking, Info, at_least
from quorate_graphql.looks.noting import refused, shown
from quorate_graphql.meetings.errors import MeetingNotVisible
from quorate_graphql.outputs.fields import After, AtLeast, First, MeetingId, answers
from quorate_graphql.pagination import DEFAULT_PAGE, Connection, page, window
from quorate_graphql.timeline import types
from quorate_projections.as_it_was.meeting import PastMeeting
from quorate_projections.as_it_was.timeline import TimelineEntry, timeline
from quorate_projections.directory.queries import names
from quorate_projections.meeting_record import queries

_VIEWS = ("meeting_record", "directory")
_WHAT = "timeline"
_NO_PART = UUID(int=0)


class ByPosition(NamedTuple):
    """Where a page begins: behind this position, and this part of what was shared at it."""

    position: int
    part_id: UUID


@strawberry.type
class Queries:
    """What may be asked about how a meeting came to stand as it does."""

    @answers(
        "Every change in a meeting that the viewer may know of, the oldest first. Auditors and data protection "
        "officers are told all of them without a word of what was written.",
        types.Timeline,
    )
    async def timeline(
        self,
        info: Info,
        meeting_id: MeetingId,
        first: First = DEFAULT_PAGE,
        after: After = None,
        at_least_position: AtLeast = None,
    ) -> Connection[TimelineEntry]:
        """List changes. Raises ``MeetingNotVisible``."""
        asking = info.context
        viewer = asking.require_actor()
        await at_least(info, at_least_position, _VIEWS)
        wanted = window(first, after, ByPosition)
        meeting, reads, checks = await _may_know(asking, meeting_id)
        told = timeline(
            meeting, viewer, asking.clock.now(), reads=reads is not None, checks=checks is not None
        )
        listed = sorted(told, key=_key)
        rows = [each for each in listed if wanted.after is None or _key(each) > wanted.after][: wanted.limit]
        await shown(
            asking,
            _WHAT,
            ground=reads or checks,
            meeting_id=meeting_id,
            child_ids=meeting.today.standing.child_ids,
            part_ids=_quoted(rows[: wanted.first]),
        )
        await _add_names(asking, rows, reads=reads is not None)
        return page(rows, wanted, key=_key, node=lambda row: row, count=partial(_count, listed))


async def _may_know(asking: Asking, meeting_id: UUID) -> tuple[PastMeeting, Ground | None, Ground | None]:
    """Return the meeting, and on which ground the viewer reads it, and checks it; a refusal is written down.

    Raises ``MeetingNotVisible``.
    """
    found = await queries.meeting(asking.views, meeting_id, asking.require_actor(), asking.moment)
    try:
        meeting = await meeting_asked(asking, meeting_id)
    except MeetingNotVisible:
        await refused(asking, _WHAT, meeting_id=meeting_id)
        raise
    reads = None if found is None else asking.decide(Action.READ_MEETING, meeting.circle).ground
    checks = (
        asking.decide(Action.READ_TIMELINE).ground
        or asking.decide(Action.REVIEW_MEETING, meeting.circle).ground
    )
    if reads is None and checks is None:
        await refused(asking, _WHAT, meeting_id=meeting_id)
        raise MeetingNotVisible
    return meeting, reads, checks


def _quoted(rows: list[TimelineEntry]) -> list[UUID]:
    """Return the parts of which a word is shown."""
    said = [each.part_id for each in rows if each.text or each.before or each.reason]
    return list(dict.fromkeys(each for each in said if each is not None))


def _key(entry: TimelineEntry) -> ByPosition:
    return ByPosition(entry.position, entry.part_id or _NO_PART)


async def _count(listed: list[TimelineEntry]) -> int:
    return len(listed)


async def _add_names(asking: Asking, rows: list[TimelineEntry], *, reads: bool) -> None:
    """Name agencies and people; children to those only who read the meeting, and not to those who check it."""
    found = await names(
        asking.views,
        agencies={each.by.agency_id for each in rows} | {each.agency_id for each in rows if each.agency_id},
        practitioners={each.by.practitioner_id for each in rows},
        children={each.child_id for each in rows if each.child_id} if reads else set(),
    )
    asking.names.add(found)
