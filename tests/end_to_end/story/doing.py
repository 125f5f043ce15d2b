"""What people do again and again, each in one line of the story."""

from typing import Any

from tests.end_to_end.story.screens import Screens
from tests.end_to_end.support.client import Person

_INVITATIONS = """query ($id: UUID!, $position: Int) {
    meeting(id: $id, atLeastPosition: $position) { invitations { invitationId agencyId } } }"""
_ACTIONS = """query ($id: UUID!, $position: Int) {
    actions(meetingId: $id, first: 100, atLeastPosition: $position) { nodes { actionId what } } }"""


async def invite(by: Person, meeting: str, person: Person, *, why: str, asked: str) -> None:
    """Ask a person's agency to come and to share."""
    await by.does("inviteAgency", **invitation(meeting, person, why=why, asked=asked))


def invitation(meeting: str, person: Person, *, why: str, asked: str) -> dict[str, str]:
    """What an invitation says."""
    return {
        "meetingId": meeting,
        "agencyId": person.agency_id,
        "practitionerId": person.id,
        "role": person.role,
        "why": why,
        "asked": asked,
    }


async def invitation_of(by: Person, meeting: str, person: Person) -> dict[str, str]:
    """Find the invitation of a person's agency."""
    listed = (await by.asks(_INVITATIONS, id=meeting))["meeting"]["invitations"]
    (found,) = [each["invitationId"] for each in listed if each["agencyId"] == person.agency_id]
    return {"meetingId": meeting, "invitationId": found}


async def answer(person: Person, meeting: str, how: str, **more: Any) -> None:
    """Answer the invitation of one's own agency."""
    asked = await invitation_of(person, meeting, person)
    await person.does("answerInvitation", **asked, answer=how, **more)


async def declare(person: Person, meeting: str, level: str, *, significant: bool = False) -> None:
    """Declare what one's agency had to do with the children."""
    await person.does("declareInvolvement", meetingId=meeting, level=level, significant=significant)


async def contribute(person: Person, meeting: str, *parts: dict[str, Any]) -> list[str]:
    """Share parts, and return their ids."""
    return await person.does("submitContribution", meetingId=meeting, parts=list(parts))


async def attend(by: Person, meeting: str, *people: Person, **facts: Any) -> None:
    """Note who is there, by video where nothing else is said."""
    attendees = [present(person, **facts) for person in people]
    await by.does("recordAttendance", meetingId=meeting, attendees=attendees)


def present(person: Person, **facts: Any) -> dict[str, Any]:
    """One professional at the sitting."""
    return {
        "attendeeId": person.id,
        "practitionerId": person.id,
        "agencyId": person.agency_id,
        "role": person.role,
        "status": "ATTENDED",
        "mode": "VIDEO",
        **facts,
    }


def absent(person: Person, status: str) -> dict[str, Any]:
    """One professional who is not there, and how."""
    return present(person, status=status, mode=None)


async def agree(by: Person, meeting: str, what: str, owner: Person, *, due: str, **more: Any) -> None:
    """Agree an action with an owner, a date and a measure."""
    await by.does("agreeAction", **action(meeting, what, owner, due=due), **more)


def action(meeting: str, what: str, owner: Person, *, due: str) -> dict[str, str]:
    """What an action says."""
    return {
        "meetingId": meeting,
        "what": what,
        "agencyId": owner.agency_id,
        "role": owner.role,
        "due": due,
        "measure": "The core group has seen it.",
    }


async def action_of(by: Person, see: Screens, what: str) -> dict[str, str]:
    """Find an action by what is to be done."""
    listed = (await by.asks(_ACTIONS, id=see.meeting))["actions"]["nodes"]
    (found,) = [each["actionId"] for each in listed if each["what"] == what]
    return {"meetingId": see.meeting, "actionId": found}


async def accept(by: Person, see: Screens, what: str) -> None:
    """Take an action on, in person."""
    await by.does("acceptAction", **await action_of(by, see, what), practitionerId=by.id)


async def complete(by: Person, see: Screens, what: str, *, evidence: str) -> None:
    """Say that an action is done, and how one can tell."""
    await by.does("completeAction", **await action_of(by, see, what), evidence=evidence)
