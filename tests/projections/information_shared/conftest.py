"""A conference at which the agencies share parts of every kind, each with a word that occurs nowhere else."""

import itertools
from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID

import asyncpg
import pytest
import pytest_asyncio
from tests.support.folding import see_everything, show
from tests.support.history import (
    CHAIR,
    HEALTH,
    HOUSING,
    POLICE,
    SCHOOL,
    SOCIAL_CARE,
    History,
    reader,
)

from quorate_events.access.actor import Actor
from quorate_events.meetings.values import Part, Release, Restriction
from quorate_events.meetings.vocabulary import Audience, PartHeading, RestrictionGround
from quorate_projections.directory.projection import DirectoryProjection
from quorate_projections.information_shared.projection import InformationSharedProjection

SAM = UUID(int=0x51)
VIEWERS = {
    "police": reader(POLICE),
    "health": reader(HEALTH),
    "school": reader(SCHOOL),
    "chair": Actor(CHAIR, UUID(int=0xFFFF)),
    "convening": reader(SOCIAL_CARE),
    "uninvited": reader(HOUSING),
}
KINDS = list(itertools.product((POLICE, HEALTH), Audience, Release))
"""Agency, audience and release of every part that is planted."""


def marker(agency: UUID, audience: Audience, release: Release) -> str:
    return f"«{agency.int:x}/{audience}/{release}»"


def planted(history: History, agency: UUID, audience: Audience, release: Release) -> Part:
    """A part with a marker; a restricted one names the school and, for the ear of nobody, housing."""
    word = marker(agency, audience, release)
    restricted = Restriction(RestrictionGround.THIRD_PARTY, f"{word} reason", (SCHOOL, HOUSING))
    return Part(
        heading=PartHeading.WORRIES,
        text=f"{word} text",
        audience=audience,
        restriction=restricted if audience is Audience.RESTRICTED else None,
        release=release,
        release_at=history.now + timedelta(days=3) if release is Release.AT_TIME else None,
    )


def conference(history: History, agencies=(POLICE, HEALTH, SCHOOL), children=(SAM,)) -> UUID:
    meeting = history.convene(children=children)
    roles = {
        POLICE: "detective_sergeant",
        HEALTH: "health_visitor",
        SCHOOL: "designated_safeguarding_lead",
        HOUSING: "housing_officer",
    }
    for agency in agencies:
        history.invite(meeting, agency, roles[agency])
    return meeting


@pytest.fixture
def told() -> History:
    history = History()
    history.register_agencies()
    history.register_child(SAM)
    return history


@pytest_asyncio.fixture
async def views(database) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    connection = await see_everything(database.owner_dsn)
    yield connection
    await connection.close()


@pytest.fixture
def shown(database):
    """Fill the views from a history."""

    async def fill(history: History) -> None:
        await show(database.owner_dsn, history.events, DirectoryProjection(), InformationSharedProjection())

    return fill
