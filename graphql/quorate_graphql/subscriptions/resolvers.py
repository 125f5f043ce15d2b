"""Live meetings and work lists: a snapshot first, then every change that the viewer may see."""

from collections.abc import AsyncGenerator, Sequence
from uuid import UUID

import strawberry

from quorate_events.access.action import Action
from quorate_events.access.policy import Ground
from quorate_events.access.resources import Circle, WorkFacts
from quorate_graphql.changes import Change
from quorate_graphql.context import Asking, Info
from quorate_graphql.fields import subscription
from quorate_graphql.looks.noting import refused, shown
from quorate_graphql.meetings.errors import MeetingNotVisible
from quorate_graphql.subscriptions.sign_in import reauthorise
from quorate_graphql.subscriptions.types import MeetingChange, WorkListChange
from quorate_projections.meeting_record.queries import circles_of


@strawberry.type(description="What may be watched.")
class Subscription:
    """What may be watched."""

    @subscription("A live meeting: once at the start, and whenever something happens in it.")
    async def meeting_changed(self, info: Info, meeting_id: UUID) -> AsyncGenerator[MeetingChange, None]:
        """Watch one meeting. Before every message, sign-in and right to see it are checked again."""
        asking = info.context
        with asking.office.changes.watch(lambda change: change.stream_id == meeting_id) as watch:
            told = MeetingChange(position=asking.office.visible(), meeting_id=meeting_id, kinds=[])
            looked = False
            while (ground := await _ground(asking, meeting_id)) is not None:
                if not looked:
                    await shown(asking, "live_meeting", ground=ground, meeting_id=meeting_id)
                    looked = True
                yield told
                news = await watch.next()
                for change in news.changes:
                    told = MeetingChange(
                        position=change.position, meeting_id=meeting_id, kinds=sorted(change.topics)
                    )
            await refused(asking, "live_meeting", meeting_id=meeting_id)
            raise MeetingNotVisible

    @subscription("The viewer's work list: once at the start, and whenever it may have changed.")
    async def work_list_changed(self, info: Info) -> AsyncGenerator[WorkListChange, None]:
        """Watch the meetings that the viewer may see or owns an action of. Checks as a live meeting does."""
        asking = info.context
        asking.require(Action.READ_WORK_LIST)
        with asking.office.changes.watch(_any_meeting) as watch:
            yield WorkListChange(position=asking.office.visible(), meeting_ids=[])
            while True:
                news = await watch.next()
                await reauthorise(asking)
                asking.require(Action.READ_WORK_LIST)
                seen = await _seen(asking, news.changes)
                if seen or news.missed:
                    yield WorkListChange(position=asking.office.visible(), meeting_ids=seen)


def _any_meeting(change: Change) -> bool:
    return any(topic.startswith("quorate.meeting.") for topic in change.topics)


async def _ground(asking: Asking, meeting_id: UUID) -> Ground | None:
    """Return why whoever asks may watch the meeting now; None: they may not."""
    await reauthorise(asking)
    asking.require_actor()
    circle = (await circles_of(asking.facts, [meeting_id])).get(meeting_id)
    return None if circle is None else asking.decide(Action.WATCH_MEETING, circle).ground


async def _seen(asking: Asking, changes: Sequence[Change]) -> list[UUID]:
    ids = [change.stream_id for change in changes]
    circles = await circles_of(asking.facts, ids)
    return [each for each in ids if each in circles and _concerns(asking, circles[each])]


def _concerns(asking: Asking, circle: Circle) -> bool:
    """Return whether the meeting may put work on the viewer's list, or is on the viewer's list of meetings."""
    actor = asking.require_actor()
    agency_ids = {*circle.reading_agency_ids, *circle.acting_agency_ids} & {actor.agency_id}
    own = WorkFacts(circle, next(iter(agency_ids), None), circle.chair_id)
    return (
        asking.decide(Action.LIST_MEETINGS, circle).allowed
        or asking.decide(Action.READ_WORK_ITEM, own).allowed
    )
