"""Somebody who reads a page and sends every operation as it is printed."""

from typing import Any, Self

import httpx2
from fastapi import FastAPI
from tests.docs.printed import Operation
from tests.support.sign_in import authorization

from quorate_graphql.office import Office
from quorate_services.demo.people import PEOPLE

SIGN_INS = {each.key: each.id for each in PEOPLE}


class Reader:
    """Sends operations to the real application, and remembers what a page says to remember."""

    def __init__(self, app: FastAPI, office: Office) -> None:
        self.app = app
        self._office = office
        self._kept: dict[str, Any] = {}
        self._http = httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url="http://docs.test")

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._http.aclose()

    async def send(self, operation: Operation) -> dict[str, Any]:
        """Send it, wait until the views show what it did, and return the whole answer."""
        headers = authorization(SIGN_INS[operation.asks] if operation.asks else None)
        body = {"query": operation.document, "variables": self._filled(operation.variables)}
        answer: dict[str, Any] = (await self._http.post("/graphql", json=body, headers=headers)).json()
        data = answer.get("data") or {}
        for result in data.values():
            if isinstance(result, dict) and "position" in result:
                await self._office.board.wait_for(self._office.projections, result["position"], 10)
        for name, path in operation.keep.items():
            self._kept[name] = at(data, path)
        return answer

    def _filled(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {name: self._filled(inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [self._filled(inner) for inner in value]
        if isinstance(value, str) and value.startswith("<") and value.endswith(">"):
            return self._kept[value[1:-1]]
        return value


def at(data: Any, path: str) -> Any:
    """Return what stands at ``workList.nodes.0.linkId``."""
    for step in path.split("."):
        data = data[int(step)] if isinstance(data, list) else data[step]
    return data
