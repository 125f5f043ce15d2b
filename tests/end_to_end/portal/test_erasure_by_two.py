"""One data protection officer asks for an erasure, another approves it, and the text is gone for the chair."""

from playwright.async_api import Page, expect
from tests.end_to_end.portal.accessibility import barriers
from tests.end_to_end.portal.acting import acts
from tests.end_to_end.portal.conftest import OpenWindow
from tests.end_to_end.portal.entrusting import entrusted
from tests.end_to_end.portal.gathering import child_of, gather
from tests.end_to_end.portal.hostile import HOSTILE, SHOWN
from tests.end_to_end.portal.keyboard import Keyboard
from tests.end_to_end.portal.test_live_board import part
from tests.support.portal_system import PortalSystem

from quorate_events.access.actor import Duty

TEXT = "Robin was seen alone at the bus station at night."


async def test_one_officer_asks_another_approves_and_the_text_is_gone(
    window: OpenWindow, system: PortalSystem
) -> None:
    meeting = await gather(system, "police")
    child = await child_of(system, meeting)
    shared = {"meetingId": meeting.rpartition("/")[2], "parts": [part(TEXT, childId=child)]}
    await acts(system, "police", "submit_contribution", **shared)
    chair = await window("chair", at=meeting)
    await expect(chair.locator("main")).to_contain_text(TEXT)
    page = await window("data_protection")
    await page.get_by_role("link", name="Erasure and holds").click()
    await page.get_by_label("Number of the person").fill(child)
    await page.get_by_role("button", name="Open the file").click()
    await page.get_by_role("link", name="See what is held").click()
    held = page.locator(".quorate-work__item", has_text=TEXT)
    for mark in ("Written freely", "Not for the family"):
        await expect(held).to_contain_text(mark)
    await page.locator(".govuk-back-link").click()
    await _asks_by_keyboard(page)
    await expect(page.locator("main")).to_contain_text(
        "You asked for this erasure, so you cannot approve it."
    )
    await expect(page.get_by_role("link", name="Approve")).to_have_count(0)
    await page.goto(f"/erasure/{child}/approve")
    await expect(page.get_by_role("button", name="Approve")).to_have_count(0)
    async with entrusted(system, "rules", Duty.DATA_PROTECTION_OFFICER):
        second = await window("rules", anew=True, java_script_enabled=False)
        await second.get_by_role("link", name="Erasure and holds").click()
        waiting = second.locator(".quorate-work__item", has_text=f"Person {child[:8]}")
        await expect(waiting).to_contain_text("Asked for by")
        await expect(waiting).not_to_contain_text("Asked for by a colleague")
        await waiting.get_by_role("link").click()
        await second.get_by_role("link", name="Approve the erasure").click()
        await second.get_by_role("button", name="Approve the erasure").click()
        await expect(second.locator(".govuk-error-summary")).to_contain_text("Confirm that you have read")
        await second.get_by_label("I have read what is lost").check()
        await second.get_by_role("button", name="Approve the erasure").click()
        await expect(second.locator(".govuk-notification-banner")).to_contain_text("is being carried out")
        await _until(second, f"/erasure/{child}", "What was erased")
    await _until(chair, meeting, "(erased)", gone=TEXT)
    await page.goto(f"/erasure/{child}/held")
    await expect(page.locator("main")).not_to_contain_text(TEXT)


async def test_a_hold_comes_first_and_a_request_can_be_withdrawn(
    window: OpenWindow, system: PortalSystem
) -> None:
    child = await child_of(system, await gather(system, "police"))
    page = await window("data_protection", at=f"/erasure/{child}")
    await page.get_by_role("link", name="Place a hold").click()
    await page.get_by_role("button", name="Hold the data").click()
    await expect(page.locator(".govuk-error-summary li")).to_have_count(2)
    found = await barriers(page)
    await page.get_by_label("Reason").fill(f"The inquiry asked for it. {HOSTILE}")
    await _review_on(page, "23", "11", "2026")
    await page.locator(".govuk-error-summary a").click()
    await expect(page.get_by_label("Day")).to_be_focused()
    await _review_on(page, "1", "3", "2027")
    await expect(page.locator("main")).to_contain_text("Held, to be looked at again on 1 March 2027")
    await expect(page.locator("main")).to_contain_text(SHOWN)
    assert await page.locator("main script, main img").count() == 0
    await expect(page.get_by_role("link", name="Ask for erasure")).to_have_count(0)
    partner = await window("partner", at="/erasure")
    holds = partner.locator("[aria-labelledby=holds] .quorate-work__item", has_text=child[:8])
    await expect(holds).to_contain_text("1 March 2027")
    await holds.get_by_role("link").click()
    await expect(partner.get_by_role("heading", name="What you can do")).to_have_count(0)
    await page.get_by_role("link", name="Lift the hold").click()
    await page.get_by_label("Reason").fill("The inquiry has ended.")
    await page.get_by_role("button", name="Lift the hold").click()
    await page.get_by_role("link", name="Ask for erasure").click()
    await page.get_by_label("The person objected").check()
    await page.get_by_label("Reason").fill("They objected.")
    await page.get_by_role("button", name="Ask for erasure").click()
    await partner.reload()
    await partner.get_by_role("link", name="Approve the erasure").click()
    await expect(partner.get_by_role("button", name="Approve the erasure")).to_be_visible()
    found += await barriers(partner)
    await partner.get_by_label("I have read what is lost").check()
    system.clock.move(minutes=31)
    await partner.get_by_role("button", name="Approve the erasure").click()
    await partner.get_by_role("link", name="Sign in").click()
    await partner.click(f"button[value='{system.people['partner']}']")
    await expect(partner.get_by_label("I have read what is lost")).not_to_be_checked()
    system.clock.reset()
    await page.get_by_role("link", name="Withdraw your request").click()
    await page.get_by_label("Reason").fill("They changed their mind.")
    await page.get_by_role("button", name="Withdraw it").click()
    await expect(page.locator("main")).to_contain_text("Erasure declined or withdrawn")
    assert found == []


async def _asks_by_keyboard(page: Page) -> None:
    await Keyboard(page).to("Ask for erasure")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Ask for erasure")
    await Keyboard(page).to("Ask for erasure")
    await page.keyboard.press("Enter")
    await expect(page.locator(".govuk-error-summary li")).to_have_count(2)
    await Keyboard(page).to("The data are no longer needed")
    await page.keyboard.press("Space")
    await Keyboard(page).to("Reason")
    await page.keyboard.type("The schedule has run out.")
    await Keyboard(page).to("Ask for erasure")
    await page.keyboard.press("Enter")
    await expect(page.locator(".govuk-notification-banner")).to_contain_text("The erasure is asked for.")


async def _review_on(page: Page, day: str, month: str, year: str) -> None:
    for label, value in (("Day", day), ("Month", month), ("Year", year)):
        await page.get_by_label(label).fill(value)
    await page.get_by_role("button", name="Hold the data").click()


async def _until(page: Page, address: str, text: str, gone: str | None = None) -> None:
    """Open a page again until it shows ``text`` and not ``gone``: view follows view after an erasure."""
    for _ in range(100):
        await page.goto(address)
        shown = await page.locator("main").inner_text()
        if text in shown and (gone is None or gone not in shown):
            return
        await page.wait_for_timeout(100)
    raise AssertionError(f"{address} does not show {text}")
