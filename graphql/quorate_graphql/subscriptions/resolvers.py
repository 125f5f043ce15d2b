"""Live meetings and work lists: a snapshot first, then every change that the viewer may see."""

from collections.abc import AsyncGenerator, Sequence
from contextlib import suppress
from uuid import UUID

import strawberry

from quorate_events.access.action import Action
from quorate_events.access.policy import Ground
from quorate_events.access.resources import Circle
from quorate_graphql.changes import Change
from quorate_graphql.context import Asking, Info
from quorate_graphql.fields import subscription
from quorate_graphql.looks.noting import refused, shown
from quorate_graphql.meetings.errors import MeetingNotVisible
from quorate_graphql.subscriptions.again import concerning, seconds_until_checked
from quorate_graphql.subscriptions.sign_in import reauthorise
from quorate_graphql.subscriptions.telling import kinds_told
from quorate_graphql.subscriptions.types import MeetingChange, WorkListChange
from quorate_projections.engine.progress import NotYetVisible
from quorate_projections.meeting_record.queries import children_of, circles_of
from quorate_projections.work_list.queries import work_states


@strawberry.type(description="What may be watched.")
class Subscription:
    """What may be watched."""

    @subscription(
        "A live meeting: once at the start, and whenever something happens that the viewer may know of."
    )
    async def meeting_changed(self, info: Info, meeting_id: UUID) -> AsyncGenerator[MeetingChange, None]:
        """Watch one meeting. Before every message, sign-in and right to see it are checked again."""
        asking = info.context
        wants = concerning(asking, lambda change: change.stream_id == meeting_id)
        with asking.office.changes.watch(wants) as watch:
            position = asking.office.visible()
            circle, ground = await _watched(asking, meeting_id)
            children = (await children_of(asking.facts, [meeting_id])).get(meeting_id, ())
            await shown(asking, "live_meeting", ground=ground, meeting_id=meeting_id, child_ids=children)
            yield MeetingChange(position=position, meeting_id=meeting_id, kinds=[])
            while True:
                news = await watch.next(seconds_until_checked(asking, circle.emergency_openings))
                # Of the whole ledger: the position of one event would tell of others before it.
                position = asking.office.visible()
                circle, _ = await _watched(asking, meeting_id)
                happened = (
                    each
                    for change in news.changes
                    if change.stream_id == meeting_id
                    for each in change.happened
                )
                if kinds := await kinds_told(asking, meeting_id, circle, happened):
                    yield MeetingChange(position=position, meeting_id=meeting_id, kinds=kinds)

    @subscription("The viewer's work list: once at the start, and whenever it may have changed.")
    async def work_list_changed(self, info: Info) -> AsyncGenerator[WorkListChange, None]:
        """Watch the viewer's work, and the meetings that the viewer may see. Checks as a live meeting does."""
        asking = info.context
        asking.require(Action.READ_WORK_LIST)
        with asking.office.changes.watch(concerning(asking, _any_meeting)) as watch:
            work = (await work_states(asking.views, asking.require_actor())).by_meeting
            yield WorkListChange(position=asking.office.visible(), meeting_ids=[])
            while True:
                news = await watch.next(seconds_until_checked(asking))
                await reauthorise(asking)
                asking.require(Action.READ_WORK_LIST)
                told = await _told(asking, list(filter(_any_meeting, news.changes)), work)
                if told or news.missed:
                    yield WorkListChange(position=asking.office.visible(), meeting_ids=told)


def _any_meeting(change: Change) -> bool:
    return any(topic.startswith("quorate.meeting.") for topic in change.topics)


async def _watched(asking: Asking, meeting_id: UUID) -> tuple[Circle, Ground]:
    """Return whom the meeting concerns, and why whoever asks may watch it now. Raises ``MeetingNotVisible``."""
    await reauthorise(asking)
    asking.require_actor()
    circle = (await circles_of(asking.facts, [meeting_id])).get(meeting_id)
    ground = None if circle is None else asking.decide(Action.WATCH_MEETING, circle).ground
    if circle is None or ground is None:
        await refused(asking, "live_meeting", meeting_id=meeting_id)
        raise MeetingNotVisible
    return circle, ground


async def _told(asking: Asking, changes: Sequence[Change], work: dict[UUID, int]) -> list[UUID]:
    """Return the meetings to tell of: where the viewer's own work changed, or something in a meeting to be seen.

    ``work`` is how the viewer's work stood, and is brought up to date. What happens in a meeting that only gives
    them work is not theirs to know, unless the work changes.
    """
    if not changes:
        return []
    ids = [change.stream_id for change in changes]
    circles = await circles_of(asking.facts, ids)
    position, now = await work_states(asking.views, asking.require_actor(), ids)
    with suppress(NotYetVisible):
        # The other views come to where this one stands before anybody reads them for what is told here.
        await asking.office.board.wait_for(asking.office.projections, position, asking.office.patience)
    told = []
    for change in changes:
        meeting_id = change.stream_id
        moved = work.pop(meeting_id, None) != now.get(meeting_id)
        if meeting_id in now:
            work[meeting_id] = now[meeting_id]
        if moved or await _shows(asking, circles.get(meeting_id), change):
            told.append(meeting_id)
    return told


async def _shows(asking: Asking, circle: Circle | None, change: Change) -> bool:
    if circle is None or not asking.decide(Action.LIST_MEETINGS, circle).allowed:
        return False
    return bool(await kinds_told(asking, change.stream_id, circle, change.happened))
