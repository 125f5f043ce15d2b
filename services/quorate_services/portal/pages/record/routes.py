"""Shows the record in the version of each recipient, confirms and issues it."""

from datetime import UTC
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from quorate_services.portal.errors import Said
from quorate_services.portal.pages.chairing.chaired import Chaired, chaired
from quorate_services.portal.pages.record.versions import Version, version_for
from quorate_services.portal.store.drafts import Fields
from quorate_services.portal.web.forms import Posted, Sent, new_command_id
from quorate_services.portal.web.visit import Visit, Visiting

router = APIRouter()
PATH = "/meetings/{meeting_id}/record"


@router.get(PATH)
async def shown(visit: Visiting, meeting_id: UUID) -> Response:
    """Show how the record stands, and what there is to do."""
    return await _page(visit, await chaired(visit, meeting_id))


@router.post(PATH)
async def confirmed(sent: Sent, meeting_id: UUID) -> Response:
    """Confirm the record."""
    visit = sent.visit
    meeting = await chaired(visit, meeting_id)
    errors = {} if sent.get("summary") else {"summary": "Enter a summary of the meeting"}
    if not errors:
        try:
            await visit.command(
                "confirm_record", sent.command_id, meetingId=meeting.id, summary=sent.get("summary")
            )
        except Said as no:
            errors["summary"] = f"{no.message} {no.suggestion}"
    if errors:
        return await _page(visit, meeting, sent.fields, errors)
    await visit.discard()
    return await visit.go(
        f"/meetings/{meeting.id}/record", "The record is confirmed. Issue it to each recipient."
    )


@router.get(f"{PATH}/issue")
@router.get(f"{PATH}/letter")
async def back(meeting_id: UUID) -> Response:
    """Lead to the record whoever had to sign in before something could be put on it."""
    return RedirectResponse(f"/meetings/{meeting_id}/record", 303)


@router.post(f"{PATH}/issue")
async def issued(sent: Sent, meeting_id: UUID) -> Response:
    """Record that one version was sent to one recipient."""
    visit = sent.visit
    meeting = await chaired(visit, meeting_id)
    to, recipient = sent.get("to"), sent.get("recipient")
    errors = _issue_errors(sent, meeting)
    if not errors:
        try:
            await visit.command(
                "issue_record",
                sent.command_id,
                meetingId=meeting.id,
                variant="FAMILY" if to == "family" else "AGENCY",
                agencyId=None if to == "family" else to,
                recipient=recipient if to == "family" else None,
            )
        except Said as no:
            errors["to"] = f"{no.message} {no.suggestion}"
    if errors:
        return await _page(visit, meeting, sent.fields, errors)
    await visit.discard(f"/meetings/{meeting.id}/record")
    return await visit.go(
        f"/meetings/{meeting.id}/record", "It is on the record that this version was issued."
    )


@router.post(f"{PATH}/letter")
async def lettered(sent: Sent, meeting_id: UUID) -> Response:
    """Record that the decision letter was sent."""
    await sent.visit.command("issue_decision_letter", sent.command_id, meetingId=str(meeting_id))
    return await sent.visit.go(
        f"/meetings/{meeting_id}/record", "It is on the record that the decision letter was sent."
    )


@router.get(f"{PATH}/print")
async def printed(visit: Visiting, meeting_id: UUID, to: str = "full") -> Response:
    """Show one version as it is printed. It can be printed before it is confirmed, and then says so."""
    meeting = await chaired(visit, meeting_id)
    told = await visit.ask("record", id=str(meeting_id), at_least=True)
    version = version_for(to, meeting.agencies | _convener(meeting), told["informationShared"]["agencies"])
    return await visit.page(
        "record/print.html",
        meeting=meeting.meeting,
        version=version,
        family=version.audience == Version.FAMILY,
        roles=await visit.roles(),
        now=visit.portal.options.clock().astimezone(UTC),
    )


def _convener(meeting: Chaired) -> dict[str, str]:
    agency = meeting.meeting["conveningAgency"]
    return {meeting.meeting["conveningAgencyId"]: agency["name"] if agency else "The convening agency"}


def _issue_errors(sent: Posted, meeting: Chaired) -> dict[str, str]:
    to = sent.get("to")
    if to == "family":
        return {} if sent.get("recipient") else {"recipient": "Enter to whom of the family it was sent"}
    return {} if to in meeting.agencies | _convener(meeting) else {"to": "Choose to whom it was sent"}


async def _page(
    visit: Visit, meeting: Chaired, fields: Fields | None = None, errors: dict[str, str] | None = None
) -> Response:
    draft = await visit.draft()
    recipients = _convener(meeting) | meeting.agencies
    return await visit.page(
        "record/record.html",
        400 if errors else 200,
        meeting=meeting.meeting,
        recipients=[{"value": id_, "text": name} for id_, name in recipients.items()],
        draft=draft,
        fields=fields or (draft.fields if draft else {}),
        errors=errors,
        command_id=new_command_id(),
    )
