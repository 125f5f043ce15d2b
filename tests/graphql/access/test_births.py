"""Who records that an expected baby was born: agencies that have to do with the baby, and nobody else."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from tests.support.access_scene import ACTORS, POLICE, ROLES
from tests.support.live_scene import Live, live_scenes

from quorate_events.meetings.convening import ConveneMeeting
from quorate_events.meetings.invitations import InviteAgency
from quorate_events.meetings.values import ChildSubject
from quorate_events.meetings.vocabulary import MeetingKind, MeetingStatus
from quorate_events.people.child import RegisterChild
from quorate_services.postgres.cluster import Cluster

BORN = """mutation ($input: RecordBirthInput!, $id: UUID!) { recordBirth(input: $input, commandId: $id) {
    __typename ... on CommandRefused { code } } }"""


@pytest_asyncio.fixture(scope="module")
async def told(cluster: Cluster, migrated_template: str) -> AsyncIterator[Live]:
    state = (MeetingStatus.CONVENED,)
    async with live_scenes(cluster, migrated_template, "births", state) as live:
        yield live


@pytest_asyncio.fixture
async def baby(told: Live) -> UUID:
    """A baby registered by the agency next door; social care convened a conference, and the police are invited."""
    baby, meeting, commands, now = uuid4(), uuid4(), told.office.commands, told.office.clock.now()
    for command, by in (
        (
            RegisterChild(child_id=baby, name="A Baby", expected_on=(now + timedelta(days=60)).date()),
            "registrar",
        ),
        (
            ConveneMeeting(
                meeting_id=meeting,
                kind=MeetingKind.PRE_BIRTH_CONFERENCE,
                reason="Concerns",
                scheduled_for=now + timedelta(days=10),
                chair_id=ACTORS["chair"].practitioner_id,
                children=(ChildSubject(baby, unborn=True),),
            ),
            "convener",
        ),
        (
            InviteAgency(meeting_id=meeting, agency_id=POLICE, role=ROLES[POLICE], why="w", asked="a"),
            "convener",
        ),
    ):
        sent = await commands.execute(command, command_id=uuid4(), by=ACTORS[by].recorder)
    await told.office.board.wait_for(told.office.projections, sent.position, 30)
    return baby


async def born(told: Live, name: str, baby: UUID) -> dict[str, Any]:
    command = {
        "childId": str(baby),
        "name": "A Name",
        "dateOfBirth": told.office.clock.now().date().isoformat(),
    }
    result = await told.send(ACTORS[name], BORN, input=command, id=str(uuid4()))
    assert result.errors is None, result.errors
    return dict(result.data["recordBirth"])


@pytest.mark.parametrize("name", ["registrar", "convener", "administrator", "author"])
async def test_agencies_that_have_to_do_with_the_baby_record_the_birth(
    told: Live, baby: UUID, name: str
) -> None:
    assert (await born(told, name, baby))["__typename"] == "CommandAccepted"


@pytest.mark.parametrize("name", ["invited", "stranger", "owner"])
async def test_others_are_refused_as_if_there_were_no_such_child(told: Live, baby: UUID, name: str) -> None:
    assert await born(told, name, baby) == await born(told, name, uuid4())
    assert (await born(told, name, baby))["code"] == "not_registered"


async def test_other_social_care_that_has_nothing_to_do_with_the_baby_is_refused(told: Live) -> None:
    """The chair's agency is children's social care too: before, that was enough."""
    baby, commands, now = uuid4(), told.office.commands, told.office.clock.now()
    register = RegisterChild(child_id=baby, name="A Baby", expected_on=(now + timedelta(days=60)).date())
    sent = await commands.execute(register, command_id=uuid4(), by=ACTORS["registrar"].recorder)
    await told.office.board.wait_for(told.office.projections, sent.position, 30)
    for name in ("chair", "convener", "administrator"):
        assert (await born(told, name, baby))["code"] == "not_registered"


@pytest.mark.parametrize("name", ["analyst", "convener's system", "invited coordinator"])
async def test_no_other_duty_records_it(told: Live, baby: UUID, name: str) -> None:
    assert (await born(told, name, baby))["code"] == "no_duty"
