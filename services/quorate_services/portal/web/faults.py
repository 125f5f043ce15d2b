"""What is shown where a page cannot be: each with what to do next, and with nothing that was written lost."""

import logging
from urllib.parse import quote
from uuid import uuid4

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from quorate_events.errors import QuorateError
from quorate_services.portal.errors import (
    ApiAway,
    FormNotOurs,
    FormTooLong,
    IssuerAway,
    NotLetIn,
    Said,
    SignInAgain,
    SignInFailed,
    SomebodyElse,
)
from quorate_services.portal.web.forms import form_of
from quorate_services.portal.web.navigation import menu
from quorate_services.portal.web.portal import Portal
from quorate_services.portal.web.visit import Visit

log = logging.getLogger(__name__)

_STATUS: dict[type[QuorateError], int] = {
    ApiAway: 503,
    IssuerAway: 503,
    SignInFailed: 400,
    NotLetIn: 403,
    SomebodyElse: 409,
    FormNotOurs: 403,
    FormTooLong: 413,
    SignInAgain: 401,
}
_TITLES: dict[type[QuorateError], str] = {
    ApiAway: "Quorate does not answer at the moment",
    IssuerAway: "Nobody can be signed in at the moment",
    SignInFailed: "You could not be signed in",
    NotLetIn: "Quorate does not know you yet",
    SomebodyElse: "Somebody else is signed in now",
    FormNotOurs: "This form could not be taken",
    FormTooLong: "This is too long",
    SignInAgain: "Sign in to go on",
}

_IN_WORDS_OF_PAGES = {
    "cursor_unknown": ("This part of the list is not there any more.", "Open the list from its beginning."),
}
"""Refusals that the API explains to programs, by code: what a page says instead, and suggests."""
_NO_DUTY = frozenset({"no_duty", "looks_not_for_you"})


def add_faults(app: FastAPI) -> None:
    """Have the portal's errors answered with pages."""
    app.add_exception_handler(QuorateError, _refused)
    app.add_exception_handler(HTTPException, _not_there)
    app.add_exception_handler(RequestValidationError, _no_such_address)


class Faults:
    """Answers what nobody expected with a page and an incident number. The server would log the error's text."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and answer in its place when that fails."""
        started = False

        async def noting(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, noting)
        except Exception as error:
            if scope["type"] != "http" or started:
                raise
            answer = await _fault(Request(scope), error)
            await answer(scope, receive, send)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, QuorateError)
    visit: Visit | None = getattr(request.state, "visit", None)
    fields = getattr(request.state, "fields", None)
    kept = isinstance(error, SignInAgain | SomebodyElse) and getattr(error, "kept", True)
    if visit is not None and fields is not None:
        await visit.keep(fields, form_of(fields))
        kept = True
    if isinstance(error, SignInAgain) and visit is not None:
        await visit.end()
        visit = request.state.visit = None
    status = _status(error)
    if request.headers.get("accept") == "application/json":
        return JSONResponse({"code": error.code, "message": error.message}, status)
    title = "There is nothing here" if status == 404 else _TITLES.get(type(error), "That was not possible")
    again = (
        f"/sign-in?to={quote(request.url.path)}" if isinstance(error, SignInAgain | SignInFailed) else None
    )
    said = error.said if isinstance(error, Said) else error.code
    message, suggestion = _IN_WORDS_OF_PAGES.get(said, (error.message, error.suggestion))
    return _page(
        request,
        status,
        title=title,
        message=message,
        suggestion=suggestion,
        kept=kept,
        again=again,
        retry=isinstance(error, ApiAway | IssuerAway),
        fields=fields,
        token=visit.form_token if visit else None,
    )


async def _not_there(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    there_is = "There is nothing at this address." if status in (404, 405) else "This could not be answered."
    return _page(request, status, title="Page not found", message=there_is, suggestion="Check the address.")


async def _no_such_address(request: Request, _error: Exception) -> Response:
    return await _not_there(request, HTTPException(404))


async def _fault(request: Request, error: Exception) -> Response:
    incident = str(uuid4())
    log.error("fault", extra={"incident": incident}, exc_info=error)
    visit: Visit | None = getattr(request.state, "visit", None)
    fields = getattr(request.state, "fields", None)
    if visit is not None and fields is not None:
        await visit.keep(fields)
    return _page(
        request,
        500,
        title="Something went wrong",
        message="Something went wrong inside the portal.",
        suggestion=f"Try again; if it stays, tell your administrator the number {incident}.",
        kept=fields is not None,
        retry=True,
        fields=fields,
        token=visit.form_token if visit else None,
    )


def _status(error: QuorateError) -> int:
    if isinstance(error, Said):
        return 404 if error.said.endswith("_not_found") else 403 if error.said in _NO_DUTY else 400
    return _STATUS.get(type(error), 400)


def _page(request: Request, status: int, **shown: object) -> Response:
    portal: Portal = request.app.state.portal
    visit: Visit | None = getattr(request.state, "visit", None)
    text = portal.templates.get_template("fault.html").render(
        **shown,
        visit=visit,
        person=visit.person if visit else None,
        menu=menu(visit.person.duties) if visit else [],
        path=request.url.path,
        method=request.method,
        invented=portal.options.invented,
    )
    return HTMLResponse(text, status)
