"""axe-core finds nothing on the pages of chair and administrator: wide, on a telephone, in forced colours."""

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page
from tests.end_to_end.portal.conftest import OpenWindow
from tests.end_to_end.portal.gathering import gather
from tests.end_to_end.portal.test_running_a_meeting import begin, everybody_is_here
from tests.support.portal_system import PortalSystem

AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIZES: dict[str, dict[str, Any]] = {
    "wide": {},
    "telephone": {"viewport": {"width": 390, "height": 800}},
    "forced colours": {"forced_colors": "active"},
}
PLACES = (
    "board", "ask", "attendance", "views", "decisions", "agree", "close", "record", "record/print",
)  # fmt: skip


async def faults(page: Page) -> list[str]:
    """Return what axe-core finds on the page."""
    await page.evaluate(AXE.read_text("utf-8"))
    found = await page.evaluate("tags => axe.run({runOnly: {type: 'tag', values: tags}})", RULES)
    return [f"{page.url} {each['id']}: {each['nodes'][0]['html'][:160]}" for each in found["violations"]]


@pytest.mark.parametrize("size", SIZES)
async def test_the_pages_of_a_meeting(window: OpenWindow, system: PortalSystem, size: str) -> None:
    meeting = await gather(system, "social_worker", "police", "health_visitor")
    page = await window("chair", **SIZES[size])
    await begin(page, meeting)
    await everybody_is_here(page)
    found = []
    for place in PLACES:
        await page.goto(f"{meeting}/{place}")
        found += await faults(page)
    await page.goto(f"{meeting}/decisions")
    await page.get_by_role("link", name="Record the decision").click()
    await page.get_by_role("button", name="Record the decision").click()
    found += await faults(page)
    for place, button in (("close", "Record it"), ("agree", "Put it on the record"), ("views", "Put it on")):
        await page.goto(f"{meeting}/{place}")
        await page.get_by_role("button", name=button).click()
        found += await faults(page)
    assert found == []


@pytest.mark.parametrize("size", SIZES)
async def test_the_pages_of_convening(window: OpenWindow, system: PortalSystem, size: str) -> None:
    meeting = await gather(system, "police")
    page = await window("administrator", **SIZES[size])
    found = []
    following = f"/convene/review_conference/after/{meeting.rpartition('/')[2]}"
    for place in ("/convene", "/convene/initial_conference", following):
        await page.goto(place)
        found += await faults(page)
    await page.get_by_role("button", name="Convene", exact=True).last.click()
    found += await faults(page)
    await page.goto(f"{meeting}/ask")
    await page.get_by_role("link", name="Text for").click()
    found += await faults(page)
    await page.goto(f"{meeting}/ask")
    await page.get_by_role("button", name="Ask this agency").click()
    await page.get_by_role("button", name="Ask", exact=True).click()
    found += await faults(page)
    assert found == []


async def test_the_board_can_be_read_on_a_telephone(window: OpenWindow, system: PortalSystem) -> None:
    meeting = await gather(system, "police")
    page = await window("chair", viewport={"width": 390, "height": 800})
    for place in PLACES:
        await page.goto(f"{meeting}/{place}")
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), place
