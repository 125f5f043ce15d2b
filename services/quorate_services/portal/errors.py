"""What can stand between a person and a page, each with a page of its own (``web/faults.py``)."""

from quorate_events.errors import QuorateError, Refused, Unavailable


class ApiAway(Unavailable):
    """The API does not answer, or cannot at the moment."""

    code = "portal_api_away"

    def __init__(self) -> None:
        super().__init__(
            "Quorate does not answer at the moment.", "Try again in a minute. What you wrote is kept."
        )


class IssuerAway(Unavailable):
    """The issuer that signs people in does not answer, or not as agreed."""

    code = "portal_issuer_away"

    def __init__(self) -> None:
        super().__init__("Nobody can be signed in at the moment.", "Try again in a minute.")


class SignInFailed(Refused):
    """A sign-in that came back did not belong to one that was begun here, or the issuer refused it."""

    code = "portal_sign_in_failed"

    def __init__(self) -> None:
        super().__init__("You could not be signed in.", "Begin again, and finish within ten minutes.")


class NotLetIn(Refused):
    """The issuer knows the person, and the partnership does not let the account in."""

    code = "portal_not_let_in"
    hint = "Ask whoever keeps your agency's members in Quorate to let you in."

    def __init__(self, message: str, suggestion: str) -> None:
        super().__init__(message, suggestion or self.hint)


class SignInAgain(Refused):
    """A page that needs somebody signed in was asked for by nobody, or by somebody whose time is over.

    ``kept`` says that what was sent with the request was kept as a draft.
    """

    code = "portal_sign_in_again"

    def __init__(self, *, kept: bool = False) -> None:
        super().__init__("You are not signed in any more.", "Sign in again.")
        self.kept = kept


class SomebodyElse(Refused):
    """A form that was shown to one person was sent while another is signed in with the same browser."""

    code = "portal_somebody_else"

    def __init__(self) -> None:
        super().__init__(
            "Somebody else is signed in with this browser now.",
            "What was written is kept for the person who wrote it. Nothing was sent.",
        )


class FormNotOurs(Refused):
    """A form that the portal did not make, or long ago."""

    code = "portal_form_not_ours"

    def __init__(self) -> None:
        super().__init__("This form is not valid any more.", "Open the page again, and send it from there.")


class FormTooLong(Refused):
    """More was sent than any form of the portal can hold."""

    code = "portal_form_too_long"

    def __init__(self) -> None:
        super().__init__("This is more than one form can hold.", "Share it in several parts.")


class Said(Refused):
    """The API said no, in its own words: ``code`` is its code."""

    code = "portal_api_said_no"

    def __init__(self, code: str, message: str, suggestion: str) -> None:
        super().__init__(message, suggestion)
        self.said = code


class PortalKeyMissing(QuorateError):
    """Production keeps drafts and sessions encrypted, and has to be given the key."""

    code = "portal_key_missing"

    def __init__(self) -> None:
        super().__init__(
            "QUORATE_PORTAL_KEY is missing.",
            "Make one with: openssl rand -base64 32. Keep it apart from the file that it encrypts.",
        )


class StoreUnreadable(QuorateError):
    """The file of sessions and drafts belongs to another key, or is damaged."""

    code = "portal_store_unreadable"

    def __init__(self) -> None:
        super().__init__(
            "The portal's sessions and drafts cannot be read with this key.",
            "Give QUORATE_PORTAL_KEY the key with which they were written.",
        )
