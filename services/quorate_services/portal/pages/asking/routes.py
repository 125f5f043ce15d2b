"""Shows whom the rules ask for and who is asked, and invites an agency."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from quorate_services.portal.errors import Said
from quorate_services.portal.pages.chairing.chaired import Chaired, chaired
from quorate_services.portal.store.drafts import Fields
from quorate_services.portal.web.forms import Sent, new_command_id
from quorate_services.portal.web.visit import Visit, Visiting

router = APIRouter()
PATH = "/meetings/{meeting_id}/ask"
_OF = {
    "STRATEGY_DISCUSSION": "What your agency knows of the child and the family, and what you think is needed.",
    "REVIEW_CONFERENCE": "What your agency has done in the plan, what changed for the child, and what you think of it.",
}
_SAID = "The agency is asked. It finds the invitation in its work list."
_ASKED = "A report on the child and the family: worries, what is working well, and what needs to happen."


@router.get(PATH)
async def shown(visit: Visiting, meeting_id: UUID, agency: UUID | None = None) -> Response:
    """Show whom the rules ask for, by when, and who is asked; ``agency`` leads on to asking it."""
    if agency is not None:
        return RedirectResponse(f"/meetings/{meeting_id}/ask/{agency}", 303)
    meeting = await chaired(visit, meeting_id)
    told = await visit.ask("asking", id=str(meeting_id), at_least=True)
    return await visit.page(
        "asking/asking.html",
        meeting=meeting.meeting,
        invitations=meeting.invitations,
        open=meeting.open,
        withdrawable=meeting.open and not meeting.meeting["sittings"],
        clocks=(told["timeliness"] or {"clocks": []})["clocks"],
        reports_due=(told["timeliness"] or {"reportsDue": None})["reportsDue"],
        required=(told["attendanceGrid"] or {"missing": []})["missing"],
        agencies=await visit.agencies(),
        roles=await visit.roles(),
    )


@router.get(f"{PATH}/{{agency_id}}")
async def inviting(visit: Visiting, meeting_id: UUID, agency_id: UUID) -> Response:
    """Show the form that invites an agency."""
    return await _page(visit, await chaired(visit, meeting_id), str(agency_id))


@router.post(f"{PATH}/{{agency_id}}")
async def invited(sent: Sent, meeting_id: UUID, agency_id: UUID) -> Response:
    """Invite the agency."""
    visit = sent.visit
    meeting = await chaired(visit, meeting_id)
    errors = {}
    if not sent.get("role"):
        errors["role"] = "Choose in which role the agency is asked"
    if not sent.get("why"):
        errors["why"] = "Enter why the agency is asked"
    if not sent.get("asked"):
        errors["asked"] = "Enter what is asked of it"
    if not errors:
        try:
            await visit.command(
                "invite_agency",
                sent.command_id,
                meetingId=meeting.id,
                agencyId=str(agency_id),
                role=sent.get("role"),
                practitionerId=sent.get("person") or None,
                why=sent.get("why"),
                asked=sent.get("asked"),
            )
        except Said as no:
            errors["role"] = f"{no.message} {no.suggestion}"
    if errors:
        return await _page(visit, meeting, str(agency_id), sent.fields, errors)
    await visit.discard()
    return await visit.go(f"/meetings/{meeting.id}/ask", _SAID)


async def _page(
    visit: Visit,
    meeting: Chaired,
    agency_id: str,
    fields: Fields | None = None,
    errors: dict[str, str] | None = None,
) -> Response:
    agency = next((each for each in await visit.agencies() if each["agencyId"] == agency_id), None)
    if agency is None:
        raise Said("agency_not_found", "There is no such agency.", "Choose one on the page before.")
    people = await visit.people(agency_id)
    rules = await visit.ask("asking", id=meeting.id)
    needed = [each for each in rules["attendanceGrid"]["missing"] if each["sector"] == agency["sector"]]
    draft = await visit.draft()
    return await visit.page(
        "asking/invite.html",
        400 if errors else 200,
        meeting=meeting.meeting,
        agency=agency,
        reports_due=(rules["timeliness"] or {"reportsDue": None})["reportsDue"],
        people=_people(people),
        role_options=await _role_options(visit, agency["sector"], needed),
        draft=draft,
        fields=fields or (draft.fields if draft else _proposed(meeting, needed)),
        errors=errors,
        command_id=new_command_id(),
    )


def _people(nodes: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [
        {
            "value": each["practitionerId"],
            "text": f"{each['name']}{', ' + each['title'] if each['title'] else ''}",
        }
        for each in sorted(nodes, key=lambda each: each["name"])
        if each["kind"] == "PERSON" and each["status"] == "ACTIVE"
    ]


async def _role_options(visit: Visit, sector: str, needed: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Return the roles of a sector, those first that the rules ask for."""
    first = {code for each in needed for code in each["roles"]}
    roles = [role for role in (await visit.roles()).values() if role.sector == sector]
    roles.sort(key=lambda role: (role.code not in first, role.label))
    return [{"value": role.code, "text": role.label} for role in roles]


def _proposed(meeting: Chaired, needed: list[dict[str, Any]]) -> Fields:
    """Return what the rules say of whoever is asked, for the administrator to change."""
    reasons = [each["reason"] for each in needed if not each["invited"]] or [
        each["reason"] for each in needed
    ]
    roles = [code for each in needed for code in each["roles"]][:1]
    asked = _OF.get(meeting.meeting["kind"], _ASKED)
    return {"why": reasons[:1], "asked": [asked], "role": roles}
