"""Lists openings in an emergency, changes of chairs and changes of sign-ins, the latest first."""

from collections.abc import Mapping
from typing import Any, Literal
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from quorate_services.portal.pages.looks.days import days_asked
from quorate_services.portal.web.forms import asked
from quorate_services.portal.web.named import short
from quorate_services.portal.web.visit import Visit, Visiting

router = APIRouter()
PATH = "/oversight"
What = Literal["openings", "chairs"]
_WHAT: Mapping[What, tuple[str, str]] = {
    "openings": ("emergency_openings", "Records opened in an emergency"),
    "chairs": ("chair_changes", "Changes of chairs"),
}
_NOTHING: dict[str, Any] = {"nodes": [], "totalCount": 0, "pageInfo": {"hasNextPage": False}}


@router.get(PATH)
async def first(visit: Visiting) -> Response:
    """Show what there is for the visitor."""
    return await visit.page("oversight/start.html", everybody=_of_everybody(visit))


@router.get(f"{PATH}/sign-ins")
async def sign_ins(visit: Visiting, after: str | None = None) -> Response:
    """List what happened to everybody's accounts."""
    return await _sign_ins(visit, None, after)


@router.get(f"{PATH}/sign-ins/{{practitioner_id}}")
async def sign_ins_of(visit: Visiting, practitioner_id: UUID, after: str | None = None) -> Response:
    """List what happened to the accounts of one person. Everybody may ask for their own."""
    return await _sign_ins(visit, str(practitioner_id), after)


@router.get(f"{PATH}/{{what}}")
async def listed(request: Request, visit: Visiting, what: What, after: str | None = None) -> Response:
    """List openings or changes of chairs."""
    document, heading = _WHAT[what]
    days = days_asked(asked(visit, request))
    found = _NOTHING
    if not days.errors:
        first_day, last_day = (day and day.isoformat() for day in (days.first, days.last))
        told = await visit.ask(document, firstDay=first_day, lastDay=last_day, after=after)
        found = told["found"]
    return await visit.page(
        f"oversight/{what}.html",
        400 if days.errors else 200,
        heading=heading,
        here=f"{PATH}/{what}",
        found=found,
        days=days,
        errors=days.errors,
        later=bool(after),
    )


def _of_everybody(visit: Visit) -> bool:
    """Return whether the visitor is shown everybody's sign-ins, and not only their own."""
    return not {"AUDITOR", "DATA_PROTECTION_OFFICER"}.isdisjoint(visit.person.duties)


async def _sign_ins(visit: Visit, practitioner_id: str | None, after: str | None) -> Response:
    found = (await visit.ask("sign_in_changes", practitionerId=practitioner_id, after=after))["found"]
    names = (each["practitionerName"] for each in found["nodes"] if each["practitionerName"])
    of = f" of {next(names, short(practitioner_id))}" if practitioner_id else ""
    return await visit.page(
        "oversight/sign_ins.html",
        heading=f"Changes of sign-ins{of}",
        here=f"{PATH}/sign-ins" + (f"/{practitioner_id}" if practitioner_id else ""),
        found=found,
        of=practitioner_id,
        everybody=_of_everybody(visit),
        later=bool(after),
    )
