"""``python -m benchmarks [name …] [--json] [--quick]``: measure, print one JSON line a figure and a table."""

import argparse
import asyncio
import signal
import sys
from importlib import import_module

import uvloop

from benchmarks.harness import Effort, InvalidMeasurement, Report
from benchmarks.server import running_server
from quorate_services.garbage import collect_in_short_steps

MEASURES = ("commands", "rebuild", "lag", "graphql", "refusals", "access", "kafka", "evidence", "portal")
"""A module of this package each, with a function ``measure(cluster, effort, report)``."""


def main() -> int:
    """Return 0 whatever the figures are, 1 when a measurement is not valid."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=f"of {', '.join(MEASURES)}; none: all")
    parser.add_argument("--json", action="store_true", help="print the JSON lines only")
    parser.add_argument("--quick", action="store_true", help="fewer and shorter rounds: rough figures")
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(MEASURES):
        parser.error(f"no measure is called {', '.join(sorted(unknown))}; there are {', '.join(MEASURES)}")
    effort = Effort.quick() if asked.quick else Effort()
    report = Report(as_json=asked.json)
    try:
        # As `quorate serve` runs.
        collect_in_short_steps()
        uvloop.run(_measure(asked.names or list(MEASURES), effort, report))
    except InvalidMeasurement as error:
        print(f"The measurement is not valid: {error}", file=sys.stderr)
        return 1
    finally:
        report.table()
    return 0


async def _measure(names: list[str], effort: Effort, report: Report) -> None:
    # Stopped from outside, take the server and its folder away as well.
    this = asyncio.current_task()
    assert this is not None
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, this.cancel)
    report.say("A PostgreSQL of its own for each measure, with fsync and synchronous_commit on …")
    for name in names:
        report.say(f"{name} …")
        # What one measure left behind to be vacuumed, and written to the disk, must not fall into the next one's turn.
        async with running_server() as cluster:
            await import_module(f"benchmarks.{name}").measure(cluster, effort, report)


if __name__ == "__main__":
    sys.exit(main())
