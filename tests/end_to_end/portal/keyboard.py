"""Hands that have a keyboard and no mouse, and eyes that look where the focus is at every stop."""

import re

from playwright.async_api import Page, expect

_STOP = """() => {
  const at = document.activeElement;
  if (at === document.body) return null;
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
    value: at.value ?? '',
    seen: ring && box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
    onwards: !last || !last.isConnected || !!(last.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING),
    jumps: at.tabIndex > 0,
  };
}"""
_STOPS = 160
"""More than any page has."""


class Keyboard:
    """Works one page. Every stop of Tab has to be in sight, show that it has the focus, and come after the last one."""

    def __init__(self, page: Page) -> None:
        self._page = page

    async def to(self, name: str, *, kind: str | None = None, of: str = "") -> None:
        """Press Tab until what has the focus is called ``name``, by its label or text; ``of`` is its group."""
        for _ in range(_STOPS):
            await self._page.keyboard.press("Tab")
            stop = await self._page.evaluate(_STOP)
            if stop is None:
                continue
            label, text, group = stop["name"]
            assert stop["seen"], f"{label or text} on {self._page.url} does not show that it has the focus"
            assert stop["onwards"], f"{label or text} on {self._page.url} comes after what stands below it"
            assert not stop["jumps"], f"{label or text} on {self._page.url} is out of order"
            called = (label or text).startswith(name) and of in group
            if called and kind in (None, stop["kind"]):
                return
        raise AssertionError(f"{name} cannot be reached by the keyboard on {self._page.url}")

    async def follow(self, name: str, heading: str, *, kind: str | None = None) -> None:
        """Go to a link or button, press Enter, and wait for the page with this heading."""
        await self.to(name, kind=kind)
        await self.enter(heading)

    async def enter(self, heading: str) -> None:
        """Press Enter, and wait for the page with this heading."""
        await self._page.evaluate("window.left = true")
        await self._page.keyboard.press("Enter")
        await self._page.wait_for_function("!window.left && document.readyState === 'complete'")
        await expect(self._page.get_by_role("heading", level=1)).to_contain_text(heading)

    async def write(self, name: str, text: str, *, of: str = "") -> None:
        """Go to a field, and type over what stands in it."""
        await self.to(name, of=of)
        await self._page.keyboard.press("Control+a")
        await self._page.keyboard.type(text)

    async def pick(self, name: str, option: str) -> None:
        """Go to a list, and choose by typing the beginning of the option."""
        await self.to(name, kind="select")
        await self._page.keyboard.type(option)
        chosen = await self._page.evaluate(
            "document.activeElement.selectedOptions[0].textContent.trim()"
        )
        assert chosen.startswith(option), (name, chosen)

    async def choose(self, legend: str, option: str) -> None:
        """Go into a group of radio buttons, and along it with the arrow keys until the option is chosen."""
        await self.to("", kind="input", of=legend)
        await self._page.keyboard.press("Space")
        for _ in range(12):
            label = await self._page.evaluate("document.activeElement.labels[0].innerText.trim()")
            if re.match(re.escape(option), label):
                return
            await self._page.keyboard.press("ArrowDown")
        raise AssertionError(f"{option} cannot be chosen of {legend} on {self._page.url}")

    async def tick(self, name: str) -> None:
        """Go to a box, and tick it."""
        await self.to(name, kind="input")
        await self._page.keyboard.press("Space")
        assert await self._page.evaluate("document.activeElement.checked"), name
