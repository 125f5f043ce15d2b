"""Whether somebody who opened a connection may still be told anything over it."""

from quorate_events.errors import Refused
from quorate_graphql.context import Asking
from quorate_graphql.identity import Identity


class SignInEnded(Refused):
    """The membership or the sign-in with which a connection was opened is no longer valid."""

    code = "sign_in_ended"

    def __init__(self) -> None:
        super().__init__(
            "The sign-in with which this connection was opened has ended.",
            "Sign in again, and open a new connection.",
        )


async def reauthorise(asking: Asking) -> None:
    """Look anew who asks, with their present duties; nobody stays nobody.

    Raises ``SignInEnded`` when they are no longer the same person for the same agency, and whatever the check
    of the sign-in raises. Whoever was kept out once is kept out until they connect again.
    """
    before = asking.viewer
    if before is None:
        if asking.identity.refusal is not None:
            raise asking.identity.refusal
        return
    now = await asking.reidentify()
    if now is None or now.recorder != before:
        asking.identify(Identity(refusal=SignInEnded()))
        raise SignInEnded
    asking.actor = now
