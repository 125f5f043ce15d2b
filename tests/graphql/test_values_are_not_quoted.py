"""A refusal of a value says where it stands and what is expected, and never repeats what was typed."""

from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from quorate_graphql.limits.limits import Limits
from quorate_graphql.schema import build_schema

SCHEMA = build_schema(Limits(introspection=True))
SEND = """mutation ($i: SubmitContributionInput!, $c: UUID!) {
    submitContribution(input: $i, commandId: $c) { __typename } }"""
TYPED, AN_ID = "Theinformantisaneighbour", str(UUID(int=7))
PART = {"heading": "WORRIES", "text": TYPED}

VARIABLES: dict[str, tuple[Any, str]] = {
    "an unknown word": ({"meetingId": AN_ID, "parts": [{**PART, "heading": TYPED}]}, "none of 'PartHeading'"),
    "an unknown field": ({"meetingId": AN_ID, "parts": [{**PART, TYPED: 1}]}, "unknown field"),
    "a missing field": ({"meetingId": AN_ID, "parts": [{"text": TYPED}]}, "required field 'heading'"),
    "no text": ({"meetingId": AN_ID, "parts": [{**PART, "text": {"a": TYPED}}]}, "at .parts[0].text"),
    "no id": ({"meetingId": TYPED, "parts": []}, "at .meetingId"),
    "no time": ({"meetingId": AN_ID, "parts": [{**PART, "releaseAt": TYPED}]}, "at .parts[0].releaseAt"),
    "no object": (TYPED, "to be an object"),
    "nothing": (None, "Variable '$i' has invalid value"),
}

DOCUMENTS = (
    f'{{ meeting(id: "{TYPED}") {{ status }} }}',
    f'query ($id: UUID = "{TYPED}") {{ meeting(id: $id) {{ status }} }}',
    f'mutation {{ submitContribution(input: {{meetingId: "{AN_ID}", parts: [{{heading: {TYPED}, text: "x"}}]}}, '
    f'commandId: "{AN_ID}") {{ __typename }} }}',
    f'mutation {{ submitContribution(input: {{meetingId: "{AN_ID}", parts: [{{heading: OTHER, text: "{TYPED}", o: 1}}]'
    f'}}, commandId: "{AN_ID}") {{ __typename }} }}',
)


async def told(document: str, **variables: Any) -> list[str]:
    result = await SCHEMA.execute(document, variables, context_value=SimpleNamespace(actor=None))
    assert result.errors
    return [f"{error.message} {error.extensions}" for error in result.errors]


@pytest.mark.parametrize("value", VARIABLES)
async def test_a_variable_is_not_quoted(value: str) -> None:
    given, expected = VARIABLES[value]
    messages = await told(SEND, i=given, c=AN_ID)
    assert TYPED[:4] not in str(messages)
    assert any(expected in message for message in messages), messages


@pytest.mark.parametrize("document", DOCUMENTS)
async def test_a_literal_is_not_quoted(document: str) -> None:
    assert TYPED[:4] not in str(await told(document))


async def test_what_is_wrong_with_a_document_is_still_said() -> None:
    assert "metrics" in (await told("{ metrics { code } }"))[0]
