"""Takes down who is there, and how each child took part."""

from typing import Any
from uuid import UUID, uuid5

from fastapi import APIRouter
from starlette.responses import Response

from quorate_services.portal.errors import Said
from quorate_services.portal.pages.attendance.rows import HOW, OTHERS, attendees, rows
from quorate_services.portal.pages.chairing.chaired import Chaired, chaired
from quorate_services.portal.store.drafts import Fields
from quorate_services.portal.web.forms import Posted, Sent, new_command_id
from quorate_services.portal.web.visit import Visit, Visiting
from quorate_services.portal.web.words import WORDS

router = APIRouter()
PATH = "/meetings/{meeting_id}/attendance"
_SAYS = {True: "Attendance is recorded.", False: "Nothing was changed, and nothing recorded."}
_PARTICIPATION = frozenset(WORDS["ChildParticipation"])


@router.get(PATH)
async def shown(visit: Visiting, meeting_id: UUID) -> Response:
    """Show everybody who may be there, and what is recorded."""
    return await _page(visit, await chaired(visit, meeting_id))


@router.post(PATH)
async def recorded(sent: Sent, meeting_id: UUID) -> Response:
    """Record what changed."""
    visit = sent.visit
    meeting = await chaired(visit, meeting_id)
    roles = await visit.roles()
    changed = False
    found, errors = attendees(sent, rows(meeting), frozenset(roles))
    if not errors:
        try:
            if found:
                await visit.command(
                    "record_attendance", sent.command_id, meetingId=meeting.id, attendees=found
                )
            changed = await _children(sent, meeting) or bool(found)
        except Said as no:
            errors["attendance"] = f"{no.message} {no.suggestion}"
    if errors:
        return await _page(visit, meeting, sent.fields, errors)
    await visit.discard()
    return await visit.go(f"/meetings/{meeting.id}/attendance", _SAYS[changed])


async def _children(sent: Posted, meeting: Chaired) -> bool:
    """Record how each child took part; return whether anything changed."""
    changed = False
    for child_id in meeting.children:
        took_part, before = sent.get(f"child-{child_id}"), sent.get(f"child-was-{child_id}")
        note, noted = sent.get(f"note-{child_id}"), sent.get(f"note-was-{child_id}")
        if took_part in _PARTICIPATION and (took_part != before or note != noted):
            await sent.visit.command(
                "record_child_participation",
                uuid5(sent.command_id, child_id),
                meetingId=meeting.id,
                childId=child_id,
                participation=took_part,
                note=note,
            )
            changed = True
    return changed


async def _page(
    visit: Visit, meeting: Chaired, fields: Fields | None = None, errors: dict[str, str] | None = None
) -> Response:
    draft = await visit.draft()
    roles = await visit.roles()
    written: dict[str, Any] = dict(fields or (draft.fields if draft else {}))
    return await visit.page(
        "attendance/attendance.html",
        400 if errors else 200,
        meeting=meeting.meeting,
        quorate=meeting.quorate,
        sitting=meeting.sitting,
        rows=rows(meeting),
        how=[{"value": value, "text": text} for value, text in HOW],
        others=range(1, OTHERS + 1),
        roles=roles,
        other_roles=[
            {"value": role.code, "text": role.label}
            for role in sorted(roles.values(), key=lambda each: (not each.family, each.label))
        ],
        agencies=[{"value": id_, "text": name} for id_, name in meeting.agencies.items()],
        participation=[{"value": value, "text": text} for value, text in WORDS["ChildParticipation"].items()],
        draft=draft,
        fields=written,
        errors=errors,
        command_id=new_command_id(),
    )
