"""Asks axe-core what stands in the way of anybody on a page: at a desk, on a telephone, and in forced colours."""

from functools import cache
from pathlib import Path

from playwright.async_api import Page

_AXE = Path(__file__).parent / "vendor/axe-core/axe.min.js"
_ALL = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules that look at colours: the others find in forced colours what they found at the desk."""
_RUN = """only => axe.run({ runOnly: only, resultTypes: ['violations'] }).then(found => found.violations.map(each =>
    `${each.id}: ${each.nodes.map(node => node.target.join(' ')).slice(0, 3).join(' | ')}`))"""
_EVERY_RULE = {"type": "tag", "values": _ALL}
_RULES_ON_COLOURS = {"type": "rule", "values": _COLOURS}
DESK, TELEPHONE = {"width": 1100, "height": 900}, {"width": 390, "height": 800}


@cache
def _axe() -> str:
    return _AXE.read_text("utf-8")


async def without_scripts(page: Page) -> None:
    """Keep the portal's scripts from the page. Unlike in a window without JavaScript, axe-core can still be asked."""
    await page.route("**/*.js", lambda route: route.abort())


async def barriers(page: Page) -> list[str]:
    """Return every violation on the page, with the size or colours in which it was found."""
    await page.evaluate(_axe())
    found = []
    for name, size, colours, only in (
        ("telephone", TELEPHONE, "none", _EVERY_RULE),
        ("desk", DESK, "none", _EVERY_RULE),
        ("forced colours", DESK, "active", _RULES_ON_COLOURS),
    ):
        await page.set_viewport_size(size)  # type: ignore[arg-type]
        await page.emulate_media(forced_colors=colours)  # type: ignore[arg-type]
        found += [f"{page.url} ({name}) {each}" for each in await page.evaluate(_RUN, only)]
        wide = await page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        found += [f"{page.url} ({name}) the page has to be scrolled sideways"] if wide else []
    await page.emulate_media(forced_colors="none")
    return found
