"""Keeps what somebody is writing, and throws it away on request."""

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from quorate_services.portal.errors import FormNotOurs
from quorate_services.portal.web.forms import Sent, form_of
from quorate_services.portal.web.london import uk_clock

router = APIRouter()


@router.post("/drafts")
async def keep(sent: Sent) -> Response:
    """Keep the fields that a page sends by itself while somebody writes."""
    draft = await sent.visit.keep(sent.fields, _form(sent))
    return JSONResponse({"version": draft.version, "saved": uk_clock(draft.saved_at)})


@router.post("/drafts/discard")
async def discard(sent: Sent) -> Response:
    """Throw a draft away, and show its form empty."""
    form = _form(sent)
    await sent.visit.discard(form)
    return await sent.visit.go(form, "Your draft was thrown away.")


def _form(sent: Sent) -> str:
    form = form_of(sent.fields)
    if form is None:
        raise FormNotOurs
    return form
