"""Cancels a meeting."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from quorate_services.portal.pages.arranging.changing import change, form, require
from quorate_services.portal.pages.chairing.chaired import chaired
from quorate_services.portal.web.forms import Sent
from quorate_services.portal.web.visit import Visiting

router = APIRouter()
PATH = "/meetings/{meeting_id}/arrange/cancel"


@router.get(PATH)
async def shown(visit: Visiting, meeting_id: UUID) -> Response:
    """Show the form."""
    meeting = await chaired(visit, meeting_id)
    require(meeting, "cancel")
    return await form(visit, "cancel", meeting, None, None)


@router.post(PATH)
async def cancelled(sent: Sent, meeting_id: UUID) -> Response:
    """Cancel the meeting."""
    meeting = await chaired(sent.visit, meeting_id)
    require(meeting, "cancel")
    reason = sent.get("reason")
    errors = {} if reason else {"reason": "Enter why the meeting is cancelled"}
    if not errors:
        errors = await change(sent, "cancel_meeting", meeting, {}, "reason", reason=reason)
    if errors:
        return await form(sent.visit, "cancel", meeting, sent.fields, errors)
    return await sent.visit.go(
        f"/meetings/{meeting.id}/arrange",
        "The meeting is cancelled. Tell those who were asked; the calendar file takes it out of calendars.",
    )
