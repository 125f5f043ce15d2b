"""The convening agency's administrators send the invitations; another agency's do not."""

from typing import Any
from uuid import uuid4

import pytest
from tests.support.access_scene import ACTORS
from tests.support.history import HOUSING
from tests.support.live_scene import Live

from quorate_events.meetings.vocabulary import MeetingStatus

INVITE = """mutation ($input: InviteAgencyInput!, $id: UUID!) { inviteAgency(input: $input, commandId: $id) {
    __typename ... on CommandRefused { code } } }"""


async def invite(told: Live, name: str, role: str) -> dict[str, Any]:
    command = {
        "meetingId": str(told.scenes[MeetingStatus.CANCELLED].meeting_id),
        "agencyId": str(HOUSING),
        "role": role,
        "why": "The family rents from you",
        "asked": "What do you know?",
    }
    result = await told.send(ACTORS[name], INVITE, input=command, id=str(uuid4()))
    assert result.errors is None, result.errors
    return dict(result.data["inviteAgency"])


@pytest.mark.parametrize("name", ["administrator", "convener", "chair"])
async def test_whoever_keeps_the_meeting_is_let_through_to_invite(told: Live, name: str) -> None:
    """The meeting of these scenes was cancelled, so it says no itself, and the scenes of other tests stay."""
    assert (await invite(told, name, "housing_officer"))["code"] == "meeting_cancelled"


@pytest.mark.parametrize(
    ("name", "code"),
    [("administrator elsewhere", "meeting_not_found"), ("invited", "only_convener_or_chair")],
)
async def test_nobody_else_invites(told: Live, name: str, code: str) -> None:
    assert (await invite(told, name, "housing_officer"))["code"] == code
