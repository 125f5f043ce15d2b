"""The pages of the development issuer."""

from collections.abc import Mapping, Sequence
from html import escape

from starlette.responses import HTMLResponse

from quorate_services.dev_issuer.sign_ins import SignIn

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sign in to the demo</title></head>
<body><main><h1>Sign in to the demo</h1>
<p>Every person here is invented. {told}</p>
{body}</main></body></html>"""
_POLICY = "default-src 'none'; form-action 'self'{more}; base-uri 'none'; frame-ancestors 'none'"


def choosing(
    people: Sequence[SignIn],
    action: str,
    told: str,
    kept: Mapping[str, str] | None = None,
    answers_to: str = "",
) -> HTMLResponse:
    """Return the page on which one chooses whom to sign in as; ``kept`` comes back with the choice.

    ``answers_to`` is the origin that the choice may take the browser to.
    """
    hidden = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in (kept or {}).items()
    )
    buttons = "".join(
        f'<li><button name="practitioner" value="{escape(each.practitioner_id)}">{escape(each.name)}</button> '
        f"{escape(each.kind)}, {escape(each.agency)}. {escape(each.look_at)}</li>"
        for each in people
    )
    return page(f'<form method="post" action="{action}">{hidden}<ul>{buttons}</ul></form>', told, answers_to)


def page(body: str, told: str, answers_to: str = "", status: int = 200) -> HTMLResponse:
    """Return a page with ``body``, which is markup, and a sentence."""
    policy = _POLICY.format(more=f" {answers_to}" if answers_to else "")
    headers = {"Cache-Control": "no-store", "Content-Security-Policy": policy}
    return HTMLResponse(_PAGE.format(told=told, body=body), status, headers=headers)


def shown(token: str) -> str:
    """Return the part of a page that shows a token."""
    return (
        f'<p><label for="token">Token</label></p><textarea id="token" rows="6" cols="90" readonly>{token}'
        '</textarea><p><a href="/dev-issuer">Somebody else</a></p>'
    )
