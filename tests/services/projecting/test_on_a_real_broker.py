"""Projectors of one group on a real broker: they share the work, and a topic made anew is no loss."""

from tests.services.projecting.conftest import Partnership
from tests.services.relay.conftest import FILL
from tests.support.kafka import until

from quorate_services.composition import rebuild_views


async def assert_equal_to_a_rebuild(partnership: Partnership) -> None:
    lived = await partnership.rows()
    await rebuild_views(partnership.wiring, partnership.wiring.projections())
    rebuilt = await partnership.rows()
    assert {name for name, rows in lived.items() if rows != rebuilt[name]} == set()
    assert sum(map(len, lived.values())) > 100


async def test_two_projectors_share_the_partitions(filled: Partnership) -> None:
    async with filled.from_kafka() as first, filled.from_kafka() as second:
        await until(lambda: first.state.partitions and second.state.partitions)
        await until(lambda: len(first.state.partitions | second.state.partitions) == 12)
        assert not first.state.partitions & second.state.partitions
        await filled.relay()
        await filled.caught_up()
        assert first.state.counted.events
        assert second.state.counted.events
    await assert_equal_to_a_rebuild(filled)


async def test_a_topic_made_anew_with_fewer_partitions_is_followed(filled: Partnership) -> None:
    await filled.relay()
    async with filled.from_kafka():
        await filled.caught_up()
    async with filled.admin() as admin:
        await admin.delete(filled.topics[0])
    await filled.apply_topics(partitions=5)
    await filled.ask(FILL, filled.wiring.ledger, 40, "quorate.of_a_later_release", "")
    await filled.relay()
    async with filled.from_kafka() as following:
        await until(lambda: len(following.state.partitions) == 5)
        await filled.caught_up()
    await assert_equal_to_a_rebuild(filled)


async def test_a_topic_that_is_missing_is_waited_for(filled: Partnership) -> None:
    async with filled.admin() as admin:
        await admin.delete(filled.topics[0])
    async with filled.from_kafka() as following:
        await until(lambda: following.state.failing == "kafka_topic_missing")
        await filled.apply_topics()
        await filled.relay()
        await filled.caught_up()
        assert following.state.failing == ""
