"""Sends commands as a careful client does: again and again under the same id, until they are answered."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from random import Random
from typing import Any
from uuid import UUID

import httpx2
from tests.support.sign_in import authorization

from quorate_services.dev_issuer.issuer import DevelopmentIssuer

PATIENCE = 120.0
"""Seconds after which a command that nobody answers fails the test."""

TRANSIENT = frozenset(
    {
        "identity_unavailable",
        "log_unavailable",
        "log_busy",
        "views_unavailable",
        "time_limit",
        "stream_conflict",
        "not_yet_visible",
    }
)
"""Codes that ask for another try."""


@dataclass(frozen=True)
class Outcome:
    """How a command was answered in the end. ``code`` is that of a refusal, empty when accepted.

    ``fault`` marks an answer that nobody should get: neither a refusal nor a request to try again.
    """

    command_id: UUID
    name: str
    code: str
    position: int = 0
    stream_id: UUID | None = None
    created: tuple[UUID, ...] = ()
    attempts: int = 1
    fault: bool = False

    @property
    def accepted(self) -> bool:
        """True when the command was acknowledged."""
        return not self.code


class Sender:
    """Sends to any of several API processes, and keeps the answers. ``troubles`` counts failed tries."""

    def __init__(self, addresses: Sequence[str], seed: str, issuer: DevelopmentIssuer) -> None:
        self.outcomes: dict[UUID, Outcome] = {}
        self.troubles: Counter[str] = Counter()
        self._addresses = addresses
        self._signed_in = cache(partial(authorization, issuer=issuer))
        self._chance = Random(seed)
        limits = httpx2.Limits(max_connections=200, max_keepalive_connections=100)
        self._http = httpx2.AsyncClient(timeout=httpx2.Timeout(8.0, connect=2.0), limits=limits)

    async def command(self, name: str, by: UUID, fields: dict[str, Any], chance: Random) -> Outcome:
        """Send ``name`` until it is accepted or refused. ``chance`` makes the command's id."""
        command_id = UUID(int=chance.getrandbits(128), version=4)
        async with asyncio.timeout(PATIENCE):
            attempts, turn = 1, self._chance.randrange(len(self._addresses))
            while (outcome := await self._try(name, by, fields, command_id, attempts, turn)) is None:
                attempts, turn = attempts + 1, turn + 1
                await asyncio.sleep(0.05 if turn % len(self._addresses) else 0.3)
        self.outcomes[command_id] = outcome
        return outcome

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def _try(
        self, name: str, by: UUID, fields: dict[str, Any], command_id: UUID, attempts: int, turn: int
    ) -> Outcome | None:
        variables = {"input": fields, "id": str(command_id)}
        try:
            response = await self._http.post(
                f"{self._addresses[turn % len(self._addresses)]}/graphql",
                json={"query": _document(name), "variables": variables},
                headers=self._signed_in(by),
            )
            answer = response.json()
        except (httpx2.TransportError, ValueError) as error:
            self.troubles[type(error).__name__] += 1
            return None
        if answer.get("errors"):
            code = answer["errors"][0]["extensions"]["code"]
            if code not in TRANSIENT:
                return Outcome(command_id, name, code, attempts=attempts, fault=True)
            return self._again(code)
        told = answer["data"]["answer"]
        if told["__typename"] == "CommandRefused":
            if told["code"] in TRANSIENT:
                return self._again(told["code"])
            return Outcome(command_id, name, told["code"], attempts=attempts)
        created = tuple(UUID(each) for each in told["created"])
        return Outcome(
            command_id, name, "", told["position"], UUID(told["streamId"]), created, attempts
        )  # fmt: skip

    def _again(self, code: str) -> None:
        self.troubles[code] += 1


def _document(name: str) -> str:
    return f"""mutation ($input: {name[0].upper()}{name[1:]}Input!, $id: UUID!) {{
        answer: {name}(input: $input, commandId: $id) {{
            __typename
            ... on CommandAccepted {{ position streamId created }}
            ... on CommandRefused {{ code }}
        }} }}"""
