"""GraphQL over HTTP: status codes, media types and bodies."""

import json
from typing import Any

import pytest

GRAPHQL = "application/graphql-response+json"
JSON = "application/json"
NEVER_RUN = ["{", "{ nothingOfThatName }", "query ($id: ID!) { node(id: $id) { id } }"]


async def post(api: Any, body: Any, accept: str = JSON, **headers: str) -> Any:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    sent = {"Accept": accept, "Content-Type": JSON, **headers}
    return await api.http.post("/graphql", content=content, headers=sent)


@pytest.mark.parametrize("accept", [GRAPHQL, JSON])
async def test_an_answer_has_the_media_type_asked_for(api: Any, accept: str) -> None:
    answer = await post(api, {"query": "{ __typename }"}, accept)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == f"{accept}; charset=utf-8"
    assert answer.json() == {"data": {"__typename": "Query"}}


@pytest.mark.parametrize("document", NEVER_RUN)
async def test_what_was_never_run_is_a_bad_request_without_data(api: Any, document: str) -> None:
    answer = await post(api, {"query": document}, GRAPHQL)
    assert answer.status_code == 400
    assert list(answer.json()) == ["errors"]


@pytest.mark.parametrize("document", NEVER_RUN)
async def test_under_plain_json_the_errors_alone_say_so(api: Any, document: str) -> None:
    answer = await post(api, {"query": document}, JSON)
    assert answer.status_code == 200
    assert list(answer.json()) == ["errors"]


async def test_a_resolver_that_refuses_leaves_the_status_at_success(api: Any) -> None:
    document = (
        'mutation { cancelMeeting(input: {meetingId: "%s", reason: "x"}, commandId: "%s") { __typename } }'
    )
    some_id = "00000000-0000-4000-8000-000000000001"
    answer = await post(api, {"query": document % (some_id, some_id)}, GRAPHQL)
    assert answer.status_code == 200
    assert answer.json()["data"] is None
    assert answer.json()["errors"][0]["extensions"]["code"] == "not_identified"


async def test_a_client_that_takes_no_json_is_told_what_there_is(api: Any) -> None:
    answer = await post(api, {"query": "{ __typename }"}, "text/plain")
    assert answer.status_code == 406
    assert GRAPHQL in answer.json()["errors"][0]["extensions"]["suggestion"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_other_methods_are_not_allowed(api: Any, method: str) -> None:
    answer = await api.http.request(method, "/graphql")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, POST"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'"query"',
        b'{"query": 7}',
        b'{"query": "{ __typename }", "variables": 7}',
        b'{"query": "{ __typename }", "variables": []}',
        b'{"query": "{ __typename }", "operationName": 7}',
        b'{"query": "{ __typename }", "extensions": "x"}',
        b'[{"query": "{ __typename }"}]',
        b'{"query": "\xff"}',
        b'{"variables": ' + b'{"a":' * 100_000,
    ],
)
async def test_a_malformed_body_is_a_bad_request_in_json(api: Any, body: bytes) -> None:
    answer = await post(api, body)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["code"] == "malformed_body"


@pytest.mark.parametrize("body", [{}, {"query": None}, {"query": ""}])
async def test_a_body_without_an_operation_is_a_bad_request(api: Any, body: Any) -> None:
    answer = await post(api, body)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["code"] == "no_operation"


@pytest.mark.parametrize(
    "body",
    [
        {"query": "query A { __typename }", "operationName": "B"},
        {"query": "fragment F on Query { __typename }"},
    ],
)
async def test_an_operation_that_cannot_be_told_is_a_bad_request(api: Any, body: Any) -> None:
    answer = await post(api, body)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["code"] == "no_operation"


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin-1"]
)
async def test_only_json_in_utf_8_is_read(api: Any, content_type: str) -> None:
    answer = await post(api, {"query": "{ __typename }"}, **{"Content-Type": content_type})
    assert answer.status_code == 415


async def test_one_of_several_operations_must_be_named(api: Any) -> None:
    answer = await post(api, {"query": "query A { __typename } query B { __typename }"}, GRAPHQL)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["code"] == "invalid_document"


async def test_a_query_may_be_asked_with_get(api: Any) -> None:
    parameters = {"query": "query A { __typename } query B { other: __typename }", "operationName": "B"}
    answer = await api.http.get("/graphql", params=parameters, headers={"Accept": GRAPHQL})
    assert answer.json() == {"data": {"other": "Query"}}


@pytest.mark.parametrize("variables", ["{", "7", "[]"])
async def test_variables_in_the_address_must_be_an_object(api: Any, variables: str) -> None:
    answer = await api.http.get("/graphql", params={"query": "{ __typename }", "variables": variables})
    assert answer.status_code == 400


async def test_a_mutation_is_not_carried_out_by_get(api: Any) -> None:
    answer = await api.http.get("/graphql", params={"query": "mutation { __typename }"})
    assert answer.status_code == 405


async def test_a_subscription_needs_a_websocket(api: Any) -> None:
    answer = await post(api, {"query": "subscription { workListChanged { position } }"})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["extensions"]["code"] == "only_over_websocket"


async def test_answers_are_not_to_be_stored(api: Any) -> None:
    answer = await post(api, {"query": "{ __typename }"})
    assert answer.headers["cache-control"] == "no-store"
