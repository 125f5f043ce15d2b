"""How many values an answer can hold is worked out from page sizes before anything is read."""

from typing import Any

import pytest
from graphql import build_schema, get_operation_ast, parse

from quorate_graphql.limits.cost import ASSUMED_INNER_ROWS, ASSUMED_ROWS, cost_of

SCHEMA = build_schema("""
    type Query { meetings(first: Int! = 20, after: String): MeetingConnection!  meeting: Meeting }
    type MeetingConnection { edges: [MeetingEdge!]!  nodes: [Meeting!]!  totalCount: Int! }
    type MeetingEdge { node: Meeting! }
    type Meeting { id: ID!  name: String!  agencies: [Agency!]!  follows: Meeting }
    type Agency { id: ID!  allies: [Agency!]!  meetings(first: Int! = 20): MeetingConnection! }
""")


def cost(document: str, **variables: Any) -> int:
    parsed = parse(document)
    operation = get_operation_ast(parsed)
    assert operation is not None
    return cost_of(SCHEMA, parsed, operation, variables)


def test_a_leaf_costs_one() -> None:
    assert cost("{ meeting { id } }") == 2


def test_a_page_costs_its_rows() -> None:
    assert cost("{ meetings(first: 50) { nodes { id name } } }") == 50 * (1 + 1 + 2)


def test_a_page_without_a_size_costs_its_default() -> None:
    assert cost("{ meetings { nodes { id } } }") == 20 * 3


def test_a_page_size_may_come_as_a_variable() -> None:
    document = "query ($n: Int! = 7) { meetings(first: $n) { nodes { id } } }"
    assert cost(document, n=50) == 50 * 3
    assert cost(document) == 7 * 3


@pytest.mark.parametrize("size", ["1000000", "-1", "0"])
def test_a_page_size_out_of_range_costs_as_the_largest(size: str) -> None:
    assert cost(f"{{ meetings(first: {size}) {{ nodes {{ id }} }} }}") == 100 * 3


def test_a_list_without_pages_costs_as_many_rows_as_agencies_come() -> None:
    assert cost("{ meeting { agencies { id } } }") == 1 + ASSUMED_ROWS * 2


def test_lists_within_lists_multiply() -> None:
    document = "{ meetings(first: 100) { nodes { agencies { meetings(first: 100) { nodes { id } } } } } }"
    assert cost(document) > 100 * ASSUMED_ROWS * 100


def test_a_list_within_such_a_list_is_taken_to_be_shorter() -> None:
    document = "{ meeting { agencies { id allies { id } } } }"
    assert cost(document) == 1 + ASSUMED_ROWS * (2 + ASSUMED_INNER_ROWS * 2)


def test_fragments_cost_what_they_hold() -> None:
    assert cost("{ meeting { ...F ...F ... on Meeting { name } } } fragment F on Meeting { id }") == 4


async def test_an_answer_that_could_hold_too_many_values_is_refused(office: Any, api: Any) -> None:
    from quorate_graphql.limits.limits import Limits
    from quorate_graphql.schema import build_schema as build_quorate_schema

    schema = build_quorate_schema(Limits(cost=3))
    result = await schema.execute("{ a: __typename b: __typename c: __typename d: __typename }")
    assert result.errors is not None
    assert result.errors[0].extensions["code"] == "cost_limit"
