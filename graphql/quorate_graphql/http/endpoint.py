"""The address of the API: one ASGI application for requests and for WebSockets."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from strawberry.exceptions import MissingQueryError
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types.graphql import OperationType

from quorate_events.errors import QuorateError, Unavailable
from quorate_graphql.context import Asking
from quorate_graphql.documents.trusted import TrustedDocuments
from quorate_graphql.http.answers import answer_of, answer_refused
from quorate_graphql.http.explorer import explorer_page
from quorate_graphql.http.negotiation import MediaType, negotiate
from quorate_graphql.http.refusals import (
    MethodNotAllowed,
    NoOperation,
    NotAcceptable,
    OnlyOverWebSocket,
    RequestRefused,
)
from quorate_graphql.http.requests import GraphQLRequest, read_request
from quorate_graphql.http.sockets import Sockets
from quorate_graphql.identity import Identify, NotIdentified
from quorate_graphql.limits.limits import BodyTookTooLong, BodyTooLong, Limits, TookTooLong
from quorate_graphql.limits.rates import RateLimited
from quorate_graphql.notes import note
from quorate_graphql.office import Office
from quorate_graphql.schema import QuorateSchema

_BY_METHOD = {
    "GET": frozenset({OperationType.QUERY}),
    "POST": frozenset({OperationType.QUERY, OperationType.MUTATION}),
}


class Endpoint:
    """Answers GraphQL requests for one office.

    ``identify`` says who asks; ``explorer`` shows browsers a page to ask from; ``allowed_origins`` are other
    sites whose pages may open WebSockets; ``documents`` are known in advance, and may be all that is answered.
    """

    def __init__(
        self,
        schema: QuorateSchema,
        office: Office,
        identify: Identify,
        limits: Limits,
        *,
        explorer: bool = False,
        allowed_origins: tuple[str, ...] = (),
        documents: TrustedDocuments | None = None,
    ) -> None:
        self._schema = schema
        self._office = office
        self._identify = identify
        self._limits = limits
        self._explorer = explorer
        self._documents = documents or TrustedDocuments()
        self._sockets = Sockets(schema, office, identify, limits, allowed_origins, self._documents)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or serve one WebSocket until it closes."""
        if scope["type"] == "websocket":
            await self._sockets(scope, receive, send)
            return
        request = Request(scope, receive)
        response = self._page(request) or await self._answer(request)
        await response(scope, receive, send)

    def _page(self, request: Request) -> Response | None:
        wanted = request.method == "GET" and "text/html" in request.headers.get("accept", "")
        if not (self._explorer and wanted and "query" not in request.query_params):
            return None
        return explorer_page()

    async def _answer(self, request: Request) -> Response:
        media = MediaType.JSON
        try:
            if request.method not in _BY_METHOD:
                raise MethodNotAllowed
            media = negotiate(request.headers.get("accept"))
            asked = await read_request(request, self._limits, self._documents)
            asking = Asking(self._office, await self._identify(request.headers))
            taken = note()
            taken.actor, taken.document = asking.actor, asked.query
            self._schema.admit(asking.actor, asked.query or "")
            return await self._run(request.method, asked, asking, media)
        except NotAcceptable as refusal:
            return answer_refused(refusal, refusal.status, MediaType.JSON)
        except NotIdentified as refusal:
            response = answer_refused(refusal, 401, media)
            response.headers["WWW-Authenticate"] = refusal.challenge
            return response
        except QuorateError as refusal:
            return answer_refused(refusal, _status(refusal), media)

    async def _run(self, method: str, asked: GraphQLRequest, asking: Asking, media: MediaType) -> Response:
        try:
            result = await self._schema.execute(
                asked.query,
                variable_values=asked.variables,
                context_value=asking,
                operation_name=asked.operation_name,
                allowed_operation_types=_BY_METHOD[method],
                operation_extensions=asked.extensions,
            )
        except (MissingQueryError, CannotGetOperationTypeError):
            raise NoOperation from None
        except InvalidOperationTypeError as error:
            if error.operation_type is OperationType.SUBSCRIPTION:
                raise OnlyOverWebSocket from None
            raise MethodNotAllowed from None
        for each in result.errors or ():
            if isinstance(each.original_error, TookTooLong | RateLimited):
                raise each.original_error
            # Nothing was answered: whoever stands before us (a proxy, a monitor) is told by the status too.
            if isinstance(each.original_error, Unavailable) and not any((result.data or {}).values()):
                raise each.original_error
        return answer_of(result, media)


def _status(refusal: QuorateError) -> int:
    if isinstance(refusal, RequestRefused):
        return refusal.status
    if isinstance(refusal, BodyTooLong):
        return 413
    if isinstance(refusal, BodyTookTooLong):
        return 408
    if isinstance(refusal, RateLimited):
        return 429
    return 503 if isinstance(refusal, TookTooLong | Unavailable) else 400
