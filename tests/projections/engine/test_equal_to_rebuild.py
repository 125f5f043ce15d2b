from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

which, amounts = st.integers(0, 9), st.integers(1, 3)
# What cannot be shown is never taken out again: rows are made of the state at the end of a batch only, so
# where batches end would decide whether anybody saw it.
steps = st.one_of(
    st.tuples(st.just("put"), which, st.sampled_from(["book", "atlas", "unspeakable"]), amounts),
    st.tuples(st.just("put"), which, st.just("mountain"), st.just(1000)),  # which the table refuses
    st.tuples(st.sampled_from(["take", "paint"]), which, st.sampled_from(["book", "atlas"]), amounts),
)
histories = st.lists(st.lists(steps, min_size=1, max_size=8), min_size=1, max_size=10)


@given(history=histories)
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
async def test_live_views_equal_a_rebuild_from_zero(house, boxes, history):
    await house.rebuilder.ensure_current([boxes])
    streams = [uuid4() for _ in range(10)]
    async with house.projecting(boxes):
        for commit in history:
            for kind, box, thing, amount in commit:
                stream = streams[box]
                event = (
                    house.paint(stream) if kind == "paint" else getattr(house, kind)(stream, thing, amount)
                )
                position = await house.append(event)
        await house.visible(position)
    live = await house.views()
    poison = "select stream_id, position, error_code from quorate.projection_poison order by 1"
    stopped = await house.query(poison)
    for rebuilder in (house.rebuilder, house.rebuilder_with(run=2, processes=2)):
        await rebuilder.rebuild(boxes)
        assert await house.views() == live
        assert await house.query(poison) == stopped
