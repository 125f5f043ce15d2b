"""The ways to a timeline, and the timeline itself, the oldest change first."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from quorate_services.portal.web.forms import Sent
from quorate_services.portal.web.named import id_in, short
from quorate_services.portal.web.visit import Visit, Visiting

router = APIRouter()
PATH = "/meetings/{meeting_id}/timeline"
_TAKES_PART = frozenset({"PRACTITIONER", "CONFERENCE_ADMINISTRATOR"})


@router.get("/timelines")
async def first(visit: Visiting) -> Response:
    """Ask for which meeting."""
    return await visit.page("timeline/start.html", fields={}, errors=None)


@router.post("/timelines")
async def sought(sent: Sent) -> Response:
    """Lead to the timeline of the meeting whose number was given."""
    found = id_in(sent.get("number"))
    if found is not None:
        return await sent.visit.go(f"/meetings/{found}/timeline")
    errors = {"number": "Enter one number of 32 letters and digits, or the address of the page"}
    return await sent.visit.page("timeline/start.html", 400, fields=sent.fields, errors=errors)


@router.get(PATH)
async def timeline(visit: Visiting, meeting_id: UUID, after: str | None = None) -> Response:
    """Show every change that the visitor may know of."""
    told = await visit.ask("timeline", id=str(meeting_id), after=after, at_least=True)
    return await visit.page(
        "timeline/timeline.html",
        found=told["timeline"],
        here=f"/meetings/{meeting_id}",
        name=short(str(meeting_id)),
        later=bool(after),
        reads=takes_part(visit),
        reviews="REVIEWER" in visit.person.duties,
    )


def takes_part(visit: Visit) -> bool:
    """Return whether the visitor is somebody who reads meetings, and so may read them as they stood."""
    return bool(_TAKES_PART & set(visit.person.duties))
