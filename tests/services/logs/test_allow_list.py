"""A log line holds what is on the list and nothing else, whoever wrote it."""

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from quorate_events.access.actor import Actor
from quorate_graphql.documents.manifest import sha256
from quorate_graphql.notes import Note
from quorate_services.logs.allow_list import ALLOWED, keep_allowed
from quorate_services.logs.configure import configure_logs
from quorate_services.logs.pseudonyms import Pseudonyms

MARKER = "zq-marker"


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    written = io.StringIO()
    configure_logs("info", Pseudonyms("key"), written)
    yield written
    root.handlers[:] = handlers
    root.setLevel(level)
    for package in ("quorate_events", "quorate_projections", "quorate_graphql", "quorate_services"):
        logging.getLogger(package).setLevel(logging.NOTSET)


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_key_that_is_not_listed_is_dropped() -> None:
    line = {"event": "x", "child": MARKER, "status": 200}
    assert keep_allowed(None, "", line) == {"event": "x", "status": 200}


def test_what_is_put_into_our_own_words_is_not_written(stream: io.StringIO) -> None:
    logging.getLogger("quorate_services.x").warning("look at %s", MARKER, extra={"child": MARKER, "ms": 1.5})
    (line,) = lines(stream)
    assert line["event"] == "look at %s"
    assert line["ms"] == 1.5
    assert MARKER not in stream.getvalue()


def test_what_a_library_tells_is_reduced_to_who_and_what_class_of_error(stream: io.StringIO) -> None:
    try:
        raise ValueError(MARKER)
    except ValueError:
        logging.getLogger("asyncpg.anything").exception("cannot %s", MARKER)
    (line,) = lines(stream)
    assert line["logger"] == "asyncpg.anything"
    assert line["kind"] == "ValueError"
    assert MARKER not in stream.getvalue()


def test_a_request_is_told_by_pseudonym_and_hash(stream: io.StringIO) -> None:
    actor = Actor(uuid4(), uuid4())
    text = f'query {MARKER} {{ node(id: "{MARKER}") {{ id }} }}'
    note = Note(actor=actor, document=text, operation=MARKER, cost=3, codes=["not_found"])
    logging.getLogger("quorate_services.x").info("request", extra={"note": note})
    (line,) = lines(stream)
    assert line["actor"] == Pseudonyms("key").of(actor.practitioner_id)
    assert line["agency"] == str(actor.agency_id)
    assert (line["cost"], line["codes"]) == (3, ["not_found"])
    assert line["document"] not in (text, sha256(text))
    assert str(actor.practitioner_id) not in stream.getvalue()
    assert MARKER not in stream.getvalue()


def test_only_a_trusted_document_is_told_by_its_name_and_id(stream: io.StringIO) -> None:
    note = Note(document="query WhoAmI { viewer }", operation="WhoAmI", trusted=True)
    logging.getLogger("quorate_services.x").info("request", extra={"note": note})
    (line,) = lines(stream)
    assert (line["operation"], line["document"]) == ("WhoAmI", sha256("query WhoAmI { viewer }"))


def test_pseudonyms_of_two_keys_have_nothing_in_common() -> None:
    assert Pseudonyms("a").of("x") == Pseudonyms("a").of("x") != Pseudonyms("b").of("x")
    assert Pseudonyms().of("x") != Pseudonyms().of("x")


def test_every_key_is_explained() -> None:
    assert all(ALLOWED.values())


def test_every_key_is_in_the_operations_page() -> None:
    page = (Path(__file__).parents[3] / "docs" / "operations.md").read_text("utf-8")
    assert [key for key, held in ALLOWED.items() if f"| `{key}` | {held} |" not in page] == []
