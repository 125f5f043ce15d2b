"""Documents that ask for too much are refused, each with its own code, before anything is run."""

from typing import Any

import pytest

HOSTILE = {
    "overlapping fields": ("{" + "a: __typename " * 25 + "}", "repeat_limit"),
    "overlapping fields in inline fragments": ("{" + "... { __typename } " * 25 + "}", "repeat_limit"),
    "overlapping fields in fragments": (
        "{" + "...F " * 25 + "} fragment F on Query { __typename }",
        "repeat_limit",
    ),
    "pairs of overlapping objects": (
        "{" + "viewer { agencyId } " * 250 + "}",
        "repeat_limit",
    ),
    "one field many times": ("{" + "__typename " * 1_100 + "}", "repeat_limit"),
    "many tokens": ("{" + "__typename " * 2_500 + "}", "token_limit"),
    "a flood of aliases": ("{" + " ".join(f"a{n}: __typename" for n in range(200)) + "}", "alias_limit"),
    "a flood of directives": ("{ __typename " + "@a " * 500 + "}", "directive_limit"),
    "a flood of directives on variables": (
        "query ($a: Int " + "@a " * 500 + ") { __typename }",
        "directive_limit",
    ),
    "a flood of variables": (
        "query (" + " ".join(f"$v{n}: Int" for n in range(2_000)) + ") { __typename }",
        "token_limit",
    ),
    "a deep chain": ("{ a " * 200 + "}" * 200, "depth_limit"),
    "fragments within fragments": (
        "{ ...F0 } "
        + " ".join(
            f"fragment F{n} on Query {{ x: node(id: 1) {{ ...F{n + 1} }} y: node(id: 1) {{ ...F{n + 1} }} }}"
            for n in range(10)
        )
        + " fragment F10 on Query { __typename }",
        "field_limit",
    ),
    "a long comment": ("{ __typename } #" + "x" * 70_000, "document_limit"),
    "a long text": ('{ node(id: "' + "x" * 70_000 + '") { id } }', "document_limit"),
}


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_document_is_refused_with_its_code(production: Any, name: str) -> None:
    document, code = HOSTILE[name]
    answer = await production.send(document)
    assert [error["extensions"]["code"] for error in answer["errors"]] == [code]
    assert answer["errors"][0]["extensions"]["suggestion"]
    assert "data" not in answer


async def test_a_fragment_within_itself_is_invalid_and_does_no_harm(production: Any) -> None:
    answer = await production.send("{ ...F } fragment F on Query { ...F }")
    assert answer["errors"][0]["extensions"]["code"] == "fragment_cycle"


async def test_a_body_that_is_too_long_is_not_read(production: Any) -> None:
    body = b'{"query": "{ __typename }", "variables": {"a": "' + b"x" * 1_100_000 + b'"}}'
    answer = await production.http.post(
        "/graphql", content=body, headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 413
    assert answer.json()["errors"][0]["extensions"]["code"] == "body_limit"


async def test_a_body_that_hides_its_length_is_not_read_to_the_end(production: Any) -> None:
    sent = 0

    async def chunks() -> Any:
        nonlocal sent
        for _ in range(100):
            sent += 65_536
            yield b" " * 65_536

    answer = await production.http.post(
        "/graphql", content=chunks(), headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "document", ["{ __schema { types { name } } }", '{ __type(name: "Query") { name } }']
)
async def test_production_does_not_show_its_schema(production: Any, document: str) -> None:
    answer = await production.send(document)
    assert answer["errors"][0]["extensions"]["code"] == "invalid_document"


async def test_demo_and_tests_show_the_schema(api: Any) -> None:
    assert (await api.ask("{ __schema { queryType { name } } }"))["__schema"]["queryType"]["name"] == "Query"


async def test_production_has_no_page_for_browsers(production: Any) -> None:
    answer = await production.http.get("/graphql", headers={"Accept": "text/html"})
    assert answer.status_code == 406


async def test_contributions_of_the_longest_text_fit_into_a_request(
    api: Any, people: Any, meeting_id: Any, a_part: Any
) -> None:
    parts = [{**a_part, "text": "é" * 30_000} for _ in range(10)]
    answer = await api.command("submitContribution", people.police, meetingId=str(meeting_id), parts=parts)
    assert answer["__typename"] == "CommandAccepted"
