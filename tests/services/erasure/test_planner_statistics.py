"""What the planner of PostgreSQL remembers of a column is a copy of what stood in it."""

from collections.abc import AsyncIterator

import pytest_asyncio
from tests.support.erasure_scene import Scene, erasure_scene


@pytest_asyncio.fixture
async def scene(cluster, database, tmp_path) -> AsyncIterator[Scene]:
    async with erasure_scene(cluster, database, tmp_path) as opened:
        yield opened


async def remembered(scene: Scene, mark: str, *, after: str = "select") -> list[str]:
    """The columns of which the planner remembers a value with a text in it."""
    connection = await scene.cluster._admin(scene.database.name)
    try:
        await connection.execute(after)
        rows = await connection.fetch(
            "select schemaname || '.' || tablename || '.' || attname as name from pg_stats "
            "where strpos(concat(most_common_vals::text, histogram_bounds::text), $1) > 0 order by 1",
            mark,
        )
        return [row["name"] for row in rows]
    finally:
        await connection.close()


async def test_it_is_forgotten_with_the_person_and_not_with_others(scene: Scene) -> None:
    assert "directory.children.name" in await remembered(scene, "M1.mark", after="analyze")
    await scene.erase(scene.first)
    assert await remembered(scene, "M1.mark") == []
    assert "directory.children.name" in await remembered(scene, "M2.mark")
