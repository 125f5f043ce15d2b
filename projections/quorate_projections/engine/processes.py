"""Fills builds in several processes at once, each with its share of the runs: Python uses one processor a process.

Runs have nothing to do with each other, so the processes share nothing but the database. They are forks of this one: a
projection is code and rules, which could not be sent. A fork opens sessions of its own and leaves alone what it has
inherited. Where forks are not safe to have (anywhere but on Linux), this process fills alone.
"""

import asyncio
import ctypes
import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.connection import Connection

from quorate_events.tasks import end
from quorate_projections.engine.filling import Filled, Filling, fill
from quorate_projections.engine.runs import Run

_SIGNAL_WHEN_PARENT_ENDS = 1  # PR_SET_PDEATHSIG of Linux
_MOST = 4
_RUNS_WORTH_A_PROCESS = 4


def usual_processes() -> int:
    """Return how many processes a rebuild takes: half of the processors, for the server needs the others."""
    if sys.platform != "linux":
        return 1
    processors = len(os.sched_getaffinity(0))
    # With two, both are kept busy best by two: one waits for the server now and then.
    return 1 if processors == 1 else min(_MOST, max(2, processors // 2))


async def fill_in_processes(filling: Filling, runs: Sequence[Run], filled: Filled, processes: int) -> None:
    """Fill the streams of ``runs`` into all builds; what is soon done is done in this process.

    Raises what went wrong in any process, and ends the others.
    """
    processes = min(processes, len(runs) // _RUNS_WORTH_A_PROCESS)
    if processes <= 1:
        return await fill(filling, runs, filled)
    workers = [_Worker(filling, runs[share::processes]) for share in range(processes)]
    hearing = [asyncio.create_task(worker.hear(filled)) for worker in workers]
    try:
        await asyncio.gather(*hearing)
    finally:
        for worker in workers:
            worker.kill()
        await end(*hearing)


class _Worker:
    def __init__(self, filling: Filling, runs: Sequence[Run]) -> None:
        context = multiprocessing.get_context("fork")
        self._told, telling = context.Pipe(duplex=False)
        self._process = context.Process(target=_work, args=(filling, runs, telling), daemon=True)
        self._process.start()
        telling.close()  # so that the end of the process is the end of what is told

    async def hear(self, filled: Filled) -> None:
        """Pass on how many events were filled, until the process ends."""
        while (told := await asyncio.to_thread(self._receive)) is not None:
            if isinstance(told, BaseException):
                raise told
            filled(told)
        await asyncio.to_thread(self._process.join)
        if self._process.exitcode:
            raise RuntimeError(f"a process that filled views ended with {self._process.exitcode}")

    def _receive(self) -> "int | BaseException | None":
        with suppress(EOFError):
            received: int | BaseException = self._told.recv()
            return received
        return None

    def kill(self) -> None:
        """End the process, if it has not ended; the server rolls back what it had not committed."""
        self._process.kill()
        self._process.join()


def _work(filling: Filling, runs: Sequence[Run], telling: "Connection") -> None:
    # However the process that began the rebuild ends, this one ends with it, and lets go of the locks it has inherited.
    ctypes.CDLL(None).prctl(_SIGNAL_WHEN_PARENT_ENDS, signal.SIGKILL)
    # Other signals are meant for that one.
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()  # nothing inherited becomes garbage here
    try:
        # Telling fails when nobody listens any more: then there is nothing to go on for.
        asyncio.run(fill(filling, runs, telling.send))
    except Exception as error:
        with suppress(OSError):
            telling.send(error)
