"""Writing a contribution: the form, a look at it as others will see it, and sending it."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from quorate_services.portal.errors import Said
from quorate_services.portal.pages.contribution.asked import asked_of
from quorate_services.portal.pages.contribution.fields import (
    contribution_from,
    errors_in,
    next_number,
    parts_of,
)
from quorate_services.portal.pages.contribution.preview import preview
from quorate_services.portal.store.drafts import Draft, Fields
from quorate_services.portal.web.forms import COMMAND_ID, Sent, new_command_id
from quorate_services.portal.web.visit import Visit, Visiting

router = APIRouter()
FORM = "/meetings/{meeting_id}/contribution"
_REMOVE = "remove-"


@router.get(FORM)
async def write(visit: Visiting, meeting_id: UUID) -> Response:
    """Show the form with what was written before."""
    return await _form(visit, meeting_id, await visit.draft())


@router.post(FORM)
async def written(sent: Sent, meeting_id: UUID) -> Response:
    """Keep what was written; add or remove a part, or go on to look at it."""
    visit, do = sent.visit, sent.get("do")
    fields = dict(sent.fields)
    if do == "add":
        fields["part"] = [*fields.get("part", []), next_number(fields)]
    elif do.startswith(_REMOVE):
        fields["part"] = [each for each in fields.get("part", []) if each != do.removeprefix(_REMOVE)]
    draft = await visit.keep(fields)
    if do != "check":
        return await visit.go(f"{visit.form}#{_last(fields) if do == 'add' else 'parts'}")
    asked = await asked_of(visit, meeting_id)
    what = contribution_from(fields, list(asked.children))
    errors = errors_in(what, asked.children, visit.portal.options.clock())
    if errors:
        return await _form(visit, meeting_id, draft, errors)
    return await visit.go(f"{visit.form}/check")


@router.get(f"{FORM}/check")
async def check(visit: Visiting, meeting_id: UUID) -> Response:
    """Show what is about to be shared, as the chair, other agencies and the family will see it."""
    return await _check(visit, meeting_id)


@router.post(f"{FORM}/check")
async def send(sent: Sent, meeting_id: UUID) -> Response:
    """Share it."""
    visit, form = sent.visit, _form_of(meeting_id)
    draft = await visit.portal.drafts.find(visit.person.practitioner_id, form)
    if draft is None:
        # The same form sent a second time: the draft went with the first.
        return await visit.go(f"/meetings/{meeting_id}#own")
    if sent.get("draft_version") != str(draft.version):
        return await _check(
            visit, meeting_id, "What you wrote has changed since this page was shown. Look again."
        )
    asked = await asked_of(visit, meeting_id)
    what = contribution_from(draft.fields, list(asked.children))
    if errors := errors_in(what, asked.children, visit.portal.options.clock()):
        return await _form(visit, meeting_id, draft, errors, form)
    try:
        await visit.command(
            "submit_contribution",
            UUID(draft.fields[COMMAND_ID][0]),
            meetingId=str(meeting_id),
            parts=parts_of(what),
        )
    except Said as no:
        return await _form(visit, meeting_id, draft, {"parts": f"{no.message} {no.suggestion}"}, form)
    await visit.discard(form)
    return await visit.go(f"/meetings/{meeting_id}#own", "What your agency knows has been shared.")


async def _form(
    visit: Visit,
    meeting_id: UUID,
    draft: Draft | None,
    errors: dict[str, str] | None = None,
    path: str | None = None,
) -> Response:
    asked = await asked_of(visit, meeting_id)
    fields = draft.fields if draft else {}
    return await visit.page(
        "contribution/write.html",
        400 if errors else 200,
        asked=asked,
        written=contribution_from(fields, list(asked.children)),
        draft=draft,
        errors=errors,
        form=path or visit.form,
        command_id=(fields.get(COMMAND_ID) or [new_command_id()])[0],
        today=visit.portal.today(),
    )


async def _check(visit: Visit, meeting_id: UUID, problem: str | None = None) -> Response:
    form = _form_of(meeting_id)
    draft = await visit.portal.drafts.find(visit.person.practitioner_id, form)
    asked = await asked_of(visit, meeting_id)
    what = contribution_from(draft.fields if draft else {}, list(asked.children))
    if draft is None or errors_in(what, asked.children, visit.portal.options.clock()):
        return await visit.go(form)
    return await visit.page(
        "contribution/check.html",
        400 if problem else 200,
        asked=asked,
        seen=preview(parts_of(what), asked.children, {**asked.others}),
        draft=draft,
        form=form,
        errors={"share": problem} if problem else None,
    )


def _form_of(meeting_id: UUID) -> str:
    return FORM.format(meeting_id=meeting_id)


def _last(fields: Fields) -> str:
    return f"p{fields['part'][-1]}"
