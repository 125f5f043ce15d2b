"""Shows the board, sends it anew while somebody watches, and begins a sitting."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from quorate_services.portal.pages.board.shown import shown
from quorate_services.portal.pages.board.stream import events
from quorate_services.portal.pages.chairing.chaired import runs
from quorate_services.portal.web.forms import Sent, new_command_id
from quorate_services.portal.web.visit import Visiting

router = APIRouter()
PATH = "/meetings/{meeting_id}/board"


@router.get(PATH)
async def board(visit: Visiting, meeting_id: UUID) -> Response:
    """Show the meeting as it stands."""
    told = await visit.ask("board", id=str(meeting_id), at_least=True)
    return await visit.page(
        "board/board.html",
        **shown(told),
        runs=runs(visit, told["meeting"]),
        roles=await visit.roles(),
        now=visit.portal.options.clock(),
        command_id=new_command_id(),
    )


@router.get(f"{PATH}/live")
async def live(request: Request, meeting_id: UUID) -> Response:
    """Send the board anew whenever something changes that its reader may know of."""
    return StreamingResponse(
        events(request, meeting_id),
        media_type="text/event-stream",
        headers={"X-Accel-Buffering": "no"},
    )


@router.get("/meetings/{meeting_id}/open")
async def back(meeting_id: UUID) -> Response:
    """Lead to the board whoever had to sign in before a sitting could be opened."""
    return RedirectResponse(f"/meetings/{meeting_id}/board", 303)


@router.post("/meetings/{meeting_id}/open")
async def begin(sent: Sent, meeting_id: UUID) -> Response:
    """Open a sitting."""
    await sent.visit.command("open_sitting", sent.command_id, meetingId=str(meeting_id))
    return await sent.visit.go(
        f"/meetings/{meeting_id}/attendance", "The meeting has begun. Record who is here."
    )
