"""Shows how a meeting is arranged, what became of it, and what can be changed."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from quorate_services.portal.pages.arranging.steps import offers
from quorate_services.portal.pages.chairing.chaired import chaired
from quorate_services.portal.web.visit import Visiting

router = APIRouter()
PATH = "/meetings/{meeting_id}/arrange"


@router.get(PATH)
async def shown(visit: Visiting, meeting_id: UUID) -> Response:
    """Show it."""
    meeting = await chaired(visit, meeting_id)
    told = (await visit.ask("changes", id=meeting.id, at_least=True))["meeting"]
    return await visit.page(
        "arranging/arrange.html",
        meeting=meeting.meeting,
        offers=offers(meeting.meeting),
        changes=told["changes"],
        core_group=told["coreGroupHeldOn"],
    )
