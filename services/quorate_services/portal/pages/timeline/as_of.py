"""The record of a meeting as it stood at a moment, for whoever may read it today."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from quorate_services.portal.errors import Said
from quorate_services.portal.pages.timeline.moments import fields_of, moment_asked
from quorate_services.portal.pages.timeline.routes import takes_part
from quorate_services.portal.web.forms import asked
from quorate_services.portal.web.visit import Visiting

router = APIRouter()
PATH = "/meetings/{meeting_id}/as-of"
NOT_THEN = {
    "not_yet_past": "The log has not come to this position yet. The timeline has the positions of this meeting.",
    "meeting_not_found": "At this moment there was no record of the meeting that you may read.",
}
"""What the API's refusal means where a moment was asked about."""


@router.get(PATH)
async def as_of(request: Request, visit: Visiting, meeting_id: UUID) -> Response:
    """Show the record as it stood; without a moment, ask for one. Whoever reads no meeting is led to its timeline."""
    if not takes_part(visit):
        return await visit.go(f"/meetings/{meeting_id}/timeline")
    now = visit.portal.options.clock()
    moment = moment_asked(asked(visit, request), now)
    errors, told = dict(moment.errors), None
    if moment.as_of is not None:
        try:
            told = await visit.ask("record_as_of", id=str(meeting_id), asOf=moment.as_of)
        except Said as no:
            if no.said not in NOT_THEN:
                raise
            errors["position" if moment.position else "on-day"] = NOT_THEN[no.said]
    return await visit.page(
        "timeline/as_of.html",
        400 if errors else 200,
        moment=moment,
        fields=moment.fields if moment.fields else fields_of(now),
        errors=errors,
        record=_record(told),
        here=f"/meetings/{meeting_id}",
        roles=await visit.roles(),
    )


def _record(told: dict[str, Any] | None) -> dict[str, Any] | None:
    if told is None:
        return None
    return {
        "meeting": told["meeting"],
        "shared": told["informationShared"],
        "actions": told["actions"]["nodes"],
    }
