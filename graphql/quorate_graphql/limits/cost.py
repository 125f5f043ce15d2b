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

ASSUMED_INNER_ROWS = 3
"""The same for a list within such a list: about as many parts as an agency shares."""

COMMAND = 50
"""What a command costs beside its answer: it is decided on, written and brought into every view."""

_PAGED = ("edges", "nodes")


def cost_of(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Mapping[str, Any],
) -> int:
    """Return how many values, objects and their leaves, the answer to ``operation`` can hold.

    Every command costs ``COMMAND`` on top.
    """
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
                self._variables.setdefault(each.variable.name.value, _number(each.default_value))
        self._fragments = {
            each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)
        }
        self._known: dict[tuple[str, bool], int] = {}

    def selection(self, selection: SelectionSetNode, parent: GraphQLNamedType, inner: bool = False) -> int:
        """Return the values of a selection; ``inner`` within a list without a page size."""
        return sum(self._selected(each, parent, inner) for each in selection.selections)

    def _selected(self, node: object, parent: GraphQLNamedType, inner: bool) -> int:
        if isinstance(node, FieldNode):
            return self._field(node, parent, inner)
        if isinstance(node, InlineFragmentNode):
            named = node.type_condition and self._schema.type_map.get(node.type_condition.name.value)
            return self.selection(node.selection_set, named or parent, inner)
        assert isinstance(node, FragmentSpreadNode)
        return self._fragment(node.name.value, inner)

    def _field(self, node: FieldNode, parent: GraphQLNamedType, inner: bool) -> int:
        fields: Mapping[str, GraphQLField] = getattr(parent, "fields", {})
        field = fields.get(node.name.value)
        if field is None or node.selection_set is None:
            return 1
        if parent is self._schema.mutation_type:
            return COMMAND + 1 + self.selection(node.selection_set, get_named_type(field.type))
        unpaged = _is_unpaged(node, field, parent)
        one = 1 + self.selection(node.selection_set, get_named_type(field.type), inner or unpaged)
        if unpaged:
            return one * (ASSUMED_INNER_ROWS if inner else ASSUMED_ROWS)
        return one * (self._page_size(node, field) if "first" in field.args else 1)

    def _page_size(self, node: FieldNode, field: GraphQLField) -> int:
        value: ValueNode | None = get_default_value_ast(field.args["first"])
        for argument in node.arguments or ():
            if argument.name.value == "first":
                value = argument.value
        asked: Any = _number(value) if isinstance(value, IntValueNode) else None
        if isinstance(value, VariableNode):
            asked = self._variables.get(value.name.value)
        # What is not a number, or out of range, is refused where the page is read.
        return min(asked, LARGEST_PAGE) if isinstance(asked, int) and asked > 0 else LARGEST_PAGE

    def _fragment(self, name: str, inner: bool) -> int:
        key = (name, inner)
        if key not in self._known:
            self._known[key] = 0
            fragment = self._fragments[name]
            on = self._schema.type_map[fragment.type_condition.name.value]
            self._known[key] = self.selection(fragment.selection_set, on, inner)
        return self._known[key]


def _number(node: IntValueNode) -> int | None:
    """Return the number, None for one that no page can have: Python does not read any number of digits."""
    return int(node.value) if len(node.value) < 20 else None


def _is_unpaged(node: FieldNode, field: GraphQLField, parent: GraphQLNamedType) -> bool:
    """Tell whether the field is a list whose length nothing in the document says."""
    if "first" in field.args or (parent.name.endswith("Connection") and node.name.value in _PAGED):
        return False
    type_ = field.type.of_type if isinstance(field.type, GraphQLNonNull) else field.type
    return isinstance(type_, GraphQLList)
