"""Gives one action or one invitation to a colleague."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from quorate_services.portal.errors import Said
from quorate_services.portal.pages.actions.owned import colleagues, options_of
from quorate_services.portal.pages.coordinating.handing_over import Kind, Thing, found, hand_over
from quorate_services.portal.store.drafts import Fields
from quorate_services.portal.web.forms import Sent, new_command_id
from quorate_services.portal.web.visit import Visit, Visiting

router = APIRouter()
PATH = "/agency/give/{kind}/{meeting_id}/{link_id}"
_SAID = {
    "action": "The action is given to {}. It stands in that person’s work list.",
    "invitation": "{} comes to the meeting, and its chair can see that. Quorate sends no message: tell them yourself.",
}


@router.get(PATH)
async def shown(visit: Visiting, kind: Kind, meeting_id: UUID, link_id: UUID) -> Response:
    """Show the form."""
    return await _page(visit, await found(visit, kind, meeting_id, link_id))


@router.post(PATH)
async def given(sent: Sent, kind: Kind, meeting_id: UUID, link_id: UUID) -> Response:
    """Give it."""
    visit, errors = sent.visit, {}
    thing = await found(visit, kind, meeting_id, link_id)
    people = {each["practitionerId"]: each for each in await colleagues(visit)}
    to = people.get(sent.get("to"))
    if to is None:
        errors["to"] = "Choose a colleague"
    else:
        try:
            await hand_over(visit, thing, to, sent.command_id)
        except Said as no:
            errors["to"] = f"{no.message} {no.suggestion}"
    if to is None or errors:
        return await _page(visit, thing, sent.fields, errors)
    await visit.discard()
    return await visit.go("/agency", _SAID[kind].format(to["name"]))


async def _page(
    visit: Visit, thing: Thing, fields: Fields | None = None, errors: dict[str, str] | None = None
) -> Response:
    draft = await visit.draft()
    people = [each for each in await colleagues(visit) if each["practitionerId"] != thing.who]
    return await visit.page(
        "coordinating/give.html",
        400 if errors else 200,
        thing=thing,
        people=options_of(people),
        draft=draft,
        fields=fields or (draft.fields if draft else {}),
        errors=errors,
        command_id=new_command_id(),
    )
