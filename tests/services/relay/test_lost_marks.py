"""A broker that was killed while it wrote the marks of a commit leaves no event out, and nobody waiting."""

import asyncio
from collections.abc import Callable, Sequence
from uuid import uuid4

from kafka import TopicPartition
from msgspec.structs import replace
from tests.services.relay.conftest import Scene
from tests.support.kafka import access_to, running_broker

from quorate_events.kafka.access import KafkaAccess
from quorate_events.kafka.cloudevents import PublishedEvent, to_record
from quorate_events.kafka.partitioning import Partitioning
from quorate_events.kafka.producer import KafkaTransactionalProducer
from quorate_services.relay.positions import position_record
from quorate_services.relay.publication import Publication
from quorate_services.relay.source import LogSource


async def on_the_log(scene: Scene, after: int) -> Sequence[PublishedEvent]:
    async with LogSource(scene.database.relay_dsn, scene.ledger) as source:
        return await source.read(after, 1000)


async def publish_part(scene: Scene, events: Sequence[PublishedEvent], *, position: bool) -> int:
    """Commit a batch without the records of one partition, with its position or without; return how many are left."""
    async with scene.admin() as admin:
        topic = scene.topics[0]
        partitioning = Partitioning(len(await admin.extents(topic)))
        lost = partitioning.of(events[0].stream_id)
        kept = [to_record(each, topic) for each in events if partitioning.of(each.stream_id) != lost]
        place = position_record(scene.topics[1], events[-1].position, await admin.topic_id(topic))
        places = [place] if position else []
    producer = KafkaTransactionalProducer(scene.access, "somebody")
    await producer.open()
    await producer.publish([*kept, *places])
    await producer.close()
    return len(events) - len(kept)


async def test_events_that_were_aborted_although_their_position_is_committed_are_published(
    scene: Scene,
) -> None:
    await scene.fill(60)
    await scene.relay().run(once=True)
    await scene.fill(20)
    lost = await publish_part(scene, await on_the_log(scene, 60), position=True)
    assert lost
    relay = scene.relay()
    await relay.run(once=True)
    assert relay.state.published == lost
    await scene.assert_published_once(80)
    again = scene.relay()
    await again.run(once=True)
    assert again.state.published == 0


async def test_events_that_are_committed_although_their_position_was_aborted_are_not_published_again(
    scene: Scene,
) -> None:
    await scene.fill(60)
    await scene.relay().run(once=True)
    await scene.fill(20)
    lost = await publish_part(scene, await on_the_log(scene, 60), position=False)
    await scene.fill(60)
    relay = scene.relay()
    await relay.run(once=True)
    assert relay.state.published == lost + 60
    await scene.assert_published_once(140)


async def test_what_is_there_is_not_published_again_where_a_topic_has_forgotten_its_first_records(
    scene: Scene,
) -> None:
    await scene.fill(60)
    await scene.relay().run(once=True)
    async with scene.admin() as admin:
        first, extent = next(each for each in (await admin.extents(scene.topics[0])).items() if each[1].end)
        await admin.forget({first: extent.first + 1})
    await scene.fill(20)
    lost = await publish_part(scene, await on_the_log(scene, 60), position=False)
    relay = scene.relay()
    await relay.run(once=True)
    assert relay.state.published == lost


async def test_what_is_no_event_in_the_topic_is_passed_over(scene: Scene) -> None:
    await scene.fill(60)
    await scene.relay().run(once=True)
    await scene.put_junk()
    relay = scene.relay()
    await scene.fill(10)
    await relay.run(once=True)
    assert relay.state.published == 10


async def test_events_are_not_put_behind_later_ones_where_a_topic_begins_in_the_middle(scene: Scene) -> None:
    await scene.fill(60)
    producer = KafkaTransactionalProducer(scene.access, "somebody")
    await producer.open()
    await producer.publish([to_record(each, scene.topics[0]) for each in await on_the_log(scene, 40)])
    await producer.close()
    await scene.fill(5)
    relay = scene.relay()
    await relay.run(once=True)
    assert sorted(each.position for each in await scene.published()) == list(range(41, 66))
    assert relay.state.published == 5


async def test_positions_that_other_meetings_had_before_a_restore_take_no_place(scene: Scene) -> None:
    await scene.fill(60)
    await scene.relay().run(once=True)
    await scene.fill(20)
    before = [replace(each, stream_id=uuid4()) for each in await on_the_log(scene, 60)]
    producer = KafkaTransactionalProducer(scene.access, "somebody")
    await producer.open()
    await producer.publish([to_record(each, scene.topics[0]) for each in before])
    await producer.close()
    relay = scene.relay()
    await relay.run(once=True)
    assert relay.state.published == 20


async def test_events_of_another_ledger_in_the_topic_take_no_place(scene: Scene) -> None:
    await scene.fill(60)
    await scene.relay().run(once=True)
    await scene.fill(20)
    others = [replace(each, ledger="another") for each in await on_the_log(scene, 60)]
    producer = KafkaTransactionalProducer(scene.access, "somebody")
    await producer.open()
    await producer.publish([to_record(each, scene.topics[0]) for each in others])
    await producer.close()
    relay = scene.relay()
    await relay.run(once=True)
    assert relay.state.published == 20


async def test_a_mark_that_is_missing_while_nothing_happens_is_written(
    scene_on: Callable[[KafkaAccess], Scene],
) -> None:
    async with running_broker(**{"transaction.partition.verification.enable": "false"}) as broker:
        scene = scene_on(access_to(broker.bootstrap))
        await scene.apply_topics()
        await scene.fill(7)
        batch = await on_the_log(scene, 0)
        async with scene.admin() as admin:
            producer = KafkaTransactionalProducer(scene.access, f"quorate-relay-{scene.ledger}")
            publication = Publication(producer, admin, scene.ledger, scene.topics, set())
            await publication.begin()
            # The records of one partition go to the broker, and its coordinator never hears of them.
            number = Partitioning(len(await admin.extents(scene.topics[0]))).of(batch[0].stream_id)
            client = producer._opened()
            begin = client.begin_transaction

            def unheard_of() -> None:
                begin()
                place = TopicPartition(scene.topics[0], number)
                client._transaction_manager._partitions_in_transaction.add(place)

            client.begin_transaction = unheard_of
            await publication.publish(batch)
            client.begin_transaction = begin
            await asyncio.sleep(0.5)
            assert len(await scene.published()) < 7
            await publication.look_over()
            await scene.assert_published_once(7)
            await producer.close()
