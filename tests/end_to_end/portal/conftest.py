"""One browser and one running system for all stories of a session; everybody has a window of their own."""

import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright, expect
from tests.end_to_end.portal.window import Window
from tests.support.portal_system import PortalSystem, running_portal_system

from quorate_services.postgres.cluster import Cluster

# It is waited for as long only where something is wrong, or the machine is busy.
expect.set_options(timeout=30_000)
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of the browser, which ``make test`` installs."""
    found = next(filter(None, map(shutil.which, _BROWSERS)), None)
    assert found is not None, "The tests of the portal need Chromium. On Debian: apt install chromium"
    return found


@pytest_asyncio.fixture(scope="session")
async def system(
    cluster: Cluster, migrated_template: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[PortalSystem]:
    home: Path = tmp_path_factory.mktemp("portal")
    async with running_portal_system(cluster, migrated_template, home) as running:
        yield running


@pytest_asyncio.fixture(scope="session")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        # The sandbox of the browser needs rights that root in a container does not have.
        launched = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield launched
        await launched.close()


OpenWindow = Callable[..., Awaitable[Page]]


@pytest_asyncio.fixture
async def window(system: PortalSystem, browser: Browser) -> AsyncIterator[OpenWindow]:
    """A function that opens a window, signed in as somebody of the demo, or as nobody; ``at`` is what it shows first.

    With ``anew`` the sign-in is through the pages; otherwise in the session that the last story left open.
    At the end of the test no window may have loaded anything from elsewhere, or complained.
    """
    system.clock.reset()
    async with AsyncExitStack() as stack:

        async def opened(who: str | None = None, anew: bool = False, at: str = "/", **options: Any) -> Page:
            made = await stack.enter_async_context(Window(system, browser, options))
            if who is not None:
                await made.sign_in(who, anew=anew, at=at)
            return made.page

        yield opened
