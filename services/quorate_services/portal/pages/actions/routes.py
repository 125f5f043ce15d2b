"""The actions of the reader's agency, and what is done about each."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from quorate_services.portal.errors import Said
from quorate_services.portal.pages.actions.owned import (
    ActionNotFound,
    colleagues,
    options_of,
    owned_action,
)
from quorate_services.portal.pages.actions.steps import STEPS, Step
from quorate_services.portal.store.drafts import Fields
from quorate_services.portal.web.forms import Sent, new_command_id
from quorate_services.portal.web.visit import Visit, Visiting

router = APIRouter()
ACTION = "/meetings/{meeting_id}/actions/{action_id}"
_FILTERS: dict[str, dict[str, Any]] = {
    "open": {"statuses": ["AGREED", "ACCEPTED"]},
    "overdue": {"statuses": ["AGREED", "ACCEPTED"], "overdue": True},
    "done": {"statuses": ["COMPLETED", "NOT_DONE"]},
}


@router.get("/actions")
async def actions(visit: Visiting, show: str = "open", after: str | None = None) -> Response:
    """List the agency's actions by date."""
    shown = show if show in _FILTERS else "open"
    wanted = {"agencyId": visit.person.agency_id, "after": after, **_FILTERS[shown]}
    found = (await visit.ask("actions", at_least=True, **wanted))["actions"]
    return await visit.page("actions/actions.html", found=found, shown=shown)


@router.get(ACTION)
async def action(visit: Visiting, meeting_id: UUID, action_id: UUID) -> Response:
    """Show one action, what became of it, and what can be done."""
    return await visit.page(
        "actions/action.html",
        action=await owned_action(visit, meeting_id, action_id),
        roles=await visit.roles(),
    )


@router.get(f"{ACTION}/{{step}}")
async def step_shown(visit: Visiting, meeting_id: UUID, action_id: UUID, step: str) -> Response:
    """Show the form of one step."""
    return await _page(visit, meeting_id, action_id, _step(step))


@router.post(f"{ACTION}/{{step}}")
async def step_taken(sent: Sent, meeting_id: UUID, action_id: UUID, step: str) -> Response:
    """Take one step: accept, tell of progress, complete, or say that it will not be done."""
    taken, visit = _step(step), sent.visit
    given = sent.get(taken.field)
    errors = {} if given else {taken.field: taken.missing}
    if not errors:
        try:
            await visit.command(
                taken.document,
                sent.command_id,
                meetingId=str(meeting_id),
                actionId=str(action_id),
                **{taken.field: given},
            )
        except Said as no:
            errors = {taken.field: f"{no.message} {no.suggestion}"}
    if errors:
        return await _page(visit, meeting_id, action_id, taken, sent.fields, errors)
    await visit.discard()
    return await visit.go(f"/meetings/{meeting_id}/actions/{action_id}", taken.said)


def _step(name: str) -> Step:
    if name not in STEPS:
        raise ActionNotFound
    return STEPS[name]


async def _page(
    visit: Visit,
    meeting_id: UUID,
    action_id: UUID,
    step: Step,
    fields: Fields | None = None,
    errors: dict[str, str] | None = None,
) -> Response:
    draft = await visit.draft()
    people: list[dict[str, str]] = []
    if step.field == "practitionerId":
        people = options_of(await colleagues(visit))
    return await visit.page(
        "actions/step.html",
        400 if errors else 200,
        action=await owned_action(visit, meeting_id, action_id),
        step=step,
        people=people,
        draft=draft,
        fields=fields or (draft.fields if draft else {}),
        errors=errors,
        command_id=new_command_id(),
    )
