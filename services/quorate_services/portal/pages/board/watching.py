"""Listens to one meeting at the API, over the protocol graphql-transport-ws, as the person who watches."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Subprotocol

from quorate_services.portal.documents.trusted import document_id
from quorate_services.portal.errors import ApiAway, Said

_PROTOCOL = Subprotocol("graphql-transport-ws")
_PATIENCE = 5.0


class Ear:
    """One subscription. ``next`` gives the position up to which the meeting can be read anew."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket

    async def next(self, seconds: float) -> int | None:
        """Return the next position, or None where nothing happened for so long.

        Raises ``Said`` where the API tells no more, with its code, and ``ApiAway`` where it cannot be heard.
        """
        try:
            async with asyncio.timeout(seconds):
                while True:
                    message = json.loads(await self._socket.recv())
                    if message["type"] == "ping":
                        await self._socket.send('{"type":"pong"}')
                    elif message["type"] in ("next", "error", "complete"):
                        return _position(message)
        except TimeoutError:
            return None
        except (WebSocketException, OSError, ValueError):
            raise ApiAway from None


@asynccontextmanager
async def listening(api: str, token: str, meeting_id: UUID) -> AsyncIterator[Ear]:
    """Open a subscription to a meeting. Raises ``ApiAway``."""
    parts = urlsplit(api)
    scheme = "wss" if parts.scheme == "https" else "ws"
    address = urlunsplit((scheme, parts.netloc, f"{parts.path}/graphql", "", ""))
    try:
        opened = await connect(address, subprotocols=[_PROTOCOL], open_timeout=_PATIENCE)
    except (WebSocketException, OSError, TimeoutError):
        raise ApiAway from None
    async with opened as socket:
        try:
            await _begin(socket, token, meeting_id)
        except (WebSocketException, OSError, TimeoutError, ValueError):
            raise ApiAway from None
        yield Ear(socket)


async def _begin(socket: ClientConnection, token: str, meeting_id: UUID) -> None:
    async with asyncio.timeout(_PATIENCE):
        hello = {"type": "connection_init", "payload": {"Authorization": f"Bearer {token}"}}
        await socket.send(json.dumps(hello))
        while json.loads(await socket.recv())["type"] != "connection_ack":
            pass
        asked = {"documentId": document_id("meeting_changed"), "variables": {"id": str(meeting_id)}}
        await socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": asked}))


def _position(message: dict[str, Any]) -> int:
    payload = message.get("payload") or {}
    if message["type"] == "complete":
        raise ApiAway
    errors = payload if isinstance(payload, list) else payload.get("errors")
    if errors:
        said = errors[0].get("extensions") or {}
        raise Said(said.get("code", ""), errors[0]["message"], said.get("suggestion", ""))
    return int(payload["data"]["meetingChanged"]["position"])
