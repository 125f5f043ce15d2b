"""What a log line may hold. A key that is not listed is dropped, whoever wrote the line."""

from collections.abc import Mapping, MutableMapping
from typing import Any

ALLOWED: Mapping[str, str] = {
    "time": "when, in UTC",
    "level": "how grave it is",
    "logger": "the module that tells it",
    "event": "what happened, in fixed words",
    "request_id": "the request, as told to the client in X-Request-Id",
    "address": "one of the API's own addresses, or `other`",
    "operation": "the operation's name, of trusted documents only",
    "document": "the document: its SHA-256 if it is trusted, else a keyed hash",
    "actor": "who asked: a keyed hash of their id",
    "agency": "the id of their agency",
    "status": "the HTTP status, or the code with which a WebSocket was closed",
    "ms": "milliseconds that it took",
    "cost": "values that the answer could hold",
    "codes": "the codes of what was refused",
    "incident": "the number of a fault, as told to the client",
    "kind": "the class of an error, without its text",
    "place": "the functions and lines where an error arose",
    "projection": "a view, by name",
    "issuer": "an issuer of sign-ins, as the settings name it",
    "looks": "how many looks are meant",
}
"""Every key that is written, and what it holds."""


def keep_allowed(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """Drop every key that is not on the list (a processor of structlog)."""
    return {key: line[key] for key in ALLOWED if line.get(key) not in (None, "", [])}
