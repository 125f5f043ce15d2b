"""Takes an invitation back, with the reason."""

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
PATH = "/meetings/{meeting_id}/ask/{invitation_id}/withdraw"


@router.get(PATH)
async def shown(visit: Visiting, meeting_id: UUID, invitation_id: UUID) -> Response:
    """Show the form."""
    return await _page(visit, await chaired(visit, meeting_id), invitation_id)


@router.post(PATH)
async def withdrawn(sent: Sent, meeting_id: UUID, invitation_id: UUID) -> Response:
    """Take the invitation back."""
    visit = sent.visit
    meeting = await chaired(visit, meeting_id)
    invitation_of(meeting, invitation_id)
    errors = {} if sent.get("reason") else {"reason": "Enter why the invitation is taken back"}
    if not errors:
        try:
            await visit.command(
                "withdraw_invitation",
                sent.command_id,
                meetingId=meeting.id,
                invitationId=str(invitation_id),
                reason=sent.get("reason"),
            )
        except Said as no:
            errors["reason"] = f"{no.message} {no.suggestion}"
    if errors:
        return await _page(visit, meeting, invitation_id, sent.fields, errors)
    await visit.discard()
    return await visit.go(f"/meetings/{meeting.id}/ask", "The invitation is taken back. Tell the agency.")


def invitation_of(meeting: Chaired, invitation_id: UUID) -> dict[str, Any]:
    """Return an invitation that stands. Raises ``Said`` where there is none."""
    for each in meeting.invitations:
        if each["invitationId"] == str(invitation_id):
            return each
    raise Said("invitation_not_found", "There is no such invitation.", "Choose one on the page before.")


async def _page(
    visit: Visit,
    meeting: Chaired,
    invitation_id: UUID,
    fields: Fields | None = None,
    errors: dict[str, str] | None = None,
) -> Response:
    draft = await visit.draft()
    return await visit.page(
        "asking/withdraw.html",
        400 if errors else 200,
        meeting=meeting.meeting,
        invitation=invitation_of(meeting, invitation_id),
        roles=await visit.roles(),
        draft=draft,
        fields=fields or (draft.fields if draft else {}),
        errors=errors,
        command_id=new_command_id(),
    )
