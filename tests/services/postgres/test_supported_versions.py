"""The whole way of a command, on every version of PostgreSQL that is at hand."""

import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest
import pytest_asyncio
from tests.support.evidence import seal
from tests.support.folding import see_everything

from quorate_events.context import Recorder
from quorate_events.meetings.vocabulary import Sector
from quorate_events.people.agency import RegisterAgency
from quorate_events.vault.local_file import LocalKeyFile
from quorate_services.composition import (
    Wiring,
    build_views,
    command_service,
    open_event_log,
    projecting,
    rebuild_views,
    wire,
)
from quorate_services.database import migrate_database
from quorate_services.doctor import examine
from quorate_services.findings import Health
from quorate_services.postgres.binaries import Binaries, wheel_binaries
from quorate_services.postgres.cluster import Cluster
from quorate_services.postgres.roles import Role
from quorate_services.settings import Environment, Settings

_BY = Recorder(uuid4(), uuid4())


@pytest_asyncio.fixture(
    scope="module", params=wheel_binaries(), ids=lambda found: f"PostgreSQL {found.major}"
)
async def wiring(request: pytest.FixtureRequest) -> AsyncIterator[Wiring]:
    """A migrated installation with its views."""
    binaries: Binaries = request.param
    with tempfile.TemporaryDirectory(prefix="quorate-") as top:
        Path(top).chmod(0o711)  # noqa: ASYNC240
        async with Cluster(Path(top) / "cluster", binaries, extra_settings={"fsync": "off"}) as cluster:
            await migrate_database(cluster)
            LocalKeyFile.create(Path(top) / "data-keys.json")
            keys = Path(top) / "data-keys.json"
            wiring = wire(Settings(environment=Environment.TEST, pool_size=2, key_file=keys), cluster)
            await build_views(wiring)
            yield wiring


async def _register(wiring: Wiring, name: str) -> None:
    async with open_event_log(wiring) as log:
        agency = RegisterAgency(agency_id=uuid4(), name=name, sector=Sector.HEALTH)
        await command_service(wiring, log).execute(agency, command_id=uuid4(), by=_BY)


async def _names(wiring: Wiring) -> list[str]:
    connection = await see_everything(wiring.connections.dsn(Role.OWNER))
    try:
        return [
            row["name"] for row in await connection.fetch("select name from directory.agencies order by 1")
        ]
    finally:
        await connection.close()


async def test_a_command_reaches_the_views_and_a_rebuild_keeps_it(wiring: Wiring) -> None:
    async with open_event_log(wiring) as log, projecting(wiring) as (board, _):
        commands = command_service(wiring, log)
        agency = RegisterAgency(agency_id=uuid4(), name="Health visiting", sector=Sector.HEALTH)
        command_id = uuid4()
        first = await commands.execute(agency, command_id=command_id, by=_BY)
        again = await commands.execute(agency, command_id=command_id, by=_BY)
        await board.wait_for(["directory"], first.position, 30)
    assert (again.position, again.replayed) == (first.position, True)
    assert "Health visiting" in await _names(wiring)
    await rebuild_views(wiring, wiring.projections())
    assert "Health visiting" in await _names(wiring)


async def test_the_application_can_neither_change_nor_delete_events(wiring: Wiring) -> None:
    await _register(wiring, "Health visiting")
    connection = await asyncpg.connect(wiring.connections.dsn(Role.APP))
    try:
        for statement in ("update quorate.stored_events set topic = ''", "delete from quorate.stored_events"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(statement)
    finally:
        await connection.close()


async def test_the_doctor_finds_everything_well_once_a_checkpoint_is_signed(wiring: Wiring) -> None:
    await _register(wiring, "Health visiting")
    await seal(wiring)
    assert {finding.health for finding in await examine(wiring)} == {Health.WELL}
