"""What a meeting asks of the reader's agency, for the pages on which it answers."""

from typing import Any
from uuid import UUID

import msgspec

from quorate_services.portal.errors import Said
from quorate_services.portal.web.visit import Visit


class NotAsked(Said):
    """The reader's agency is not asked in this meeting, or there is none."""

    def __init__(self) -> None:
        super().__init__(
            "meeting_not_found", "Your agency is not asked anything there.", "Go to your work list."
        )


class Asked(msgspec.Struct, frozen=True):
    """The meeting as ``contribution.graphql`` asks for it, and the reader's own agency in it."""

    meeting: dict[str, Any]
    own: dict[str, Any]

    @property
    def children(self) -> dict[str, str]:
        """The names of the children by id."""
        return {each["childId"]: each["name"] for each in self.meeting["children"]}

    @property
    def others(self) -> dict[str, str]:
        """The names of the other agencies by id."""
        return {
            each["agencyId"]: each["agency"]["name"]
            for each in self.meeting["agencies"]
            if each is not self.own and each["agency"]
        }


async def asked_of(visit: Visit, meeting_id: UUID) -> Asked:
    """Return what the meeting asks. Raises ``NotAsked``, and what the API says."""
    told = (await visit.ask("contribution", id=str(meeting_id), at_least=True))["informationShared"]
    for each in told["agencies"]:
        if each["agencyId"] == visit.person.agency_id:
            return Asked(told, each)
    raise NotAsked
