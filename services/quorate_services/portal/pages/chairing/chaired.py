"""One meeting as whoever runs it sees it: its chair, or the agency that convened it."""

from typing import Any
from uuid import UUID

import msgspec

from quorate_services.portal.errors import Said
from quorate_services.portal.web.visit import Visit

_OPEN = frozenset({"CONVENED", "IN_SESSION", "ADJOURNED"})


class Chaired(msgspec.Struct, frozen=True):
    """The meeting and its quoracy as the API tells them. ``runs``: whether this visitor may record in it."""

    meeting: dict[str, Any]
    quoracy: dict[str, Any]
    runs: bool

    @property
    def id(self) -> str:
        """The meeting's id."""
        return str(self.meeting["meetingId"])

    @property
    def in_session(self) -> bool:
        """Whether a sitting is open."""
        return bool(self.meeting["status"] == "IN_SESSION")

    @property
    def open(self) -> bool:
        """Whether the meeting is still to be held, or is being held."""
        return self.meeting["status"] in _OPEN

    @property
    def sitting(self) -> dict[str, Any] | None:
        """The latest sitting."""
        return self.meeting["sittings"][-1] if self.meeting["sittings"] else None

    @property
    def quorate(self) -> dict[str, Any] | None:
        """The quoracy of the latest sitting."""
        return self.quoracy["sittings"][-1] if self.quoracy["sittings"] else None

    @property
    def children(self) -> dict[str, str]:
        """The children by id, by name."""
        return {
            each["childId"]: each["child"]["name"] if each["child"] else "A child not named to you"
            for each in self.meeting["children"]
        }

    @property
    def invitations(self) -> list[dict[str, Any]]:
        """The invitations that stand."""
        return [each for each in self.meeting["invitations"] if not each["withdrawnBecause"]]

    @property
    def agencies(self) -> dict[str, str]:
        """The agencies that are invited by id, by name."""
        return {each["agencyId"]: agency_name(each) for each in self.invitations}


def agency_name(known: dict[str, Any]) -> str:
    """Return the name of the agency that an invitation or an attendee names."""
    return str(known["agency"]["name"]) if known.get("agency") else "An agency"


def runs(visit: Visit, meeting: dict[str, Any]) -> bool:
    """Return whether the visitor chairs the meeting, or works for the agency that convened it."""
    person = visit.person
    return bool(
        meeting["chairId"] == person.practitioner_id or meeting["conveningAgencyId"] == person.agency_id
    )


async def chaired(visit: Visit, meeting_id: UUID) -> Chaired:
    """Ask for the meeting. Raises ``Said`` where the visitor does not run it, besides what asking raises."""
    told = await visit.ask("chaired_meeting", id=str(meeting_id), at_least=True)
    if not runs(visit, told["meeting"]):
        raise Said(
            "no_duty",
            "You do not run this meeting.",
            "Its chair, and the agency that convened it, record what happens in it.",
        )
    return Chaired(told["meeting"], told["quoracy"] or {"sittings": []}, True)
