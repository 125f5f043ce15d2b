"""Somebody who has read no guide: opens what the demo prints, and clicks on what is nearest to a meeting."""

import re

from playwright.async_api import Page, expect
from scans.camera import chromium

_PORTAL = re.compile(r"^  The portal, for people: +(\S+)$", re.MULTILINE)
_CHAIR = re.compile(r"^  chair +(Conference chair: [^,]+),", re.MULTILINE)


async def clicks_to_a_meeting_in_session(printed: str) -> int:
    """Return how many clicks it takes from the first page to a meeting that has begun.

    ``printed`` is what the demo said: where the portal is, and who chairs today's conference.
    """
    (address,), (chair,) = _PORTAL.findall(printed), _CHAIR.findall(printed)
    async with chromium() as browser:
        page = await browser.new_page()
        await page.goto(address)
        clicks = [
            page.get_by_role("link", name="Sign in"),
            page.get_by_role("button", name=chair.partition(": ")[2]),
            page.get_by_role("link", name="Chair a meeting").first,
            page.get_by_role("button", name="Begin the meeting"),
        ]
        for each in clicks:
            await each.click()
        await _is_in_session(page)
    return len(clicks)


async def _is_in_session(page: Page) -> None:
    await expect(page.locator(".govuk-notification-banner")).to_contain_text("The meeting has begun")
    await page.goto(page.url.replace("/attendance", "/board"))
    await expect(page.locator("#board-status")).to_contain_text("In session now")
    await expect(page.get_by_role("status").first).to_contain_text("Live.")
