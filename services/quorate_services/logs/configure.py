"""Sets the log up, once a process, before anything runs."""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any, TextIO

import structlog

from quorate_graphql.documents.manifest import sha256
from quorate_graphql.notes import Note, request_under_way
from quorate_services.logs.allow_list import keep_allowed
from quorate_services.logs.pseudonyms import Pseudonyms

_OURS = "quorate_"
_FROM_A_LIBRARY = "a library told something"

_Line = dict[str, Any]


def configure_logs(level: str, pseudonyms: Pseudonyms, stream: TextIO | None = None) -> None:
    """Write every line of ``level`` and above as JSON to ``stream``, by default standard error.

    What libraries tell is reduced to who told it, its level and the class of the error: their texts may quote
    values.
    """
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[_Told(pseudonyms)],
        processors=[keep_allowed, structlog.processors.JSONRenderer(ensure_ascii=True)],
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for package in ("quorate_events", "quorate_projections", "quorate_graphql", "quorate_services"):
        logging.getLogger(package).setLevel(level.upper())


class _Told:
    """Makes a line of a record of the standard library's logging."""

    def __init__(self, pseudonyms: Pseudonyms) -> None:
        self._pseudonyms = pseudonyms

    def __call__(self, _logger: Any, _method: str, line: MutableMapping[str, Any]) -> _Line:
        record: logging.LogRecord = line["_record"]
        ours = record.name.startswith(_OURS)
        told: _Line = {
            # The fixed words, before anything was put into them.
            "event": str(record.msg) if ours else _FROM_A_LIBRARY,
            "logger": record.name,
            "level": record.levelname.lower(),
            "time": structlog.processors.TimeStamper(fmt="iso", utc=True)(None, "", {})["timestamp"],
            "request_id": request_under_way(),
        }
        if ours:
            told |= {key: value for key, value in vars(record).items() if key not in told and key != "msg"}
            if isinstance(note := vars(record).get("note"), Note):
                told |= self._opened(note)
        if record.exc_info and record.exc_info[1] is not None:
            told |= _error(record.exc_info[1])
        return told

    def _opened(self, note: Note) -> _Line:
        trusted, text, actor = note.trusted, note.document, note.actor
        return {
            "request_id": note.request_id,
            "operation": note.operation if trusted else None,
            "document": None if text is None else sha256(text) if trusted else self._pseudonyms.of(text),
            "actor": None if actor is None else self._pseudonyms.of(actor.practitioner_id),
            "agency": None if actor is None else str(actor.agency_id),
            "cost": note.cost or None,
            "codes": note.codes,
        }


def _error(error: BaseException) -> _Line:
    places = traceback.extract_tb(error.__traceback__)[-8:]
    where = " < ".join(f"{each.name}:{each.lineno}" for each in reversed(places))
    return {"kind": type(error).__qualname__, "place": where}
