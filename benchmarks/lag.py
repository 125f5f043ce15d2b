"""From the acknowledgement of a command to its row in a view, at a given rate, beside the library.

Both projectors run in the process that takes the commands, as ``quorate serve`` does it. The clock stops when
the transaction that wrote the row has been committed. The sides are opened and measured one after the other,
because no process of life holds several of them.
"""

import asyncio
import random
import time
from bisect import bisect_left
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from functools import partial
from statistics import median
from uuid import UUID, uuid4

from benchmarks import workload
from benchmarks.commands import make_texts, prepare_ours
from benchmarks.harness import Effort, Figure, Report, interleaved, percentile, require
from benchmarks.peer import projection as peer
from benchmarks.peer.settings import environment
from benchmarks.server import new_database
from benchmarks.workload import CODEC, LEDGER, POLICE, RULES
from quorate_events.command_service import CommandService
from quorate_events.store import News, open_log
from quorate_projections.catalogue import projections
from quorate_projections.engine.codec import decode_with
from quorate_projections.engine.live import Projector
from quorate_projections.engine.postgres_feed import PostgresFeed
from quorate_projections.engine.progress import ProgressBoard
from quorate_projections.engine.projection import AnyProjection
from quorate_projections.engine.rebuild import Rebuilder
from quorate_projections.information_shared.projection import InformationSharedProjection
from quorate_services.postgres.cluster import Cluster

_MEETINGS = 3000
"""So many that none comes to more contributions than a meeting has in life: about eight in all rounds."""
_LIBRARY_MEETINGS = 80
"""Fewer, because the library has to come through their beginnings before the first round."""
_PEER = "ProjectionRunner"
_LIBRARY = 100
"""Events a second offered to the library; it does not keep up with many more."""


class TimedBoard(ProgressBoard):
    """Notes when each projection came to each position."""

    def __init__(self) -> None:
        super().__init__()
        self.steps: dict[str, list[tuple[int, float]]] = {}

    def advance(self, projection: str, position: int) -> None:
        self.steps.setdefault(projection, []).append((position, time.perf_counter()))
        super().advance(projection, position)


@dataclass
class Samples:
    """Percentiles of each round, in milliseconds."""

    p50: list[float] = field(default_factory=list)
    p99: list[float] = field(default_factory=list)

    def take(self, lags: Sequence[float]) -> float:
        self.p50.append(percentile(lags, 0.50) * 1000)
        self.p99.append(percentile(lags, 0.99) * 1000)
        return self.p99[-1]


class Ours:
    """A command service and a projector in one process."""

    def __init__(self, service: CommandService, meeting_ids: Sequence[UUID], board: TimedBoard) -> None:
        self._service = service
        self._meeting_ids = meeting_ids
        self._board = board
        self._texts = make_texts()

    async def lags(self, rate: int, seconds: float, names: Sequence[str]) -> list[float]:
        """Offer ``rate`` commands a second for ``seconds``; return the lag of each, in seconds.

        With several views the last of them counts.
        """
        self._board.steps.clear()
        acknowledged: list[tuple[int, float]] = []

        async def put(number: int) -> None:
            meeting_id = self._meeting_ids[number % len(self._meeting_ids)]
            command = workload.contribution(meeting_id, POLICE, self._texts[number % len(self._texts)])
            receipt = await self._service.execute(
                command, command_id=uuid4(), by=workload.recorder_of(POLICE)
            )
            acknowledged.append((receipt.position, time.perf_counter()))

        async with asyncio.TaskGroup() as group:
            number = 0
            async for _ in arrivals(rate, seconds):
                group.create_task(put(number))
                number += 1
        last = max(position for position, _ in acknowledged)
        await self._board.wait_for(names, last, 60.0)
        return [
            max(seen_at(self._board.steps[name], position) - at for name in names)
            for position, at in acknowledged
        ]


async def arrivals(rate: int, seconds: float) -> AsyncIterator[None]:
    """Yield at random moments, ``rate`` a second on average, for ``seconds``; late ones at once."""
    rng = random.Random(rate)
    due = time.perf_counter()
    until = due + seconds
    while (due := due + rng.expovariate(rate)) < until:
        wait = due - time.perf_counter()
        if wait > 0:
            await asyncio.sleep(wait)
        yield None


def seen_at(steps: Sequence[tuple[int, float]], position: int) -> float:
    """Return when a view first stood at ``position`` or behind it."""
    place = bisect_left(steps, (position, 0.0))
    require(place < len(steps), "a view never came to an acknowledged position")
    return steps[place][1]


