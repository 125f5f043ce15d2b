"""``quorate token``: sign in as somebody of the demo, for scripts."""

import sys
from typing import Annotated
from uuid import UUID

import typer

from quorate_events.errors import NotFound
from quorate_services.cli.output import FAILED, Output, explain, load_settings
from quorate_services.demo.people import PEOPLE
from quorate_services.dev_issuer.issuer import DevelopmentIssuer, DevelopmentIssuerRefused


class UnknownSignIn(NotFound):
    """Neither a practitioner's id nor one of the short names of the demo."""

    code = "unknown_sign_in"

    def __init__(self) -> None:
        known = ", ".join(each.key for each in PEOPLE)
        super().__init__("Nobody is known by this name.", f"Give a practitioner's id, or one of: {known}.")


def token(
    who: Annotated[
        str, typer.Option("--as", help="A practitioner's id, or a short name that the demo lists.")
    ],
) -> None:
    """Print a token of the development issuer, good for half a day. Demo and test only.

    Send it as ``Authorization: Bearer``. It lets in whoever has been linked to the development issuer.
    """
    settings = load_settings()
    try:
        sys.stdout.write(DevelopmentIssuer.of(settings).token(_practitioner(who)) + "\n")
    except (DevelopmentIssuerRefused, UnknownSignIn) as refusal:
        explain(refusal, Output())
        raise typer.Exit(FAILED) from None


def _practitioner(who: str) -> UUID:
    for each in PEOPLE:
        if each.key == who:
            return each.id
    try:
        return UUID(who)
    except ValueError:
        raise UnknownSignIn from None
