"""Moves a meeting to another time, form or place."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from quorate_services.portal.pages.arranging.changing import change, form, require
from quorate_services.portal.pages.chairing.chaired import Chaired, chaired
from quorate_services.portal.pages.chairing.dates import clock_of, day_of, in_london
from quorate_services.portal.store.drafts import Fields
from quorate_services.portal.web.erased import to_write_anew
from quorate_services.portal.web.forms import Sent
from quorate_services.portal.web.london import as_time, uk_clock
from quorate_services.portal.web.visit import Visiting
from quorate_services.portal.web.words import WORDS

router = APIRouter()
PATH = "/meetings/{meeting_id}/arrange/move"
_PLACES = {"date_in_the_past": "when-day", "outside_calendar": "when-day"}


@router.get(PATH)
async def shown(visit: Visiting, meeting_id: UUID) -> Response:
    """Show the form with the time that holds."""
    meeting = await chaired(visit, meeting_id)
    require(meeting, "move")
    return await form(visit, "move", meeting, None, None, _as_it_is(meeting))


@router.post(PATH)
async def moved(sent: Sent, meeting_id: UUID) -> Response:
    """Move the meeting."""
    visit, errors = sent.visit, {}
    meeting = await chaired(visit, meeting_id)
    require(meeting, "move")
    day, clock = day_of(sent, "when"), clock_of(sent.get("time"))
    if day is None:
        errors["when-day"] = "Enter the day of the meeting, for example 27 3 2027"
    if clock is None:
        errors["time"] = "Enter the time of the meeting, like 2:30pm"
    if sent.get("form") not in WORDS["MeetingForm"]:
        errors["form"] = "Choose how the meeting is held"
    if not sent.get("reason"):
        errors["reason"] = "Enter why the meeting is moved"
    if day is not None and clock is not None and not errors:
        errors = await change(
            sent,
            "reschedule_meeting",
            meeting,
            _PLACES,
            "reason",
            scheduledFor=in_london(day, clock).isoformat(),
            form=sent.get("form"),
            place=sent.get("place"),
            reason=sent.get("reason"),
        )
    if errors:
        return await form(visit, "move", meeting, sent.fields, errors)
    return await visit.go(
        f"/meetings/{meeting.id}/arrange",
        "The meeting is moved. Send out the calendar file again, which stands under “Who is asked”.",
    )


def _as_it_is(meeting: Chaired) -> Fields:
    told = meeting.meeting
    begins = as_time(told["scheduledFor"])
    return {
        "when-day": [str(begins.day)],
        "when-month": [str(begins.month)],
        "when-year": [str(begins.year)],
        "time": [uk_clock(told["scheduledFor"])],
        "form": [told["form"]],
        "place": [to_write_anew(told["place"])],
    }
