"""The real application behind a real server, and a client that speaks graphql-transport-ws."""

import asyncio
import itertools
import json
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any
from uuid import UUID

import pytest_asyncio
import uvicorn
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

PROTOCOL = Subprotocol("graphql-transport-ws")
LONG = 10.0
"""Seconds after which a message that does not come counts as never sent."""


class Live:
    """One connection."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._ids = map(str, itertools.count(1))

    async def send(self, **message: Any) -> None:
        await self._socket.send(json.dumps(message))

    async def receive(self) -> dict[str, Any]:
        async with asyncio.timeout(LONG):
            return json.loads(await self._socket.recv())

    async def subscribe(self, document: str, **variables: Any) -> str:
        subscription = next(self._ids)
        payload = {"query": document, "variables": variables}
        await self.send(type="subscribe", id=subscription, payload=payload)
        return subscription

    async def next(self) -> dict[str, Any]:
        """Return the data of the next event."""
        message = await self.receive()
        assert message["type"] == "next", message
        assert "errors" not in message["payload"], message
        return message["payload"]["data"]

    async def closed(self) -> int:
        """Wait for the end of the connection, and return its code."""
        async with asyncio.timeout(LONG):
            await self._socket.wait_closed()
        assert self._socket.close_code is not None
        return self._socket.close_code


@pytest_asyncio.fixture(scope="session")
async def server(api: Any) -> AsyncIterator[str]:
    # The lifespan runs already, for all tests of the API.
    config = uvicorn.Config(api.app, port=0, lifespan="off", log_level="warning", access_log=False)
    running = uvicorn.Server(config)
    serving = asyncio.create_task(running.serve())
    while not running.started:  # noqa: ASYNC110 - the server has no event to wait for
        await asyncio.sleep(0.01)
    port = running.servers[0].sockets[0].getsockname()[1]
    yield f"ws://127.0.0.1:{port}/graphql"
    running.should_exit = True
    await serving


class Connecting:
    """Opens connections."""

    def __init__(self, address: str) -> None:
        self._address = address

    def raw(self, **options: Any) -> AbstractAsyncContextManager[ClientConnection]:
        return connect(self._address, subprotocols=[PROTOCOL], **options)

    @asynccontextmanager
    async def as_(self, practitioner_id: UUID | None) -> AsyncIterator[Live]:
        async with self.raw() as socket:
            live = Live(socket)
            payload = {} if practitioner_id is None else {"X-Quorate-Practitioner": str(practitioner_id)}
            await live.send(type="connection_init", payload=payload)
            assert (await live.receive())["type"] == "connection_ack"
            yield live


@pytest_asyncio.fixture
async def connecting(server: str) -> Connecting:
    return Connecting(server)
