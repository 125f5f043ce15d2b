"""The evidence over HTTP, in the layout of C2SP tlog-tiles: read-only, for whoever has signed in.

Checkpoints and tiles are hashes, and every member may fetch them. Entry bundles say which event stands where, so they
are for auditors and data protection officers. Witnesses post what they signed.
"""

from collections.abc import Awaitable, Callable

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from quorate_events.access.action import Action
from quorate_events.access.actor import Actor
from quorate_events.access.decide import decide
from quorate_events.access.errors import NoDuty
from quorate_events.access.policy import Look, Obligation
from quorate_events.access.purpose import Purpose
from quorate_events.access.resources import Circumstances
from quorate_events.errors import NotFound
from quorate_events.evidence.errors import NothingSigned
from quorate_events.evidence.note import LONGEST_NOTE
from quorate_events.evidence.tiles import bundle, read_address
from quorate_graphql.identity import Identify
from quorate_graphql.limits.limits import Limits
from quorate_graphql.limits.rates import Meter
from quorate_graphql.office import Office
from quorate_projections.scoped_views import ScopedViews
from quorate_services.api.members import Answer, body_of, for_members

COST = 10
"""Values that a request is charged, as if it were a question in GraphQL."""

_NOTE, _BYTES = "text/plain; charset=utf-8", "application/octet-stream"


class NoSuchTile(NotFound):
    """The tree has no such tile: an address that names none, or one wider than the latest checkpoint covers."""

    code = "no_such_tile"

    def __init__(self) -> None:
        super().__init__(
            "The tree has no such tile.", "Fetch the checkpoint first: its size says which tiles there are."
        )


def evidence_routes(office: Office, identify: Identify, meter: Meter, limits: Limits) -> list[Route]:
    """Return the routes below ``/checkpoint``, ``/tile`` and ``/key-statements``."""
    evidence = _Evidence(office, limits.body_seconds)

    def route(path: str, answer: Answer, action: Action, method: str = "GET") -> Route:
        return Route(path, _guarded(office, identify, meter, action, answer), methods=[method])

    read = Action.READ_EVIDENCE
    return [
        route("/checkpoint", evidence.checkpoint, read),
        route("/checkpoint/{size:int}", evidence.checkpoint, read),
        route("/checkpoint/cosignatures", evidence.cosignatures, Action.COSIGN, "POST"),
        route("/key-statements", evidence.statements, read),
        route("/tile/entries/{path:path}", evidence.entries, Action.READ_ENTRIES),
        route("/tile/{path:path}", evidence.tile, read),
    ]


class _Evidence:
    def __init__(self, office: Office, seconds: float) -> None:
        self._office = office
        self._seconds = seconds
        self._desk = office.evidence

    async def checkpoint(self, request: Request, _actor: Actor) -> Response:
        found = await self._desk.checkpoint(request.path_params.get("size"))
        if found is None:
            raise NothingSigned
        return _answer(found.note.encode(), _NOTE)

    async def statements(self, _request: Request, _actor: Actor) -> Response:
        return _answer(msgspec.json.encode(await self._desk.statements()), "application/json")

    async def tile(self, request: Request, _actor: Actor) -> Response:
        found = read_address(request.path_params["path"])
        tile = None if found is None or found.of_entries else await self._desk.tile(found.tile)
        if tile is None:
            raise NoSuchTile
        return _answer(tile, _BYTES)

    async def entries(self, request: Request, actor: Actor) -> Response:
        found = read_address(f"entries/{request.path_params['path']}")
        reader = ScopedViews(self._office.views, actor, Purpose.EVIDENCE, self._office.clock.now())
        entries = None if found is None else await self._desk.entries(reader, found.tile)
        if entries is None:
            raise NoSuchTile
        return _answer(bundle(each.encode() for each in entries), _BYTES)

    async def cosignatures(self, request: Request, _actor: Actor) -> Response:
        body = await body_of(request, LONGEST_NOTE, self._seconds)
        kept = await self._desk.cosign(body.decode("utf-8", errors="replace"))
        return _answer(kept.note.encode(), _NOTE)


def _guarded(
    office: Office, identify: Identify, meter: Meter, action: Action, answer: Answer
) -> Callable[[Request], Awaitable[Response]]:
    """Ask the policy first, and write down what has to be."""

    async def asked(request: Request, actor: Actor) -> Response:
        now = office.clock.now()
        decision = decide(actor, action, None, Circumstances(now))
        if not decision.allowed or Obligation.RECORD_LOOK in decision.obligations:
            look = Look(actor, action.value.removeprefix("read_"), decision.ground, decision.reason)
            await office.looks.write(look, now)
        if not decision.allowed:
            raise NoDuty
        return await answer(request, actor)

    return for_members(identify, meter, COST, asked)


def _answer(body: bytes, media: str) -> Response:
    return Response(body, media_type=media, headers={"Content-Type": media})
