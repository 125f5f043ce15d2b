"""The demo's two years, once by the log and once by Kafka: every row of every view is the same."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from tests.end_to_end.support.fill import play_into
from tests.services.projecting.conftest import Partnership

from quorate_services.composition import open_event_log
from quorate_services.demo.history import History
from quorate_services.demo.profile import Profile

NOW = datetime(2026, 11, 23, 9, 15, tzinfo=UTC)
import os

MONTHS = int(os.environ.get("M", "24"))


async def test_two_years_by_the_log_and_by_kafka_give_the_same_views(
    partnership: Partnership, twin_of: Callable[[Partnership], Awaitable[Partnership]]
) -> None:
    wiring = partnership.wiring
    import time

    t = time.time()

    def lap(w):
        nonlocal t
        print(w, round(time.time() - t, 1))
        t = time.time()

    async with open_event_log(wiring) as log:
        events = await play_into(log, wiring, History(Profile(NOW, months=MONTHS), wiring.house.calendar))
    lap(f"play {events}")
    twin = await twin_of(partnership)
    lap("twin")
    await partnership.relay()
    lap("relay")
    async with twin.from_log():
        await twin.caught_up(300)
    lap("log")
    async with partnership.from_kafka() as following:
        await partnership.caught_up(300)
    lap("kafka")
    assert following.state.counted.events == events
    assert following.state.counted.gaps == 0
    by_log, by_kafka = await twin.rows(), await partnership.rows()
    assert {name for name in by_log if by_log[name] != by_kafka[name]} == set()
    assert sum(map(len, by_log.values())) > 10_000
