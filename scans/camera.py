"""A browser that makes pictures of pages, and notes whatever an answer, a script or the layout does wrong."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.async_api import Browser, ConsoleMessage, Page, Response, ViewportSize, async_playwright

from quorate_services.demo.people import PEOPLE

SIZES: dict[str, ViewportSize] = {
    "desk": {"width": 1100, "height": 900},
    "telephone": {"width": 390, "height": 800},
}
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_SAID_OF_ANSWERS = "Failed to load resource"
"""How the browser's console repeats an answer, which is noted anyhow."""


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Run the browser of the machine; end the program with a sentence where there is none."""
    path = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if path is None:
        raise SystemExit("Chromium is needed. On Debian and Ubuntu: apt install chromium")
    async with async_playwright() as playwright:
        # The sandbox of the browser needs rights that root in a container does not have.
        browser = await playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        await browser.close()


class Camera:
    """Opens windows on a portal at ``address`` and puts pictures into ``folder``.

    ``faults`` is what was wrong, each in a sentence; ``wanted`` has the addresses, without the host, of which an
    answer of 400 or more is wanted.
    """

    def __init__(
        self, browser: Browser, address: str, folder: Path, wanted: frozenset[str] = frozenset()
    ) -> None:
        self._browser = browser
        self._address = address
        self._folder = folder
        self._wanted = wanted
        self.faults: list[str] = []

    async def window(self, who: str, size: ViewportSize = SIZES["desk"], scale: float = 1) -> Page:
        """Open a window of somebody of the demo, signed in; of nobody for an empty name."""
        page = await self._browser.new_page(base_url=self._address, viewport=size, device_scale_factor=scale)
        page.on("response", self._answered)
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.faults.append(f"{_place(page.url)}: {error}"))
        await page.goto("/")
        if who:
            (person,) = (str(each.id) for each in PEOPLE if each.key == who)
            await page.click("main >> text=Sign in")
            await page.click(f"button[value='{person}']")
            await page.wait_for_url(f"{self._address}/")
        return page

    async def picture(self, page: Page, name: str) -> None:
        """Make a picture of the whole page in every size, and look that none has to be scrolled sideways."""
        await page.wait_for_load_state()
        for called, size in SIZES.items():
            await page.set_viewport_size(size)
            if await page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                self.faults.append(f"{_place(page.url)}: has to be scrolled sideways ({called})")
            await page.screenshot(path=self._folder / f"{name}-{called}.png", full_page=True)
        await page.set_viewport_size(SIZES["desk"])
        print(f"{self._folder / name}  {_place(page.url)}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and _place(response.url) not in self._wanted:
            self.faults.append(f"{_place(response.url)}: answered {response.status}")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(_SAID_OF_ANSWERS):
            self.faults.append(message.text)


def _place(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
