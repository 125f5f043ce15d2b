"""``quorate project``: keep the views up to date, and sign checkpoints."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from typing import Annotated

import typer

from quorate_projections.engine.group.member import MemberState
from quorate_services.cli.output import Output, begin_log, load_settings, run
from quorate_services.cli.preparing import prepare
from quorate_services.cli.waiting import Waiting
from quorate_services.composition import Wiring, projecting, projecting_from_kafka, sealing, wire
from quorate_services.database import open_database
from quorate_services.kafka_access import kafka_of
from quorate_services.metrics_shown import shown_at
from quorate_services.projector_metrics import ProjectorMetrics
from quorate_services.settings import Feed


def project(
    feed: Annotated[
        Feed | None, typer.Option("--from", help="What to follow; QUORATE_FEED says it otherwise.")
    ] = None,
) -> None:
    """Keep every view up to date, until stopped.

    From the log one projector does it and a second stands by; from Kafka all of them share the work. Where Kafka or the
    database is away it waits for them; where Kafka refuses, it ends.
    Where a signing key is set, checkpoints over the log are signed as well.
    """
    output = Output()
    settings = load_settings()
    begin_log(settings)
    followed = feed or settings.feed

    async def main() -> None:
        if followed is Feed.KAFKA:
            kafka_of(settings)
        async with open_database(settings, output.say) as connections:
            wiring = wire(settings, connections)
            await prepare(wiring, output)
            async with sealing(wiring), _projecting(wiring, followed, output) as running:
                stop = stop_signal()
                output.say("Projecting. Stop with Ctrl-C.")
                await until_stopped(stop, running)

    run(main, output)


@asynccontextmanager
async def _projecting(wiring: Wiring, feed: Feed, output: Output) -> AsyncIterator["asyncio.Task[None]"]:
    if feed is Feed.LOG:
        async with projecting(wiring) as (_, running):
            yield running
        return
    settings, metrics, waiting = wiring.settings, ProjectorMetrics(wiring.ledger), Waiting(output.say)

    def show(state: MemberState) -> None:
        metrics.show(state)
        waiting.show(state.failing)

    with ExitStack() as stack:
        if settings.metrics_port is not None:
            port = stack.enter_context(shown_at(metrics.registry, settings.host, settings.metrics_port))
            output.say(f"Metrics at http://{settings.host}:{port}/metrics.")
        async with projecting_from_kafka(wiring, show) as running:
            yield running


def stop_signal() -> asyncio.Event:
    """Return an event that is set by Ctrl-C, and by a request to the process to stop."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    return stop


async def until_stopped(stop: asyncio.Event, running: "asyncio.Task[None]") -> None:
    """Return once ``stop`` is set; raise what ``running`` failed with, if it fails first."""
    waiting = asyncio.create_task(stop.wait())
    await asyncio.wait({waiting, running}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if running.done():
        running.result()
