"""Corrects, withdraws and releases a part of the reader's own agency."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from quorate_services.portal.errors import Said
from quorate_services.portal.store.drafts import Fields
from quorate_services.portal.web.forms import Sent, new_command_id
from quorate_services.portal.web.visit import Visit, Visiting

router = APIRouter()
PART = "/meetings/{meeting_id}/parts/{part_id}"


class PartNotFound(Said):
    """The reader's agency has shared no part with this id."""

    def __init__(self) -> None:
        super().__init__("part_not_found", "Your agency has shared no such part.", "Go to the meeting.")


@router.get(f"{PART}/correct")
async def correct(visit: Visiting, meeting_id: UUID, part_id: UUID) -> Response:
    """Show the text to be corrected."""
    return await _page(visit, "correct", meeting_id, part_id)


@router.post(f"{PART}/correct")
async def corrected(sent: Sent, meeting_id: UUID, part_id: UUID) -> Response:
    """Replace the text. Where a colleague did so meanwhile, both texts are shown and nothing is sent."""
    visit = sent.visit
    text, reason = sent.get("text"), sent.get("reason")
    wanted = {"text": "Write the text as it should be", "reason": "Say why the text is corrected"}
    errors = {name: sentence for name, sentence in wanted.items() if not sent.get(name)}
    part = await _part(visit, meeting_id, part_id)
    if not errors and str(len(part["wordings"])) != sent.get("seen_wordings"):
        newest = part["wordings"][-1]["by"]["practitioner"] or {"name": "A colleague"}
        errors["text"] = f"{newest['name']} has corrected this part meanwhile: compare both texts below"
    return await _send(
        sent,
        "correct",
        meeting_id,
        part_id,
        errors,
        "correct_part",
        "The part is corrected. The old text stays on the record.",
        text=text,
        reason=reason,
    )


@router.get(f"{PART}/withdraw")
async def withdraw(visit: Visiting, meeting_id: UUID, part_id: UUID) -> Response:
    """Show what would be withdrawn."""
    return await _page(visit, "withdraw", meeting_id, part_id)


@router.post(f"{PART}/withdraw")
async def withdrawn(sent: Sent, meeting_id: UUID, part_id: UUID) -> Response:
    """Withdraw the part."""
    errors = {} if sent.get("reason") else {"reason": "Say why the part is withdrawn"}
    return await _send(
        sent,
        "withdraw",
        meeting_id,
        part_id,
        errors,
        "withdraw_part",
        "The part is withdrawn.",
        reason=sent.get("reason"),
    )


@router.get(f"{PART}/release")
async def release(visit: Visiting, meeting_id: UUID, part_id: UUID) -> Response:
    """Show what would be released, and to whom."""
    return await _page(visit, "release", meeting_id, part_id)


@router.post(f"{PART}/release")
async def released(sent: Sent, meeting_id: UUID, part_id: UUID) -> Response:
    """Release the part."""
    return await _send(sent, "release", meeting_id, part_id, {}, "release_part", "The part is released.")


async def _send(
    sent: Sent,
    name: str,
    meeting_id: UUID,
    part_id: UUID,
    errors: dict[str, str],
    document: str,
    said: str,
    **given: str,
) -> Response:
    visit = sent.visit
    if not errors:
        try:
            await visit.command(
                document, sent.command_id, meetingId=str(meeting_id), partId=str(part_id), **given
            )
        except Said as no:
            field = next(iter(given), "button")
            errors = {field: f"{no.message} {no.suggestion}"}
    if errors:
        return await _page(visit, name, meeting_id, part_id, sent.fields, errors)
    await visit.discard()
    return await visit.go(f"/meetings/{meeting_id}#part-{part_id}", said)


async def _part(visit: Visit, meeting_id: UUID, part_id: UUID) -> dict[str, Any]:
    told = (await visit.ask("own_parts", id=str(meeting_id), at_least=True))["informationShared"]
    for each in told["agencies"]:
        if each["agencyId"] == visit.person.agency_id:
            for part in each["parts"]:
                if part["partId"] == str(part_id):
                    return {**part, "meeting": told}
    raise PartNotFound


async def _page(
    visit: Visit,
    name: str,
    meeting_id: UUID,
    part_id: UUID,
    fields: Fields | None = None,
    errors: dict[str, str] | None = None,
) -> Response:
    part, draft = await _part(visit, meeting_id, part_id), await visit.draft()
    return await visit.page(
        f"parts/{name}.html",
        400 if errors else 200,
        part=part,
        meeting=part["meeting"],
        draft=draft,
        fields=fields or (draft.fields if draft else {}),
        errors=errors,
        command_id=new_command_id(),
    )
