"""Text that tries to be more than text is shown as it is, in every field, and does nothing."""

from playwright.async_api import expect
from tests.end_to_end.portal.accessibility import TELEPHONE
from tests.end_to_end.portal.conftest import OpenWindow
from tests.end_to_end.portal.gathering import gather
from tests.end_to_end.portal.hostile import HOSTILE, SHOWN
from tests.end_to_end.portal.places import NEXT_WEEK
from tests.support.portal_system import PortalSystem


async def test_a_contribution_of_markup_is_shown_as_text(window: OpenWindow) -> None:
    page = await window("social_worker")
    page.on("dialog", lambda dialog: dialog.dismiss())
    await page.goto(f"{NEXT_WEEK}/contribution")
    await page.get_by_label("What do you want to share in part 1?").fill(HOSTILE)
    await page.get_by_label("What is part 1 about?").select_option("OTHER")
    readers = page.get_by_role("group", name="Who may read part 1?")
    await readers.get_by_label("Only the chair").check()
    await readers.get_by_label("The law or legal advice").check()
    await readers.get_by_label("In one sentence, what could happen").fill(HOSTILE)
    await page.get_by_role("button", name="Save the draft").click()
    await expect(page.get_by_label("What do you want to share in part 1?")).to_have_value(SHOWN)
    await page.get_by_role("button", name="Check before you share").click()
    await expect(page.locator("#chair")).to_contain_text(SHOWN)
    await page.get_by_role("button", name="Share now").click()
    await expect(page.locator(".quorate-part", has_text="{{7*7}}").first).to_contain_text(SHOWN)
    assert await page.locator("main script, main img, main svg").count() == 0
    assert "taken" not in await page.title()


async def test_a_text_without_a_space_does_not_widen_the_work_list(
    window: OpenWindow, system: PortalSystem
) -> None:
    await gather(system, "police", why="Unbroken" * 30)
    page = await window("police", viewport=TELEPHONE)
    await expect(page.locator(".quorate-work__item", has_text="Unbroken" * 30).first).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") == TELEPHONE["width"]


async def test_hostile_addresses_are_answered_with_a_page(window: OpenWindow) -> None:
    page = await window("police")
    for place in ("/%3Cscript%3E", "/meetings/%00", "/?whose=<script>", "/actions?show=<img>", "/?after=%FF"):
        answer = await page.goto(place)
        assert answer is not None
        assert answer.status in (200, 400, 404), (place, answer.status)
        assert await page.locator("main script, main img").count() == 0
