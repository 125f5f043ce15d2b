"""Writes down commands that were refused because what they are about is not the sender's."""

import re
from collections.abc import Iterator, Mapping
from uuid import UUID

from quorate_events.access.errors import NoDuty
from quorate_events.access.policy import Look, Reason
from quorate_events.command import Command
from quorate_events.meetings.child_emergency import NothingToOpen
from quorate_events.meetings.errors import (
    AnotherAgency,
    ChairsOneself,
    ChildNotInMeeting,
    MeetingNotFound,
    NotYoursToConvene,
    OnlyConvenerOrChair,
    PartNotFound,
)
from quorate_events.people.emergencies import TooManyOpenings
from quorate_events.people.event import NotRegistered
from quorate_events.references import UnknownReference
from quorate_graphql.context import Asking

NOT_THE_SENDERS: Mapping[type[Exception], Reason] = {
    NoDuty: Reason.NO_DUTY,
    NotYoursToConvene: Reason.NO_DUTY,
    ChairsOneself: Reason.ONESELF,
    TooManyOpenings: Reason.OVER_LIMIT,
    MeetingNotFound: Reason.NOT_CONCERNED,
    OnlyConvenerOrChair: Reason.NOT_CONCERNED,
    AnotherAgency: Reason.NOT_CONCERNED,
    PartNotFound: Reason.NOT_CONCERNED,
    ChildNotInMeeting: Reason.NOT_CONCERNED,
    NotRegistered: Reason.NOT_CONCERNED,
    NothingToOpen: Reason.NOT_CONCERNED,
    UnknownReference: Reason.NOT_CONCERNED,
}
"""The refusals that are written down, and why. What does not exist is refused like what is not the sender's."""


async def refused_command(asking: Asking, command: Command, refusal: Exception) -> None:
    """Write down whom and what the command named, never a word of it. Raises ``LooksNotKept``."""
    reason = NOT_THE_SENDERS.get(type(refusal))
    if reason is None or asking.actor is None:
        return
    look = Look(
        asking.actor,
        _in_words(type(command)),
        refused=reason,
        meeting_id=_id(command, "meeting_id"),
        child_ids=tuple(dict.fromkeys(_children(command))),
        action_id=_id(command, "action_id"),
        part_ids=tuple(filter(None, [_id(command, "part_id")])),
        about_practitioner_id=_id(command, "practitioner_id"),
    )
    await asking.look(look)


def _in_words(command: type[Command]) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", command.__name__).lower()


def _id(value: object, name: str) -> UUID | None:
    found = getattr(value, name, None)
    return found if isinstance(found, UUID) else None


def _children(command: Command) -> Iterator[UUID]:
    named = [command, *getattr(command, "parts", ()), *getattr(command, "children", ())]
    for each in (*named, getattr(command, "child", None)):
        found = _id(each, "child_id")
        if found is not None:
            yield found
    yield from getattr(command, "child_ids", ())
