"""Why a token is not believed. Whoever forges one learns nothing from it."""

from typing import ClassVar

from quorate_events.errors import QuorateError, Unavailable
from quorate_graphql.identity import NotIdentified


class TokenRefused(NotIdentified):
    """A token that is not believed."""

    code = "token_refused"
    challenge: ClassVar[str] = 'Bearer error="invalid_token"'
    sentence: ClassVar[str] = "The token is not accepted."
    hint: ClassVar[str] = "Sign in again."

    def __init__(self) -> None:
        QuorateError.__init__(self, self.sentence, self.hint)


class TokenMalformed(TokenRefused):
    """What was sent is no token: not three parts in base64url, or without the claims that every one has."""

    code = "token_malformed"
    sentence = "What was sent to sign in is not a token."
    hint = "Send `Authorization: Bearer` and the access token, as the issuer gave it."


class TokenTooLong(TokenRefused):
    """A token that is longer than any that is looked at."""

    code = "token_too_long"
    sentence = "The token is too long."
    hint = "Ask the issuer's operator for tokens without further claims: 8 KB are the most."


class TokenNotTrusted(TokenRefused):
    """No trusted issuer signed it in the way agreed: which of the checks failed is not told."""

    code = "token_not_trusted"
    sentence = "The token does not come from an issuer that is trusted here."
    hint = "Sign in with the account that your agency uses for Quorate."


class TokenNotForUs(TokenRefused):
    """A genuine token that was made for something else."""

    code = "token_not_for_us"
    sentence = "The token was not made for Quorate."
    hint = "Ask the issuer for a token with Quorate as its audience."


class TokenExpired(TokenRefused):
    """A genuine token whose time is over."""

    code = "token_expired"
    sentence = "The token has expired."
    hint = "Sign in again, or use the refresh token."


class TokenNotYetValid(TokenRefused):
    """A genuine token whose time has not come."""

    code = "token_not_yet_valid"
    sentence = "The token is not valid yet."
    hint = "Try again in a moment; if it stays, let the clocks be compared."


class IdentityUnavailable(Unavailable):
    """The log cannot be reached, so that nobody's membership can be looked up."""

    code = "identity_unavailable"

    def __init__(self) -> None:
        super().__init__(
            "It cannot be looked up at the moment who asks.",
            "Try again in a moment; send a command with the same id.",
        )


class KeysUnavailable(Unavailable):
    """The keys of a trusted issuer have never been read, or not for a day, and cannot be read now."""

    code = "issuer_keys_unavailable"

    def __init__(self) -> None:
        super().__init__(
            "Nobody can sign in at the moment: the issuer does not answer.", "Try again shortly."
        )
