"""A page to ask questions from in a browser, for demo and tests. It loads nothing from anywhere else."""

import secrets
from importlib import resources

from starlette.responses import HTMLResponse


def explorer_page() -> HTMLResponse:
    """Return the page, with a policy that lets only its own script and style run."""
    nonce = secrets.token_urlsafe(16)
    page = resources.files("quorate_graphql.http").joinpath("explorer.html").read_text(encoding="utf-8")
    policy = (
        f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return HTMLResponse(
        page.replace("{nonce}", nonce),
        headers={"Content-Security-Policy": policy, "Cache-Control": "no-store"},
    )
