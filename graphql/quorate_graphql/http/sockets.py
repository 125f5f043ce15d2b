"""Subscriptions over WebSockets, after the protocol graphql-transport-ws."""

import json
import logging
import time
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, cast

import msgspec
from graphql import GraphQLError
from starlette.requests import Request
from starlette.responses import Response
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.exceptions import ConnectionRejectionError
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import (
    BaseGraphQLTransportWSHandler,
    Operation,
)
from strawberry.subscriptions.protocols.graphql_transport_ws.types import Message, SubscribeMessage
from strawberry.types.unset import UNSET, UnsetType

from quorate_events.access.actor import Actor
from quorate_events.errors import QuorateError, Refused
from quorate_graphql.context import Asking
from quorate_graphql.documents.trusted import TrustedDocuments
from quorate_graphql.errors import as_graphql, presentable
from quorate_graphql.http.refusals import NoOperation
from quorate_graphql.identity import Identify, Identity
from quorate_graphql.limits.limits import Limits, TooManySubscriptions
from quorate_graphql.notes import milliseconds_since, taking_notes
from quorate_graphql.office import Office
from quorate_graphql.schema import QuorateSchema
from quorate_graphql.subscriptions.sign_in import reauthorise

log = logging.getLogger(__name__)


class _Subscribe(msgspec.Struct, frozen=True, rename="camel"):
    """The payload of the message that begins an operation."""

    query: str | None = None
    document_id: str | None = None
    operation_name: str | None = None
    variables: dict[str, Any] | None = None
    extensions: dict[str, Any] | None = None


class _Message(msgspec.Struct, frozen=True):
    """What every message of a client has to look like."""

    type: str
    id: str | None = None
    payload: dict[str, Any] | None = None


class _Handler(BaseGraphQLTransportWSHandler[Asking, None]):
    @property
    def sockets(self) -> "Sockets":
        assert isinstance(self.view, Sockets)
        return self.view

    async def handle_message(self, message: Message) -> None:
        """End the connection at a message that is none of the protocol's."""
        try:
            msgspec.convert(message, _Message)
        except msgspec.ValidationError:
            await self.handle_invalid_message("Failed to parse message")
        else:
            await super().handle_message(message)

    async def handle_subscribe(self, message: SubscribeMessage) -> None:
        """Find the document that is meant, and begin the operation; refuse it with an error of ours."""
        if not self.connection_acknowledged or message["id"] in self.operations:
            await super().handle_subscribe(message)
            return
        try:
            asked = msgspec.convert(message["payload"], _Subscribe)
            message["payload"]["query"] = self._document(asked)
        except msgspec.ValidationError:
            await self.handle_invalid_message("Failed to parse message")
        except QuorateError as refusal:
            errors = [presentable(as_graphql(refusal)).formatted]
            await self.send_message({"id": message["id"], "type": "error", "payload": errors})
        else:
            await super().handle_subscribe(message)

    async def run_operation(self, operation: Operation[Asking, None]) -> None:
        """Look anew who asks, and run the operation. A connection outlives a sign-in."""
        with taking_notes() as taken:
            try:
                await reauthorise(self.context)
                taken.actor, taken.document = self.context.actor, operation.query
                self.sockets.schema_in_use.admit(self.context.actor, operation.query)
            except Exception as error:
                told = presentable(GraphQLError("refused", original_error=error))
                await operation.send_initial_errors([told])
                return
            began = time.perf_counter()
            try:
                await super().run_operation(operation)
            finally:
                log.info("operation", extra={"note": taken, "ms": milliseconds_since(began)})

    def _document(self, asked: _Subscribe) -> str:
        limits = self.sockets.limits
        if len(self.operations) >= limits.subscriptions:
            raise TooManySubscriptions(limits.subscriptions)
        meant = self.sockets.documents.meant(asked.query, asked.document_id, asked.extensions)
        if meant is None:
            raise NoOperation
        return meant

    @staticmethod
    def _get_pre_execution_close_reason(error: GraphQLError) -> str | None:
        """Never close for a bad document: the reason would quote it, and may be longer than a frame may be."""
        return None

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
        documents: TrustedDocuments,
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
        self.limits = limits
        self.documents = documents
        self.schema_in_use = schema

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> Asking:
        """Return the context of one connection, of nobody yet."""
        return Asking(self._office)

    async def on_ws_connect(self, context: Asking) -> UnsetType | dict[str, object] | None:
        """Find out who connects; whoever is not believed, or kept out, is rejected."""
        payload = context.connection_params or {}
        claims = {str(name).lower(): str(value) for name, value in payload.items()}
        try:
            context.identify(await self._admit(claims))
        except QuorateError as refusal:
            raise ConnectionRejectionError from refusal

        async def reidentify() -> Actor | None:
            """Check token and membership again, from the beginning. Whoever is kept out stays out."""
            try:
                return (await self._admit(claims)).actor
            except Refused as refusal:
                context.identify(Identity(refusal=refusal))
                raise

        context.reidentify = reidentify
        return cast(UnsetType, UNSET)

    async def _admit(self, claims: Mapping[str, str]) -> Identity:
        identity = await self._identify(claims)
        if identity.refusal is not None:
            raise identity.refusal
        return identity

    def decode_json(self, data: str | bytes) -> Any:
        """Read one message; one that is too long is refused like one that is no JSON."""
        if len(data) > self.limits.body_bytes:
            raise json.JSONDecodeError("message too long", "", 0)
        try:
            # Unlike the standard library's, it takes no half characters that nothing could write down later.
            return msgspec.json.decode(data)
        except (msgspec.DecodeError, UnicodeDecodeError, UnicodeEncodeError, RecursionError):
            raise json.JSONDecodeError("message cannot be read", "", 0) from None
