"""What somebody has just done is on the next screen, and a command sent twice happens once."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from uuid import uuid4

import pytest_asyncio
from tests.end_to_end.story.cast import Cast, assemble
from tests.end_to_end.support.client import api_at
from tests.end_to_end.support.clock import MovedClock, london
from tests.end_to_end.support.house import running_house

from quorate_services.postgres.cluster import Cluster

_MEETING = """query ($id: UUID!, $position: Int) {
    meeting(id: $id, atLeastPosition: $position) { status invitations { role } } }"""
_IN_ONE = """mutation ($input: SubmitContributionInput!, $id: UUID!) {
    submitContribution(input: $input, commandId: $id) {
        ... on CommandAccepted { query { informationShared(meetingId: "MEETING") {
            agencies { parts { text } } } } } } }"""


@dataclass(frozen=True)
class Office:
    """Everybody, and a conference to which the police are invited."""

    cast: Cast
    meeting: str


@pytest_asyncio.fixture(scope="module")
async def office(cluster: Cluster, migrated_template: str) -> AsyncIterator[Office]:
    clock = MovedClock("2026-03-02 09:00")
    async with (
        running_house(cluster, migrated_template, clock) as house,
        api_at(house.address) as api,
    ):
        cast = await assemble(house, api)
        meeting = str(uuid4())
        await cast.administrator.does(
            "conveneMeeting",
            meetingId=meeting,
            kind="INITIAL_CONFERENCE",
            reason="Concerns about neglect",
            scheduledFor=london("2026-03-20 10:00"),
            chairId=cast.chair.id,
            children=[{"childId": cast.isla}],
            ruleSet={"id": "england-baseline", "version": "2026-1"},
        )
        invitation = _invitation(meeting, cast.sergeant.agency_id)
        await cast.administrator.does("inviteAgency", **invitation)
        yield Office(cast, meeting)


def _invitation(meeting: str, agency_id: str, role: str = "police_officer") -> dict[str, str]:
    return {
        "meetingId": meeting,
        "agencyId": agency_id,
        "role": role,
        "why": "They attended the address",
        "asked": "What is known",
    }


async def test_every_command_is_on_the_next_screen(office: Office) -> None:
    by = office.cast.administrator
    roles = ["police_officer"]
    for role in ("detective_sergeant", "detective_constable", "detective_inspector"):
        roles.append(role)
        sent = await by.sends(
            "inviteAgency", str(uuid4()), **_invitation(office.meeting, office.cast.sergeant.agency_id, role)
        )
        shown = await by.send(_MEETING, id=office.meeting, position=sent["position"])
        assert [each["role"] for each in shown["data"]["meeting"]["invitations"]] == roles


async def test_a_command_can_be_looked_at_in_its_own_answer(office: Office) -> None:
    text = "Two calls to the address in March."
    answer = await office.cast.sergeant.send(
        _IN_ONE.replace("MEETING", office.meeting),
        input={"meetingId": office.meeting, "parts": [{"heading": "WORRIES", "text": text}]},
        id=str(uuid4()),
    )
    (police,) = answer["data"]["submitContribution"]["query"]["informationShared"]["agencies"]
    assert text in [part["text"] for part in police["parts"]]


async def test_a_position_that_no_view_has_reached_is_not_answered_with_older_news(office: Office) -> None:
    answer = await office.cast.sergeant.send(_MEETING, id=office.meeting, position=10_000_000)
    (error,) = answer["errors"]
    assert error["extensions"]["code"] == "not_yet_visible"
    assert answer["data"] is None


async def test_a_command_sent_again_is_answered_as_the_first_time_and_happens_once(office: Office) -> None:
    by, again = office.cast.administrator, str(uuid4())
    invitation = _invitation(office.meeting, office.cast.dsl.agency_id, "designated_safeguarding_lead")
    first = await by.sends("inviteAgency", again, **invitation)
    second = await by.sends("inviteAgency", again, **invitation)
    assert (first["replayed"], second["replayed"]) == (False, True)
    for same in ("position", "streamId", "created"):
        assert second[same] == first[same]
    shown = await by.send(_MEETING, id=office.meeting, position=second["position"])
    roles = [each["role"] for each in shown["data"]["meeting"]["invitations"]]
    assert roles.count("designated_safeguarding_lead") == 1


async def test_the_same_command_id_with_other_content_is_refused(office: Office) -> None:
    by, once = office.cast.administrator, str(uuid4())
    await by.sends("inviteAgency", once, **_invitation(office.meeting, office.cast.gp.agency_id, "gp"))
    other = _invitation(office.meeting, office.cast.housing_officer.agency_id, "housing_officer")
    refused = await by.sends("inviteAgency", once, **other)
    assert (refused["__typename"], refused["code"]) == ("CommandRefused", "command_id_reused")
    assert refused["suggestion"]


async def test_the_same_command_id_from_somebody_else_tells_nothing(office: Office) -> None:
    once = str(uuid4())
    part = {"meetingId": office.meeting, "parts": [{"heading": "OTHER", "text": "A call in April."}]}
    await office.cast.sergeant.sends("submitContribution", once, **part)
    theirs, again = [await office.cast.dsl.sends("submitContribution", once, **part) for _ in range(2)]
    assert (theirs["replayed"], again["replayed"]) == (False, True)
    assert again["created"] == theirs["created"]
