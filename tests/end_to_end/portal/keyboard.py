"""Hands that have a keyboard and no mouse, and eyes that look where the focus is at every stop."""

from playwright.async_api import Page, expect

_STOP = """() => {
  const at = document.activeElement;
  if (at === document.body) { window.lastStop = null; return null; }
  const shown = at.matches('[type=radio], [type=checkbox]')
    ? getComputedStyle(at.nextElementSibling, '::before') : getComputedStyle(at);
  const ring = shown.boxShadow !== 'none' || (shown.outlineStyle !== 'none' && parseFloat(shown.outlineWidth) > 0);
  const last = window.lastStop;
  window.lastStop = at;
  const box = at.getBoundingClientRect();
  return {
    name: [at.labels?.[0]?.innerText, at.textContent, at.closest('fieldset')?.querySelector('legend')?.innerText]
      .map(each => (each ?? '').trim()),
    kind: at.localName,
    leads: at.getAttribute('href') ?? '',
    seen: ring && box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
    onwards: !last || !last.isConnected || !!(last.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING),
    jumps: at.tabIndex > 0,
  };
}"""
_STOPS, _OPTIONS = 160, 250
"""More than any page, or any list, has."""


class Keyboard:
    """Works one page. Every stop of Tab has to be in sight, show that it has the focus, and come after the last one."""

    def __init__(self, page: Page) -> None:
        self._page = page

    async def to(self, name: str, *, kind: str | None = None, of: str = "", leads: str = "") -> None:
        """Press Tab until what has the focus is called ``name``, by its label or text.

        ``of`` is the group that it belongs to, ``leads`` the beginning of the address that it leads to.
        """
        for _ in range(_STOPS):
            await self._page.keyboard.press("Tab")
            stop = await self._page.evaluate(_STOP)
            if stop is None:
                continue
            label, text, group = stop["name"]
            assert stop["seen"], f"{label or text} on {self._page.url} does not show that it has the focus"
            assert stop["onwards"], f"{label or text} on {self._page.url} comes after what stands below it"
            assert not stop["jumps"], f"{label or text} on {self._page.url} is out of order"
            called = (label or text).startswith(name) and of in group and stop["leads"].startswith(leads)
            if called and kind in (None, stop["kind"]):
                return
        raise AssertionError(f"{name} cannot be reached by the keyboard on {self._page.url}")

    async def follow(self, name: str, heading: str, *, kind: str | None = None, leads: str = "") -> None:
        """Go to a link or button, press Enter, and wait for the page with this heading."""
        await self.to(name, kind=kind, leads=leads)
        await self.enter(heading)

    async def enter(self, heading: str) -> None:
        """Press Enter, and wait for the page with this heading."""
        async with self._page.expect_navigation():
            await self._page.keyboard.press("Enter")
        await expect(self._page.get_by_role("heading", level=1)).to_contain_text(heading)

    async def write(self, name: str, text: str, *, of: str = "") -> None:
        """Go to a field, and type over what stands in it."""
        await self.to(name, of=of)
        await self._page.keyboard.press("Control+a")
        await self._page.keyboard.type(text)

    async def pick(self, name: str, option: str) -> None:
        """Go to a list, and choose by the letters that the option begins with, or else along it with the arrows."""
        await self.to(name, kind="select")
        chosen = "document.activeElement.selectedOptions[0].textContent.trim()"
        await self._page.keyboard.type(option)
        if not (await self._page.evaluate(chosen)).startswith(option):
            await self._page.keyboard.press("Home")
        await self._along(option, chosen)

    async def choose(self, legend: str, option: str) -> None:
        """Go into a group of radio buttons, and along it with the arrow keys until the option is chosen."""
        await self.to("", kind="input", of=legend)
        await self._page.keyboard.press("Space")
        await self._along(option, "document.activeElement.labels[0].innerText.trim()")

    async def tick(self, name: str) -> None:
        """Go to a box, and tick it."""
        await self.to(name, kind="input")
        await self._page.keyboard.press("Space")
        assert await self._page.evaluate("document.activeElement.checked"), name

    async def _along(self, option: str, chosen: str) -> None:
        for _ in range(_OPTIONS):
            if (await self._page.evaluate(chosen)).startswith(option):
                return
            await self._page.keyboard.press("ArrowDown")
        raise AssertionError(f"{option} cannot be chosen on {self._page.url}")
