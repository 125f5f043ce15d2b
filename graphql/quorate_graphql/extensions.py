"""What happens around every operation: its document is bounded and checked once, its errors are presented."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    get_operation_ast,
    validate,
)
from strawberry.extensions import SchemaExtension
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule
from strawberry.types.execution import ExecutionContext

from quorate_graphql.errors import as_graphql, presentable, too_many_tokens
from quorate_graphql.limits.cost import cost_of
from quorate_graphql.limits.document import check_document
from quorate_graphql.limits.limits import DocumentTooLong, LimitExceeded, Limits, TooCostly, TookTooLong

_MOST_COMPLAINTS = 10


class KnownDocuments:
    """Documents that were parsed and found valid, the latest ``size`` of them."""

    def __init__(self, size: int = 256) -> None:
        self._size = size
        self._documents: OrderedDict[str, DocumentNode] = OrderedDict()

    def find(self, text: str) -> DocumentNode | None:
        """Return the document, if it is known."""
        document = self._documents.get(text)
        if document is not None:
            self._documents.move_to_end(text)
        return document

    def keep(self, text: str, document: DocumentNode) -> None:
        """Remember a valid document."""
        self._documents[text] = document
        if len(self._documents) > self._size:
            self._documents.popitem(last=False)


@dataclass
class Gate(SchemaExtension):
    """Lets only documents through that are within the limits and valid."""

    limits: Limits
    known: KnownDocuments

    def on_parse(self) -> Iterator[None]:
        """Take a known document as it is; bound the parser for any other."""
        context = self.execution_context
        context.parse_options["max_tokens"] = self.limits.tokens
        context.graphql_document = self.known.find(context.query or "")
        yield

    def on_validate(self) -> Iterator[None]:
        """Bound and validate a document once, and work out the cost of every operation."""
        context = self.execution_context
        try:
            context.pre_execution_errors = self._faults(context)
            if not context.pre_execution_errors:
                self._bound_cost(context)
        except LimitExceeded as exceeded:
            context.pre_execution_errors = [as_graphql(exceeded)]
        yield

    def _faults(self, context: ExecutionContext) -> list[GraphQLError]:
        document, text = context.graphql_document, context.query or ""
        assert document is not None
        if _ambiguous(context, document):
            return [GraphQLError("The document holds several operations, and none is named.")]
        if self.known.find(text) is not None:
            return []
        if len(text.encode()) > self.limits.document_bytes:
            raise DocumentTooLong(self.limits.document_bytes)
        check_document(document, self.limits)
        rules = (*context.validation_rules, MaybeNullValidationRule, OneOfInputValidationRule)
        if not self.limits.introspection:
            rules += (NoSchemaIntrospectionCustomRule,)
        # Each further complaint costs time (it looks for names that were meant), and nobody reads a hundred.
        errors = validate(_core(context), document, rules, max_errors=_MOST_COMPLAINTS)
        if not errors:
            self.known.keep(text, document)
        return errors

    def _bound_cost(self, context: ExecutionContext) -> None:
        document = context.graphql_document
        operation = get_operation_ast(document, context.operation_name) if document else None
        if document is None or not isinstance(operation, OperationDefinitionNode):
            return
        if cost_of(_core(context), document, operation, context.variables or {}) > self.limits.cost:
            raise TooCostly(self.limits.cost)


@dataclass
class TimeLimit(SchemaExtension):
    """Stops an operation that takes too long, over whatever it came; waiting for a change is not counted."""

    limits: Limits

    async def on_execute(self) -> AsyncIterator[None]:
        """Stop what runs after the time given."""
        try:
            async with asyncio.timeout(self.limits.seconds):
                yield
        except TimeoutError:
            raise TookTooLong(self.limits.seconds) from None


class PresentErrors(SchemaExtension):
    """Turns what resolvers raised into what callers may see, in answers and in every event of a stream."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._streamed = False

    def on_operation(self) -> Iterator[None]:
        """Present the errors of an answer."""
        yield
        if not self._streamed:
            self._present(self.execution_context.result)

    def on_stream_result(self, result: object) -> Iterator[None]:
        """Present the errors of one event of a subscription."""
        self._streamed = True
        self._present(result)
        yield

    def _present(self, result: object) -> None:
        errors: list[GraphQLError] | None = getattr(result, "errors", None)
        if errors:
            errors[:] = [presentable(too_many_tokens(each, self._limits.tokens)) for each in errors]


def _ambiguous(context: ExecutionContext, document: DocumentNode) -> bool:
    """Tell whether Strawberry would take the first of several operations, which the specification forbids."""
    named: str | None = getattr(context, "_provided_operation_name")  # noqa: B009 - it has no public name
    operations = sum(isinstance(each, OperationDefinitionNode) for each in document.definitions)
    return named is None and operations > 1


def _core(context: ExecutionContext) -> GraphQLSchema:
    core = getattr(context.schema, "_schema")  # noqa: B009 - Strawberry has no public name for it
    assert isinstance(core, GraphQLSchema)
    return core
