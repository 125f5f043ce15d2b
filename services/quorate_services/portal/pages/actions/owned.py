"""One action of the reader's agency, and the colleagues who can take it on."""

from typing import Any
from uuid import UUID

from quorate_services.portal.errors import Said
from quorate_services.portal.web.visit import Visit


class ActionNotFound(Said):
    """The reader's agency owns no action with this id."""

    def __init__(self) -> None:
        super().__init__("action_not_found", "Your agency has no such action.", "Go to your actions.")


async def owned_action(visit: Visit, meeting_id: UUID, action_id: UUID) -> dict[str, Any]:
    """Return an action that the reader's agency owns. Raises ``ActionNotFound``, and as ``Visit.ask``."""
    after, more = None, True
    while more:
        found = (
            await visit.ask(
                "action",
                meetingId=str(meeting_id),
                agencyId=visit.person.agency_id,
                after=after,
                at_least=True,
            )
        )["actions"]
        for each in found["nodes"]:
            if each["actionId"] == str(action_id):
                return dict(each)
        after, more = found["pageInfo"]["endCursor"], found["pageInfo"]["hasNextPage"]
    raise ActionNotFound


async def colleagues(visit: Visit) -> list[dict[str, Any]]:
    """Return the people of the reader's agency who are active members, by name. Raises as ``Visit.ask``."""
    people = await visit.people(visit.person.agency_id)
    return [each for each in people if each["kind"] == "PERSON" and each["status"] == "ACTIVE"]


def options_of(people: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Return people as a drop-down offers them."""
    return [
        {
            "value": each["practitionerId"],
            "text": f"{each['name']}{', ' + each['title'] if each['title'] else ''}",
        }
        for each in people
    ]
