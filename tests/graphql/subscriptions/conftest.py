"""The real application behind a real server, and a client that speaks graphql-transport-ws."""

import asyncio
import itertools
import json
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any
from uuid import UUID

import pytest_asyncio
from tests.support.sign_in import authorization
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
            await live.send(type="connection_init", payload=authorization(practitioner_id))
            assert (await live.receive())["type"] == "connection_ack"
            yield live


@pytest_asyncio.fixture
async def connecting(server: str) -> Connecting:
    return Connecting(server)
