"""Subscriptions over WebSockets, after the protocol graphql-transport-ws."""

import json
from datetime import timedelta
from typing import Any, cast

from graphql import GraphQLError
from starlette.requests import Request
from starlette.responses import Response
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.exceptions import ConnectionRejectionError
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import (
    BaseGraphQLTransportWSHandler,
)
from strawberry.types.unset import UNSET, UnsetType

from quorate_events.errors import QuorateError
from quorate_graphql.context import Asking, Office
from quorate_graphql.errors import presentable
from quorate_graphql.identity import Identify
from quorate_graphql.limits.limits import Limits
from quorate_graphql.schema import QuorateSchema


class _Handler(BaseGraphQLTransportWSHandler[Asking, None]):
    async def handle_task_exception(self, error: Exception) -> None:
        """Log a fault by its number and kind: its text may quote what somebody wrote."""
        presentable(GraphQLError("fault", original_error=error))


_PATIENCE = timedelta(seconds=10)


class Sockets(GraphQL[Asking, None]):
    """Strawberry's protocol over our context. Who asks comes with the payload of ``connection_init``."""

    graphql_transport_ws_handler_class = _Handler

    def __init__(
        self,
        schema: QuorateSchema,
        office: Office,
        identify: Identify,
        limits: Limits,
        allowed_origins: tuple[str, ...],
    ) -> None:
        super().__init__(
            schema,
            graphql_ide=None,
            subscription_protocols=[GRAPHQL_TRANSPORT_WS_PROTOCOL],
            connection_init_wait_timeout=_PATIENCE,
            max_subscriptions_per_connection=limits.subscriptions,
            allowed_origins=allowed_origins,
        )
        self._office = office
        self._identify = identify
        self._limits = limits

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> Asking:
        """Return the context of one connection, of nobody yet."""
        return Asking(self._office)

    async def on_ws_connect(self, context: Asking) -> UnsetType | dict[str, object] | None:
        """Find out who connects; somebody unknown is rejected."""
        payload = context.connection_params or {}
        claims = {str(name).lower(): str(value) for name, value in payload.items()}
        try:
            context.viewer = await self._identify(claims)
        except QuorateError as refusal:
            raise ConnectionRejectionError from refusal
        return cast(UnsetType, UNSET)

    def decode_json(self, data: str | bytes) -> Any:
        """Read one message; one that is too long is refused like one that is no JSON."""
        if len(data) > self._limits.body_bytes:
            raise json.JSONDecodeError("message too long", "", 0)
        try:
            return super().decode_json(data)
        except RecursionError:
            raise json.JSONDecodeError("message nested too deep", "", 0) from None
