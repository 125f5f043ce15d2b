"""What the forms about one person's data have in common."""

from uuid import UUID

from starlette.responses import Response

from quorate_services.portal.errors import Said
from quorate_services.portal.pages.erasure.files import file_of
from quorate_services.portal.web.forms import Posted, new_command_id
from quorate_services.portal.web.named import id_in, short
from quorate_services.portal.web.visit import Visit


def reason_errors(sent: Posted) -> dict[str, str]:
    """Return what is wrong with the reason."""
    return {} if sent.get("reason") else {"reason": "Enter the reason"}


def meeting_of(sent: Posted, errors: dict[str, str]) -> str | None:
    """Return the meeting that a family member attended; what cannot be read is added to ``errors``."""
    if not sent.get("meeting"):
        return None
    found = id_in(sent.get("meeting"))
    if found is None:
        errors["meeting"] = "Enter the number of one meeting, or leave it empty"
    return None if found is None else str(found)


async def form_page(
    visit: Visit,
    person_id: UUID,
    step: str,
    sent: Posted | None = None,
    errors: dict[str, str] | None = None,
) -> Response:
    """Show the form of one step, or that it is not the visitor's to take. Raises ``Said``, and as asking does."""
    file = await file_of(visit, person_id)
    if not (file.may_approve if step == "approve" else file.officer):
        raise Said("no_duty", "This is not for you to do.", "The data protection officer does it.")
    # A confirmation that was not sent in time is given anew, and never kept.
    draft = None if step == "approve" else await visit.draft()
    return await visit.page(
        f"erasure/{step}.html",
        400 if errors else 200,
        file=file,
        name=short(file.id),
        draft=draft,
        fields=sent.fields if sent else draft.fields if draft else {},
        errors=errors,
        command_id=new_command_id(),
    )
