"""Hostile requests, and how long it takes to refuse each. The tests use the same list, and count calls."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from quorate_events.errors import QuorateError
from quorate_graphql.schema import QuorateSchema


@dataclass(frozen=True)
class Hostile:
    """One document with its variables, and the code with which it is refused."""

    document: str
    code: str
    variables: Mapping[str, Any] = field(default_factory=dict)


async def codes_of(schema: QuorateSchema, hostile: Hostile) -> set[str]:
    """Send a document as the endpoint does, and return the codes of what is refused; fail if it is answered."""
    try:
        schema.admit(None, hostile.document)
    except QuorateError as refusal:
        return {refusal.code}
    result = await schema.execute(hostile.document, variable_values=dict(hostile.variables))
    assert result.data is None, "it was carried out"
    return {error.extensions["code"] for error in result.errors or () if error.extensions}


def _chained(count: int, spreads: int, end: str) -> str:
    """Return fragments of which each spreads the next so many times."""
    links = (f"fragment F{n} on Query {{ {f'...F{n + 1} ' * spreads}}}" for n in range(count))
    return f"{{ ...F0 }} {' '.join(links)} fragment F{count} on Query {{ {end} }}"


_ID = "00000000-0000-4000-8000-000000000001"
_BOMB = "{ __schema { types { fields { type { fields { type { fields { type { name } } } } } } } } }"

HOSTILE: Mapping[str, Hostile] = {
    "deep nesting": Hostile("{ a " * 200 + "}" * 200, "depth_limit"),
    "deep nesting of lists": Hostile(f"{{ node(id: {'[' * 500}1{']' * 500}) {{ id }} }}", "syntax_error"),
    "deep inline fragments": Hostile("{ " + "... { " * 250 + "__typename" + " }" * 251, "syntax_error"),
    "alias flood": Hostile("{" + " ".join(f"a{n}: __typename" for n in range(350)) + "}", "alias_limit"),
    "directive flood": Hostile("{ __typename " + "@include(if: true) " * 150 + "}", "directive_limit"),
    "overlapping pairs": Hostile("{" + "viewer { agencyId } " * 250 + "}", "repeat_limit"),
    "duplicated field": Hostile("{" + "__typename " * 1_100 + "}", "repeat_limit"),
    "many tokens": Hostile("{" + "__typename " * 2_500 + "}", "token_limit"),
    "fragment within itself": Hostile("{ ...F } fragment F on Query { ...F }", "fragment_cycle"),
    "circle of fragments": Hostile(
        "{ ...F0 } "
        + " ".join(f"fragment F{n} on Query {{ ...F{(n + 1) % 100} }}" for n in range(100)),
        "fragment_cycle",
    ),
    "exponential spreads": Hostile(_chained(60, 2, "viewer { agencyId }"), "repeat_limit"),
    "exponential spreads of typename": Hostile(_chained(40, 8, "__typename"), "repeat_limit"),
    "many operations": Hostile(
        " ".join(f"query Q{n} {{ __typename }}" for n in range(200)), "invalid_document"
    ),
    "many variables": Hostile(
        "query (" + " ".join(f"$v{n}: Int" for n in range(2_000)) + ") { __typename }", "token_limit"
    ),
    "introspection bomb": Hostile(_BOMB, "invalid_document"),
    "huge number": Hostile(f"{{ workList(first: {'9' * 30_000}) {{ totalCount }} }}", "invalid_document"),
    "text that nobody closes": Hostile('{ node(id: "' + r'\"' * 15_000, "syntax_error"),
    "quotation marks": Hostile('"' * 30_001, "token_limit"),
    "block of texts that nobody closes": Hostile('{ node(id: """' + r'\"""' * 7_500, "syntax_error"),
    "huge text": Hostile(f'{{ node(id: "{"x" * 70_000}") {{ id }} }}', "document_limit"),
    "huge comment": Hostile("{ __typename } #" + "x" * 1_000_000, "document_limit"),
    "huge list of literals": Hostile(f"{{ node(id: [{'1 ' * 3_000}]) {{ id }} }}", "token_limit"),
    "huge list in variables": Hostile(
        "query ($v: [Int!]) { __typename @include(if: true) }", "variable_limit", {"v": [0] * 100_000}
    ),
    "deep variables": Hostile(
        "query ($v: Int) { __typename }", "variable_depth_limit", {"v": json.loads("[" * 200 + "]" * 200)}
    ),
    "amplified lists": Hostile(
        "{ workList(first: 100) { nodes { meeting { id } } } }", "invalid_document"
    ),
    "characters that look alike": Hostile("{ viewer { \u0430gencyId } }", "syntax_error"),
    "text written backwards": Hostile("{ viewer { \u202eagencyId } }", "syntax_error"),
    "byte order marks": Hostile("\ufeff" * 10_000 + "{ nothing }", "invalid_document"),
    "names that resemble the schema's": Hostile(
        "{ " + " ".join(f"informationShare{n}" for n in range(300)) + " }", "invalid_document"
    ),
}  # fmt: skip
