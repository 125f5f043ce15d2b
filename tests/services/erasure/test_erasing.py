"""Two people erase somebody: the key goes, the views follow, and the rest of the record stays."""

from collections.abc import AsyncIterator

import pytest_asyncio
from tests.support.erasure_scene import Scene, erasure_scene


@pytest_asyncio.fixture
async def scene(cluster, database, tmp_path) -> AsyncIterator[Scene]:
    async with erasure_scene(cluster, database, tmp_path) as opened:
        yield opened


async def test_what_is_personal_is_in_no_table_of_events_in_the_clear(scene: Scene) -> None:
    for mark in ("M1.mark", "M2.mark", "M12.mark", "MP.mark", "MC Robin"):
        assert await scene.found(mark, "quorate") == []
        assert await scene.found(mark) != [], f"{mark} is to be seen in views"


async def test_after_erasure_nothing_of_the_person_is_left_anywhere_and_the_other_child_is(
    scene: Scene,
) -> None:
    await scene.erase(scene.first)
    assert await scene.found("M1.mark") == []
    assert await scene.found("M12.mark") == []
    assert await scene.found("2011-02-11") == []
    assert await scene.found("M2.mark") != []
    assert await scene.found("2011-02-12") != []


async def test_a_family_member_is_erased_by_the_id_within_the_meeting(scene: Scene) -> None:
    await scene.erase(scene.parent, scene.meeting_id)
    assert await scene.found("MP.mark") == []
    assert await scene.found("M12.mark") != []
