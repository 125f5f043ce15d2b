"""Every field that a view's answer shows is explained, and so is every argument."""

import pytest
from graphql import GraphQLObjectType, build_schema

from quorate_graphql.schema import build_schema as build_quorate_schema

SCHEMA = build_schema(str(build_quorate_schema()))
TYPES = [
    type_
    for name, type_ in SCHEMA.type_map.items()
    if isinstance(type_, GraphQLObjectType) and not name.startswith("__")
]


@pytest.mark.parametrize("shown", TYPES, ids=lambda shown: shown.name)
def test_every_field_and_argument_is_explained(shown: GraphQLObjectType) -> None:
    silent = [name for name, field in shown.fields.items() if not field.description]
    silent += [
        f"{name}({argument})"
        for name, field in shown.fields.items()
        for argument, taken in field.args.items()
        if shown.name == "Query" and not taken.description
    ]
    assert silent == []
