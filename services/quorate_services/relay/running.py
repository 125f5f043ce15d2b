"""Runs a relay as the settings say, with its metrics, until it is told to stop."""

import asyncio
from collections.abc import Callable
from contextlib import ExitStack

from quorate_events.kafka.topics import EVENTS, POSITIONS, declared
from quorate_events.store.failures import DATABASE_FAILED
from quorate_events.tasks import end
from quorate_services.composition import Wiring
from quorate_services.kafka_access import kafka_of
from quorate_services.metrics_shown import shown_at
from quorate_services.postgres.roles import Role
from quorate_services.relay.lag import measure, open_reader
from quorate_services.relay.metrics import RelayMetrics
from quorate_services.relay.relay import OnState, Relay, RelayState

_GRACE = 5.0
"""Seconds that the transaction at hand has when a stop is asked for."""
_MEASURED_EVERY = 1.0


async def run_relay(
    wiring: Wiring,
    stop: asyncio.Event,
    on_state: OnState = lambda _: None,
    *,
    once: bool = False,
    say: Callable[[str], None] = lambda _: None,
) -> RelayState:
    """Publish until ``stop`` is set, or with ``once`` until all is published; return where it stands then.

    Raises what ``Relay.run`` raises, KafkaNotNamed, TopicsUnreadable and MetricsAddressTaken.
    """
    settings, ledger = wiring.settings, wiring.ledger
    dsn, metrics = wiring.connections.dsn(Role.RELAY), RelayMetrics(ledger)
    topics = declared(ledger, settings.kafka_topics)

    def told(state: RelayState) -> None:
        metrics.show(state)
        on_state(state)

    names = topics[EVENTS].name, topics[POSITIONS].name
    relay = Relay(dsn, ledger, kafka_of(settings), names, on_state=told)
    with ExitStack() as stack:
        if settings.metrics_port is not None:
            port = stack.enter_context(shown_at(metrics.registry, settings.host, settings.metrics_port))
            say(f"Metrics at http://{settings.host}:{port}/metrics.")
        running = asyncio.create_task(relay.run(once=once), name="relay")
        measuring = asyncio.create_task(_measure(dsn, ledger, relay, metrics), name="relay lag")
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
            relay.stop()
            await asyncio.wait({running}, timeout=_GRACE)
            if running.done():
                running.result()
        finally:
            await end(running, measuring, stopping)
    return relay.state


async def _measure(dsn: str, ledger: str, relay: Relay, metrics: RelayMetrics) -> None:
    """Keep the lag measured at the database's own clock, whatever the relay is waiting for."""
    while True:
        try:
            connection = await open_reader(dsn)
            try:
                while True:
                    metrics.show_lag(await measure(connection, ledger, relay.state.position))
                    await asyncio.sleep(_MEASURED_EVERY)
            finally:
                connection.terminate()
        except DATABASE_FAILED:
            await asyncio.sleep(_MEASURED_EVERY)
