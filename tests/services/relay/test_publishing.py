import pytest
from tests.services.relay.conftest import Scene
from tests.support.kafka import until

from quorate_events.kafka.errors import KafkaTopicMissing
from quorate_services.relay.relay import RelayAheadOfLog


async def test_every_event_is_published_once_and_in_order(scene: Scene) -> None:
    await scene.fill(230)
    relay = scene.relay()
    await relay.run(once=True)
    await scene.assert_published_once(230)
    assert (relay.state.position, relay.state.published, relay.state.lag_events) == (230, 230, 0)


async def test_the_body_is_published_as_stored(scene: Scene) -> None:
    await scene.fill(1)
    await scene.relay().run(once=True)
    (event,) = await scene.published()
    assert event.state == b'{"number":1}'
    assert event.ledger == scene.ledger


async def test_the_next_relay_goes_on_where_the_last_one_ended(scene: Scene) -> None:
    await scene.fill(120)
    await scene.relay().run(once=True)
    await scene.fill(30)
    again = scene.relay()
    await again.run(once=True)
    assert again.state.published == 30
    await scene.assert_published_once(150)


async def test_an_empty_log_is_waited_for(scene: Scene) -> None:
    async with scene.relaying() as (relay, _):
        await until(lambda: relay.state.head == 0 and not relay.state.failing)
        await scene.fill(3)
        await until(lambda: relay.state.position == 3)
    await scene.assert_published_once(3)


async def test_an_event_of_an_unknown_type_is_published_like_any_other(scene: Scene) -> None:
    await scene.fill(2)
    await scene.fill(1, topic="quorate.of_a_later_release")
    await scene.relay().run(once=True)
    assert "quorate.of_a_later_release" in {each.topic for each in await scene.published()}
    await scene.assert_published_once(3)


async def test_a_missing_topic_is_told_at_the_start(scene_on, kafka) -> None:  # type: ignore[no-untyped-def]
    scene = scene_on(kafka)
    with pytest.raises(KafkaTopicMissing) as told:
        await scene.relay().run()
    assert scene.topics[0] in told.value.message


async def test_a_topic_that_was_made_anew_is_filled_again(scene: Scene) -> None:
    await scene.fill(60)
    await scene.relay().run(once=True)
    async with scene.admin() as admin:
        await admin.delete(scene.topics[0])
    await scene.apply_topics()
    await scene.relay().run(once=True)
    await scene.assert_published_once(60)


async def test_without_the_topic_of_positions_the_events_say_how_far_it_came(scene: Scene) -> None:
    await scene.fill(60)
    await scene.relay().run(once=True)
    async with scene.admin() as admin:
        await admin.delete(scene.topics[1])
    await scene.apply_topics()
    await scene.fill(5)
    relay = scene.relay()
    await relay.run(once=True)
    assert relay.state.published == 5
    await scene.assert_published_once(65)


async def test_topics_of_another_log_are_not_added_to(scene: Scene, database) -> None:  # type: ignore[no-untyped-def]
    await scene.fill(20)
    await scene.relay().run(once=True)
    from tests.support.folding import see_everything

    owner = await see_everything(database.owner_dsn)
    await owner.execute("update quorate.ledger_head set position = 10 where ledger = $1", scene.ledger)
    await owner.close()
    with pytest.raises(RelayAheadOfLog) as told:
        await scene.relay().run(once=True)
    assert "position 20" in told.value.message
