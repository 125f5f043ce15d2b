"""No page of chair and administrator puts a barrier in anybody's way: at a desk, on a telephone, in forced colours."""

from playwright.async_api import expect
from tests.end_to_end.portal.accessibility import barriers
from tests.end_to_end.portal.conftest import OpenWindow
from tests.end_to_end.portal.gathering import gather
from tests.end_to_end.portal.places import TODAY
from tests.end_to_end.portal.test_running_a_meeting import begin, everybody_is_here
from tests.support.portal_system import PortalSystem

PLACES = (
    "board", "ask", "attendance", "views", "decisions", "agree", "close", "record", "record/print",
)  # fmt: skip


async def test_the_pages_of_a_meeting_that_has_not_begun(window: OpenWindow) -> None:
    page = await window("chair")
    found = []
    for place in PLACES:
        await page.goto(f"{TODAY}/{place}")
        found += await barriers(page)
    assert found == []


async def test_the_pages_of_a_meeting_in_session_with_their_mistakes(
    window: OpenWindow, system: PortalSystem
) -> None:
    meeting = await gather(system, "social_worker", "police", "health_visitor")
    page = await window("chair")
    await begin(page, meeting)
    found = []
    await page.goto(f"{meeting}/close")
    await page.get_by_label("Adjourn: too few are there").check()
    await page.get_by_role("button", name="Record it").click()
    await expect(page.locator(".govuk-error-summary")).to_be_visible()
    found += await barriers(page)
    await page.goto(f"{meeting}/attendance")
    await everybody_is_here(page)
    for place in ("board", "attendance", "decisions"):
        await page.goto(f"{meeting}/{place}")
        found += await barriers(page)
    await page.get_by_role("link", name="Record the decision").click()
    await page.get_by_role("button", name="Record the decision").click()
    found += await barriers(page)
    for place in ("agree", "views"):
        await page.goto(f"{meeting}/{place}")
        await page.get_by_role("button", name="Put it on the record").click()
        await expect(page.locator(".govuk-error-summary")).to_be_visible()
        found += await barriers(page)
    assert found == []


async def test_the_pages_of_convening_with_their_mistakes(window: OpenWindow, system: PortalSystem) -> None:
    meeting = await gather(system, "police")
    page = await window("administrator")
    found = []
    following = f"/convene/review_conference/after/{meeting.rpartition('/')[2]}"
    for place in ("/convene", "/convene/initial_conference", following):
        await page.goto(place)
        found += await barriers(page)
    await page.get_by_role("button", name="Convene", exact=True).last.click()
    await expect(page.locator(".govuk-error-summary")).to_be_visible()
    found += await barriers(page)
    await page.goto(f"{meeting}/ask")
    await page.get_by_role("link", name="Text for").click()
    found += await barriers(page)
    await page.goto(f"{meeting}/ask")
    await page.get_by_role("button", name="Ask this agency").click()
    await page.get_by_role("button", name="Ask", exact=True).click()
    await expect(page.locator(".govuk-error-summary")).to_be_visible()
    found += await barriers(page)
    assert found == []
