"""Takes down what an agency thinks: agreement or not, a reservation, a formal dissent."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from quorate_services.portal.errors import Said
from quorate_services.portal.pages.chairing.chaired import Chaired, chaired
from quorate_services.portal.store.drafts import Fields
from quorate_services.portal.web.forms import Posted, Sent, new_command_id
from quorate_services.portal.web.visit import Visit, Visiting
from quorate_services.portal.web.words import WORDS

router = APIRouter()
PATH = "/meetings/{meeting_id}/views"
RESERVATION, DISSENT = "RESERVATION", "DISSENT"
_POSITIONS = WORDS["ViewPosition"]
_WHAT = {
    **_POSITIONS,
    RESERVATION: "Has a reservation, which is noted",
    DISSENT: "Dissents formally from the decision",
}


@router.get(PATH)
async def shown(visit: Visiting, meeting_id: UUID) -> Response:
    """Show what was said by now, and the form."""
    return await _page(visit, await chaired(visit, meeting_id))


@router.post(PATH)
async def said(sent: Sent, meeting_id: UUID) -> Response:
    """Record one agency's view."""
    visit = sent.visit
    meeting = await chaired(visit, meeting_id)
    errors = _errors(sent, meeting)
    if not errors:
        try:
            await _record(sent, meeting)
        except Said as no:
            errors["text"] = f"{no.message} {no.suggestion}"
    if errors:
        return await _page(visit, meeting, sent.fields, errors)
    await visit.discard()
    agency = meeting.agencies[sent.get("agency")]
    return await visit.go(f"/meetings/{meeting.id}/views", f"What {agency} said is on the record.")


def _errors(sent: Posted, meeting: Chaired) -> dict[str, str]:
    errors = {}
    if sent.get("agency") not in meeting.agencies:
        errors["agency"] = "Choose the agency"
    what, child = sent.get("what"), sent.get("child")
    if what not in _WHAT:
        errors["what"] = "Choose what the agency said"
    if child not in meeting.children and (child or what in _POSITIONS):
        errors["child"] = "Choose the child"
    if not sent.get("text"):
        errors["text"] = "Enter what the agency said"
    return errors


async def _record(sent: Posted, meeting: Chaired) -> None:
    what, text = sent.get("what"), sent.get("text")
    about = {"meetingId": meeting.id, "agencyId": sent.get("agency"), "childId": sent.get("child") or None}
    if what == RESERVATION:
        await sent.visit.command("note_reservation", sent.command_id, **about, text=text)
    elif what == DISSENT:
        await sent.visit.command("raise_dissent", sent.command_id, **about, reason=text)
    else:
        await sent.visit.command("give_view", sent.command_id, **about, position=what, reasoning=text)


async def _page(
    visit: Visit, meeting: Chaired, fields: Fields | None = None, errors: dict[str, str] | None = None
) -> Response:
    draft = await visit.draft()
    children = [{"value": id_, "text": name} for id_, name in meeting.children.items()]
    return await visit.page(
        "views/views.html",
        400 if errors else 200,
        meeting=meeting.meeting,
        held=meeting.sitting is not None,
        agencies=[{"value": id_, "text": name} for id_, name in meeting.agencies.items()],
        children=children if len(children) == 1 else [{"value": "", "text": "All of them"}, *children],
        what=[{"value": value, "text": text} for value, text in _WHAT.items()],
        draft=draft,
        fields=fields or (draft.fields if draft else {}),
        errors=errors,
        command_id=new_command_id(),
    )
