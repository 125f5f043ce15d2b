"""A topic whose records may not be large enough: the relay says so while it waits, and leaves nothing out."""

from prometheus_client import generate_latest
from tests.services.relay.conftest import Scene
from tests.support.kafka import until

from quorate_services.relay.metrics import RelayMetrics
from quorate_services.relay.relay import RelayState

SETTING = "max.message.bytes"


async def test_an_event_that_is_too_large_is_named_and_waited_for(scene: Scene) -> None:
    async with scene.admin() as admin:
        await admin.configure(scene.topics[0], {SETTING: "10000"})
    await scene.fill(5)
    await scene.fill(1, size=20_000)
    await scene.fill(3)
    metrics, shown, states = RelayMetrics(scene.ledger), list[str](), list[RelayState]()

    def told(state: RelayState) -> None:
        metrics.show(state)
        states.append(state)
        shown.extend(
            line for line in generate_latest(metrics.registry).decode().splitlines() if "_failing{" in line
        )

    relay = scene.relay(on_state=told)
    async with scene.relaying(relay) as (_, running):
        await until(lambda: sum(each.failing == "kafka_record_too_large" for each in states) > 3)
        words = relay.state.words
        assert "position 6" in words
        assert SETTING in words
        assert "quorate topics apply" in words
        assert await scene.published() == []
        first = next(number for number, each in enumerate(states) if each.failing)
        assert {each.failing for each in states[first:]} == {"kafka_record_too_large"}
        assert all(line.endswith(" 1.0") for line in shown[first:])
        await scene.apply_topics()
        await until(lambda: relay.state.position == 9 and not relay.state.failing)
        assert not running.done()
    await scene.assert_published_once(9)
    assert shown[-1].endswith(" 0.0")
