"""The other two answers: searched and nothing held, and declined. Each as easy as writing."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from quorate_services.portal.errors import Said
from quorate_services.portal.pages.contribution.asked import asked_of
from quorate_services.portal.store.drafts import Fields
from quorate_services.portal.web.forms import Sent, new_command_id
from quorate_services.portal.web.visit import Visit, Visiting

router = APIRouter()
NOTHING_HELD = "/meetings/{meeting_id}/nothing-held"
DECLINE = "/meetings/{meeting_id}/decline"


@router.get(NOTHING_HELD)
async def nothing_held(visit: Visiting, meeting_id: UUID) -> Response:
    """Ask where the agency looked."""
    return await _page(visit, meeting_id, "nothing_held")


@router.post(NOTHING_HELD)
async def nothing_is_held(sent: Sent, meeting_id: UUID) -> Response:
    """Record that the agency searched and holds nothing."""
    searched = sent.get("searched")
    if not searched:
        return await _page(
            sent.visit, meeting_id, "nothing_held", sent.fields, {"searched": "Say where you looked"}
        )
    try:
        await sent.visit.command(
            "say_nothing_held", sent.command_id, meetingId=str(meeting_id), searched=searched
        )
    except Said as no:
        told = {"searched": f"{no.message} {no.suggestion}"}
        return await _page(sent.visit, meeting_id, "nothing_held", sent.fields, told)
    await sent.visit.discard()
    return await sent.visit.go("/", "It is recorded that your agency searched and holds nothing.")


@router.get(DECLINE)
async def decline(visit: Visiting, meeting_id: UUID) -> Response:
    """Ask why the agency does not share."""
    return await _page(visit, meeting_id, "decline")


@router.post(DECLINE)
async def declined(sent: Sent, meeting_id: UUID) -> Response:
    """Record that the agency does not share, and why."""
    reason = sent.get("reason")
    if not reason:
        return await _page(
            sent.visit, meeting_id, "decline", sent.fields, {"reason": "Say why you do not share"}
        )
    try:
        await sent.visit.command(
            "decline_contribution", sent.command_id, meetingId=str(meeting_id), reason=reason
        )
    except Said as no:
        return await _page(
            sent.visit, meeting_id, "decline", sent.fields, {"reason": f"{no.message} {no.suggestion}"}
        )
    await sent.visit.discard()
    return await sent.visit.go("/", "It is recorded that your agency does not share, and why.")


async def _page(
    visit: Visit,
    meeting_id: UUID,
    name: str,
    fields: Fields | None = None,
    errors: dict[str, str] | None = None,
) -> Response:
    asked, draft = await asked_of(visit, meeting_id), await visit.draft()
    return await visit.page(
        f"contribution/{name}.html",
        400 if errors else 200,
        asked=asked,
        draft=draft,
        fields=fields or (draft.fields if draft else {}),
        errors=errors,
        command_id=new_command_id(),
    )
