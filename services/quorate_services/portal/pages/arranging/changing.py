"""What every form has by which a meeting is changed."""

from typing import Any

from starlette.responses import Response

from quorate_services.portal.errors import Said
from quorate_services.portal.pages.arranging.steps import offers
from quorate_services.portal.pages.chairing.chaired import Chaired
from quorate_services.portal.store.drafts import Fields
from quorate_services.portal.web.forms import Posted, new_command_id
from quorate_services.portal.web.visit import Visit


class NotNow(Said):
    """The meeting stands so that this cannot be changed."""

    def __init__(self, reason: str) -> None:
        super().__init__("not_now", reason, "Go back to the arrangements of the meeting.")


def require(meeting: Chaired, step: str) -> None:
    """Raise ``NotNow`` where a change cannot be made."""
    not_now = next(each.not_now for each in offers(meeting.meeting) if each.step == step)
    if not_now:
        raise NotNow(not_now)


async def change(
    sent: Posted, document: str, meeting: Chaired, places: dict[str, str], otherwise: str, **fields: Any
) -> dict[str, str]:
    """Send the command, and return what it was refused for, by field: ``places`` by code, or ``otherwise``."""
    try:
        await sent.visit.command(document, sent.command_id, meetingId=meeting.id, **fields)
    except Said as no:
        return {places.get(no.said, otherwise): f"{no.message} {no.suggestion}"}
    await sent.visit.discard()
    return {}


async def form(
    visit: Visit,
    template: str,
    meeting: Chaired,
    fields: Fields | None,
    errors: dict[str, str] | None,
    begins: Fields | None = None,
    **shown: Any,
) -> Response:
    """Return the page of one change, filled in as it was sent, as it was kept, or as it ``begins``."""
    draft = await visit.draft()
    return await visit.page(
        f"arranging/{template}.html",
        400 if errors else 200,
        meeting=meeting.meeting,
        draft=draft,
        fields=fields or (draft.fields if draft else begins or {}),
        errors=errors,
        command_id=new_command_id(),
        **shown,
    )
