"""A projector that ends by a fault ends the API in order, with a sentence: views that stand still show the past."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

import pytest
from tests.conftest import Database

from quorate_projections.engine.follower import Follower
from quorate_services.composition import build_views, wire
from quorate_services.postgres.roles import Role
from quorate_services.serving import ProjectorEnded, serve
from quorate_services.settings import Environment, Settings


@dataclass(frozen=True)
class Connections:
    database: Database

    def dsn(self, role: Role, database: str | None = None) -> str:
        return {
            Role.OWNER: self.database.owner_dsn,
            Role.APP: self.database.app_dsn,
            Role.PROJECTOR: self.database.projector_dsn,
        }[role]


async def fails(_follower: Follower) -> None:
    raise MemoryError("with a name in it")


async def ends_unlike_anything(_follower: Follower) -> None:
    raise BaseExceptionGroup("a fault that is no Exception", [asyncio.CancelledError()])


@pytest.mark.parametrize("fault", [fails, ends_unlike_anything])
async def test_the_api_ends_in_order_and_says_why(
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    fault: Callable[[Follower], Coroutine[Any, Any, None]],
) -> None:
    wiring = wire(Settings(environment=Environment.TEST, port=0), Connections(database))
    await build_views(wiring)
    monkeypatch.setattr(Follower, "run", fault)
    async with asyncio.timeout(60):
        with pytest.raises(ProjectorEnded) as ended:
            await serve(wiring, ready=lambda _: None)
    assert "name in it" not in f"{ended.value} {ended.value.__cause__}"
    assert "the projector ended" in [each.message for each in caplog.records]
