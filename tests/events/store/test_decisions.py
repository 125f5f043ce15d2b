"""The command path: decide, append, and decide again."""

import asyncio
from uuid import uuid4

import pytest
import pytest_asyncio

from quorate_events.errors import CommandIdReused, Refused
from quorate_events.store import AsyncRepository, StreamConflict, open_log

from .examples import CODEC, adding, append_of, closing, step


@pytest.fixture
def decisions(log):
    return log.decisions()


@pytest_asyncio.fixture
async def elsewhere(database):
    """The command path of another process."""
    async with open_log(database.app_dsn, "stoke", CODEC, pool_size=2) as other:
        yield other.decisions()


async def carry_out(decisions, stream, decide, command_id=None, content_hash=b"hash"):
    return await decisions.decide(
        stream_id=stream, command_id=command_id or uuid4(), content_hash=content_hash, decide=decide
    )


async def test_a_first_command_makes_the_aggregate(decisions):
    stream = uuid4()
    appended = await carry_out(decisions, stream, adding(stream, 7))
    assert (appended.first_position, appended.last_position, appended.answer) == (1, 2, b"added")
    tally = await decisions.load(stream)
    assert (tally.version, tally.steps) == (2, [7])


async def test_what_was_never_written_is_none(decisions):
    assert await decisions.load(uuid4()) is None


async def test_an_aggregate_can_be_read_as_it_stood_at_a_version(decisions):
    stream = uuid4()
    for value in (1, 2, 3):
        await carry_out(decisions, stream, adding(stream, value))
    assert (await decisions.load_at(stream, 3)).steps == [1, 2]


async def test_concurrent_commands_on_one_stream_are_carried_out_one_after_the_other(decisions):
    stream = uuid4()
    await asyncio.gather(*(carry_out(decisions, stream, adding(stream, value)) for value in range(30)))
    assert sorted((await decisions.load(stream)).steps) == list(range(30))


async def test_a_command_decides_again_when_another_process_was_first(decisions, elsewhere):
    stream = uuid4()
    await carry_out(decisions, stream, adding(stream, 1))
    await carry_out(elsewhere, stream, adding(stream, 2))
    await carry_out(decisions, stream, adding(stream, 3))
    assert (await decisions.load(stream)).steps == [1, 2, 3]


async def test_a_command_gives_up_when_others_are_always_first(log):
    stream = uuid4()
    decisions = log.decisions(attempts=3)
    decided = 0

    def always_late(tally):
        nonlocal decided
        decided += 1
        return [step(stream, 1, 0)], b""

    await carry_out(decisions, stream, adding(stream, 1))
    with pytest.raises(StreamConflict):
        await carry_out(decisions, stream, always_late)
    assert decided == 3


async def test_two_processes_on_one_stream_lose_nothing(decisions, elsewhere):
    stream = uuid4()
    await carry_out(decisions, stream, adding(stream, -1))

    async def keep_trying(path, value):
        while True:
            try:
                return await carry_out(path, stream, adding(stream, value))
            except StreamConflict:
                continue

    await asyncio.gather(*(keep_trying((decisions, elsewhere)[n % 2], n) for n in range(40)))
    assert sorted((await decisions.load(stream)).steps) == list(range(-1, 40))


async def test_a_refusal_on_an_aggregate_that_was_out_of_date_is_decided_again(decisions, elsewhere):
    stream = uuid4()
    await carry_out(decisions, stream, adding(stream, 1))
    await carry_out(elsewhere, stream, adding(stream, 2))

    def only_after_two_steps(tally):
        if len(tally.steps) < 2:
            raise Refused("Too early.", "Wait.")
        return [step(stream, tally.version + 1, 3)], b"at last"

    assert (await carry_out(decisions, stream, only_after_two_steps)).answer == b"at last"


