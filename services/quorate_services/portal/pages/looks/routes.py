"""What is unusual, the ways to somebody's looks, and the list of looks at a child, at a meeting or by a person."""

from collections.abc import Mapping
from typing import Any, Literal
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from quorate_services.portal.pages.looks.days import Days, days_asked, period_asked
from quorate_services.portal.web.forms import Posted, Sent, asked
from quorate_services.portal.web.named import id_in, short
from quorate_services.portal.web.visit import Visit, Visiting

router = APIRouter()
Of = Literal["child", "meeting", "person"]
PATH = "/looks"
_OF: Mapping[Of, tuple[str, str]] = {
    "child": ("looks_at_child", "Looks at child"),
    "meeting": ("looks_at_meeting", "Looks at meeting"),
    "person": ("looks_by", "Looks of"),
}


@router.get(PATH)
async def first(request: Request, visit: Visiting) -> Response:
    """Show what is unusual, and where to look further."""
    return await _first(visit, period_asked(asked(visit, request), visit.portal.today()))


@router.post(PATH)
async def sought(sent: Sent) -> Response:
    """Lead to the looks at the child or the meeting whose number was given: it stands in no address before."""
    visit = sent.visit
    errors = {}
    found = id_in(sent.get("number"))
    if sent.get("of") not in ("child", "meeting"):
        errors["of"] = "Choose whether it is the number of a child or of a meeting"
    if found is None:
        errors["number"] = "Enter one number of 32 letters and digits, or the address of the page"
    if not errors:
        return await visit.go(f"{PATH}/{sent.get('of')}/{found}")
    days = period_asked(Posted(visit, {}), visit.portal.today())
    return await _first(visit, days, sent, errors)


@router.get(f"{PATH}/people")
async def choose(visit: Visiting, agency: str | None = None) -> Response:
    """Show the people of an agency, each with a way to their looks."""
    there = await visit.agency_names()
    chosen = agency or ""
    errors = {} if agency is None or agency in there else {"agency": "Choose an agency"}
    return await visit.page(
        "looks/people.html",
        400 if errors else 200,
        errors=errors,
        agencies=[{"value": id_, "text": name} for id_, name in there.items()],
        chosen=chosen,
        agency_name=there.get(chosen),
        people=await visit.people(chosen) if chosen in there else [],
    )


@router.get(f"{PATH}/{{of}}/{{looked_at}}")
async def listed(
    request: Request, visit: Visiting, of: Of, looked_at: UUID, after: str | None = None
) -> Response:
    """List looks, the latest first."""
    document, heading = _OF[of]
    days = days_asked(asked(visit, request))
    found: dict[str, Any] = {"nodes": [], "totalCount": 0, "pageInfo": {"hasNextPage": False}}
    if not days.errors:
        wanted = {"firstDay": days.first and days.first.isoformat()}
        wanted["lastDay"] = days.last and days.last.isoformat()
        found = (await visit.ask(document, id=str(looked_at), after=after, **wanted))["looks"]
    name = short(str(looked_at))
    if of == "person":
        name = next((each["practitionerName"] for each in found["nodes"] if each["practitionerName"]), name)
    return await visit.page(
        "looks/looks.html",
        400 if days.errors else 200,
        of=of,
        heading=f"{heading} {name}",
        here=f"{PATH}/{of}/{looked_at}",
        found=found,
        days=days,
        errors=days.errors,
        later=bool(after),
    )


async def _first(
    visit: Visit, days: Days, sent: Posted | None = None, errors: dict[str, str] | None = None
) -> Response:
    errors = {**days.errors, **(errors or {})}
    unusual = []
    if not days.errors and days.first and days.last:
        told = await visit.ask(
            "unusual_looks", firstDay=days.first.isoformat(), lastDay=days.last.isoformat()
        )
        unusual = told["unusualLooks"]
    return await visit.page(
        "looks/start.html",
        400 if errors else 200,
        unusual=unusual,
        days=days,
        errors=errors,
        fields=sent.fields if sent else {},
    )
