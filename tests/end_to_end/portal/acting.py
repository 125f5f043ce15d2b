"""What somebody does at the same time, over the API itself, as their own software would."""

from typing import Any
from uuid import uuid4

from tests.support.portal_system import PortalSystem
from tests.support.sign_in import authorization

from quorate_services.portal.documents.trusted import document_id


async def acts(system: PortalSystem, who: str, document: str, **fields: Any) -> list[str]:
    """Carry out one of the portal's commands as somebody of the demo, and return the ids of what it made."""
    answer = await asks(system, who, document, input=fields, commandId=str(uuid4()))
    assert "position" in answer["done"], answer
    return list(answer["done"]["created"])


async def asks(system: PortalSystem, who: str, document: str, **variables: Any) -> dict[str, Any]:
    """Ask one of the portal's documents as somebody of the demo."""
    answer = await system.http.post(
        "/graphql",
        json={"documentId": document_id(document), "variables": variables},
        headers=authorization(system.people[who]),
    )
    told = answer.json()
    assert "errors" not in told, told["errors"]
    data: dict[str, Any] = told["data"]
    return data
