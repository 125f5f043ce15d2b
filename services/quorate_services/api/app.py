"""Makes the web application of the API."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field

import msgspec
from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route, WebSocketRoute

from quorate_events.tasks import end
from quorate_graphql.change_follower import ChangeFollower
from quorate_graphql.context import Office
from quorate_graphql.http.endpoint import Endpoint
from quorate_graphql.identity import development_identity, nobody
from quorate_graphql.limits.limits import Limits
from quorate_graphql.schema import build_schema
from quorate_services.api.faults import Faults, refused
from quorate_services.api.headers import SecurityHeaders
from quorate_services.api.health import readiness


@dataclass(frozen=True)
class ApiOptions:
    """How the API behaves. The defaults are those of production.

    ``development_identity`` believes the header ``X-Quorate-Practitioner``, and ``explorer`` shows a page to
    ask from, with the introspection that it needs: both for demo and tests only. ``allowed_origins`` are
    other sites whose pages may open WebSockets.
    """

    limits: Limits = field(default_factory=Limits)
    development_identity: bool = False
    explorer: bool = False
    allowed_origins: tuple[str, ...] = ()


def create_app(office: Office, options: ApiOptions | None = None) -> FastAPI:
    """Return the application over an open ``office``, which must stay open while the application runs.

    Its lifespan tells subscribers what changes.
    """
    options = options or ApiOptions()
    limits = msgspec.structs.replace(
        options.limits, introspection=options.explorer or options.limits.introspection
    )
    endpoint = Endpoint(
        build_schema(limits),
        office,
        development_identity(office.views) if options.development_identity else nobody,
        limits,
        explorer=options.explorer,
        allowed_origins=options.allowed_origins,
    )
    app = FastAPI(
        title="Quorate", lifespan=_following(office), openapi_url=None, docs_url=None, redoc_url=None
    )
    app.router.routes.append(Route("/graphql", endpoint))
    app.router.routes.append(WebSocketRoute("/graphql", endpoint))
    _add_health(app, office)
    app.add_exception_handler(HTTPException, refused)
    app.add_middleware(Faults)
    app.add_middleware(SecurityHeaders)
    return app


def _following(office: Office) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        following = asyncio.create_task(ChangeFollower(office).run(), name="change-follower")
        try:
            yield
        finally:
            await end(following)

    return lifespan


def _add_health(app: FastAPI, office: Office) -> None:
    @app.get("/livez")
    async def livez() -> Response:
        """Answer that the process lives."""
        return _json(200, {"live": True})

    @app.get("/readyz")
    async def readyz() -> Response:
        """Answer whether requests can be answered: 200 or 503, with what was looked at."""
        health = await readiness(office)
        return _json(200 if health.ready else 503, health)


def _json(status: int, body: object) -> Response:
    return Response(msgspec.json.encode(body), status, {"Cache-Control": "no-store"}, "application/json")
