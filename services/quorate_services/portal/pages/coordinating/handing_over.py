"""What can be given to a colleague, and how: an action is accepted for them, an invitation names them as deputy."""

from datetime import date
from typing import Any, Literal
from uuid import UUID, uuid5

import msgspec

from quorate_services.portal.errors import Said
from quorate_services.portal.pages.actions.owned import owned_action
from quorate_services.portal.web.london import as_date, uk_date, uk_time
from quorate_services.portal.web.visit import Visit
from quorate_services.portal.web.words import say

Kind = Literal["action", "invitation"]


class Thing(msgspec.Struct, frozen=True):
    """An action or an invitation. ``who`` is whose it is now (None: nobody in particular), ``day`` when it is due.

    ``role`` is the one in which an invitation asks the agency; empty for an action.
    """

    kind: Kind
    meeting_id: str
    id: str
    text: str
    who: str | None
    name: str
    day: date | None
    role: str = ""

    @property
    def key(self) -> str:
        """What names it in a form."""
        return f"{self.kind}:{self.meeting_id}:{self.id}"


class NotToGive(Said):
    """The agency has no such action or invitation that waits."""

    def __init__(self) -> None:
        super().__init__(
            "invitation_not_found",
            "Your agency has no such invitation that can be given to a colleague.",
            "Go to everything that is asked of your agency: it may have been withdrawn.",
        )


async def found(visit: Visit, kind: Kind, meeting_id: UUID, id_: UUID) -> Thing:
    """Return what is to be given. Raises ``ActionNotFound``, ``NotToGive``, and as ``Visit.ask``."""
    if kind == "action":
        action = await owned_action(visit, meeting_id, id_)
        name = action["practitioner"]["name"] if action["practitioner"] else ""
        return _action(action, action["practitionerId"], name)
    for each in await invitations(visit, str(meeting_id)):
        if each.id == str(id_):
            return each
    raise NotToGive


async def invitations(visit: Visit, meeting_id: str) -> list[Thing]:
    """Return what the agency is asked in a meeting, each with who comes. Raises as ``Visit.ask``."""
    meeting = (await visit.ask("agency_invitations", id=meeting_id, at_least=True))["meeting"]
    return [
        _invitation(meeting, each)
        for each in meeting["invitations"]
        if each["agencyId"] == visit.person.agency_id
        and not each["withdrawnBecause"]
        and each["answer"] != "APOLOGIES"
    ]


async def actions_of(visit: Visit, who: str) -> list[Thing]:
    """Return the actions that a colleague has taken on and not finished. Raises as ``Visit.ask``."""
    asked = {"agencyId": visit.person.agency_id, "practitionerId": who}
    return [
        _action(each, who, "")
        for each in await visit.ask_all("actions_of_colleague", "actions", at_least=True, **asked)
    ]


async def hand_over(visit: Visit, thing: Thing, to: dict[str, Any], form: UUID) -> None:
    """Give a thing to a colleague; ``form`` is the form's command id. Raises as ``Visit.command``."""
    id_ = uuid5(form, f"{thing.key} to {to['practitionerId']}")
    if thing.kind == "action":
        await visit.command(
            "accept_action",
            id_,
            meetingId=thing.meeting_id,
            actionId=thing.id,
            practitionerId=to["practitionerId"],
        )
        return
    await visit.command(
        "answer_invitation",
        id_,
        meetingId=thing.meeting_id,
        invitationId=thing.id,
        answer="DEPUTY_NAMED",
        deputy={"name": to["name"], "role": thing.role, "practitionerId": to["practitionerId"]},
        note="",
    )


def _action(action: dict[str, Any], who: str | None, name: str) -> Thing:
    text = f"Action: {action['what'].rstrip('.')}, by {uk_date(action['due'])}"
    day = as_date(action["due"])
    return Thing("action", action["meetingId"], action["actionId"], text, who, name, day)


def _invitation(meeting: dict[str, Any], asked: dict[str, Any]) -> Thing:
    about = ", ".join(each["child"]["name"] for each in meeting["children"] if each["child"])
    text = f"{say('MeetingKind', meeting['kind'])} about {about or 'a child not named to you'}, "
    deputy = asked["deputy"]
    comes = deputy or asked["practitioner"]
    return Thing(
        "invitation",
        meeting["meetingId"],
        asked["invitationId"],
        text + uk_time(meeting["scheduledFor"]),
        deputy["practitionerId"] if deputy else asked["practitionerId"],
        comes["name"] if comes else "",
        as_date(meeting["scheduledFor"]),
        asked["role"],
    )
