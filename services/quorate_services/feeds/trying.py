"""Does something for long that may fail in passing: waits, longer each time, and does it again."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from quorate_events.errors import QuorateError, Unavailable
from quorate_events.kafka.errors import KafkaTopicMissing
from quorate_events.store.failures import DATABASE_FAILED, unavailable
from quorate_services.relay.relay import RelayPace

log = logging.getLogger(__name__)


async def keep_trying(
    session: Callable[[], Awaitable[None]],
    progress: Callable[[], int],
    failing: Callable[[QuorateError], None],
    stop: asyncio.Event,
    pace: RelayPace,
) -> None:
    """Run ``session`` until it returns, or until stopped; what fails in passing is waited out.

    ``progress`` counts what was done: after some, the waits are short again. Raises what does not pass, and
    ``KafkaTopicMissing`` when a topic is missing at the first look; one that goes missing later is waited for.
    """
    delay, known = pace.back_off, False
    while not stop.is_set():
        done = progress()
        try:
            await session()
            return
        except KafkaTopicMissing as error:
            if not known and not progress():
                raise
            reason: QuorateError = error
        except DATABASE_FAILED as error:
            reason = error if isinstance(error, QuorateError) else unavailable(error)
        except Unavailable as error:
            reason = error
        log.warning("a feed backs off", extra={"codes": [reason.code]})
        failing(reason)
        known = True
        delay = pace.back_off if progress() > done else delay
        await _pause(stop, delay)
        delay = min(delay * 2, pace.longest_back_off)


async def _pause(stop: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        return
