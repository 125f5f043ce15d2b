"""What waits for somebody, the file of one person, and everything that is held about them."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from quorate_services.portal.pages.erasure.files import PATH, file_of, is_own, last
from quorate_services.portal.store.drafts import Fields
from quorate_services.portal.web.forms import Sent
from quorate_services.portal.web.named import id_in, short
from quorate_services.portal.web.visit import Visit, Visiting

router = APIRouter()


@router.get("/erasure")
async def first(visit: Visiting, after: str | None = None, proposed_after: str | None = None) -> Response:
    """Show what waits for a second person, what is held, and what the schedule proposes."""
    return await _first(visit, after, proposed_after)


@router.post("/erasure")
async def sought(sent: Sent) -> Response:
    """Lead to the file of the person whose number was given: what was written stands in no address."""
    found = id_in(sent.get("number"))
    if found is not None:
        return await sent.visit.go(f"/erasure/{found}")
    errors = {"number": "Enter one number of 32 letters and digits, or the address of the page"}
    return await _first(sent.visit, None, None, sent.fields, errors)


@router.get(PATH)
async def file(visit: Visiting, person_id: UUID) -> Response:
    """Show holds and erasure of one person, and what the visitor may do."""
    found = await file_of(visit, person_id)
    return await visit.page("erasure/file.html", file=found, name=short(found.id))


@router.get(f"{PATH}/held")
async def held(visit: Visiting, person_id: UUID, after: str | None = None) -> Response:
    """Show what is held about one person, with marks for what somebody has to read before it is handed out."""
    found = (await visit.ask("holdings", id=str(person_id), after=after))["holdings"]
    return await visit.page(
        "erasure/held.html",
        found=found,
        person_id=str(person_id),
        name=short(str(person_id)),
        later=bool(after),
    )


async def _first(
    visit: Visit,
    after: str | None,
    proposed_after: str | None,
    fields: Fields | None = None,
    errors: dict[str, str] | None = None,
) -> Response:
    told = await visit.ask("personal_files", after=after, proposedAfter=proposed_after)
    files = told["openPersonalDataFiles"]
    waiting = [
        {**each, "asked": asked, "own": is_own(visit, asked)}
        for each in files["nodes"]
        if each["erasure"] != "NONE" and (asked := last(each["steps"], "ERASURE_REQUESTED"))
    ]
    return await visit.page(
        "erasure/start.html",
        400 if errors else 200,
        waiting=waiting,
        holds=[each for each in files["nodes"] if each["held"]],
        more=files["pageInfo"],
        proposed=told["retentionProposals"],
        today=visit.portal.today().isoformat(),
        officer="DATA_PROTECTION_OFFICER" in visit.person.duties,
        fields=fields or {},
        errors=errors,
    )
