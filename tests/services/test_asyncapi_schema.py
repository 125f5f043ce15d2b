"""The AsyncAPI document is one by AsyncAPI's own schema of version 3.0.0."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from quorate_services.reference.asyncapi import PUBLISHED, RELEASED

SCHEMA = json.loads(Path(__file__).parents[1].joinpath("schemas", "asyncapi-3.0.0.json").read_text("utf-8"))
VALIDATOR = Draft7Validator(SCHEMA)


@pytest.mark.parametrize("file", [PUBLISHED, RELEASED], ids=lambda file: file.name)
def test_the_document_fits_the_schema_of_asyncapi(file: Path) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(json.loads(file.read_text("utf-8")))] == []


def _no_title(document: dict[str, Any]) -> None:
    del document["info"]["title"]


def _unknown_action(document: dict[str, Any]) -> None:
    document["operations"]["publishEvents"]["action"] = "publish"


def _partitions_in_words(document: dict[str, Any]) -> None:
    document["channels"]["events"]["bindings"]["kafka"]["partitions"] = "twelve"


def _a_field_of_no_type(document: dict[str, Any]) -> None:
    next(iter(document["components"]["schemas"].values()))["type"] = "nothing"


@pytest.mark.parametrize(
    "change",
    [_no_title, _unknown_action, _partitions_in_words, _a_field_of_no_type],
    ids=lambda each: each.__name__,
)
def test_the_schema_tells_a_document_that_is_none(change: Callable[[dict[str, Any]], None]) -> None:
    document = json.loads(PUBLISHED.read_text("utf-8"))
    change(document)
    assert not VALIDATOR.is_valid(document)
