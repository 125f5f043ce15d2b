"""The types of what somebody could see."""

from datetime import datetime
from uuid import UUID

import strawberry

from quorate_graphql.actions_agreed.types import RegisteredAction
from quorate_graphql.attendance.types import AttendanceGrid
from quorate_graphql.information_shared.types import InformationShared
from quorate_graphql.looks.types import LookTaken
from quorate_graphql.meetings.types import Meeting


@strawberry.type(
    description="What a person could see of a meeting at a moment, and what the person had looked at by then."
)
class AsSeenBy:
    """What a person could see; null and empty where the person could see nothing."""

    meeting_id: UUID = strawberry.field(description="The meeting.")
    practitioner_id: UUID = strawberry.field(description="The person who could see it.")
    at: datetime = strawberry.field(description="The moment.")
    member: bool = strawberry.field(description="Whether the person was an active member then.")
    meeting: Meeting | None = strawberry.field(
        description="The record as the person could read it; null: not at all."
    )
    information_shared: InformationShared | None = strawberry.field(
        description="What had been shared, as far as the person could read it; null: not at all."
    )
    attendance: AttendanceGrid | None = strawberry.field(
        description="The attendance as the person could read it; null: not at all."
    )
    actions: list[RegisteredAction] = strawberry.field(
        description="The actions that the person could read, by date."
    )
    looks: list[LookTaken] = strawberry.field(
        description="What the person had looked at in this meeting, the latest first; at most 500."
    )
    looks_in_all: int = strawberry.field(description="How many looks these are in all.")
