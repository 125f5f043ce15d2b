"""What somebody could see of a meeting at a moment, and had looked at by then: for reviewers."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from quorate_services.portal.errors import Said
from quorate_services.portal.pages.timeline.as_of import NOT_THEN
from quorate_services.portal.pages.timeline.moments import Asked, fields_of, moment_asked
from quorate_services.portal.web.forms import Posted, asked
from quorate_services.portal.web.visit import Visit, Visiting

router = APIRouter()
PATH = "/meetings/{meeting_id}/seen-by"


@router.get(PATH)
async def seen_by(request: Request, visit: Visiting, meeting_id: UUID) -> Response:
    """Show it; without an agency, a person or a moment, ask for them one after the other."""
    given = asked(visit, request)
    now = visit.portal.options.clock()
    moment = moment_asked(given, now)
    there = await visit.agency_names()
    agency = given.get("agency") if given.get("agency") in there else ""
    staff = await visit.people(agency) if agency else []
    person = next((each for each in staff if each["practitionerId"] == given.get("person")), None)
    errors = _errors(given, moment, agency, person)
    told = None
    if person is not None and moment.as_of is not None and not errors:
        told, errors = await _told(visit, meeting_id, person["practitionerId"], moment)
    return await visit.page(
        "timeline/seen_by.html",
        400 if errors else 200,
        agencies=[{"value": id_, "text": name} for id_, name in there.items()],
        agency=agency,
        staff=[{"value": each["practitionerId"], "text": each["name"]} for each in staff],
        person_seen=person,
        moment=moment,
        fields=fields_of(now) | moment.fields,
        errors=errors,
        seen=told,
        record=_record(told),
        here=f"/meetings/{meeting_id}",
        roles=await visit.roles(),
    )


def _errors(given: Posted, moment: Asked, agency: str, person: dict[str, Any] | None) -> dict[str, str]:
    if not given.get("show"):
        chosen = agency or "agency" not in given.fields
        return {} if chosen else {"agency": "Choose an agency"}
    errors = {} if agency else {"agency": "Choose an agency"}
    if agency and person is None:
        errors["person"] = "Choose a person"
    errors |= moment.errors
    if moment.as_of is None and not moment.errors:
        errors["on-day"] = "Enter a day and a time, or a position"
    return errors


async def _told(
    visit: Visit, meeting_id: UUID, person_id: str, moment: Asked
) -> tuple[dict[str, Any] | None, dict[str, str]]:
    try:
        told = await visit.ask("seen_by", id=str(meeting_id), person=person_id, asOf=moment.as_of)
    except Said as no:
        if no.said != "not_yet_past":
            raise
        return None, {"position" if moment.position else "on-day": NOT_THEN[no.said]}
    seen: dict[str, Any] = told["asSeenBy"]
    return seen, {}


def _record(seen: dict[str, Any] | None) -> dict[str, Any] | None:
    if seen is None or seen["meeting"] is None:
        return None
    return {"meeting": seen["meeting"], "shared": seen["informationShared"], "actions": seen["actions"]}
