"""How long a real browser takes until the first page of the portal, and the first after signing in, can be used.

``quorate demo`` runs in a process of its own, as ``make demo`` runs it, and Chromium beside it. The times are those of
the browser's own clock (``PerformanceNavigationTiming``). There is no peer; the target is a second.
"""

import asyncio
import os
import re
import shutil
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple
from uuid import uuid4

from playwright.async_api import Browser, BrowserContext, Page
from scans.camera import chromium

from benchmarks.harness import Effort, Figure, Report, require
from quorate_services.demo.people import PEOPLE
from quorate_services.postgres.cluster import Cluster

TARGET_MS = 1000
WHO = "police"
_ADDRESS = re.compile(r"^  The portal, for people: +(\S+)$", re.MULTILINE)
_READY = "Stop with Ctrl-C."
_TIMES = """() => { const told = performance.getEntriesByType('navigation')[0];
    return [told.domInteractive, told.loadEventEnd] }"""
"""Milliseconds since the click or the request: the document is there to be worked with; scripts and styles are too."""


class Shown(NamedTuple):
    """When a page could be worked with, and when all of it was loaded, in milliseconds."""

    interactive: float
    loaded: float


async def measure(cluster: Cluster, effort: Effort, report: Report) -> None:
    """Open both pages in new windows, some rounds long; the demo has a PostgreSQL of its own."""
    report.say(f"portal: telling {effort.months} months of the demo …")
    first: list[Shown] = []
    after_signing_in: list[Shown] = []
    uncached: list[Shown] = []
    async with _demo(effort.months) as address, chromium() as browser:
        # What is made once a process is none of a page's work.
        await _round(browser, address)
        for _ in range(effort.rounds * 2):
            for told, shown in zip(
                (first, after_signing_in, uncached), await _round(browser, address), strict=True
            ):
                told.append(shown)
    _report(report, "first page, nothing cached", first)
    _report(report, f"from choosing {WHO} to My work", after_signing_in)
    _report(report, f"My work of {WHO}, nothing cached", uncached)


async def _round(browser: Browser, address: str) -> tuple[Shown, Shown, Shown]:
    context = await browser.new_context(base_url=address)
    page = await context.new_page()
    await page.goto("/", wait_until="load")
    first = await _times(page)
    (person,) = (str(each.id) for each in PEOPLE if each.key == WHO)
    await page.click("main >> text=Sign in")
    await page.click(f"button[value='{person}']")
    await page.wait_for_url(f"{address}/", wait_until="load")
    require(
        await page.locator(".quorate-work__item").count() > 0, "the first page after signing in shows no work"
    )
    after_signing_in = await _times(page)
    again = await _without_cache(context)
    await again.goto("/", wait_until="load")
    uncached = await _times(again)
    await context.close()
    return first, after_signing_in, uncached


async def _without_cache(context: BrowserContext) -> Page:
    page = await context.new_page()
    await (await context.new_cdp_session(page)).send("Network.setCacheDisabled", {"cacheDisabled": True})
    return page


async def _times(page: Page) -> Shown:
    shown = Shown(*await page.evaluate(_TIMES))
    require(0 < shown.interactive <= shown.loaded, f"the browser says {shown}")
    return shown


def _report(report: Report, case: str, shown: Sequence[Shown]) -> None:
    for until, times in (
        ("interactive", [s.interactive for s in shown]),
        ("loaded", [s.loaded for s in shown]),
    ):
        report.add(
            Figure(
                "portal", f"{case}, until {until}", "ms", median(times),
                rounds=len(times), target=f"<= {TARGET_MS}", note=f"worst {max(times):.0f} ms",
            )
        )  # fmt: skip


@asynccontextmanager
async def _demo(months: int) -> AsyncIterator[str]:
    """Run the demo in a folder of its own, and give the address of its portal."""
    home = Path(tempfile.gettempdir()) / f"quorate-bench-demo-{uuid4().hex[:8]}"
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("QUORATE_")}
    ports = ("--port", "0", "--portal-port", "0", "--months", str(months))
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "quorate_services.cli.main", "demo", *ports,
        env={**inherited, "QUORATE_HOME": str(home)},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    assert process.stdout is not None
    printed = ""
    try:
        while _READY not in printed:
            line = await process.stdout.readline()
            require(bool(line), f"the demo ended: {printed}")
            printed += line.decode()
        address = _ADDRESS.search(printed)
        require(address is not None, "the demo prints no address of a portal")
        assert address is not None
        yield address[1]
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGINT)
            await process.communicate()
        shutil.rmtree(home, ignore_errors=True)
