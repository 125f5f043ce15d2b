"""The actions of one meeting as they stood, out of those that whoever asks may read today."""

from quorate_events.errors import Invalid
from quorate_events.rules.clocks import london_date
from quorate_graphql.context import Asking
from quorate_graphql.pagination import Window
from quorate_projections.actions_agreed import queries
from quorate_projections.as_it_was.actions import actions_as_they_were
from quorate_projections.as_it_was.meeting import past_meeting
from quorate_projections.as_it_was.moment import Moment

MOST_ACTIONS = 10_000
"""More than any meeting has agreed."""


class OneMeetingAsItWas(Invalid):
    """Actions as they stood are asked for by meeting."""

    code = "one_meeting_as_it_was"

    def __init__(self) -> None:
        super().__init__("Of which meeting the actions are asked for is not clear.", "Name the meeting.")


async def listed_as_they_were(
    asking: Asking, wanted: queries.ActionFilter, moment: Moment
) -> list[queries.RegisteredAction]:
    """Return the actions at ``moment``, by date. Raises ``OneMeetingAsItWas``."""
    if wanted.meeting_id is None:
        raise OneMeetingAsItWas
    of_meeting = queries.ActionFilter(meeting_id=wanted.meeting_id)
    viewer, today = asking.require_actor(), london_date(asking.clock.now())
    readable = await queries.actions(asking.views, of_meeting, viewer, today, limit=MOST_ACTIONS)
    meeting = await past_meeting(asking.past, wanted.meeting_id) if readable else None
    if meeting is None:
        return []
    return actions_as_they_were(meeting, moment, {each.action_id: each.ground for each in readable}, wanted)


def behind(
    rows: list[queries.RegisteredAction], wanted: Window[queries.ByDue]
) -> list[queries.RegisteredAction]:
    """Return the rows of a page, and one more where there are more."""
    after = wanted.after
    return [each for each in rows if after is None or (each.due, each.action_id) > after][: wanted.limit]
