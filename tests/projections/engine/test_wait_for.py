import asyncio

import pytest

from quorate_projections.engine.progress import NotYetVisible, ProgressBoard, ProgressWatcher


async def test_a_position_that_is_visible_is_not_waited_for():
    board = ProgressBoard()
    board.advance("boxes", 7)
    await board.wait_for(["boxes"], 7, 0)


async def test_who_waits_is_woken_when_the_last_view_has_come_there():
    board = ProgressBoard()
    waiting = asyncio.create_task(board.wait_for(["boxes", "lids"], 7, 10))
    await asyncio.sleep(0)
    board.advance("boxes", 9)
    await asyncio.sleep(0)
    assert not waiting.done()
    board.advance("lids", 7)
    await waiting


async def test_what_is_not_visible_in_time_is_named():
    board = ProgressBoard()
    board.advance("boxes", 9)
    with pytest.raises(NotYetVisible, match="position 8 is not visible yet in: lids") as refusal:
        await board.wait_for(["boxes", "lids"], 8, 0.01)
    assert refusal.value.code == "not_yet_visible"


async def test_a_position_never_goes_back():
    board = ProgressBoard()
    board.advance("boxes", 9)
    board.advance("boxes", 8)
    assert board.position("boxes") == 9


async def test_another_process_sees_what_has_become_visible(house, boxes, box):
    await house.rebuilder.ensure_current([boxes])
    elsewhere = ProgressBoard()
    # Looking by itself once an hour: it has to be told.
    watching = asyncio.create_task(ProgressWatcher(house.database.app_dsn, elsewhere, 3600).run())
    async with house.projecting(boxes):
        await house.visible(await house.append(house.put(box)))
        await elsewhere.wait_for(["boxes"], 1, 10)
        await elsewhere.wait_for(["boxes"], await house.append(house.put(box)), 10)
    watching.cancel()


async def test_another_process_sees_it_without_being_told(house, boxes, box):
    elsewhere = ProgressBoard()
    watching = asyncio.create_task(ProgressWatcher(house.database.app_dsn, elsewhere, 0.02).run())
    position = await house.append(house.put(box))
    # A rebuild announces nothing.
    await house.rebuilder.rebuild(boxes)
    await elsewhere.wait_for(["boxes"], position, 10)
    watching.cancel()


async def test_who_is_cancelled_in_the_moment_of_being_woken_is_cancelled():
    board = ProgressBoard()
    waiting = asyncio.create_task(board.wait_for(["boxes"], 7, 10))
    await asyncio.sleep(0)
    board.advance("boxes", 7)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
