"""What is sent outside of Quorate to those who are invited: a text and a calendar file, without personal data."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from quorate_services.portal.pages.asking.calendar_file import Appointment, calendar_file
from quorate_services.portal.pages.asking.withdrawing import invitation_of
from quorate_services.portal.pages.chairing.chaired import Chaired, chaired
from quorate_services.portal.web.erased import to_write_anew
from quorate_services.portal.web.london import as_time, uk_clock, uk_date, uk_day
from quorate_services.portal.web.visit import Visit, Visiting
from quorate_services.portal.web.words import say, with_article

router = APIRouter()
PATH = "/meetings/{meeting_id}"


@router.get(f"{PATH}/ask/{{invitation_id}}/text")
async def text(visit: Visiting, meeting_id: UUID, invitation_id: UUID) -> Response:
    """Show the text to send with an invitation."""
    meeting = await chaired(visit, meeting_id)
    invitation = invitation_of(meeting, invitation_id)
    roles = await visit.roles()
    role = roles[invitation["role"]].label if invitation["role"] in roles else invitation["role"]
    return await visit.page(
        "asking/text.html",
        meeting=meeting.meeting,
        invitation=invitation,
        role=role,
        text=invitation_text(visit.portal.options.address, meeting.meeting, invitation, role),
    )


@router.get(f"{PATH}/calendar.ics")
async def calendar(visit: Visiting, meeting_id: UUID) -> Response:
    """Give the calendar file of the meeting."""
    meeting = await chaired(visit, meeting_id)
    return Response(
        calendar_file(_appointment(visit, meeting)),
        media_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="meeting.ics"'},
    )


def invitation_text(address: str, meeting: dict[str, Any], invitation: dict[str, Any], role: str) -> str:
    """Return a text that names no child, no family, no person and no reason: those are read after signing in."""
    when = f"{uk_day(meeting['scheduledFor'])}, {uk_clock(meeting['scheduledFor'])}"
    place = to_write_anew(meeting["place"])
    where = say("MeetingForm", meeting["form"]) + (f", {place}" if place else "")
    page = f"{address}/meetings/{meeting['meetingId']}/invitations/{invitation['invitationId']}"
    due = f"Your report is due by {uk_date(invitation['reportDue'])}.\n" if invitation["reportDue"] else ""
    return (
        f"Your agency is invited to {with_article(say('MeetingKind', meeting['kind']).lower())} (as: {role}).\n\n"
        f"When: {when}\nHow and where: {where}\n{due}\n"
        "Why you are asked, about whom, and what is asked of you, you read in Quorate after signing in. "
        f"Answer the invitation there as well:\n{page}\n\n"
        "This message names nobody on purpose. Please name nobody in an answer to it."
    )


def _appointment(visit: Visit, meeting: Chaired) -> Appointment:
    told = meeting.meeting
    return Appointment(
        uid=f"{meeting.id}@quorate",
        stamp=visit.portal.options.clock(),
        begins=as_time(told["scheduledFor"]),
        title=say("MeetingKind", told["kind"]),
        place=to_write_anew(told["place"]) or say("MeetingForm", told["form"]),
        page=f"{visit.portal.options.address}/meetings/{meeting.id}",
        cancelled=told["status"] == "CANCELLED",
    )
