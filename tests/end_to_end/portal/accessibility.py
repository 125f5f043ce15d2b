"""Asks axe-core what stands in the way of anybody on a page: at a desk, on a telephone, and in forced colours."""

from functools import cache
from pathlib import Path

from playwright.async_api import Page

_AXE = Path(__file__).parent / "vendor/axe-core/axe.min.js"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN = """rules => axe.run({ runOnly: rules }).then(found => found.violations.map(each =>
    `${each.id}: ${each.nodes.map(node => node.target.join(' ')).slice(0, 3).join(' | ')}`))"""
DESK, TELEPHONE = {"width": 1100, "height": 900}, {"width": 390, "height": 800}


@cache
def _axe() -> str:
    return _AXE.read_text("utf-8")


async def barriers(page: Page) -> list[str]:
    """Return every violation on the page, with the size or colours in which it was found."""
    await page.evaluate(_axe())
    found = []
    for name, size, colours in (
        ("desk", DESK, "none"),
        ("telephone", TELEPHONE, "none"),
        ("forced colours", DESK, "active"),
    ):
        await page.set_viewport_size(size)  # type: ignore[arg-type]
        await page.emulate_media(forced_colors=colours)  # type: ignore[arg-type]
        found += [f"{page.url} ({name}) {each}" for each in await page.evaluate(_RUN, _RULES)]
        wide = await page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        found += [f"{page.url} ({name}) the page has to be scrolled sideways"] if wide else []
    await page.emulate_media(forced_colors="none")
    await page.set_viewport_size(DESK)  # type: ignore[arg-type]
    return found
