"""What a subscriber is told at every change."""

from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import strawberry

from quorate_graphql.context import Info
from quorate_graphql.fields import field

if TYPE_CHECKING:
    from quorate_graphql.schema import Query

_Root = Annotated["Query", strawberry.lazy("quorate_graphql.schema")]


@strawberry.type(description="A meeting changed, or is shown for the first time.")
class MeetingChange:
    """A meeting changed, or is shown for the first time."""

    position: int = strawberry.field(description="Everything up to here can be read.")
    meeting_id: UUID = strawberry.field(description="The meeting.")
    kinds: list[str] = strawberry.field(
        description="What kinds of events happened, that the viewer may know of; none in the first message."
    )

    @field("Read the meeting, or anything else, as it stands now.")
    def query(self, info: Info) -> _Root:
        """Start at the root, reading anew."""
        return _root(info)


@strawberry.type(description="Something happened that may have changed the viewer's work list.")
class WorkListChange:
    """Something happened that may have changed the viewer's work list."""

    position: int = strawberry.field(description="Everything up to here can be read.")
    meeting_ids: list[UUID] = strawberry.field(description="In which meetings; none in the first message.")

    @field("Read the work list, or anything else, as it stands now.")
    def query(self, info: Info) -> _Root:
        """Start at the root, reading anew."""
        return _root(info)


def _root(info: Info) -> "Query":
    from quorate_graphql.schema import Query

    info.context.loaders.forget()
    return Query()
