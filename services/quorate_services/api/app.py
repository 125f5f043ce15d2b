"""Makes the web application of the API."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field

import msgspec
from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.routing import Route, WebSocketRoute

from quorate_events.tasks import end
from quorate_graphql.change_follower import ChangeFollower
from quorate_graphql.documents.checking import check_trusted
from quorate_graphql.documents.manifest import sha256
from quorate_graphql.documents.trusted import TrustedDocuments
from quorate_graphql.http.endpoint import Endpoint
from quorate_graphql.identity import Identify, nobody
from quorate_graphql.limits.limits import Limits
from quorate_graphql.limits.rates import Rates
from quorate_graphql.office import Office
from quorate_graphql.schema import build_schema
from quorate_services.api.access_log import AccessLog
from quorate_services.api.evidence import evidence_routes
from quorate_services.api.faults import Faults, refused
from quorate_services.api.headers import SecurityHeaders
from quorate_services.api.health import readiness
from quorate_services.api.records import record_routes
from quorate_services.dev_issuer.issuer import DevelopmentIssuer
from quorate_services.dev_issuer.routes import development_routes
from quorate_services.dev_issuer.sign_ins import SignIn


@dataclass(frozen=True)
class ApiOptions:
    """How the API behaves. The defaults are those of production, but for ``identify``, which knows nobody.

    ``development`` adds the addresses of the development issuer, which signs in ``people``, and ``explorer``
    a page to ask from, with the introspection that it needs: both for demo and tests only.
    ``allowed_origins`` are other sites whose pages may ask and open WebSockets. ``documents`` are the trusted
    ones.
    """

    limits: Limits = field(default_factory=Limits)
    rates: Rates = field(default_factory=Rates)
    documents: TrustedDocuments = field(default_factory=TrustedDocuments)
    identify: Identify = nobody
    development: DevelopmentIssuer | None = None
    people: Sequence[SignIn] = ()
    explorer: bool = False
    allowed_origins: tuple[str, ...] = ()


def create_app(office: Office, options: ApiOptions | None = None) -> FastAPI:
    """Return the application over an open ``office``, which must stay open while the application runs.

    Its lifespan tells subscribers what changes. Raises ``BrokenManifest`` when a trusted document cannot be
    answered.
    """
    options = options or ApiOptions()
    limits = msgspec.structs.replace(
        options.limits, introspection=options.explorer or options.limits.introspection
    )
    schema = build_schema(limits, options.rates)
    for text in options.documents.texts:
        check_trusted(schema, sha256(text), text, limits)
    endpoint = Endpoint(
        schema,
        office,
        options.identify,
        limits,
        explorer=options.explorer,
        allowed_origins=options.allowed_origins,
        documents=options.documents,
    )
    app = FastAPI(
        title="Quorate", lifespan=_following(office), openapi_url=None, docs_url=None, redoc_url=None
    )
    app.router.routes.append(Route("/graphql", endpoint))
    app.router.routes.append(WebSocketRoute("/graphql", endpoint))
    app.router.routes.extend(evidence_routes(office, options.identify, schema.meter, limits))
    app.router.routes.extend(record_routes(office, options.identify, schema.meter, limits))
    if options.development is not None:
        app.router.routes.extend(development_routes(options.development, options.people))
    _add_health(app, office)
    app.add_exception_handler(HTTPException, refused)
    app.add_middleware(Faults)
    if options.allowed_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=options.allowed_origins,
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type"],
            expose_headers=["Retry-After", "X-Request-Id"],
            max_age=600,
        )
    app.add_middleware(SecurityHeaders)
    app.add_middleware(AccessLog)
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
