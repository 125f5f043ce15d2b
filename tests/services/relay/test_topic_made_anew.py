"""A topic that is deleted and made anew holds every event again, or somebody is told that it does not."""

import pytest
from tests.services.relay.conftest import Scene
from tests.support.kafka import until

from quorate_events.kafka.cloudevents import to_record
from quorate_events.kafka.producer import KafkaTransactionalProducer
from quorate_services.relay.positions import RelayTopicIncomplete, position_record
from quorate_services.relay.relay import RelayPace, RelayState

ANOTHER = "00000000-0000-0000-0000-0000000000aa"
"""The id of a topic that there was once."""


async def made_anew(scene: Scene) -> None:
    async with scene.admin() as admin:
        await admin.delete(scene.topics[0])
    await scene.apply_topics()


async def test_one_that_is_made_anew_under_a_relay_is_filled_from_the_first_event(scene: Scene) -> None:
    await scene.fill(60)
    async with scene.relaying() as (relay, running):
        await until(lambda: relay.state.position == 60)
        for total in (80, 100):
            await made_anew(scene)
            await scene.fill(20)
            await until(lambda total=total: relay.state.position == total)
            await scene.assert_published_once(total)
        assert not running.done()


async def test_one_that_is_made_anew_while_nothing_happens_is_filled_again(scene: Scene) -> None:
    await scene.fill(60)
    states: list[RelayState] = []
    relay = scene.relay(pace=RelayPace(look=0.1, back_off=0.05), on_state=states.append)
    await relay.run(once=True)
    async with scene.relaying(relay):
        await made_anew(scene)
        await until(lambda: relay.state.published == 120)
        await scene.assert_published_once(60)
    assert {each.failing for each in states} <= {"", "kafka_topic_replaced", "kafka_topic_missing"}


async def test_one_that_begins_in_the_middle_is_refused(scene: Scene) -> None:
    await scene.fill(60)
    await scene.relay().run(once=True)
    events = [each for each in await scene.published() if each.position > 40]
    await made_anew(scene)
    await _publish(scene, [to_record(each, scene.topics[0]) for each in events])
    with pytest.raises(RelayTopicIncomplete, match="position 41"):
        await scene.relay().run(once=True)
    await made_anew(scene)
    await scene.relay().run(once=True)
    await scene.assert_published_once(60)


async def test_one_that_was_copied_with_everything_in_it_is_gone_on_with(scene: Scene) -> None:
    await scene.fill(60)
    await scene.relay().run(once=True)
    await _publish(scene, [position_record(scene.topics[1], 60, ANOTHER)])
    await scene.fill(20)
    relay = scene.relay()
    await relay.run(once=True)
    assert relay.state.published == 20
    await scene.assert_published_once(80)


async def _publish(scene: Scene, records: list[object]) -> None:
    producer = KafkaTransactionalProducer(scene.access, "somebody")
    await producer.open()
    await producer.publish(records)  # type: ignore[arg-type]
    await producer.close()
