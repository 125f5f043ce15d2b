"""The list of meetings: what comes next stands first, however much is planned."""

from datetime import timedelta

from playwright.async_api import expect
from tests.end_to_end.portal.conftest import OpenWindow
from tests.end_to_end.portal.gathering import gather
from tests.support.portal_system import NOW, PortalSystem

A_PAGE = 20


async def test_the_next_meeting_stands_first_and_what_comes_later_on_the_next_page(
    window: OpenWindow, system: PortalSystem
) -> None:
    today = await gather(system, "school")
    for day in range(A_PAGE):
        last = await gather(system, "school", scheduledFor=(NOW + timedelta(days=200 + day)).isoformat())
    page = await window("school", at="/meetings")
    await expect(page.locator(".quorate-work__item")).to_have_count(A_PAGE)
    await expect(page.locator(f"main a[href='{today}']")).to_be_visible()
    await expect(page.locator(f"main a[href='{last}']")).to_have_count(0)
    while await page.get_by_role("link", name="Next page").count():
        await page.get_by_role("link", name="Next page").click()
        await page.wait_for_load_state()
    await expect(page.locator("main a[href^='/meetings/']").last).to_have_attribute("href", last)


async def test_a_part_of_the_list_that_is_not_there_is_told_of_in_words_for_people(
    window: OpenWindow,
) -> None:
    page = await window("police", at="/meetings?after=nowhere")
    await expect(page.locator("main")).to_contain_text("Open the list from its beginning.")
