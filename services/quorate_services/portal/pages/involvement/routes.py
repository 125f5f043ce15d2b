"""Says what an agency had to do with the child, and answers the chair who doubts it."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from quorate_services.portal.errors import Said
from quorate_services.portal.store.drafts import Fields
from quorate_services.portal.web.forms import Sent, new_command_id
from quorate_services.portal.web.visit import Visit, Visiting

router = APIRouter()
PATH = "/meetings/{meeting_id}/involvement"
_LEVELS = ("NONE", "HISTORIC", "CURRENT")


@router.get(PATH)
async def shown(visit: Visiting, meeting_id: UUID) -> Response:
    """Show what has been said, and the form."""
    return await _page(visit, meeting_id)


@router.post(PATH)
async def declared(sent: Sent, meeting_id: UUID) -> Response:
    """Take down what the agency had to do with the child."""
    visit, level = sent.visit, sent.get("level")
    significant = sent.get("significant")
    errors = {}
    if level not in _LEVELS:
        errors["level"] = "Choose what your agency had to do with the child"
    elif level != "NONE" and significant not in ("yes", "no"):
        errors["significant"] = "Choose whether it was significant"
    if not errors:
        try:
            await visit.command(
                "declare_involvement",
                sent.command_id,
                meetingId=str(meeting_id),
                level=level,
                significant=level != "NONE" and significant == "yes",
                summary=sent.get("summary"),
            )
        except Said as no:
            errors["level"] = f"{no.message} {no.suggestion}"
    if errors:
        return await _page(visit, meeting_id, sent.fields, errors)
    await visit.discard()
    return await visit.go("/", "It is recorded what your agency had to do with the child.")


async def _page(
    visit: Visit, meeting_id: UUID, fields: Fields | None = None, errors: dict[str, str] | None = None
) -> Response:
    meeting = (await visit.ask("involvement", id=str(meeting_id), at_least=True))["meeting"]
    own = next((each for each in meeting["involvements"] if each["agencyId"] == visit.person.agency_id), None)
    draft = await visit.draft()
    return await visit.page(
        "involvement/involvement.html",
        400 if errors else 200,
        meeting=meeting,
        own=own,
        draft=draft,
        fields=fields or (draft.fields if draft else {}),
        errors=errors,
        command_id=new_command_id(),
    )
