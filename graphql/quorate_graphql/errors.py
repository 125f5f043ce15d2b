"""What callers are told of what went wrong: refusals in words, faults by number and without internals."""

import logging
import traceback
from collections.abc import Sequence
from uuid import uuid4

from asyncpg import CharacterNotInRepertoireError, UntranslatableCharacterError
from graphql import GraphQLError, GraphQLSyntaxError

from quorate_events.errors import QuorateError, Unavailable
from quorate_events.store.failures import CONNECTION_LOST
from quorate_graphql.limits.limits import TooManyTokens
from quorate_graphql.limits.rates import RateLimited
from quorate_graphql.unquoted import unquoted

log = logging.getLogger(__name__)

# What PostgreSQL says of a text with the character NUL in it.
_NO_TEXT = (CharacterNotInRepertoireError, UntranslatableCharacterError)
_BAD_VALUE = "Check the values that were passed."
_BAD_DOCUMENT = "Check the document against the schema."


class ViewsUnavailable(Unavailable):
    """The database behind the views cannot be reached."""

    code = "views_unavailable"

    def __init__(self) -> None:
        super().__init__("The record cannot be read at the moment.", "Try again in a moment.")


def presentable(error: GraphQLError) -> GraphQLError:
    """Return the error as a caller may see it: ``extensions`` has ``code`` and ``suggestion``.

    What nobody expected becomes a number, under which the log has its kind and where it happened. The log
    never has its text, which may quote what somebody wrote.
    """
    cause = _cause(error)
    if isinstance(cause, RateLimited):
        told = _with(error, cause.message, cause.code, cause.suggestion)
        assert told.extensions is not None
        told.extensions["retryAfter"] = cause.retry_after
        # Over HTTP it becomes a status and a header.
        told.original_error = cause
        return told
    if isinstance(cause, QuorateError):
        return _with(error, cause.message, cause.code, cause.suggestion, cause)
    if isinstance(cause, CONNECTION_LOST):
        lost = ViewsUnavailable()
        return _with(error, lost.message, lost.code, lost.suggestion, lost)
    if isinstance(cause, _NO_TEXT):
        return _with(error, "A text holds a character that no text can hold.", "invalid_value", _BAD_VALUE)
    if cause is not None:
        return _fault(error, cause)
    if isinstance(error, GraphQLSyntaxError):
        return _with(error, error.message, "syntax_error", "Check the document's syntax where it points to.")
    if error.path is None:
        return _with(error, unquoted(error.message), "invalid_document", _BAD_DOCUMENT)
    return _with(error, unquoted(error.message), "invalid_value", _BAD_VALUE)


def as_graphql(error: QuorateError) -> GraphQLError:
    """Return a refusal as an error of the whole request."""
    return GraphQLError(error.message, original_error=error)


def too_many_tokens(error: GraphQLError, limit: int) -> GraphQLError:
    """Return the parser's own complaint about tokens in our words, any other error as it is."""
    if isinstance(error, GraphQLSyntaxError) and "tokens" in error.message and str(limit) in error.message:
        return as_graphql(TooManyTokens(limit))
    return error


def _cause(error: GraphQLError) -> BaseException | None:
    cause: BaseException | None = error.original_error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    return cause


def _with(
    error: GraphQLError, message: str, code: str, suggestion: str, cause: QuorateError | None = None
) -> GraphQLError:
    return GraphQLError(
        message,
        nodes=error.nodes,
        source=error.source,
        positions=error.positions,
        path=error.path,
        # Kept for whoever chooses the status; it never reaches a caller.
        original_error=cause,
        extensions={"code": code, "suggestion": suggestion},
    )


def _fault(error: GraphQLError, cause: BaseException) -> GraphQLError:
    incident = str(uuid4())
    places: Sequence[traceback.FrameSummary] = traceback.extract_tb(cause.__traceback__)[-8:]
    where = " < ".join(f"{place.name}:{place.lineno}" for place in reversed(places))
    log.error("fault", extra={"incident": incident, "kind": type(cause).__qualname__, "place": where})
    told = _with(
        error,
        "Something went wrong inside Quorate.",
        "fault",
        f"Try again; if it stays, tell the operator the incident number {incident}.",
    )
    assert told.extensions is not None
    told.extensions["incident"] = incident
    return told
