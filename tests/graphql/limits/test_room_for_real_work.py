"""The limits of production leave room: every question may be asked in full."""

import pytest
from graphql import (
    GraphQLField,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLUnionType,
    build_schema,
    get_named_type,
    get_operation_ast,
    is_required_argument,
    parse,
)

from quorate_graphql.contract import current
from quorate_graphql.limits.cost import cost_of
from quorate_graphql.limits.document import check_document
from quorate_graphql.limits.limits import Limits

SCHEMA = build_schema(current())
QUESTIONS = SCHEMA.query_type.fields if SCHEMA.query_type else {}


def in_full(type_: GraphQLNamedType, above: frozenset[str] = frozenset()) -> str:
    """Select every field, but no object within one of its own kind, and rows once."""
    if isinstance(type_, GraphQLUnionType):
        members = (f"... on {each.name} {in_full(each, above)}" for each in type_.types)
        return "{ " + " ".join(members) + " }"
    if not isinstance(type_, GraphQLObjectType):
        return ""
    inside = above | {type_.name}
    selected = [
        f"{name} {in_full(get_named_type(field.type), inside)}"
        for name, field in type_.fields.items()
        if name != "edges"
        and get_named_type(field.type).name not in inside
        and not any(map(is_required_argument, field.args.values()))
    ]
    return "{ " + " ".join(selected) + " }"


def document(name: str, field: GraphQLField) -> str:
    given = [f"{each}: 1" for each, argument in field.args.items() if is_required_argument(argument)]
    arguments = f"({', '.join(given)})" if given else ""
    return f"{{ {name}{arguments} {in_full(get_named_type(field.type))} }}"


@pytest.mark.parametrize("name", [name for name in QUESTIONS if name != "node"])
def test_every_question_may_be_asked_in_full(name: str) -> None:
    limits = Limits()
    parsed = parse(document(name, QUESTIONS[name]), max_tokens=limits.tokens)
    operation = get_operation_ast(parsed)
    assert operation is not None
    check_document(parsed, limits)
    assert cost_of(SCHEMA, parsed, operation, {}) <= limits.cost
