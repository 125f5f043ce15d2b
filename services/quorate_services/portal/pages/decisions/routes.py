"""Shows what is decided for each child, and takes down a decision or its revision."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from quorate_services.portal.errors import Said
from quorate_services.portal.pages.chairing.chaired import Chaired, chaired
from quorate_services.portal.store.drafts import Fields
from quorate_services.portal.web.erased import to_write_anew
from quorate_services.portal.web.forms import Posted, Sent, new_command_id
from quorate_services.portal.web.visit import Visit, Visiting
from quorate_services.portal.web.words import WORDS

router = APIRouter()
PATH = "/meetings/{meeting_id}/decisions"
_FIRST = ("PLAN_MADE", "PLAN_NOT_REQUIRED")
_OUTCOMES: Mapping[str, tuple[str, ...]] = {
    "STRATEGY_DISCUSSION": (
        "JOINT_SECTION_47_ENQUIRY",
        "SINGLE_SECTION_47_ENQUIRY",
        "NO_SECTION_47_ENQUIRY",
    ),
    "REVIEW_CONFERENCE": ("PLAN_CONTINUED", "PLAN_ENDED", *_FIRST),
}
"""What is offered; what the kind of meeting can decide, the API knows and holds."""
_WITH_PLAN = frozenset({"PLAN_MADE", "PLAN_CONTINUED"})


@router.get(PATH)
async def shown(visit: Visiting, meeting_id: UUID) -> Response:
    """Show every child with what is decided."""
    meeting = await chaired(visit, meeting_id)
    return await visit.page(
        "decisions/decisions.html", meeting=meeting.meeting, quorate=meeting.quorate, held=meeting.sitting
    )


@router.get(f"{PATH}/{{child_id}}")
async def asked(visit: Visiting, meeting_id: UUID, child_id: UUID) -> Response:
    """Show the form for one child."""
    return await _page(visit, await chaired(visit, meeting_id), str(child_id))


@router.post(f"{PATH}/{{child_id}}")
async def decided(sent: Sent, meeting_id: UUID, child_id: UUID) -> Response:
    """Record the decision, or its revision where there is one already."""
    visit = sent.visit
    meeting = await chaired(visit, meeting_id)
    child = _child(meeting, str(child_id))
    # What was shown decides, so that sending the form again sends the same command.
    revises = sent.get("revises") == "yes"
    errors = _errors(sent, meeting, revises=revises)
    if not errors:
        try:
            await _record(sent, meeting, child["childId"], revises=revises)
        except Said as no:
            errors["outcome"] = f"{no.message} {no.suggestion}"
    if errors:
        return await _page(visit, meeting, child["childId"], sent.fields, errors)
    await visit.discard()
    name = meeting.children[child["childId"]]
    return await visit.go(f"/meetings/{meeting.id}/decisions", f"The decision for {name} is on the record.")


def _errors(sent: Posted, meeting: Chaired, *, revises: bool) -> dict[str, str]:
    errors = {}
    outcome = sent.get("outcome")
    if outcome not in _outcomes(meeting):
        errors["outcome"] = "Choose what is decided"
    if outcome in _WITH_PLAN and sent.get("category") not in WORDS["CategoryOfAbuse"]:
        errors["category"] = "Choose the category of the plan"
    if sent.get("basis") not in WORDS["DecisionBasis"]:
        errors["basis"] = "Choose how it was decided"
    if not sent.get("rationale"):
        errors["rationale"] = "Enter the reasons"
    if revises and not sent.get("reason"):
        errors["reason"] = "Enter why the decision is changed"
    return errors


async def _record(sent: Posted, meeting: Chaired, child_id: str, *, revises: bool) -> None:
    outcome = sent.get("outcome")
    fields: dict[str, Any] = {
        "meetingId": meeting.id,
        "childId": child_id,
        "outcome": outcome,
        "basis": sent.get("basis"),
        "rationale": sent.get("rationale"),
        "category": sent.get("category") if outcome in _WITH_PLAN else None,
    }
    if meeting.meeting["kind"] == "STRATEGY_DISCUSSION":
        also = sent.all("also")
        fields |= {
            "medical": "medical" in also,
            "conferenceRequired": "conference" in also,
            "immediateAction": sent.get("immediate"),
        }
    if revises:
        await sent.visit.command("revise_decision", sent.command_id, **fields, reason=sent.get("reason"))
    else:
        await sent.visit.command("make_decision", sent.command_id, **fields)


def _outcomes(meeting: Chaired) -> tuple[str, ...]:
    return _OUTCOMES.get(meeting.meeting["kind"], _FIRST)


def _child(meeting: Chaired, child_id: str) -> dict[str, Any]:
    for each in meeting.meeting["children"]:
        if each["childId"] == child_id:
            return dict(each)
    raise Said("child_not_found", "This child is not in the meeting.", "Choose a child on the page before.")


def as_fields(decision: Mapping[str, Any]) -> Fields:
    """Return what the form begins with where a decision is revised."""
    also = [
        name for name, key in (("medical", "medical"), ("conference", "conferenceRequired")) if decision[key]
    ]
    return {
        "outcome": [decision["outcome"]],
        "category": [decision["category"] or ""],
        "basis": [decision["basis"]],
        "rationale": [to_write_anew(decision["rationale"])],
        "immediate": [to_write_anew(decision["immediateAction"])],
        "also": also,
    }


async def _page(
    visit: Visit,
    meeting: Chaired,
    child_id: str,
    fields: Fields | None = None,
    errors: dict[str, str] | None = None,
) -> Response:
    child = _child(meeting, child_id)
    before = child["decisions"][-1] if child["decisions"] else None
    draft = await visit.draft()
    return await visit.page(
        "decisions/decision.html",
        400 if errors else 200,
        meeting=meeting.meeting,
        child=meeting.children[child_id],
        before=before,
        quorate=meeting.quorate,
        outcomes=_outcomes(meeting),
        draft=draft,
        fields=fields or (draft.fields if draft else as_fields(before) if before else {}),
        errors=errors,
        command_id=new_command_id(),
    )
