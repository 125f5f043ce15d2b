"""Requests that never become an operation, each with its HTTP status."""

from typing import ClassVar

from quorate_events.errors import Invalid


class RequestRefused(Invalid):
    """A request that is not a well-formed GraphQL request."""

    code = "bad_request"
    status: ClassVar[int] = 400


class NotAcceptable(RequestRefused):
    """The client takes none of the media types that there are."""

    code = "not_acceptable"
    status = 406

    def __init__(self) -> None:
        super().__init__(
            "None of the media types in Accept can be answered.",
            "Accept application/graphql-response+json or application/json.",
        )


class MethodNotAllowed(RequestRefused):
    """Only GET and POST, and only POST for a mutation."""

    code = "method_not_allowed"
    status = 405

    def __init__(self) -> None:
        super().__init__("This cannot be done with this HTTP method.", "Send it with POST.")


class UnsupportedMediaType(RequestRefused):
    """The body is of a media type that is not read."""

    code = "unsupported_media_type"
    status = 415

    def __init__(self) -> None:
        super().__init__(
            "The body must be JSON in UTF-8.", "Send Content-Type: application/json; charset=utf-8."
        )


class MalformedBody(RequestRefused):
    """The body is not JSON, or not what a GraphQL request looks like."""

    code = "malformed_body"


class MalformedParameters(RequestRefused):
    """The parameters of a GET request cannot be read."""

    code = "malformed_parameters"

    def __init__(self) -> None:
        super().__init__(
            "The parameters of the address cannot be read.",
            "Give `query`, and `variables` and `extensions` as JSON objects.",
        )


class NoOperation(RequestRefused):
    """Nothing that could be carried out."""

    code = "no_operation"

    def __init__(self) -> None:
        super().__init__(
            "The request names no operation.",
            "Send a document as `query`, and `operationName` where it holds several.",
        )


class OnlyOverWebSocket(RequestRefused):
    """A subscription in a plain request."""

    code = "only_over_websocket"

    def __init__(self) -> None:
        super().__init__(
            "Subscriptions need a WebSocket.", "Connect with the subprotocol graphql-transport-ws."
        )
