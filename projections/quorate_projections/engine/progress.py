"""How far each projection has come, told to whoever waits: inside this process, and to other processes."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from contextlib import suppress

import asyncpg

from quorate_events.errors import QuorateError
from quorate_events.store.connections import Connection
from quorate_projections.engine.statements import statement

log = logging.getLogger(__name__)

CHANNEL = "quorate_projected"
"""Where projectors announce, to other processes, that something became visible."""


class NotYetVisible(QuorateError):
    """The views have not come to the position asked for in the time given. They will."""

    code = "not_yet_visible"


class ProgressBoard:
    """The positions of projections, as known in this process, and who waits for them."""

    def __init__(self) -> None:
        self._positions: dict[str, int] = {}
        self._waiting: dict[asyncio.Future[None], tuple[frozenset[str], int]] = {}

    def position(self, projection: str) -> int:
        """Return the last position known to be visible in a projection, 0 when nothing is known."""
        return self._positions.get(projection, 0)

    def advance(self, projection: str, position: int) -> None:
        """Note that a projection shows everything up to ``position``, and wake who waited for it."""
        if position <= self.position(projection):
            return
        self._positions[projection] = position
        for future, (names, wanted) in list(self._waiting.items()):
            if not future.done() and self._visible(names, wanted):
                future.set_result(None)

    async def wait_for(self, projections: Iterable[str], position: int, seconds: float) -> None:
        """Return once all named projections show everything up to ``position``.

        :raises NotYetVisible: they do not within ``seconds``.
        """
        names = frozenset(projections)
        if self._visible(names, position):
            return
        future = asyncio.get_running_loop().create_future()
        self._waiting[future] = (names, position)
        try:
            async with asyncio.timeout(seconds):
                await future
        except TimeoutError:
            behind = sorted(name for name in names if self.position(name) < position)
            raise NotYetVisible(
                f"position {position} is not visible yet in: {', '.join(behind)}",
                "ask again in a moment, or ask without a position for what is visible now",
            ) from None
        finally:
            del self._waiting[future]

    def _visible(self, names: frozenset[str], position: int) -> bool:
        return all(self._positions.get(name, 0) >= position for name in names)


class ProgressAnnouncer:
    """Announces progress to other processes: at most once per ``interval`` seconds, outside any batch.

    An announcement is a hint; one that is lost costs the listener a turn of its polling.
    """

    def __init__(self, dsn: str, interval: float = 0.005, back_off: float = 1.0) -> None:
        self._dsn = dsn
        self._interval = interval
        self._back_off = back_off
        self._news = asyncio.Event()

    def announce(self) -> None:
        """Say that some projection has moved."""
        self._news.set()

    async def run(self) -> None:
        """Announce until cancelled."""
        connection: Connection | None = None
        try:
            while True:
                await self._news.wait()
                self._news.clear()
                try:
                    if connection is None or connection.is_closed():
                        connection = await asyncpg.connect(self._dsn, timeout=5.0)
                    await connection.execute(statement("announce_progress"), CHANNEL)
                except Exception as error:
                    # Whatever it is, it must not leave other processes without hints for good.
                    log.warning("progress cannot be announced", extra={"kind": type(error).__name__})
                    await asyncio.sleep(self._back_off)
                await asyncio.sleep(self._interval)
        finally:
            if connection is not None:
                connection.terminate()


class ProgressWatcher:
    """Keeps a board up to date in a process that does not project: LISTEN as a hint, polling as the truth."""

    def __init__(
        self, dsn: str, board: ProgressBoard, poll_interval: float = 0.1, back_off: float = 0.5
    ) -> None:
        self._dsn = dsn
        self._board = board
        self._poll_interval = poll_interval
        self._back_off = back_off

    async def run(self) -> None:
        """Watch until cancelled; a lost connection is opened again."""
        while True:
            try:
                await self._watch()
            except Exception as error:
                # Whatever it is: a board that stands still for good would keep every reader waiting.
                log.warning("progress cannot be read", extra={"kind": type(error).__name__})
                await asyncio.sleep(self._back_off)

    async def _watch(self) -> None:
        news = asyncio.Event()
        connection = await asyncpg.connect(self._dsn, timeout=5.0)
        try:
            await connection.add_listener(CHANNEL, _setting(news))
            while True:
                news.clear()
                for projection, position in await connection.fetch(statement("select_live_positions")):
                    self._board.advance(projection, position)
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._poll_interval):
                        await news.wait()
        finally:
            connection.terminate()


def _setting(event: asyncio.Event) -> Callable[..., None]:
    def told(*_: object) -> None:
        event.set()

    return told
