"""The one tree of errors. Every refusal has a code, a sentence and a suggestion; none holds personal data."""

from typing import ClassVar


class QuorateError(Exception):
    """Base of every error that Quorate raises on purpose.

    ``code`` is stable and machine-readable, ``message`` is one sentence for a person, and
    ``suggestion`` says what to do next. Neither text may contain personal data.
    """

    code: ClassVar[str] = "quorate_error"

    def __init__(self, message: str, suggestion: str) -> None:
        super().__init__(message)
        self.message = message
        self.suggestion = suggestion


class Refused(QuorateError):
    """A command that the rules do not allow. Nothing was written."""

    code = "refused"


class Invalid(Refused):
    """A command whose content is not well-formed: too long, wrong characters, impossible time."""

    code = "invalid"


class NotFound(Refused):
    """Something named in the request does not exist, or is not for this reader."""

    code = "not_found"


class CommandIdReused(Refused):
    """The same command id was sent before with other content."""

    code = "command_id_reused"


class Conflict(QuorateError):
    """Somebody else changed the same record first, and the decision no longer holds."""

    code = "conflict"


class Unavailable(QuorateError):
    """The log cannot be reached. Send the command again with the same id."""

    code = "unavailable"
