"""A browser window of one person, that notes what no page of the portal may do."""

from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, Request
from tests.support.portal_system import PortalSystem

_TIMEOUT = 30_000
_EXPECTED = ("Failed to load resource",)
"""What the browser says of an answer of 4xx or 5xx, which some stories want."""

_WRONG = ("SupportError", "InitError")
"""What GOV.UK Frontend says, as if it were nothing, where a page does without its behaviour."""


class Window:
    """Opens a window with a session of its own, and looks at the end what it loaded and complained of."""

    def __init__(self, system: PortalSystem, browser: Browser, options: dict[str, Any]) -> None:
        self._system = system
        self._browser = browser
        self._options = {"viewport": {"width": 1100, "height": 900}, **options}
        self._context: BrowserContext | None = None
        self.elsewhere: list[str] = []
        self.complaints: list[str] = []

    async def __aenter__(self) -> Self:
        self._context = await self._browser.new_context(
            base_url=self._system.options.address, **self._options
        )
        self._context.set_default_timeout(_TIMEOUT)
        self._context.on("request", self._requested)
        self._context.on("console", self._said)
        self.page: Page = await self._context.new_page()
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._context is not None
        await self._context.close()
        if error is None:
            assert self.elsewhere == []
            assert self.complaints == []

    async def sign_in(self, who: str, *, anew: bool, at: str) -> None:
        """Go on at an address in the session that ``who`` began in an earlier story, or sign in through the pages."""
        assert self._context is not None
        begun = self._system.sessions.get(who)
        if begun is not None and not anew:
            await self._context.add_cookies(begun)
            await self.page.goto(at)
            if await self.page.get_by_role("button", name="Sign out").count():
                return
        await self._through_the_pages(who)
        if at != "/":
            await self.page.goto(at)
        if not anew:
            self._system.sessions[who] = [
                {"name": each["name"], "value": each["value"], "url": self._system.options.address}
                for each in await self._context.cookies(self._system.options.address)
            ]

    async def _through_the_pages(self, who: str) -> None:
        await self.page.goto("/")
        await self.page.click("main >> text=Sign in")
        await self.page.click(f"button[value='{self._system.people[who]}']")
        await self.page.wait_for_url(f"{self._system.options.address}/")

    def _requested(self, request: Request) -> None:
        here = {urlsplit(each).netloc for each in (self._system.options.address, self._system.api.address)}
        if urlsplit(request.url).netloc not in here:
            self.elsewhere.append(request.url)

    def _said(self, message: ConsoleMessage) -> None:
        wrong = message.type in ("error", "warning") or message.text.startswith(_WRONG)
        if wrong and not message.text.startswith(_EXPECTED):
            self.complaints.append(message.text)
