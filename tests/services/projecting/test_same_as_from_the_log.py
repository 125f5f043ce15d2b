"""The demo's two years, once by the log and once by Kafka: every row of every view is the same.

A twentieth of the demo's partnership, unless ``QUORATE_TEST_WHOLE_DEMO`` is set: the whole has 220,000 events.
"""

import os
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest
from tests.end_to_end.support.fill import play_into
from tests.services.projecting.conftest import Partnership

from quorate_services.composition import open_event_log
from quorate_services.demo.history import History
from quorate_services.demo.profile import Profile

NOW = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)
SCALE = 1.0 if os.environ.get("QUORATE_TEST_WHOLE_DEMO") else 0.05


@pytest.mark.slow
@pytest.mark.timeout(1800)
async def test_two_years_by_the_log_and_by_kafka_give_the_same_views(
    partnership: Partnership, twin_of: Callable[[Partnership], Awaitable[Partnership]]
) -> None:
    wiring = partnership.wiring
    history = History(Profile(NOW, months=24, scale=SCALE), wiring.house.calendar)
    async with open_event_log(wiring) as log:
        events = await play_into(log, wiring, history)
    twin = await twin_of(partnership)
    await partnership.relay()
    async with twin.from_log():
        await twin.caught_up(600)
    async with partnership.from_kafka() as following:
        await partnership.caught_up(600)
    counted = following.state.counted
    # What stays away for long, as on a busy machine, is read from the log, and passed over when it comes.
    assert counted.events + counted.repeated >= events
    assert counted.events > events / 2
    by_log, by_kafka = await twin.rows(), await partnership.rows()
    assert {name for name in by_log if by_log[name] != by_kafka[name]} == set()
    assert sum(map(len, by_log.values())) > 1_000
    print(f"{counted.events} of {events} events by Kafka, {sum(map(len, by_log.values()))} rows")
