"""Answers members over HTTP beside GraphQL: finds out who asks, charges them, and refuses in the same words."""

import asyncio
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from quorate_events.access.actor import Actor
from quorate_events.errors import Conflict, Invalid, NotFound, QuorateError, Refused, Unavailable
from quorate_graphql.http.answers import answer_refused
from quorate_graphql.http.negotiation import MediaType
from quorate_graphql.identity import Identify, NotIdentified
from quorate_graphql.limits.limits import BodyTookTooLong, BodyTooLong
from quorate_graphql.limits.rates import Meter, RateLimited
from quorate_graphql.notes import note

Answer = Callable[[Request, Actor], Awaitable[Response]]


def for_members(
    identify: Identify, meter: Meter, cost: int, answer: Answer
) -> Callable[[Request], Awaitable[Response]]:
    """Return an endpoint that ``answer`` answers whoever is an active member; ``cost`` is charged, in values."""

    async def asked(request: Request) -> Response:
        identity = await identify(request.headers)
        actor = note().actor = identity.actor
        if actor is None:
            raise identity.refusal or NotIdentified()
        meter.charge(actor, cost)
        return await answer(request, actor)

    async def guarded(request: Request) -> Response:
        try:
            return await asked(request)
        except QuorateError as refusal:
            response = answer_refused(refusal, _status(refusal), MediaType.JSON)
            if isinstance(refusal, NotIdentified):
                response.headers["WWW-Authenticate"] = refusal.challenge
            return response

    return guarded


async def body_of(request: Request, longest: int, seconds: float) -> bytes:
    """Return the body.

    Raises ``BodyTooLong`` as soon as there is more than ``longest`` bytes of it, and ``BodyTookTooLong`` when it is
    not there after so many seconds.
    """
    body = bytearray()
    try:
        async with asyncio.timeout(seconds):
            async for chunk in request.stream():
                body += chunk
                if len(body) > longest:
                    raise BodyTooLong(longest)
    except TimeoutError:
        raise BodyTookTooLong(seconds) from None
    return bytes(body)


def _status(refusal: QuorateError) -> int:
    for kind, status in (
        (NotIdentified, 401),
        (RateLimited, 429),
        (NotFound, 404),
        (Unavailable, 503),
        (BodyTooLong, 413),
        (BodyTookTooLong, 408),
        (Conflict, 409),
        (Invalid, 400),
        (Refused, 403),
    ):
        if isinstance(refusal, kind):
            return status
    return 400
