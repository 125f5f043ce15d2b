"""The argument ``asOf``, and the meeting that it is about."""

from datetime import datetime
from typing import Annotated, TypeAlias
from uuid import UUID

import strawberry
from strawberry import UNSET

from quorate_graphql.context import Asking
from quorate_graphql.meetings.errors import MeetingNotVisible
from quorate_projections.as_it_was.meeting import PastMeeting, past_meeting
from quorate_projections.as_it_was.moment import Moment, moment_of


@strawberry.input(
    one_of=True, description="The moment as of which the record is asked for: a time, or a position."
)
class AsOf:
    """A moment: exactly one of the two."""

    time: datetime | None = strawberry.field(
        default=UNSET, description="What had been recorded by this time, which has passed."
    )
    position: int | None = strawberry.field(
        default=UNSET, description="What had been recorded up to this position of the ledger."
    )


AsOfArgument: TypeAlias = Annotated[
    AsOf | None,
    strawberry.argument(
        description="Answer with the record as it stood then, to whoever may read it now. Left out: as it stands."
    ),
]


def position_of(as_of: AsOf | None, at_least: int | None) -> int | None:
    """Return the position that the views must have come to before the right to look is decided on."""
    asked = [each for each in (at_least, as_of and as_of.position) if isinstance(each, int)]
    return max(asked, default=None)


async def moment_asked(asking: Asking, as_of: AsOf) -> Moment:
    """Return the moment that is asked for. Raises ``NotYetPast``."""
    time = None if as_of.time is UNSET else as_of.time
    position = None if as_of.position is UNSET else as_of.position
    return await moment_of(asking.past, time=time, position=position, now=asking.clock.now())


async def meeting_asked(asking: Asking, meeting_id: UUID) -> PastMeeting:
    """Return the meeting with all its events, whoever it is for. Raises ``MeetingNotVisible`` where there is none."""
    found = await past_meeting(asking.past, meeting_id)
    if found is None:
        raise MeetingNotVisible
    return found
