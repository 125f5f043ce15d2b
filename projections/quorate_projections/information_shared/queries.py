"""Asks what was shared, for one viewer at one moment."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

import msgspec

from quorate_events.access.action import Action
from quorate_events.access.actor import Actor
from quorate_events.store.statements import load_sql
from quorate_projections.asking import Asked
from quorate_projections.directory.entries import names_from
from quorate_projections.information_shared.seen import InformationShared, seen
from quorate_projections.information_shared.state import SharedMeeting

_CONTENT = msgspec.json.Decoder(SharedMeeting)

MOST_EARLIER_MEETINGS = 50
"""How many earlier meetings are read at most: a child with more has a record that needs its own search."""


async def information_shared(
    views: Asked, meeting_id: UUID, viewer: Actor, now: datetime
) -> InformationShared | None:
    """Return a meeting's information by agency, as far as ``viewer`` may see it at ``now`` (UTC).

    None when the meeting does not exist or is not for the viewer.
    """
    row = await views.fetchrow(_sql("select_meeting"), meeting_id, viewer.agency_id)
    if row is None:
        return None
    return _seen(meeting_id, row["content"], row["names"], Action.READ_MEETING, viewer, now)


async def shared_meeting(views: Asked, meeting_id: UUID) -> SharedMeeting | None:
    """Return what was shared as it is kept, filtered for nobody: for the policy, never to be shown.

    None when the meeting does not exist or is not for the viewer.
    """
    content = await views.fetchval(_sql("select_content"), meeting_id)
    return None if content is None else _CONTENT.decode(content)


async def earlier_meetings(
    views: Asked, child_ids: Collection[UUID], before: datetime, viewer: Actor, now: datetime
) -> list[InformationShared]:
    """Return the meetings about any of the children planned before ``before``, the latest first.

    Only those that ``viewer`` may see something of, each with what is still visible at ``now``.
    """
    rows = await views.fetch(
        _sql("select_earlier_meetings"),
        list(child_ids),
        before,
        viewer.practitioner_id,
        viewer.agency_id,
        MOST_EARLIER_MEETINGS,
    )
    wanted = Action.READ_EARLIER_MEETING
    found = (_seen(row["meeting_id"], row["content"], row["names"], wanted, viewer, now) for row in rows)
    return [each for each in found if each is not None]


def _seen(
    meeting_id: UUID, content: bytes, names: str, wanted: Action, viewer: Actor, now: datetime
) -> InformationShared | None:
    meeting = _CONTENT.decode(content)
    return seen(meeting_id, meeting, wanted, viewer, now, names_from(names))


def _sql(name: str) -> str:
    return load_sql("quorate_projections.information_shared", name)
