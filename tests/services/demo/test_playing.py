"""The same history, in bulk and through the command service, leaves the same events on the log."""

from datetime import UTC, datetime

import pytest
import pytest_asyncio

from quorate_events.command_service import CommandService
from quorate_events.store import open_log
from quorate_services.demo.history import History
from quorate_services.demo.profile import Profile
from quorate_services.demo.recorders import BulkRecorder, MemoryRecorder, ServiceRecorder
from quorate_services.demo.runner import play

TINY = Profile(datetime(2026, 11, 23, 9, 15, tzinfo=UTC), months=1, scale=0.05)


@pytest_asyncio.fixture
async def log(database, codec):
    async with open_log(database.app_dsn, "northbrook", codec, pool_size=4) as opened:
        yield opened


@pytest.fixture
def history(house) -> History:
    return History(TINY, house.calendar)


async def stored(log):
    found = await log.recorder.select_notifications(start=1, limit=100_000)
    return sorted((each.originator_id, each.originator_version, each.topic, each.state) for each in found)


async def test_bulk_and_command_service_write_the_same_events(database, log, house, codec, history):
    await play(history, BulkRecorder(house, codec, log.appender))
    in_bulk = await stored(log)
    async with open_log(database.app_dsn, "other", codec, pool_size=4) as other:
        decisions = other.decisions()
        await play(history, ServiceRecorder(house, lambda house: CommandService(decisions, house)))
        assert await stored(other) == in_bulk
    assert len(in_bulk) > 500


async def test_playing_again_writes_nothing_new(log, house, codec, history):
    await play(history, BulkRecorder(house, codec, log.appender))
    before = await log.recorder.max_notification_id()
    await play(History(TINY, house.calendar), BulkRecorder(house, codec, log.appender))
    assert await log.recorder.max_notification_id() == before


async def test_progress_ends_with_all_commands_done(house, history):
    seen, events = [], []
    done = await play(history, MemoryRecorder(house, events.append), seen.append)
    assert (seen[-1].done, seen[-1].total, seen[-1].remaining) == (done, done, 0)
    assert len(events) > done


async def test_a_fault_stops_the_history_and_reaches_the_caller(house, history):
    class Broken:
        async def record(self, group):
            raise RuntimeError("the log is gone")

    with pytest.raises(ExceptionGroup) as failed:
        await play(history, Broken())
    assert failed.group_contains(RuntimeError)
