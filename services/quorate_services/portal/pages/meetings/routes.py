"""The list of meetings, and the page of one."""

from datetime import timedelta
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from quorate_services.portal.web.visit import Visiting

router = APIRouter()


@router.get("/meetings")
async def meetings(visit: Visiting, when: str = "coming", after: str | None = None) -> Response:
    """List the meetings that one may read: those to come, the next first, or those that are over."""
    today = visit.portal.today()
    coming = when != "past"
    window = {"from": today.isoformat()} if coming else {"to": (today - timedelta(days=1)).isoformat()}
    found = (await visit.ask("meetings", after=after, earliestFirst=coming, **window))["meetings"]
    return await visit.page("meetings/meetings.html", found=found, coming=coming)


@router.get("/meetings/{meeting_id}")
async def meeting(visit: Visiting, meeting_id: UUID) -> Response:
    """Show what one may see of a meeting: who is asked and was there, what was shared, what was agreed."""
    told = await visit.ask("meeting", id=str(meeting_id), at_least=True)
    agencies = told["informationShared"]["agencies"]
    own = next((each for each in agencies if each["agencyId"] == visit.person.agency_id), None)
    others = [each for each in agencies if each is not own]
    return await visit.page(
        "meetings/meeting.html",
        meeting=told["meeting"],
        own=own,
        others=others,
        earlier=told["earlierMeetings"],
        roles=await visit.roles(),
    )
