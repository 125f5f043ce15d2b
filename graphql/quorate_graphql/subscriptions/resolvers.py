"""Live meetings and work lists: a snapshot first, then every change that the viewer may see."""

from collections.abc import AsyncGenerator, Sequence
from uuid import UUID

import strawberry

from quorate_graphql.changes import Change
from quorate_graphql.context import Asking, Info
from quorate_graphql.fields import subscription
from quorate_graphql.meetings.errors import MeetingNotVisible
from quorate_graphql.subscriptions.types import MeetingChange, WorkListChange


@strawberry.type(description="What may be watched.")
class Subscription:
    """What may be watched."""

    @subscription("A live meeting: once at the start, and whenever something happens in it.")
    async def meeting_changed(self, info: Info, meeting_id: UUID) -> AsyncGenerator[MeetingChange, None]:
        """Watch one meeting. The viewer's right to see it is checked again at every message."""
        asking = info.context
        with asking.office.changes.watch(lambda change: change.stream_id == meeting_id) as watch:
            told = MeetingChange(position=asking.office.visible(), meeting_id=meeting_id, kinds=[])
            while await _sees(asking, meeting_id):
                yield told
                news = await watch.next()
                for change in news.changes:
                    told = MeetingChange(
                        position=change.position, meeting_id=meeting_id, kinds=sorted(change.topics)
                    )
            raise MeetingNotVisible

    @subscription("The viewer's work list: once at the start, and whenever it may have changed.")
    async def work_list_changed(self, info: Info) -> AsyncGenerator[WorkListChange, None]:
        """Watch the meetings that the viewer may see or owns an action of."""
        asking = info.context
        asking.require_viewer()
        with asking.office.changes.watch(_any_meeting) as watch:
            yield WorkListChange(position=asking.office.visible(), meeting_ids=[])
            while True:
                news = await watch.next()
                seen = await _seen(asking, news.changes)
                if seen or news.missed:
                    yield WorkListChange(position=asking.office.visible(), meeting_ids=seen)


def _any_meeting(change: Change) -> bool:
    return any(topic.startswith("quorate.meeting.") for topic in change.topics)


async def _sees(asking: Asking, meeting_id: UUID) -> bool:
    return meeting_id in await asking.office.seen_meetings(asking.require_viewer(), [meeting_id])


async def _seen(asking: Asking, changes: Sequence[Change]) -> list[UUID]:
    ids = [change.stream_id for change in changes]
    seen = await asking.office.concerned_meetings(asking.require_viewer(), ids)
    return [each for each in ids if each in seen]
