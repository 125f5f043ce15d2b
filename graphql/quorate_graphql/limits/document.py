"""Bounds a parsed document before it is validated, because validating is itself costly."""

from collections import Counter
from dataclasses import dataclass, replace

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

from quorate_graphql.limits.limits import (
    FragmentWithinItself,
    LimitExceeded,
    Limits,
    TooDeep,
    TooManyAliases,
    TooManyDirectives,
    TooManyFields,
    TooManyRepeats,
)


@dataclass(frozen=True)
class Size:
    """How much a selection holds once its fragments are unfolded."""

    depth: int = 0
    fields: int = 0
    aliases: int = 0
    directives: int = 0

    def beside(self, other: "Size") -> "Size":
        """Return the size of both selections in one place."""
        return Size(
            max(self.depth, other.depth),
            self.fields + other.fields,
            self.aliases + other.aliases,
            self.directives + other.directives,
        )


def check_document(document: DocumentNode, limits: Limits) -> None:
    """Raise the ``LimitExceeded`` that the document deserves, if any.

    Each fragment is measured once, so that fragments within fragments cost no more than their text.
    """
    measure = _Measure(document, limits)
    for definition in document.definitions:
        size = measure.definition(definition)
        _within(size, limits)


def _within(size: Size, limits: Limits) -> None:
    bounds: tuple[tuple[int, int, type[LimitExceeded]], ...] = (
        (size.depth, limits.depth, TooDeep),
        (size.fields, limits.fields, TooManyFields),
        (size.aliases, limits.aliases, TooManyAliases),
        (size.directives, limits.directives, TooManyDirectives),
    )
    for amount, limit, refusal in bounds:
        if amount > limit:
            raise refusal(limit)


class _Measure:
    def __init__(self, document: DocumentNode, limits: Limits) -> None:
        self._limits = limits
        self._fragments = {
            each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)
        }
        self._sizes: dict[str, Size] = {}
        self._name_counts: dict[str, Counter[str]] = {}
        self._within: set[str] = set()

    def definition(self, definition: object) -> Size:
        if isinstance(definition, OperationDefinitionNode):
            on_variables = sum(len(each.directives or ()) for each in definition.variable_definitions or ())
            own = Size(directives=len(definition.directives or ()) + on_variables)
            return own.beside(self._selection(definition.selection_set))
        if isinstance(definition, FragmentDefinitionNode):
            size = self._fragment(definition.name.value)
            of_introspection = definition.type_condition.name.value.startswith("__")
            return replace(size, depth=0) if of_introspection else size
        return Size()

    def _selection(self, selection: SelectionSetNode) -> Size:
        names = self._names(selection)
        if names and max(names.values()) > self._limits.repeats:
            raise TooManyRepeats(self._limits.repeats)
        size = Size()
        for each in selection.selections:
            size = size.beside(self._selected(each))
        return size

    def _names(self, selection: SelectionSetNode) -> Counter[str]:
        """Count the response names in one place, those of its fragments included."""
        names: Counter[str] = Counter()
        for each in selection.selections:
            if isinstance(each, FieldNode):
                names[(each.alias or each.name).value] += 1
            elif isinstance(each, InlineFragmentNode):
                names.update(self._names(each.selection_set))
            elif isinstance(each, FragmentSpreadNode):
                names.update(self._fragment_names(each.name.value))
        return names

    def _fragment_names(self, name: str) -> Counter[str]:
        known = self._name_counts.get(name)
        if known is None:
            if name in self._within:
                raise FragmentWithinItself(0)
            self._within.add(name)
            fragment = self._fragments.get(name)
            known = Counter() if fragment is None else self._names(fragment.selection_set)
            self._name_counts[name] = known
            self._within.discard(name)
        return known

    def _selected(self, node: object) -> Size:
        if isinstance(node, FieldNode):
            return self._field(node)
        if isinstance(node, InlineFragmentNode):
            return Size(directives=len(node.directives or ())).beside(self._selection(node.selection_set))
        assert isinstance(node, FragmentSpreadNode)
        return Size(directives=len(node.directives or ())).beside(self._fragment(node.name.value))

    def _field(self, node: FieldNode) -> Size:
        own = Size(1, 1, 0 if node.alias is None else 1, len(node.directives or ()))
        if node.selection_set is None or node.name.value.startswith("__"):
            # How deep introspection may go is bounded by a rule of graphql-core.
            return own
        inner = self._selection(node.selection_set)
        return Size(inner.depth + 1, inner.fields, inner.aliases, inner.directives).beside(own)

    def _fragment(self, name: str) -> Size:
        size = self._sizes.get(name)
        if size is None:
            if name in self._within:
                raise FragmentWithinItself(0)
            self._within.add(name)
            fragment = self._fragments.get(name)
            size = Size() if fragment is None else self._selection(fragment.selection_set)
            self._sizes[name] = size
            self._within.discard(name)
        return size
