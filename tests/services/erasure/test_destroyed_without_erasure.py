"""A key that somebody destroyed by themselves reads as an erasure; the log knows of none."""

from collections.abc import AsyncIterator

import pytest_asyncio
from tests.support.erasure_scene import Scene, erasure_scene

from quorate_services.doctor import examine
from quorate_services.findings import Finding, Health


@pytest_asyncio.fixture
async def scene(cluster, database, tmp_path) -> AsyncIterator[Scene]:
    async with erasure_scene(cluster, database, tmp_path) as opened:
        yield opened


async def keys(scene: Scene) -> Finding:
    (found,) = [each for each in await examine(scene.wiring) if each.subject == "data keys"]
    return found


async def test_the_doctor_tells_it_from_what_two_people_agreed_on(scene: Scene) -> None:
    await scene.erase(scene.first)
    assert (await keys(scene)).health is Health.WELL
    connection = await scene.cluster._admin(scene.database.name)
    await connection.execute(
        "update quorate_keys.data_keys set wrapped = null, kek = null, destroyed_at = now() where person_id = $1",
        scene.second,
    )
    await connection.close()
    found = await keys(scene)
    assert found.health is Health.BROKEN
    assert found.seen == "1 were destroyed, and the log has no erasure of these persons"
