"""People who use the API over HTTP, and hear of changes over WebSockets."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx2
from tests.support.sign_in import authorization
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

LONG = 10.0
"""Seconds after which a message that does not come counts as never sent."""


@dataclass
class Api:
    """The address of the API, and the last position that it told."""

    address: str
    http: httpx2.AsyncClient
    position: int = 0


@asynccontextmanager
async def api_at(address: str) -> AsyncIterator[Api]:
    """Open a client."""
    async with httpx2.AsyncClient(base_url=f"http://{address}", timeout=60) as http:
        yield Api(address, http)


@dataclass(frozen=True)
class Refusal:
    """How a command was refused."""

    code: str
    message: str
    suggestion: str


@dataclass(frozen=True, eq=False)
class Person:
    """Somebody at a screen: a mutation is what they do, a query what they see as of the latest command."""

    api: Api = field(repr=False)
    id: str
    agency_id: str
    name: str
    role: str

    async def send(self, document: str, **variables: Any) -> dict[str, Any]:
        """Return the whole answer to a document."""
        answer = await self.api.http.post(
            "/graphql",
            json={"query": document, "variables": variables},
            headers=authorization(self.id),
        )
        return answer.json()

    async def asks(self, document: str, **variables: Any) -> dict[str, Any]:
        """Return the data; the query takes the latest position as ``$position``."""
        answer = await self.send(document, position=self.api.position, **variables)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    async def is_told(self, document: str, **variables: Any) -> str:
        """Return the code of the one error that the query ends in."""
        answer = await self.send(document, position=self.api.position, **variables)
        (error,) = answer["errors"]
        return error["extensions"]["code"]

    async def sends(self, command: str, command_id: str, **fields: Any) -> dict[str, Any]:
        """Send a command under an id, and return the answer."""
        input_type = f"{command[0].upper()}{command[1:]}Input"
        document = f"""mutation ($input: {input_type}!, $id: UUID!) {{
            answer: {command}(input: $input, commandId: $id) {{
                __typename
                ... on CommandAccepted {{ position streamId created replayed }}
                ... on CommandRefused {{ code message suggestion }}
            }} }}"""
        answer = await self.send(document, input=fields, id=command_id)
        assert "errors" not in answer, answer["errors"]
        return answer["data"]["answer"]

    async def does(self, command: str, **fields: Any) -> list[str]:
        """Carry a command out, and return the ids of what it made."""
        answer = await self.sends(command, str(uuid4()), **fields)
        assert answer["__typename"] == "CommandAccepted", answer
        self.api.position = max(self.api.position, answer["position"])
        return answer["created"]

    async def may_not(self, command: str, **fields: Any) -> Refusal:
        """Try a command that is refused, and return how. A refusal always says what to do next."""
        answer = await self.sends(command, str(uuid4()), **fields)
        assert answer.pop("__typename") == "CommandRefused", answer
        refusal = Refusal(**answer)
        assert refusal.message.endswith("."), refusal
        assert refusal.suggestion.endswith("."), refusal
        return refusal

    @asynccontextmanager
    async def hears(self, subscription: str, **variables: Any) -> AsyncIterator["Ear"]:
        """Watch something live."""
        address = f"ws://{self.api.address}/graphql"
        async with connect(address, subprotocols=[Subprotocol("graphql-transport-ws")]) as socket:
            ear = Ear(socket)
            await ear.say(type="connection_init", payload=authorization(self.id))
            assert (await ear.next_message())["type"] == "connection_ack"
            payload = {"query": subscription, "variables": variables}
            await ear.say(type="subscribe", id="1", payload=payload)
            yield ear


class Ear:
    """One subscription over one connection."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket

    async def say(self, **message: Any) -> None:
        await self._socket.send(json.dumps(message))

    async def next_message(self) -> dict[str, Any]:
        async with asyncio.timeout(LONG):
            return json.loads(await self._socket.recv())

    async def next(self) -> dict[str, Any]:
        """Return the data of the next change."""
        message = await self.next_message()
        assert message["type"] == "next", message
        assert "errors" not in message["payload"], message
        return message["payload"]["data"]
