"""The addresses of the development issuer. They answer programs and browsers of this machine only."""

from collections.abc import Awaitable, Callable, Sequence
from html import escape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from quorate_services.dev_issuer.issuer import ISSUER, LIFETIME, DevelopmentIssuer
from quorate_services.dev_issuer.sign_ins import SignIn

_HERE = ("127.0.0.1", "::1", "localhost")
_LONGEST_FORM = 4096
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Sign in to the demo</title></head>
<body><h1>Sign in to the demo</h1>
<p>Every person here is invented. A token is shown; send it as <code>Authorization: Bearer …</code>.</p>
{body}</body></html>"""
_POLICY = "default-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"


def development_routes(issuer: DevelopmentIssuer, people: Sequence[SignIn]) -> list[Route]:
    """Return the routes: discovery, keys, the list of people, and tokens."""
    by_key = {each.key: each.practitioner_id for each in people}

    async def discovery(_request: Request) -> Response:
        return _json({"issuer": ISSUER, "jwks_uri": f"{ISSUER}/jwks", "token_endpoint": f"{ISSUER}/token"})

    async def jwks(_request: Request) -> Response:
        return _json(issuer.key_set)

    async def listed(_request: Request) -> Response:
        return _json({"people": people})

    async def token_alone(request: Request) -> Response:
        subject = await _named(request, by_key)
        if subject is None:
            return _json({"error": "invalid_request"}, 400)
        return PlainTextResponse(issuer.token(subject), headers={"Cache-Control": "no-store"})

    async def token(request: Request) -> Response:
        subject = await _named(request, by_key)
        if subject is None:
            return _json({"error": "invalid_request"}, 400)
        lifetime = int(LIFETIME.total_seconds())
        told = {"access_token": issuer.token(subject), "token_type": "Bearer", "expires_in": lifetime}
        return _json(told)

    async def page(request: Request) -> Response:
        subject = await _named(request, by_key) if request.method == "POST" else None
        body = _form(people) if subject is None else _shown(issuer.token(subject))
        headers = {"Cache-Control": "no-store", "Content-Security-Policy": _POLICY}
        return HTMLResponse(_PAGE.replace("{body}", body), headers=headers)

    return [
        Route("/dev-issuer", _here(page), methods=["GET", "POST"]),
        Route("/dev-issuer/.well-known/openid-configuration", _here(discovery)),
        Route("/dev-issuer/jwks", _here(jwks)),
        Route("/dev-issuer/people", _here(listed)),
        Route("/dev-issuer/token", _here(token), methods=["POST"]),
        Route("/dev-issuer/token.txt", _here(token_alone), methods=["POST"]),
    ]


_Answer = Callable[[Request], Awaitable[Response]]


def _here(answer: _Answer) -> _Answer:
    """Refuse other machines, and pages of other names that a browser was led to believe are this machine."""

    async def guarded(request: Request) -> Response:
        named = urlsplit(f"//{request.headers.get('host', '')}").hostname
        if request.client is None or request.client.host not in _HERE or named not in _HERE:
            return _json({"error": "only_on_this_machine"}, 403)
        return await answer(request)

    return guarded


async def _named(request: Request, by_key: dict[str, str]) -> str | None:
    """Return the practitioner that a form names by id or by short name, as ``practitioner``."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LONGEST_FORM:
            return None
    given = parse_qs(body.decode("utf-8", errors="replace")).get("practitioner", [""])[0]
    return by_key.get(given, given) or None


def _form(people: Sequence[SignIn]) -> str:
    buttons = "".join(
        f'<li><button name="practitioner" value="{escape(each.practitioner_id)}">{escape(each.name)}</button> '
        f"{escape(each.kind)}, {escape(each.agency)}. {escape(each.look_at)}</li>"
        for each in people
    )
    return f'<form method="post" action="/dev-issuer"><ul>{buttons}</ul></form>'


def _shown(token: str) -> str:
    return (
        f'<p><label for="token">Token</label></p><textarea id="token" rows="6" cols="90" readonly>{token}'
        '</textarea><p><a href="/dev-issuer">Somebody else</a></p>'
    )


def _json(body: Any, status: int = 200) -> Response:
    return Response(msgspec.json.encode(body), status, {"Cache-Control": "no-store"}, "application/json")
