"""Refusals reach callers in words, faults as a number; the log never quotes what somebody wrote."""

import logging
from functools import partial
from typing import Any

import pytest
import strawberry

from quorate_events.errors import NotFound
from quorate_events.store.failures import LogUnavailable
from quorate_graphql.extensions import Gate, KnownDocuments, PresentErrors
from quorate_graphql.limits.limits import Limits
from quorate_graphql.schema import QuorateSchema

SECRET = "what a neighbour said"


@strawberry.type
class Query:
    @strawberry.field
    def refused(self) -> str:
        raise NotFound("There is no such thing.", "Check the id.")

    @strawberry.field
    def away(self) -> str:
        raise LogUnavailable("The log cannot be reached.", "Try again.")

    @strawberry.field
    def lost(self) -> str:
        raise ConnectionResetError(SECRET)

    @strawberry.field
    def broken(self) -> str:
        raise ValueError(SECRET)


LIMITS = Limits()
SCHEMA = QuorateSchema(
    Query, extensions=[partial(PresentErrors, LIMITS), partial(Gate, LIMITS, KnownDocuments())]
)


async def error_of(document: str) -> dict[str, Any]:
    result = await SCHEMA.execute(document)
    assert result.errors is not None
    assert len(result.errors) == 1
    return dict(result.errors[0].formatted)


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ("{ refused }", "not_found"),
        ("{ away }", "log_unavailable"),
        ("{ lost }", "views_unavailable"),
        ("{ broken }", "fault"),
        ("{ broken", "syntax_error"),
        ("{ nothingOfThatName }", "invalid_document"),
    ],
)
async def test_every_error_has_a_code_and_a_suggestion(document: str, code: str) -> None:
    error = await error_of(document)
    assert error["extensions"]["code"] == code
    assert error["extensions"]["suggestion"]


async def test_a_refusal_keeps_its_sentence_and_its_place() -> None:
    error = await error_of("{ refused }")
    assert error["message"] == "There is no such thing."
    assert error["path"] == ["refused"]


@pytest.mark.parametrize("field", ["broken", "lost"])
async def test_a_fault_is_masked(field: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        error = await error_of(f"{{ {field} }}")
    assert SECRET not in str(error)
    assert SECRET not in caplog.text


async def test_a_fault_is_found_in_the_log_by_its_incident_number(caplog: pytest.LogCaptureFixture) -> None:
    error = await error_of("{ broken }")
    (record,) = [each for each in caplog.records if each.message == "fault"]
    told = vars(record)
    assert (told["incident"], told["kind"]) == (error["extensions"]["incident"], "ValueError")
    assert told["place"].startswith("broken:")


async def test_a_refusal_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        await error_of("{ refused }")
    assert caplog.records == []


async def test_a_wrong_value_is_the_senders_mistake(api: Any, people: Any) -> None:
    answer = await api.send("query ($id: ID!) { node(id: $id) { id } }", people.police, id={"not": "an id"})
    assert answer["errors"][0]["extensions"]["code"] == "invalid_document"