async def measure(cluster: Cluster, effort: Effort, report: Report) -> None:
    """Measure one view and all views at 100/s and 1000/s, the library with one view at 100/s."""
    ours: dict[str, Samples] = {}
    sides: tuple[tuple[str, Open, tuple[int, ...]], ...] = (
        ("one view", partial(_ours, views=[InformationSharedProjection()]), (100, 1000)),
        ("all views", partial(_ours, views=list(projections(RULES))), (100, 1000)),
        (_PEER, _library, (_LIBRARY,)),
    )
    for side, opened, rates in sides:
        async with AsyncExitStack() as stack:
            report.say(f"  {side} …")
            lags = await opened(stack, cluster)
            cases = {f"{side}, {rate}/s": rate for rate in rates}
            runs = {case: _run(ours, case, lags, rate, effort.seconds) for case, rate in cases.items()}
            # Many short rounds: where the disk stops for a tenth of a second, it is in one of them and not in half.
            await interleaved(effort.rounds * 2, runs)
    theirs = ours.pop(f"{_PEER}, {_LIBRARY}/s")
    for case, samples in ours.items():
        beside = case == "one view, 100/s"
        for name in ("p50", "p99"):
            mine, other = getattr(samples, name), getattr(theirs, name)
            ratios = [b / a for a, b in zip(mine, other, strict=True)]
            report.add(
                Figure(
                    "lag", f"{case}, {name}", "ms", median(mine),
                    f"{_PEER}, {_LIBRARY}/s" if beside else "", median(other) if beside else None,
                    median(ratios) if beside else None, min(ratios) if beside else None,
                    max(ratios) if beside else None, len(mine),
                    "< 5 ms" if case == "one view, 1000/s" and name == "p99" else "",
                )
            )  # fmt: skip


Lags = Callable[[int, float], Awaitable[list[float]]]
"""Offers so many commands a second for so many seconds, and returns the lag of each in seconds."""

Open = Callable[[AsyncExitStack, Cluster], Awaitable[Lags]]
"""Opens one side; leaving the stack closes it."""


def _run(
    into: dict[str, Samples], case: str, lags: Lags, rate: int, seconds: float
) -> Callable[[], Awaitable[float]]:
    samples = into.setdefault(case, Samples())

    async def run() -> float:
        return samples.take(await lags(rate, seconds))

    return run


async def _ours(stack: AsyncExitStack, cluster: Cluster, views: Sequence[AnyProjection]) -> Lags:
    database = await new_database(cluster)
    news = News()
    log = await stack.enter_async_context(open_log(database.app, LEDGER, CODEC, news=news))
    side = await prepare_ours(log, _MEETINGS, cached=10_000)
    feed = await stack.enter_async_context(PostgresFeed(database.projector, LEDGER))
    decode = decode_with(CODEC)
    await Rebuilder(feed, decode, database.owner, database.projector).ensure_current(views)
    board = TimedBoard()
    projector = Projector(views, feed, decode, database.projector, board)
    stack.enter_context(news.heard_by(projector.hear))
    running = asyncio.create_task(projector.run())

    async def stop() -> None:
        projector.stop()
        await running

    stack.push_async_callback(stop)
    await side.warm_up()
    ours = Ours(side.service, side.meeting_ids, board)
    names = [view.name for view in views]
    await board.wait_for(names, await feed.head(), 120.0)
    return lambda rate, seconds: ours.lags(rate, seconds, names)


async def _library(stack: AsyncExitStack, cluster: Cluster) -> Lags:
    """The same view and rows on the library's runner, which follows its application in the same process."""
    view = InformationSharedProjection()
    database = await new_database(cluster, migrated=False)
    settings = environment(database.owner, pool_size=5)
    await peer.prepare(database.owner, view, settings)
    sample = peer.Sample(view, settings)
    app = peer.PeerLog(settings)
    stack.callback(app.close)
    meeting_ids = [uuid4() for _ in range(_LIBRARY_MEETINGS)]
    template = workload.prepared_meeting()
    await peer.fill(
        database.owner, [event for each in meeting_ids for event in workload.copied(template, each)]
    )
    following = peer.Following(app, sample, meeting_ids, len(template))
    await asyncio.to_thread(following.catch_up)
    stack.callback(following.stop)
    return lambda rate, seconds: asyncio.to_thread(following.lags, rate, seconds)
