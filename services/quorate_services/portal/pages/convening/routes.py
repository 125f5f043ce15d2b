"""Asks which kind of meeting, then about whom, why, when, where and how, and convenes it."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from quorate_services.portal.errors import Said
from quorate_services.portal.pages.convening.form import (
    MOST_NEW,
    NewChild,
    Wanted,
    as_fields,
    command_for,
    read,
    rows_of,
)
from quorate_services.portal.pages.convening.known import anchors_known, before_known, who_may_chair
from quorate_services.portal.store.drafts import Fields
from quorate_services.portal.web.forms import Posted, Sent, new_command_id
from quorate_services.portal.web.visit import Visit, Visiting
from quorate_services.portal.web.words import WORDS

router = APIRouter()
_KINDS = {kind.lower(): kind for kind in WORDS["MeetingKind"]}
_FIELDS = {
    "chair_cannot_sign_in": "chair",
    "chair_not_of_social_care": "chair",
    "date_in_the_past": "when-day",
    "outside_calendar": "when-day",
}
"""Which field the API's refusal belongs to, by its code."""


@router.get("/convene")
async def kinds(visit: Visiting, kind: str = "", after: UUID | None = None, chosen: str = "") -> Response:
    """Ask which kind of meeting is to be convened."""
    if kind in _KINDS:
        return RedirectResponse(f"/convene/{kind}" + (f"/after/{after}" if after else ""), 303)
    errors = {"kind": "Choose what is to be held"} if chosen else {}
    return await visit.page(
        "convening/kinds.html",
        400 if errors else 200,
        kinds=[{"value": name, "text": WORDS["MeetingKind"][kind]} for name, kind in _KINDS.items()],
        after=after,
        errors=errors,
    )


@router.get("/convene/{kind}")
async def first(visit: Visiting, kind: str) -> Response:
    """Show the form for a meeting that follows none."""
    return await _page(visit, kind, None)


@router.get("/convene/{kind}/after/{before_id}")
async def following(visit: Visiting, kind: str, before_id: UUID) -> Response:
    """Show the form for a meeting that follows another, with its children."""
    return await _page(visit, kind, before_id)


@router.post("/convene/{kind}")
async def convened(sent: Sent, kind: str) -> Response:
    """Convene a meeting that follows none."""
    return await _convene(sent, kind, None)


@router.post("/convene/{kind}/after/{before_id}")
async def convened_after(sent: Sent, kind: str, before_id: UUID) -> Response:
    """Convene a meeting that follows another."""
    return await _convene(sent, kind, before_id)


async def _convene(sent: Posted, kind: str, before_id: UUID | None) -> Response:
    visit = sent.visit
    if sent.get("do") == "more":
        rows = min(rows_of(sent.fields, 1) + 1, MOST_NEW)
        return await _page(visit, kind, before_id, {**sent.fields, "rows": [str(rows)]}, more=rows)
    before = await before_known(visit, before_id)
    wanted = read(sent, before, await who_may_chair(visit), await anchors_known(visit, _kind(kind)))
    errors = wanted.errors
    if not errors and wanted.scheduled_for is not None:
        try:
            for child in wanted.new:
                await _register(sent, child)
            await visit.command("convene_meeting", sent.command_id, **_meeting(sent, kind, before_id, wanted))
        except _ChildRefused as no:
            errors[f"new-{no.place}-name"] = str(no)
        except Said as no:
            errors[_FIELDS.get(no.said, "reason")] = f"{no.message} {no.suggestion}"
        else:
            await visit.discard()
            return await visit.go(
                f"/meetings/{sent.command_id}/ask", "The meeting is convened. Ask the agencies."
            )
    return await _page(visit, kind, before_id, sent.fields, errors)


class _ChildRefused(Exception):
    def __init__(self, place: int, no: Said) -> None:
        super().__init__(f"{no.message} {no.suggestion}")
        self.place = place


async def _register(sent: Posted, child: NewChild) -> None:
    day = child.day.isoformat()
    try:
        await sent.visit.command(
            "register_child",
            command_for(child),
            childId=child.id,
            name=child.name,
            dateOfBirth=None if child.unborn else day,
            expectedOn=day if child.unborn else None,
        )
    except Said as no:
        raise _ChildRefused(child.place, no) from None


def _meeting(sent: Posted, kind: str, before_id: UUID | None, wanted: Wanted) -> dict[str, Any]:
    assert wanted.scheduled_for is not None
    return {
        "meetingId": str(sent.command_id),
        "kind": _kind(kind),
        "reason": sent.get("reason"),
        "scheduledFor": wanted.scheduled_for.isoformat(),
        "chairId": sent.get("chair"),
        "children": wanted.children,
        "form": sent.get("form"),
        "place": sent.get("place"),
        "anchors": wanted.anchors,
        "follows": None if before_id is None else str(before_id),
        "reference": sent.get("reference"),
    }


def _kind(name: str) -> str:
    if name not in _KINDS:
        raise Said("kind_not_found", "There is no such kind of meeting.", "Choose one on the page before.")
    return _KINDS[name]


async def _page(
    visit: Visit,
    kind: str,
    before_id: UUID | None,
    fields: Fields | None = None,
    errors: dict[str, str] | None = None,
    more: int | None = None,
) -> Response:
    before = await before_known(visit, before_id)
    anchors = await anchors_known(visit, _kind(kind))
    draft = await visit.draft()
    begins = as_fields(before, anchors) if before else {}
    shown: Fields = fields or (draft.fields if draft else begins)
    return await visit.page(
        "convening/convene.html",
        400 if errors else 200,
        kind=_kind(kind),
        before=before,
        anchors=anchors,
        chairs=[
            {"value": id_, "text": name}
            for id_, name in sorted((await who_may_chair(visit)).items(), key=lambda each: each[1])
        ],
        rows=range(1, rows_of(shown, 1) + 1),
        more=more,
        most=MOST_NEW,
        draft=draft,
        fields=shown,
        errors=errors,
        command_id=new_command_id(),
    )