async def test_a_refusal_that_still_holds_reaches_the_caller(decisions):
    stream = uuid4()
    await carry_out(decisions, stream, adding(stream, 1))
    await carry_out(decisions, stream, closing(stream))
    with pytest.raises(Refused, match="closed"):
        await carry_out(decisions, stream, adding(stream, 2))


async def test_a_retry_that_would_now_be_refused_gets_its_first_answer(decisions):
    stream, command = uuid4(), uuid4()
    first = await carry_out(decisions, stream, adding(stream, 1), command)
    await carry_out(decisions, stream, closing(stream))
    again = await carry_out(decisions, stream, adding(stream, 1), command)
    assert again.replayed
    assert (again.first_position, again.answer) == (first.first_position, b"added")


async def test_a_retry_that_would_be_allowed_again_is_not_carried_out_twice(decisions):
    stream, command = uuid4(), uuid4()
    await carry_out(decisions, stream, adding(stream, 1), command)
    again = await carry_out(decisions, stream, adding(stream, 1), command)
    assert again.replayed
    await carry_out(decisions, stream, adding(stream, 2))
    assert (await decisions.load(stream)).steps == [1, 2]


@pytest.mark.parametrize("closed", [False, True], ids=["allowed", "refused"])
async def test_a_command_id_with_other_content_is_refused_whatever_is_decided(decisions, closed):
    stream, command = uuid4(), uuid4()
    await carry_out(decisions, stream, adding(stream, 1), command)
    if closed:
        await carry_out(decisions, stream, closing(stream))
    with pytest.raises(CommandIdReused):
        await carry_out(decisions, stream, adding(stream, 9), command, b"other")


async def test_deciding_nothing_is_checked_against_the_newest_state(decisions, elsewhere):
    stream = uuid4()
    await carry_out(decisions, stream, adding(stream, 1))
    await carry_out(elsewhere, stream, adding(stream, 2))

    def count(tally):
        return [], str(len(tally.steps)).encode()

    assert (await carry_out(decisions, stream, count)).answer == b"2"


async def test_a_caller_who_goes_away_leaves_the_cache_right(decisions):
    stream = uuid4()
    await carry_out(decisions, stream, adding(stream, 0))
    for value in range(1, 20):
        task = asyncio.create_task(carry_out(decisions, stream, adding(stream, value)))
        for _ in range(value % 6):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    appended = await carry_out(decisions, stream, adding(stream, 99))
    tally = await decisions.load(stream)
    assert tally.steps[-1] == 99
    assert appended.last_position == tally.version


async def test_the_cache_keeps_only_the_aggregates_used_last(log, decisions):
    streams = [uuid4() for _ in range(3)]
    for stream in streams:
        await carry_out(decisions, stream, adding(stream, 1))
    repository = AsyncRepository(log.events, log.loader, cache_size=2)
    for stream in streams:
        await repository.current(stream)
    assert [(await repository.current(stream)).fresh for stream in reversed(streams)] == [False, False, True]


async def test_a_command_over_two_streams_leaves_both_caches_right(decisions):
    left, right = uuid4(), uuid4()
    await carry_out(decisions, left, adding(left, 1))
    await carry_out(decisions, right, adding(right, 1))

    def both(tally):
        return [step(left, tally.version + 1, 2), step(right, 3, 2)], b"both"

    await carry_out(decisions, left, both)
    await carry_out(decisions, right, adding(right, 3))
    await carry_out(decisions, left, adding(left, 3))
    assert (await decisions.load(left)).steps == (await decisions.load(right)).steps == [1, 2, 3]


async def test_an_append_by_others_during_the_decision_is_noticed(log, decisions):
    stream = uuid4()
    await carry_out(decisions, stream, adding(stream, 1))
    await log.appender.append(append_of(CODEC.to_stored_event(step(stream, 3, 2))))
    await carry_out(decisions, stream, adding(stream, 3))
    assert (await decisions.load(stream)).steps == [1, 2, 3]
