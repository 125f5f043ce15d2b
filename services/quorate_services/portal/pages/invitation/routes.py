"""Shows an invitation, and takes the answer."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from quorate_services.portal.errors import Said
from quorate_services.portal.store.drafts import Fields
from quorate_services.portal.web.forms import Sent, new_command_id
from quorate_services.portal.web.visit import Visit, Visiting

router = APIRouter()
PATH = "/meetings/{meeting_id}/invitations/{invitation_id}"
_SAID = {
    "ACCEPTED": "You have accepted the invitation. You can change the answer until the meeting.",
    "APOLOGIES": "Your apologies are recorded. A report can be shared all the same.",
    "DEPUTY_NAMED": "Your deputy is recorded.",
}


class InvitationNotFound(Said):
    """No invitation of the reader's agency has this id."""

    def __init__(self) -> None:
        super().__init__(
            "invitation_not_found",
            "Your agency has no invitation with this address.",
            "Go to your work list: it may have been withdrawn.",
        )


@router.get(PATH)
async def shown(visit: Visiting, meeting_id: UUID, invitation_id: UUID) -> Response:
    """Show what is asked, and the three answers."""
    return await _page(visit, meeting_id, invitation_id)


@router.post(PATH)
async def answered(sent: Sent, meeting_id: UUID, invitation_id: UUID) -> Response:
    """Take the answer."""
    visit, answer = sent.visit, sent.get("answer")
    deputy = {"name": sent.get("deputy_name"), "role": sent.get("deputy_role")}
    errors = {} if answer in _SAID else {"answer": "Choose an answer"}
    if answer == "DEPUTY_NAMED":
        errors = _missing(deputy)
    if not errors:
        try:
            await visit.command(
                "answer_invitation",
                sent.command_id,
                meetingId=str(meeting_id),
                invitationId=str(invitation_id),
                answer=answer,
                deputy=deputy if answer == "DEPUTY_NAMED" else None,
                note=sent.get(f"note_{answer.lower()}"),
            )
        except Said as no:
            errors = {"answer": f"{no.message} {no.suggestion}"}
    if errors:
        return await _page(visit, meeting_id, invitation_id, sent.fields, errors)
    await visit.discard()
    return await visit.go("/", _SAID[answer])


def _missing(deputy: dict[str, str]) -> dict[str, str]:
    wanted = {"name": "Enter the name of your deputy", "role": "Choose what your deputy is at the meeting"}
    return {f"deputy_{name}": sentence for name, sentence in wanted.items() if not deputy[name]}


async def _page(
    visit: Visit,
    meeting_id: UUID,
    invitation_id: UUID,
    fields: Fields | None = None,
    errors: dict[str, str] | None = None,
) -> Response:
    told = (await visit.ask("invitation", id=str(meeting_id), at_least=True))["informationShared"]
    asked = [
        request
        for each in told["agencies"]
        if each["agencyId"] == visit.person.agency_id
        for request in each["requests"]
        if request["invitationId"] == str(invitation_id)
    ]
    if not asked:
        raise InvitationNotFound
    draft = await visit.draft()
    roles = await visit.roles()
    return await visit.page(
        "invitation/invitation.html",
        400 if errors else 200,
        meeting=told,
        asked=asked[0],
        more=await _more(visit, meeting_id, invitation_id),
        roles=roles,
        deputy_roles=[
            {"value": role.code, "text": role.label}
            for role in sorted(roles.values(), key=lambda each: each.label)
            if role.sector == visit.person.sector
        ],
        fields=fields or (draft.fields if draft else {}),
        draft=draft,
        errors=errors,
        command_id=new_command_id(),
    )


async def _more(visit: Visit, meeting_id: UUID, invitation_id: UUID) -> dict[str, Any]:
    """Return place, chair and the answer so far; a coordinator, who reads no meeting, is shown none of them."""
    try:
        meeting = (await visit.ask("answer_so_far", id=str(meeting_id)))["meeting"]
    except Said:
        return {}
    known = (each for each in meeting["invitations"] if each["invitationId"] == str(invitation_id))
    return {**meeting, "answer": next(known, None)}
