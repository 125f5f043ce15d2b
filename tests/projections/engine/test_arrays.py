import pytest


@pytest.mark.parametrize("thing", ['a "quoted" thing', "back\\slash", "a, b", "{curly}", "null", "", "it's"])
async def test_a_text_inside_an_array_is_kept_as_it_is(house, boxes, box, thing):
    await house.rebuilder.ensure_current([boxes])
    async with house.projecting(boxes):
        await house.visible(await house.append(house.put(box, thing), house.put(box, "book")))
    live = await house.query("select names from boxes.box")
    await house.rebuilder.rebuild(boxes)
    assert live == [(sorted([thing, "book"]),)]
    assert await house.query("select names from boxes.box") == live
