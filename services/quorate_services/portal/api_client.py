"""Asks the GraphQL API, as the person who is signed in: trusted documents only, each by its id."""

from typing import Any
from uuid import UUID

import httpx2
import msgspec

from quorate_services.portal.documents.trusted import document_id
from quorate_services.portal.errors import ApiAway, Said, SignInAgain

_AWAY = frozenset({"fault", "time_limit", "not_yet_visible"})
_KEPT_OUT = frozenset({"not_admitted", "suspended", "membership_ended", "awaiting_confirmation"})


class Done(msgspec.Struct, frozen=True):
    """A command that was accepted: up to where the views have to come, and the ids of what was made."""

    position: int
    created: tuple[str, ...]


class ApiClient:
    """One API. ``http`` keeps connections, and has the API's address and time-outs."""

    def __init__(self, http: httpx2.AsyncClient) -> None:
        self._http = http

    async def ask(self, token: str, document: str, **variables: Any) -> dict[str, Any]:
        """Return the answer to one of the portal's documents.

        Raises ``ApiAway``, ``SignInAgain`` for a token that is not taken any more, and ``Said`` where the API
        says no.
        """
        body = {"documentId": document_id(document), "variables": variables}
        try:
            answer = await self._http.post(
                "/graphql",
                json=body,
                headers={"Authorization": f"Bearer {token}", "Accept": "application/json"},
            )
            told = answer.json()
        except (httpx2.HTTPError, ValueError):
            raise ApiAway from None
        if answer.status_code == 401:
            raise SignInAgain
        if answer.status_code >= 500 or answer.status_code == 429:
            raise ApiAway
        for error in told.get("errors") or ():
            _raise(error)
        data: dict[str, Any] = told["data"]
        return data

    async def command(self, token: str, document: str, command_id: UUID, **fields: Any) -> Done:
        """Send a command; the same id again is answered the same. Raises as ``ask`` does.

        The document names its answer ``done``.
        """
        given = {name: value for name, value in fields.items() if value is not None}
        data = await self.ask(token, document, commandId=str(command_id), input=given)
        result = data["done"]
        if "position" not in result:
            raise Said(result["code"], result["message"], result["suggestion"])
        return Done(result["position"], tuple(result["created"]))


def _raise(error: dict[str, Any]) -> None:
    said = error.get("extensions") or {}
    code = said.get("code", "")
    if code in _AWAY or code.endswith("_unavailable"):
        raise ApiAway
    if code == "not_identified":
        raise SignInAgain
    raise Said(code, error["message"], said.get("suggestion", ""))
