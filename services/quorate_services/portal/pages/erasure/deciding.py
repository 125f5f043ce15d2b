"""Asks for erasure, and approves, declines or withdraws it: never the same person."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from quorate_services.portal.errors import Said
from quorate_services.portal.pages.erasure.files import PATH
from quorate_services.portal.pages.erasure.forms import form_page, meeting_of, reason_errors
from quorate_services.portal.web.forms import Posted, Sent
from quorate_services.portal.web.visit import Visiting
from quorate_services.portal.web.words import WORDS

router = APIRouter()
_ASK, _APPROVE, _DECLINE = f"{PATH}/ask", f"{PATH}/approve", f"{PATH}/decline"


@router.get(_ASK)
async def ask(visit: Visiting, person_id: UUID) -> Response:
    """Show the form by which erasure is asked for."""
    return await form_page(visit, person_id, "ask")


@router.post(_ASK)
async def asked(sent: Sent, person_id: UUID) -> Response:
    """Ask for erasure."""
    errors = reason_errors(sent)
    if sent.get("basis") not in WORDS["ErasureBasis"]:
        errors["basis"] = "Choose the legal ground"
    meeting_id = meeting_of(sent, errors)
    return await _do(
        sent,
        person_id,
        errors,
        "ask",
        "request_erasure",
        "The erasure is asked for. Another data protection officer, or a safeguarding partner, approves it.",
        basis=sent.get("basis"),
        reason=sent.get("reason"),
        meetingId=meeting_id,
    )


@router.get(_APPROVE)
async def approve(visit: Visiting, person_id: UUID) -> Response:
    """Show what would be erased for good, before anybody approves."""
    return await form_page(visit, person_id, "approve")


@router.post(_APPROVE)
async def approved(sent: Sent, person_id: UUID) -> Response:
    """Approve what somebody else asked for."""
    errors = {} if sent.get("sure") else {"sure": "Confirm that you have read what is lost"}
    done = "The erasure is approved and is being carried out. Open this page again to see what it did."
    return await _do(sent, person_id, errors, "approve", "approve_erasure", done)


@router.get(_DECLINE)
async def decline(visit: Visiting, person_id: UUID) -> Response:
    """Show the form by which a request is declined, or one's own withdrawn."""
    return await form_page(visit, person_id, "decline")


@router.post(_DECLINE)
async def declined(sent: Sent, person_id: UUID) -> Response:
    """Decline a request, or withdraw one's own."""
    done = "The data stay. The request and your reason stay in the file."
    fields = {"reason": sent.get("reason")}
    return await _do(sent, person_id, reason_errors(sent), "decline", "decline_erasure", done, **fields)


async def _do(
    sent: Posted,
    person_id: UUID,
    errors: dict[str, str],
    step: str,
    document: str,
    done: str,
    **fields: Any,
) -> Response:
    visit = sent.visit
    if not errors:
        try:
            await visit.command(document, sent.command_id, personId=str(person_id), **fields)
        except Said as no:
            errors["sure" if step == "approve" else "reason"] = f"{no.message} {no.suggestion}"
    if errors:
        return await form_page(visit, person_id, step, sent, errors)
    await visit.discard()
    return await visit.go(f"/erasure/{person_id}", done)
