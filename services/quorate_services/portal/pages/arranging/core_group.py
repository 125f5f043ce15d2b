"""Records when the core group met."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from quorate_services.portal.pages.arranging.changing import change, form, require
from quorate_services.portal.pages.chairing.chaired import chaired
from quorate_services.portal.pages.chairing.dates import day_of
from quorate_services.portal.web.forms import Sent
from quorate_services.portal.web.visit import Visiting

router = APIRouter()
PATH = "/meetings/{meeting_id}/arrange/core-group"


@router.get(PATH)
async def shown(visit: Visiting, meeting_id: UUID) -> Response:
    """Show the form."""
    meeting = await chaired(visit, meeting_id)
    require(meeting, "core-group")
    return await form(visit, "core_group", meeting, None, None)


@router.post(PATH)
async def held(sent: Sent, meeting_id: UUID) -> Response:
    """Record the day."""
    meeting = await chaired(sent.visit, meeting_id)
    require(meeting, "core-group")
    day = day_of(sent, "held")
    errors = {} if day else {"held-day": "Enter the day on which the core group met, for example 27 3 2027"}
    if day is not None:
        errors = await change(sent, "record_core_group", meeting, {}, "held-day", heldOn=day.isoformat())
    if errors:
        return await form(sent.visit, "core_group", meeting, sent.fields, errors)
    return await sent.visit.go(
        f"/meetings/{meeting.id}/arrange", "It is on the record when the core group met."
    )
