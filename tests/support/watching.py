"""Somebody watches while a whole history is told again, one event after the other."""

import asyncio
from typing import Any
from uuid import UUID

from quorate_events.access.actor import Actor
from quorate_graphql.change_follower import ChangeFollower
from quorate_graphql.changes import Change, Happened
from quorate_graphql.context import Asking
from quorate_graphql.identity import Identity
from quorate_graphql.office import Office
from quorate_graphql.schema import QuorateSchema

LAST = "quorate.meeting.last_of_the_test"
"""A topic that anybody who sees the meeting may know of. No event has it."""


async def every_message(
    office: Office, schema: QuorateSchema, actor: Actor, document: str, meeting_id: UUID, positions: list[int]
) -> list[Any]:
    """Return everything that ``document`` answers while the events at ``positions`` are told, errors included.

    Each event is told alone, and only once the one before was taken, so that none hides behind another. The last
    message is that of :data:`LAST`, unless the subscription has ended before.
    """
    context = Asking(office, Identity(actor=actor))
    stream: Any = await schema.subscribe(
        document, variable_values={"id": str(meeting_id)}, context_value=context
    )
    if not hasattr(stream, "__aiter__"):
        return [stream]
    messages: list[Any] = []
    begun = asyncio.Event()

    async def listen() -> None:
        async for message in stream:
            messages.append(message)
            begun.set()
            if message.errors or LAST in (message.data["meetingChanged"] or {}).get("kinds", ()):
                return

    async def tell() -> None:
        await begun.wait()
        for position in positions:
            await ChangeFollower(office).tell(position - 1, position)
            while office.changes.waiting:  # noqa: ASYNC110 - the box tells nobody
                await asyncio.sleep(0)
        office.changes.publish([Change(meeting_id, positions[-1], frozenset({Happened(LAST)}))])

    async with asyncio.timeout(120):
        telling = asyncio.create_task(tell())
        await listen()
        telling.cancel()
        await asyncio.gather(telling, return_exceptions=True)
    await stream.aclose()
    return messages
