"""The first page: a start for whoever is not signed in, and the work of whoever is."""

import re
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from quorate_services.portal.errors import Said, SignInAgain
from quorate_services.portal.pages.my_work.urgency import groups
from quorate_services.portal.web.forms import Sent, new_command_id
from quorate_services.portal.web.portal import Portal
from quorate_services.portal.web.visit import Visit, Visiting, visiting

router = APIRouter()
NOTICE = "/meetings/{meeting_id}/notices/{link_id}"

_FORMS = (
    (re.compile(r"/contribution$"), "What your agency shares"),
    (re.compile(r"/nothing-held$"), "Searched, and nothing held"),
    (re.compile(r"/involvement$"), "Your agency’s involvement"),
    (re.compile(r"/invitations/"), "An answer to an invitation"),
    (re.compile(r"^/agency/"), "Work to be given to a colleague"),
    (re.compile(r"/actions/"), "Your work on an action"),
    (re.compile(r"/parts/"), "A change to what you shared"),
    (re.compile(r"^/convene/"), "A meeting to convene"),
    (re.compile(r"/ask/[^/]+/withdraw$"), "An invitation to be taken back"),
    (re.compile(r"/arrange/"), "A change to a meeting"),
    (re.compile(r"/ask/"), "An invitation to an agency"),
    (re.compile(r"/attendance$"), "Attendance at a meeting"),
    (re.compile(r"/views$"), "What an agency said in a meeting"),
    (re.compile(r"/decisions/"), "A decision for a child"),
    (re.compile(r"/agree$"), "An action that was agreed"),
    (re.compile(r"/close$"), "How a sitting ended"),
    (re.compile(r"^/measures/quarters/"), "Notes for a quarterly page of the board"),
    (re.compile(r"/record$"), "The record of a meeting"),
    (re.compile(r"^/erasure/[^/]+/(ask|decline)$"), "A request for erasure"),
    (re.compile(r"^/erasure/[^/]+/(hold|lift)$"), "A hold"),
)


@router.get("/")
async def first(request: Request, whose: str = "mine", after: str | None = None) -> Response:
    """Show the work, or where to sign in."""
    portal: Portal = request.app.state.portal
    try:
        visit = await visiting(request)
    except SignInAgain:
        text = portal.templates.get_template("start.html").render(invented=portal.options.invented)
        return HTMLResponse(text)
    return await _work(visit, mine=whose != "agency", after=after)


async def _work(visit: Visit, *, mine: bool, after: str | None) -> Response:
    work: dict[str, Any] | None = None
    before_meetings: list[dict[str, Any]] = []
    begins = after is None
    try:
        told = await visit.ask("my_work", mine=mine, after=after, begins=begins, at_least=True)
        work = told["workList"]
        before_meetings = told["beforeMeetings"]["nodes"] if begins else []
    except Said as no:
        # Boards, auditors and others have no work list; their own pages are in the navigation.
        if no.said != "no_duty":
            raise
    drafts = [
        {"form": form, "saved_at": saved_at, "title": title}
        for form, saved_at in await visit.portal.drafts.forms(visit.person.practitioner_id)
        if (title := _title(form)) is not None
    ]
    return await visit.page(
        "my_work/my_work.html",
        work=work,
        groups=groups(work["nodes"], before_meetings, visit.portal.today()) if work else [],
        whole=begins and work is not None and not work["pageInfo"]["hasNextPage"],
        drafts=drafts,
        mine=mine,
        new_command_id=new_command_id,
    )


@router.get(NOTICE)
async def notice(visit: Visiting, meeting_id: UUID, link_id: UUID) -> Response:
    """Lead back to the work list, where notices are."""
    return await visit.go("/")


@router.post(NOTICE)
async def noted(sent: Sent, meeting_id: UUID, link_id: UUID) -> Response:
    """Take a notice out of the work list."""
    fields = {"meetingId": str(meeting_id), "linkId": str(link_id)}
    await sent.visit.command("acknowledge_notice", sent.command_id, **fields)
    return await sent.visit.go("/", "You have noted it. It stays on the record.")


def _title(form: str) -> str | None:
    return next((title for pattern, title in _FORMS if pattern.search(form)), None)
