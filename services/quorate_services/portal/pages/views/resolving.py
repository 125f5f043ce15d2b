"""Takes down how a formal dissent was resolved."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from quorate_services.portal.errors import Said
from quorate_services.portal.pages.chairing.chaired import Chaired, chaired
from quorate_services.portal.store.drafts import Fields
from quorate_services.portal.web.forms import Sent, new_command_id
from quorate_services.portal.web.visit import Visit, Visiting

router = APIRouter()
PATH = "/meetings/{meeting_id}/views/{dissent_id}"


@router.get(PATH)
async def shown(visit: Visiting, meeting_id: UUID, dissent_id: UUID) -> Response:
    """Show the dissent, and the form where it is open."""
    return await _page(visit, await chaired(visit, meeting_id), dissent_id)


@router.post(PATH)
async def resolved(sent: Sent, meeting_id: UUID, dissent_id: UUID) -> Response:
    """Record the outcome."""
    visit = sent.visit
    meeting = await chaired(visit, meeting_id)
    errors = {} if sent.get("outcome") else {"outcome": "Enter how the dissent was resolved"}
    if not errors:
        try:
            await visit.command(
                "resolve_dissent",
                sent.command_id,
                meetingId=meeting.id,
                dissentId=str(dissent_id),
                outcome=sent.get("outcome"),
            )
        except Said as no:
            errors["outcome"] = f"{no.message} {no.suggestion}"
    if errors:
        return await _page(visit, meeting, dissent_id, sent.fields, errors)
    await visit.discard()
    return await visit.go(
        f"/meetings/{meeting.id}/views", "It is on the record how the dissent was resolved."
    )


def _dissent(meeting: Chaired, dissent_id: UUID) -> dict[str, Any]:
    for each in meeting.meeting["dissents"]:
        if each["dissentId"] == str(dissent_id):
            return dict(each)
    raise Said("dissent_not_found", "There is no such dissent.", "Choose one on the page before.")


async def _page(
    visit: Visit,
    meeting: Chaired,
    dissent_id: UUID,
    fields: Fields | None = None,
    errors: dict[str, str] | None = None,
) -> Response:
    draft = await visit.draft()
    return await visit.page(
        "views/resolving.html",
        400 if errors else 200,
        meeting=meeting.meeting,
        dissent=_dissent(meeting, dissent_id),
        draft=draft,
        fields=fields or (draft.fields if draft else {}),
        errors=errors,
        command_id=new_command_id(),
    )
