"""Makes the web application of the portal."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx2
from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from quorate_services.portal.api_client import ApiClient
from quorate_services.portal.options import PortalOptions
from quorate_services.portal.pages.catalogue import ROUTERS
from quorate_services.portal.signing_in.relying_party import RelyingParty
from quorate_services.portal.signing_in.routes import CALLBACK
from quorate_services.portal.store.database import StoreFile
from quorate_services.portal.store.drafts import Drafts
from quorate_services.portal.store.sealing import Seal
from quorate_services.portal.store.sessions import Sessions
from quorate_services.portal.web.access_log import AccessLog
from quorate_services.portal.web.assets import PREFIX, Assets
from quorate_services.portal.web.faults import Faults, add_faults
from quorate_services.portal.web.headers import PageHeaders
from quorate_services.portal.web.london import as_time
from quorate_services.portal.web.one_address import OneAddress
from quorate_services.portal.web.portal import Portal
from quorate_services.portal.web.templates import environment

_PATIENCE = httpx2.Timeout(20.0, connect=3.0)


@asynccontextmanager
async def open_portal(options: PortalOptions) -> AsyncIterator[FastAPI]:
    """Give the application, with its store and its connections to the API open while the block runs."""
    assets = Assets()
    with StoreFile(options.store) as file:
        seal = Seal(options.key)
        async with httpx2.AsyncClient(base_url=options.api, timeout=_PATIENCE) as http:
            yield create_portal(
                Portal(
                    options=options,
                    assets=assets,
                    templates=environment(assets, lambda: as_time(options.clock()).date()),
                    sessions=Sessions(file, seal),
                    drafts=Drafts(file, seal),
                    api=ApiClient(http),
                    relying_party=RelyingParty(options.signing_in, f"{options.address}{CALLBACK}"),
                )
            )


def create_portal(portal: Portal) -> FastAPI:
    """Return the application of a portal whose parts are open."""
    app = FastAPI(title="Quorate portal", openapi_url=None, docs_url=None, redoc_url=None)
    app.state.portal = portal
    for router in ROUTERS:
        app.include_router(router)
    app.router.routes.append(Route(f"{PREFIX}/{{path:path}}", portal.assets.answer))
    app.router.routes.append(Route("/livez", _lives))
    add_faults(app)
    app.add_middleware(OneAddress, address=portal.options.address)
    app.add_middleware(Faults)
    app.add_middleware(PageHeaders)
    # It leaves alone what is compressed already, and the stream of events.
    app.add_middleware(GZipMiddleware, minimum_size=1_000, compresslevel=6)
    app.add_middleware(AccessLog)
    return app


async def _lives(_request: object) -> Response:
    return PlainTextResponse("live")
