"""What happens around every operation: its document is bounded and checked once, its errors are presented."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from functools import partial

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

from quorate_events.errors import QuorateError
from quorate_graphql.context import Asking
from quorate_graphql.errors import as_graphql, presentable, too_many_tokens
from quorate_graphql.limits.cost import cost_of
from quorate_graphql.limits.document import check_document
from quorate_graphql.limits.limits import LimitExceeded, Limits, TooCostly, TookTooLong
from quorate_graphql.limits.rates import Meter, RateLimited
from quorate_graphql.limits.variables import check_variables
from quorate_graphql.notes import note

_MOST_COMPLAINTS = 5
_LONGEST = 300


class KnownDocuments:
    """Documents that were parsed and found valid: the trusted ones, and the latest ``size`` of the others."""

    def __init__(self, size: int = 256) -> None:
        self._size = size
        self._documents: OrderedDict[str, DocumentNode] = OrderedDict()
        self._trusted: dict[str, DocumentNode] = {}

    def find(self, text: str) -> DocumentNode | None:
        """Return the document, if it is known."""
        document = self._trusted.get(text)
        if document is not None:
            return document
        document = self._documents.get(text)
        if document is not None:
            self._documents.move_to_end(text)
        return document

    def keep(self, text: str, document: DocumentNode) -> None:
        """Remember a valid document."""
        self._documents[text] = document
        if len(self._documents) > self._size:
            self._documents.popitem(last=False)

    def trust(self, text: str, document: DocumentNode) -> None:
        """Remember a trusted document for good."""
        self._trusted[text] = document


@dataclass
class Gate(SchemaExtension):
    """Lets only documents through that are within the limits and valid, and charges what they cost."""

    limits: Limits
    known: KnownDocuments
    meter: Meter = field(default_factory=Meter)

    def on_parse(self) -> Iterator[None]:
        """Take a known document as it is; bound the parser for any other."""
        context = self.execution_context
        context.parse_options["max_tokens"] = self.limits.tokens
        context.graphql_document = self.known.find(context.query or "")
        yield

    def on_validate(self) -> Iterator[None]:
        """Bound and validate a document once, and work out and charge the cost of every operation."""
        context = self.execution_context
        try:
            check_variables(context.variables, self.limits)
            context.pre_execution_errors = self._faults(context)
            if not context.pre_execution_errors:
                self._charge(context)
        except (LimitExceeded, RateLimited) as refusal:
            context.pre_execution_errors = [as_graphql(refusal)]
        yield

    def _faults(self, context: ExecutionContext) -> list[GraphQLError]:
        document, text = context.graphql_document, context.query or ""
        assert document is not None
        if _ambiguous(context, document):
            return [GraphQLError("The document holds several operations, and none is named.")]
        if self.known.find(text) is not None:
            return []
        check_document(document, self.limits)
        rules = (*context.validation_rules, MaybeNullValidationRule, OneOfInputValidationRule)
        if not self.limits.introspection:
            rules += (NoSchemaIntrospectionCustomRule,)
        # Each further complaint costs time (it looks for names that were meant), and nobody reads a hundred.
        # Names that were meant are part of the schema: they are told only to whom the schema is shown.
        errors = validate(
            core_of(context.schema),
            document,
            rules,
            max_errors=_MOST_COMPLAINTS,
            hide_suggestions=not self.limits.introspection,
        )
        if not errors:
            self.known.keep(text, document)
        return [_complaint(each) for each in errors]

    def _charge(self, context: ExecutionContext) -> None:
        document = context.graphql_document
        operation = get_operation_ast(document, context.operation_name) if document else None
        if document is None or not isinstance(operation, OperationDefinitionNode):
            return
        cost = cost_of(core_of(context.schema), document, operation, context.variables or {})
        if cost > self.limits.cost:
            raise TooCostly(self.limits.cost)
        asking = context.context
        actor = asking.actor if isinstance(asking, Asking) else None
        self.meter.charge(actor, cost)
        if isinstance(asking, Asking):
            asking.charge = partial(self.meter.charge, actor)
        taken = note()
        taken.cost += cost
        taken.operation = operation.name.value if operation.name else None


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
            note().codes += [each.extensions["code"] for each in errors if each.extensions]


def _complaint(error: GraphQLError) -> GraphQLError:
    """Return what is wrong with a document as that, and not as a fault of ours; it may quote only so much.

    A number of thousands of digits, for example, makes Python's ``int`` raise an error.
    """
    if isinstance(error.original_error, QuorateError):
        return error
    message = error.message if len(error.message) <= _LONGEST else f"{error.message[:_LONGEST]} …"
    return GraphQLError(message, nodes=error.nodes)


def _ambiguous(context: ExecutionContext, document: DocumentNode) -> bool:
    """Tell whether Strawberry would take the first of several operations, which the specification forbids."""
    named: str | None = getattr(context, "_provided_operation_name")  # noqa: B009 - it has no public name
    operations = sum(isinstance(each, OperationDefinitionNode) for each in document.definitions)
    return named is None and operations > 1


def core_of(schema: object) -> GraphQLSchema:
    """Return the schema as graphql-core has it, of one that Strawberry made."""
    core = getattr(schema, "_schema")  # noqa: B009 - Strawberry has no public name for it
    assert isinstance(core, GraphQLSchema)
    return core
