"""Places a hold on somebody's data, renews it, and lifts it."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from quorate_services.portal.errors import Said
from quorate_services.portal.pages.chairing.dates import day_of, filled
from quorate_services.portal.pages.erasure.files import PATH
from quorate_services.portal.pages.erasure.forms import form_page, meeting_of, reason_errors
from quorate_services.portal.web.forms import Posted, Sent
from quorate_services.portal.web.visit import Visiting

router = APIRouter()
_HOLD, _LIFT = f"{PATH}/hold", f"{PATH}/lift"


@router.get(_HOLD)
async def hold(visit: Visiting, person_id: UUID) -> Response:
    """Show the form by which a hold is placed or renewed."""
    return await form_page(visit, person_id, "hold")


@router.post(_HOLD)
async def held(sent: Sent, person_id: UUID) -> Response:
    """Place a hold, or renew it."""
    errors = reason_errors(sent)
    review = day_of(sent, "review")
    if review is None:
        errors["review-day"] = (
            "The day of the review must be a real day"
            if filled(sent, "review")
            else "Enter the day on which the hold is looked at again"
        )
    meeting_id = meeting_of(sent, errors)
    if not errors and review is not None:
        fields = {"reason": sent.get("reason"), "reviewOn": review.isoformat(), "meetingId": meeting_id}
        try:
            await sent.visit.command("place_hold", sent.command_id, personId=str(person_id), **fields)
        except Said as no:
            field = "review-day" if no.said == "review_in_the_past" else "reason"
            errors[field] = f"{no.message} {no.suggestion}"
    return await _done(
        sent, person_id, "hold", errors, "The hold is placed. Nothing is erased until it is lifted."
    )


@router.get(_LIFT)
async def lift(visit: Visiting, person_id: UUID) -> Response:
    """Show the form by which a hold is lifted."""
    return await form_page(visit, person_id, "lift")


@router.post(_LIFT)
async def lifted(sent: Sent, person_id: UUID) -> Response:
    """Lift a hold."""
    errors = reason_errors(sent)
    if not errors:
        try:
            fields = {"personId": str(person_id), "reason": sent.get("reason")}
            await sent.visit.command("lift_hold", sent.command_id, **fields)
        except Said as no:
            errors["reason"] = f"{no.message} {no.suggestion}"
    return await _done(sent, person_id, "lift", errors, "The hold is lifted.")


async def _done(sent: Posted, person_id: UUID, step: str, errors: dict[str, str], done: str) -> Response:
    if errors:
        return await form_page(sent.visit, person_id, step, sent, errors)
    await sent.visit.discard()
    return await sent.visit.go(f"/erasure/{person_id}", done)
