"""Takes down an action while the meeting agrees it."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from quorate_services.portal.errors import Said
from quorate_services.portal.pages.chairing.chaired import Chaired, agency_name, chaired
from quorate_services.portal.pages.chairing.dates import day_of, filled
from quorate_services.portal.store.drafts import Fields
from quorate_services.portal.web.forms import Posted, Sent, new_command_id
from quorate_services.portal.web.visit import Visit, Visiting

router = APIRouter()
PATH = "/meetings/{meeting_id}/agree"
_PLACES = {"date_in_the_past": "due-day", "outside_calendar": "due-day"}
"""To which field a refusal belongs; every other one to the first."""


@router.get(PATH)
async def shown(visit: Visiting, meeting_id: UUID) -> Response:
    """Show what is agreed by now, and the form."""
    return await _page(visit, await chaired(visit, meeting_id))


@router.post(PATH)
async def agreed(sent: Sent, meeting_id: UUID) -> Response:
    """Record one action."""
    visit = sent.visit
    meeting = await chaired(visit, meeting_id)
    errors = _errors(sent, meeting)
    due = day_of(sent, "due")
    if not errors and due is not None:
        agency_id, role = sent.get("owner").split(" ", 1)
        try:
            await visit.command(
                "agree_action",
                sent.command_id,
                meetingId=meeting.id,
                what=sent.get("what"),
                measure=sent.get("measure"),
                agencyId=agency_id,
                role=role,
                due=due.isoformat(),
                childIds=[child for child in sent.all("children") if child in meeting.children],
            )
        except Said as no:
            errors[_PLACES.get(no.said, "what")] = f"{no.message} {no.suggestion}"
    if errors:
        return await _page(visit, meeting, sent.fields, errors)
    await visit.discard()
    return await visit.go(f"/meetings/{meeting.id}/agree", "The action is on the record.")


def _errors(sent: Posted, meeting: Chaired) -> dict[str, str]:
    errors = {}
    if not sent.get("what"):
        errors["what"] = "Enter what is to be done"
    if sent.get("owner") not in _owners(meeting, {}):
        errors["owner"] = "Choose who does it"
    if day_of(sent, "due") is None:
        errors["due-day"] = (
            "The day by which it is to be done must be a real day"
            if filled(sent, "due")
            else "Enter the day by which it is to be done"
        )
    if not sent.get("measure"):
        errors["measure"] = "Enter how the group will know that it is done"
    return errors


def _owners(meeting: Chaired, labels: dict[str, str]) -> dict[str, str]:
    """Return who may own an action: the agencies as they are invited, by id and role."""
    return {
        f"{each['agencyId']} {each['role']}": f"{agency_name(each)}: {labels.get(each['role'], each['role'])}"
        for each in meeting.invitations
    }


async def _page(
    visit: Visit, meeting: Chaired, fields: Fields | None = None, errors: dict[str, str] | None = None
) -> Response:
    draft = await visit.draft()
    labels = {role.code: role.label for role in (await visit.roles()).values()}
    return await visit.page(
        "agreeing/agreeing.html",
        400 if errors else 200,
        meeting=meeting.meeting,
        in_session=meeting.in_session,
        owners=[{"value": value, "text": text} for value, text in _owners(meeting, labels).items()],
        children=[{"value": id_, "text": name} for id_, name in meeting.children.items()],
        draft=draft,
        fields=fields or (draft.fields if draft else {}),
        errors=errors,
        command_id=new_command_id(),
    )
