"""Who had been invited, and who had come, as the attendance of a meeting stood."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

import msgspec

from quorate_events.access.action import Action
from quorate_events.access.actor import Actor
from quorate_events.access.decide import decide
from quorate_events.access.resources import Circumstances
from quorate_projections.as_it_was.meeting import PastMeeting
from quorate_projections.as_it_was.moment import Moment
from quorate_projections.as_it_was.shared import shared_as_it_was
from quorate_projections.asking import Asked
from quorate_projections.attendance.grid import AttendanceGrid
from quorate_projections.attendance.projection import AttendanceProjection
from quorate_projections.attendance.tables import ATTENDEES, CHILDREN, INVITEES, MEETINGS
from quorate_projections.directory.entries import Names
from quorate_projections.directory.queries import names
from quorate_projections.engine.projection import Rows, Table


async def attendance_as_it_was(
    views: Asked,
    projection: AttendanceProjection,
    meeting: PastMeeting,
    moment: Moment,
    viewer: Actor,
    now: Circumstances,
) -> AttendanceGrid | None:
    """Return the grid at ``moment`` to whom the policy lets read it at ``now``; None before it was convened."""
    if not decide(viewer, Action.READ_ATTENDANCE, meeting.circle, now).allowed:
        return None
    grid = await attendance_at(views, projection, meeting, moment)
    if grid is None or not grid.takes_back:
        return grid
    return grid.told(await shared_as_it_was(views, meeting, moment, viewer, now.now))


async def attendance_at(
    views: Asked, projection: AttendanceProjection, meeting: PastMeeting, moment: Moment
) -> AttendanceGrid | None:
    """Return the grid at ``moment``, as told to nobody in particular; None before the meeting was convened."""
    state = meeting.at(moment, projection)
    if state is None:
        return None
    rows = projection.rows(meeting.meeting_id, state)
    return grid_of(rows, await names(views, **_mentioned(rows)))


def grid_of(rows: Rows, known: Names) -> AttendanceGrid:
    """Return the grid that the rows of one meeting stand for, in the order of ``sql/grid.sql``."""
    agencies = {each.agency_id: each.name for each in known.agencies}
    people = {each.practitioner_id: each.name for each in known.practitioners}
    children = {each.child_id: each.name for each in known.children}
    (meeting,) = _dicts(MEETINGS, rows)
    invitees = [
        each
        | {
            "agency_name": agencies.get(each["agency_id"]),
            "practitioner_name": people.get(each["practitioner_id"]),
        }
        for each in _dicts(INVITEES, rows)
    ]
    attendees = [
        each
        | {
            "name": each["name"] or people.get(each["practitioner_id"], ""),
            "agency_name": agencies.get(each["agency_id"]),
        }
        for each in _dicts(ATTENDEES, rows)
    ]
    heard = [each | {"name": children.get(each["child_id"])} for each in _dicts(CHILDREN, rows)]
    invitees.sort(key=lambda each: (*_last(each["agency_name"]), each["agency_id"], each["role"]))
    attendees.sort(
        key=lambda each: (
            each["sitting"],
            each["family"],
            *_last(each["agency_name"]),
            each["role"],
            each["attendee_id"],
        )
    )
    heard.sort(key=lambda each: (*_last(each["name"]), each["child_id"]))
    grid = meeting | {"invitees": invitees, "attendees": attendees, "children": heard}
    return msgspec.json.decode(msgspec.json.encode(grid), type=AttendanceGrid)


def _dicts(table: Table, rows: Rows) -> Iterable[dict[str, Any]]:
    columns = [column.name for column in table.columns]
    return [dict(zip(columns, row, strict=True)) for row in rows[table.name]]


def _last(name: str | None) -> tuple[bool, str]:
    """Sort what has no name behind what has one, as PostgreSQL does."""
    return name is None, name or ""


def _mentioned(rows: Rows) -> Mapping[str, set[UUID]]:
    asked, came = _dicts(INVITEES, rows), _dicts(ATTENDEES, rows)
    both = [*asked, *came]
    return {
        "agencies": {each["agency_id"] for each in both if each["agency_id"]},
        "practitioners": {each["practitioner_id"] for each in both if each["practitioner_id"]},
        "children": {each["child_id"] for each in _dicts(CHILDREN, rows)},
    }
