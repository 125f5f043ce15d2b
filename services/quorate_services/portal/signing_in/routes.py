"""Sign-in, coming back from the issuer, and sign-out."""

from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from quorate_services.portal.errors import NotLetIn, Said, SignInFailed
from quorate_services.portal.store.sessions import Person, Session, Tokens, new_form_token
from quorate_services.portal.web.forms import Sent, is_local
from quorate_services.portal.web.portal import Portal
from quorate_services.portal.web.visit import live_session

router = APIRouter()
CALLBACK = "/signed-in"
_TEN_MINUTES = 600


@router.get("/sign-in")
async def sign_in(request: Request, to: str = "/") -> Response:
    """Send the browser to the issuer; afterwards it goes to the page ``to``."""
    portal: Portal = request.app.state.portal
    address, state = await portal.relying_party.begin()
    session = Session(form_token=new_form_token(), issuer_state=state, to=to if is_local(to) else "/")
    word = await portal.sessions.begin(session, portal.options.clock())
    return _with_cookie(portal, RedirectResponse(address, 303), word)


@router.get(CALLBACK)
async def signed_in(request: Request) -> Response:
    """Take back whoever the issuer has signed in, in a new session."""
    portal: Portal = request.app.state.portal
    kept = await live_session(portal, request)
    now = portal.options.clock()
    if kept is None or not kept.session.issuer_state or (now - kept.began_at).total_seconds() > _TEN_MINUTES:
        raise SignInFailed
    begun = kept.session.issuer_state
    await portal.sessions.forget(kept)
    tokens = await portal.relying_party.finish(begun, dict(request.query_params))
    person = await _person(portal, tokens)
    session = Session(form_token=new_form_token(), person=person, tokens=tokens)
    word = await portal.sessions.begin(session, now)
    return _with_cookie(portal, RedirectResponse(kept.session.to, 303), word)


@router.post("/sign-out")
async def sign_out(form: Sent, request: Request) -> Response:
    """End the session. Drafts stay for the next time."""
    portal: Portal = request.app.state.portal
    tokens = form.visit.tokens
    await form.visit.end()
    elsewhere = await portal.relying_party.end_session()
    if elsewhere is not None:
        hint = {"id_token_hint": tokens.identity} if tokens and tokens.identity else {}
        back = {"post_logout_redirect_uri": f"{portal.options.address}/"}
        client = {"client_id": portal.options.signing_in.client_id}
        elsewhere = f"{elsewhere}?{urlencode({**hint, **back, **client})}"
    shown = portal.templates.get_template("signed_out.html").render(
        elsewhere=elsewhere, invented=portal.options.invented
    )
    return HTMLResponse(shown)


async def _person(portal: Portal, tokens: Tokens) -> Person:
    try:
        viewer = (await portal.api.ask(tokens.access, "who_am_i"))["viewer"]
    except Said as no:
        # What the API suggests here are its own operations, which have no page.
        raise NotLetIn(no.message, "" if no.said == "not_a_member" else no.suggestion) from None
    if viewer is None:
        raise SignInFailed
    named, agency = viewer["practitioner"] or {}, viewer["agency"] or {}
    return Person(
        practitioner_id=viewer["practitionerId"],
        name=named.get("name", "Name not registered"),
        agency_id=viewer["agencyId"],
        agency_name=agency.get("name", "Agency not registered"),
        sector=agency.get("sector", ""),
        duties=tuple(viewer["duties"]),
    )


def _with_cookie(portal: Portal, response: Response, word: str) -> Response:
    response.set_cookie(
        portal.cookie, word, path="/", secure=portal.options.secure, httponly=True, samesite="lax"
    )
    return response
