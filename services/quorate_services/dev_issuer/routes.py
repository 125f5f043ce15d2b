"""The addresses of the development issuer. They answer programs and browsers of this machine only."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import msgspec
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from quorate_services.dev_issuer.authorizing import Codes, authorization_from
from quorate_services.dev_issuer.issuer import ISSUER, LIFETIME, DevelopmentIssuer
from quorate_services.dev_issuer.pages import choosing, page, shown
from quorate_services.dev_issuer.sign_ins import SignIn

_HERE = ("127.0.0.1", "::1", "localhost")
_LONGEST_FORM = 4096
_ASKED = (
    "response_type", "client_id", "redirect_uri", "scope", "state", "nonce",
    "code_challenge", "code_challenge_method",
)  # fmt: skip
_A_TOKEN = "A token is shown; send it as <code>Authorization: Bearer …</code>."  # noqa: S105
_INTO_PORTAL = "Choose whom to sign in as. There is no password."
_UNASKED = "This address was not called as a sign-in is: begin at the portal."


def development_routes(issuer: DevelopmentIssuer, people: Sequence[SignIn]) -> list[Route]:
    """Return the routes: discovery, keys, the list of people, sign-in, and tokens."""
    by_key = {each.key: each.practitioner_id for each in people}
    # An agency's software has no browser.
    persons = [each for each in people if each.role != "system_client"]
    codes = Codes()

    async def discovery(request: Request) -> Response:
        here = f"{str(request.base_url).rstrip('/')}/dev-issuer"
        return _json(
            {
                "issuer": ISSUER,
                "authorization_endpoint": f"{here}/authorize",
                "token_endpoint": f"{here}/token",
                "jwks_uri": f"{here}/jwks",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["ES256"],
                "code_challenge_methods_supported": ["S256"],
                "token_endpoint_auth_methods_supported": ["none"],
                "scopes_supported": ["openid", "offline_access"],
            }
        )

    async def jwks(_request: Request) -> Response:
        return _json(issuer.key_set)

    async def listed(_request: Request) -> Response:
        return _json({"people": people})

    async def token_alone(request: Request) -> Response:
        subject = _subject(await _form(request), by_key)
        if subject is None:
            return _json({"error": "invalid_request"}, 400)
        return PlainTextResponse(issuer.token(subject), headers={"Cache-Control": "no-store"})

    async def token(request: Request) -> Response:
        form = await _form(request)
        grant = form.get("grant_type")
        redeemed = codes.redeem(form) if grant == "authorization_code" else None
        subject = redeemed[0] if redeemed else _subject(form, by_key)
        if grant == "refresh_token":
            subject = codes.renew(form.get("refresh_token", ""))
        if subject is None:
            return _json({"error": "invalid_grant" if grant else "invalid_request"}, 400)
        access = issuer.token(subject)
        told = {"access_token": access, "token_type": "Bearer", "expires_in": int(LIFETIME.total_seconds())}
        if redeemed:
            told["id_token"] = issuer.identity_token(subject, redeemed[1].nonce, access)
        if grant == "refresh_token" or (redeemed and "offline_access" in redeemed[1].scope.split()):
            told["refresh_token"] = codes.renewable(subject)
        return _json(told)

    async def authorize(request: Request) -> Response:
        posted = request.method == "POST"
        form = await _form(request) if posted else dict(request.query_params)
        authorization = authorization_from(form)
        if authorization is None:
            return page("", _UNASKED, status=400)
        subject = _subject(form, by_key) if posted else None
        if subject is None:
            kept = {name: form[name] for name in _ASKED if name in form}
            return choosing(
                persons, "/dev-issuer/authorize", _INTO_PORTAL, kept, answers_to=authorization.origin
            )
        code = codes.give(authorization, subject)
        return RedirectResponse(authorization.answered(code), 303, {"Cache-Control": "no-store"})

    async def front(request: Request) -> Response:
        subject = _subject(await _form(request), by_key) if request.method == "POST" else None
        if subject is None:
            return choosing(people, "/dev-issuer", _A_TOKEN)
        return page(shown(issuer.token(subject)), _A_TOKEN)

    return [
        Route("/dev-issuer", _here(front), methods=["GET", "POST"]),
        Route("/dev-issuer/.well-known/openid-configuration", _here(discovery)),
        Route("/dev-issuer/jwks", _here(jwks)),
        Route("/dev-issuer/people", _here(listed)),
        Route("/dev-issuer/authorize", _here(authorize), methods=["GET", "POST"]),
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


async def _form(request: Request) -> dict[str, str]:
    """Return what a form holds; nothing where it is longer than any of these."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LONGEST_FORM:
            return {}
    return dict(parse_qsl(body.decode("utf-8", errors="replace")))


def _subject(form: dict[str, str], by_key: dict[str, str]) -> str | None:
    """Return the practitioner that a form names by id or by short name, as ``practitioner``."""
    given = form.get("practitioner", "")
    return by_key.get(given, given) or None


def _json(body: Any, status: int = 200) -> Response:
    return Response(msgspec.json.encode(body), status, {"Cache-Control": "no-store"}, "application/json")
