"""How many values an answer can hold at most, worked out from a valid document and its variables."""

from collections.abc import Mapping
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    get_named_type,
)
from graphql.utilities import get_default_value_ast

from quorate_graphql.pagination import LARGEST_PAGE

ASSUMED_ROWS = 10
"""How many rows a list without a page size is taken to have: about as many agencies as come to a meeting."""

_PAGED = ("edges", "nodes")


def cost_of(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Mapping[str, Any],
) -> int:
    """Return how many values, objects and their leaves, the answer to ``operation`` can hold."""
    root = schema.get_root_type(operation.operation)
    if root is None:
        return 0
    return _Costing(schema, document, operation, variables).selection(operation.selection_set, root)


class _Costing:
    def __init__(
        self,
        schema: GraphQLSchema,
        document: DocumentNode,
        operation: OperationDefinitionNode,
        variables: Mapping[str, Any],
    ) -> None:
        self._schema = schema
        self._variables = dict(variables)
        for each in operation.variable_definitions or ():
            if isinstance(each.default_value, IntValueNode):
                self._variables.setdefault(each.variable.name.value, int(each.default_value.value))
        self._fragments = {
            each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)
        }
        self._known: dict[str, int] = {}

    def selection(self, selection: SelectionSetNode, parent: GraphQLNamedType) -> int:
        return sum(self._selected(each, parent) for each in selection.selections)

    def _selected(self, node: object, parent: GraphQLNamedType) -> int:
        if isinstance(node, FieldNode):
            return self._field(node, parent)
        if isinstance(node, InlineFragmentNode):
            named = node.type_condition and self._schema.type_map.get(node.type_condition.name.value)
            return self.selection(node.selection_set, named or parent)
        assert isinstance(node, FragmentSpreadNode)
        return self._fragment(node.name.value)

    def _field(self, node: FieldNode, parent: GraphQLNamedType) -> int:
        fields: Mapping[str, GraphQLField] = getattr(parent, "fields", {})
        field = fields.get(node.name.value)
        if field is None or node.selection_set is None:
            return 1
        inner = 1 + self.selection(node.selection_set, get_named_type(field.type))
        return inner * self._rows(node, field, parent)

    def _rows(self, node: FieldNode, field: GraphQLField, parent: GraphQLNamedType) -> int:
        if "first" in field.args:
            return self._page_size(node, field)
        if parent.name.endswith("Connection") and node.name.value in _PAGED:
            return 1  # The page size has been counted where it was asked for.
        type_ = field.type.of_type if isinstance(field.type, GraphQLNonNull) else field.type
        return ASSUMED_ROWS if isinstance(type_, GraphQLList) else 1

    def _page_size(self, node: FieldNode, field: GraphQLField) -> int:
        value: ValueNode | None = get_default_value_ast(field.args["first"])
        for argument in node.arguments or ():
            if argument.name.value == "first":
                value = argument.value
        asked: Any = int(value.value) if isinstance(value, IntValueNode) else None
        if isinstance(value, VariableNode):
            asked = self._variables.get(value.name.value)
        # What is not a number, or out of range, is refused where the page is read.
        return min(asked, LARGEST_PAGE) if isinstance(asked, int) and asked > 0 else LARGEST_PAGE

    def _fragment(self, name: str) -> int:
        if name not in self._known:
            self._known[name] = 0
            fragment = self._fragments[name]
            on = self._schema.type_map[fragment.type_condition.name.value]
            self._known[name] = self.selection(fragment.selection_set, on)
        return self._known[name]
