"""Names another chair."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from quorate_services.portal.pages.arranging.changing import change, form, require
from quorate_services.portal.pages.chairing.chaired import Chaired, chaired
from quorate_services.portal.pages.convening.known import who_may_chair
from quorate_services.portal.store.drafts import Fields
from quorate_services.portal.web.forms import Sent
from quorate_services.portal.web.visit import Visit, Visiting

router = APIRouter()
PATH = "/meetings/{meeting_id}/arrange/chair"
_PLACES = {"chair_cannot_sign_in": "chair", "chair_not_of_social_care": "chair", "chair_excluded": "chair"}


@router.get(PATH)
async def shown(visit: Visiting, meeting_id: UUID) -> Response:
    """Show the form."""
    meeting = await chaired(visit, meeting_id)
    require(meeting, "chair")
    return await _page(visit, meeting)


@router.post(PATH)
async def named(sent: Sent, meeting_id: UUID) -> Response:
    """Name the new chair. Whoever gives the chair away may have no part in the meeting any more."""
    visit, errors = sent.visit, {}
    meeting = await chaired(visit, meeting_id)
    require(meeting, "chair")
    if sent.get("chair") not in await _others(visit, meeting):
        errors["chair"] = "Choose who chairs the meeting from now on"
    if not sent.get("reason"):
        errors["reason"] = "Enter why another person chairs"
    if not errors:
        errors = await change(
            sent,
            "change_chair",
            meeting,
            _PLACES,
            "reason",
            chairId=sent.get("chair"),
            reason=sent.get("reason"),
        )
    if errors:
        return await _page(visit, meeting, sent.fields, errors)
    stays = meeting.meeting["conveningAgencyId"] == visit.person.agency_id
    page = f"/meetings/{meeting.id}/arrange" if stays else "/"
    return await visit.go(
        page,
        "The meeting has another chair. The chair before and the data protection officer are told of it.",
    )


async def _others(visit: Visit, meeting: Chaired) -> dict[str, str]:
    """Return whom the visitor may name: nobody names themselves, and not the one who chairs already."""
    not_these = {meeting.meeting["chairId"], visit.person.practitioner_id}
    return {id_: name for id_, name in (await who_may_chair(visit)).items() if id_ not in not_these}


async def _page(
    visit: Visit, meeting: Chaired, fields: Fields | None = None, errors: dict[str, str] | None = None
) -> Response:
    others = sorted((await _others(visit, meeting)).items(), key=lambda each: each[1])
    chairs = [{"value": id_, "text": name} for id_, name in others]
    return await form(visit, "chair", meeting, fields, errors, chairs=chairs)
