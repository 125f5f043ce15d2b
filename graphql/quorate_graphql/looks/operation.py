"""What the client called the operation that is being answered; looks are written down with it."""

from collections.abc import Iterator
from contextvars import ContextVar

from strawberry.extensions import SchemaExtension

_NAME: ContextVar[str] = ContextVar("operation_name", default="")


def operation_name() -> str:
    """Return the name of the operation being answered; empty when the client gave none."""
    return _NAME.get()


class OperationName(SchemaExtension):
    """Keeps the name while the operation is carried out."""

    def on_execute(self) -> Iterator[None]:
        """Set the name for the resolvers that run in this context."""
        _NAME.set(self.execution_context.operation_name or "")
        yield
