"""The types of meetings."""

from collections.abc import Sequence
from datetime import date
from inspect import getdoc
from typing import Any, ClassVar, Self, cast
from uuid import UUID

import strawberry

from quorate_events.access.action import Action
from quorate_graphql.actions_agreed import types as _actions  # noqa: F401 - names the steps of an action
from quorate_graphql.context import Info
from quorate_graphql.ids import Node
from quorate_graphql.looks.noting import looked_at_meeting
from quorate_graphql.outputs.fields import answers
from quorate_graphql.outputs.types import output_of
from quorate_graphql.pagination import Connection
from quorate_projections.meeting_record import oversight, queries, record

strawberry.enum(record.InvolvementStepKind, description=getdoc(record.InvolvementStepKind))


@strawberry.type
class MeetingNode(Node):
    """A meeting that ``node(id:)`` can fetch."""

    node_attribute: ClassVar[str] = "meeting_id"

    @answers("The London date of the first sitting; null before.", date | None)
    def held_on(self: Any) -> date | None:
        """Return when the meeting was held; ``self`` is the view's answer."""
        held_on: date | None = self.record.standing.held_on
        return held_on

    @classmethod
    def is_type_of(cls, value: object, _info: object) -> bool:
        """Return whether ``value`` is the view's answer that this type shows."""
        return isinstance(value, queries.AssembledMeeting)

    @classmethod
    async def fetch(cls, info: Info, ids: Sequence[UUID]) -> Sequence[Self | None]:
        """Return those meetings that the viewer may read."""
        asking = info.context
        viewer = asking.require_actor()
        found = [await queries.meeting(asking.views, each, viewer, asking.moment) for each in ids]
        for meeting_id, each in zip(ids, found, strict=True):
            standing = None if each is None else each.record.standing
            circle, children = (None, ()) if standing is None else (standing.circle, standing.child_ids)
            await looked_at_meeting(asking, "meeting", Action.READ_MEETING, meeting_id, circle, children)
            if each is not None:
                info.context.names.add(each.names)
        return cast("Sequence[Self | None]", found)


Meeting: Any = output_of(
    queries.AssembledMeeting,
    name="Meeting",
    flat=("record", "record.standing"),
    without=(
        "names",
        "record.standing.invitations",
        "record.standing.child_ids",
        "record.standing.sat_at",
        "record.standing.excluded",
        "record.standing.emergency_openings",
        "record.standing.left",
        "record.standing.shut_out_people",
        "record.standing.shut_out_agencies",
        "record.emergencies",
        "record.chairs",
    ),
    base=MeetingNode,
)
ListedMeeting: Any = output_of(queries.ListedMeeting, without=("circle",))
Meetings: Any = Connection[ListedMeeting]
EmergencyOpened: Any = output_of(oversight.EmergencyOpened)
EmergencyOpenings: Any = Connection[EmergencyOpened]
ChairChange: Any = output_of(oversight.ChairChange, without=("version",))
ChairChanges: Any = Connection[ChairChange]
