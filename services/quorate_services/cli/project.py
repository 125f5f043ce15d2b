"""``quorate project``: keep the views up to date, and sign checkpoints."""

import asyncio
import signal

from quorate_services.cli.output import Output, begin_log, load_settings, run
from quorate_services.cli.preparing import prepare
from quorate_services.composition import projecting, sealing, wire
from quorate_services.database import open_database


def project() -> None:
    """Follow the log and keep every view up to date, until stopped. A second projector stands by.

    Where a signing key is set, checkpoints over the log are signed as well.
    """
    output = Output()
    settings = load_settings()
    begin_log(settings)

    async def main() -> None:
        async with open_database(settings, output.say) as connections:
            wiring = wire(settings, connections)
            await prepare(wiring, output)
            async with sealing(wiring), projecting(wiring) as (_, running):
                stop = stop_signal()
                output.say("Projecting. Stop with Ctrl-C.")
                await until_stopped(stop, running)

    run(main, output)


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
