"""Closes a sitting, adjourns it because too few are there, or notes that it goes on with a reason."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from quorate_services.portal.errors import Said
from quorate_services.portal.pages.chairing.chaired import Chaired, chaired
from quorate_services.portal.pages.chairing.dates import day_of
from quorate_services.portal.store.drafts import Fields
from quorate_services.portal.web.forms import Posted, Sent, new_command_id
from quorate_services.portal.web.visit import Visit, Visiting

router = APIRouter()
PATH = "/meetings/{meeting_id}/close"
CLOSE, PAUSE, ADJOURN, PROCEED = "close", "pause", "adjourn", "proceed"
_SAYS = {
    CLOSE: "The meeting is closed. Confirm its record.",
    PAUSE: "The sitting is closed. The meeting goes on another time.",
    ADJOURN: "The meeting is adjourned. Move it to its new date, and ask the agencies again.",
    PROCEED: "It is on the record why the meeting goes on.",
}

_DAYS = frozenset({"date_in_the_past", "outside_calendar"})
"""Refusals that belong to the day on which the meeting goes on."""


@router.get(PATH)
async def shown(visit: Visiting, meeting_id: UUID) -> Response:
    """Show how the sitting stands, and how it can end."""
    return await _page(visit, await chaired(visit, meeting_id))


@router.post(PATH)
async def ended(sent: Sent, meeting_id: UUID) -> Response:
    """Do what was chosen."""
    visit, how = sent.visit, sent.get("how")
    meeting = await chaired(visit, meeting_id)
    errors = _errors(sent, meeting)
    if not errors:
        try:
            await _DO[how](sent, meeting)
        except Said as no:
            place = "reconvene-day" if no.said in _DAYS and how == ADJOURN else "how"
            errors[place] = f"{no.message} {no.suggestion}"
    if errors:
        return await _page(visit, meeting, sent.fields, errors)
    await visit.discard()
    page = {CLOSE: "record", PROCEED: "decisions"}.get(how, "board")
    return await visit.go(f"/meetings/{meeting.id}/{page}", _SAYS[how])


def _errors(sent: Posted, meeting: Chaired) -> dict[str, str]:
    how, errors = sent.get("how"), {}
    if how not in _DO:
        errors["how"] = "Choose how the sitting ends, or goes on"
    if how == ADJOURN:
        if not sent.get("adjourn-reason"):
            errors["adjourn-reason"] = "Enter why the meeting is adjourned"
        if not sent.get("adjourn-interim"):
            errors["adjourn-interim"] = "Enter what protects the child until then"
        if day_of(sent, "reconvene") is None:
            errors["reconvene-day"] = "Enter the day on which the meeting goes on"
    if how == PROCEED:
        grounds = {each["code"] for each in (meeting.quorate or {"mayProceedFor": []})["mayProceedFor"]}
        if sent.get("ground") not in grounds:
            errors["ground"] = "Choose the ground on which the meeting goes on"
        if not sent.get("proceed-reason"):
            errors["proceed-reason"] = "Enter why the meeting goes on"
    return errors


async def _close(sent: Posted, meeting: Chaired) -> None:
    final = sent.get("how") == CLOSE
    await sent.visit.command("close_sitting", sent.command_id, meetingId=meeting.id, final=final)


async def _adjourn(sent: Posted, meeting: Chaired) -> None:
    day = day_of(sent, "reconvene")
    await sent.visit.command(
        "adjourn_inquorate",
        sent.command_id,
        meetingId=meeting.id,
        reason=sent.get("adjourn-reason"),
        interimArrangements=sent.get("adjourn-interim"),
        reconveneOn=None if day is None else day.isoformat(),
    )


async def _proceed(sent: Posted, meeting: Chaired) -> None:
    await sent.visit.command(
        "proceed_inquorate",
        sent.command_id,
        meetingId=meeting.id,
        ground=sent.get("ground"),
        reason=sent.get("proceed-reason"),
        interimArrangements=sent.get("proceed-interim"),
    )


_DO: dict[str, Callable[[Posted, Chaired], Awaitable[None]]] = {
    CLOSE: _close,
    PAUSE: _close,
    ADJOURN: _adjourn,
    PROCEED: _proceed,
}


async def _page(
    visit: Visit, meeting: Chaired, fields: Fields | None = None, errors: dict[str, str] | None = None
) -> Response:
    draft = await visit.draft()
    undecided = [
        meeting.children[each["childId"]] for each in meeting.meeting["children"] if not each["decisions"]
    ]
    return await visit.page(
        "closing/closing.html",
        400 if errors else 200,
        meeting=meeting.meeting,
        quorate=meeting.quorate,
        in_session=meeting.in_session,
        undecided=undecided,
        draft=draft,
        fields=fields or (draft.fields if draft else {}),
        errors=errors,
        command_id=new_command_id(),
    )
