import asyncio

from quorate_projections.engine.progress import ProgressBoard


async def test_a_second_projector_stands_by_and_takes_over(house, boxes, box):
    await house.rebuilder.ensure_current([boxes])
    async with house.projecting(boxes):
        await house.visible(await house.append(house.put(box)))
        second_board = ProgressBoard()
        second = house.projector(boxes, board=second_board)
        running = asyncio.create_task(second.run())
        await house.visible(await house.append(house.put(box)))
        assert second_board.position("boxes") == 0
    position = await house.append(house.put(box))
    await second_board.wait_for(["boxes"], position, 20)
    second.stop()
    await running
    assert (await house.views())["thing"] == [(box, "book", 3)]


async def test_a_stopped_projector_has_finished_its_batch(house, boxes, box):
    await house.rebuilder.ensure_current([boxes])
    async with house.projecting(boxes):
        for _ in range(20):
            await house.append(house.put(box))
    [(position,)] = await house.query("select position from quorate.projection_build")
    amounts = [amount for _, _, amount in (await house.views())["thing"]]
    assert sum(amounts) == position
