"""Answering an invitation: in two clicks, or with apologies, or with a deputy."""

from playwright.async_api import Page, expect
from tests.end_to_end.portal.conftest import OpenWindow
from tests.end_to_end.portal.places import NEXT_WEEK


def invitation(page: Page) -> str:
    """The link to next week's invitation in the work list."""
    return f"a[href^='{NEXT_WEEK}/invitations/']"


async def test_an_invitation_is_accepted_in_two_clicks(window: OpenWindow) -> None:
    page = await window("police")
    await page.click(invitation(page))
    await expect(page.locator("main")).to_contain_text("Why you are asked")
    await page.get_by_role("button", name="Accept the invitation").click()
    await expect(page.locator(".govuk-notification-banner")).to_contain_text("You have accepted")
    await expect(page.locator(invitation(page))).to_have_count(0)
    await page.goto(NEXT_WEEK)
    row = page.locator("tr", has_text="Deborah Netherby")
    await expect(row).to_contain_text("Accepted")


async def test_apologies_are_sent_with_a_note(window: OpenWindow) -> None:
    page = await window("health_visitor")
    await page.click(invitation(page))
    await page.get_by_text("Nobody can come").click()
    await page.get_by_label("A note for the chair").last.fill("I am in court that day.")
    await page.get_by_role("button", name="Send apologies").click()
    await expect(page.locator(".govuk-notification-banner")).to_contain_text("Your apologies are recorded")
    await page.goto(NEXT_WEEK)
    await expect(page.locator("tr", has_text="Yasmin Rowanby")).to_contain_text("Sent apologies")


async def test_a_deputy_has_a_name_and_a_role_and_what_is_missing_is_linked(window: OpenWindow) -> None:
    page = await window("school")
    await page.click(invitation(page))
    await page.get_by_text("A colleague comes instead").click()
    await page.get_by_role("button", name="Name this deputy").click()
    await expect(page).to_have_title("Error: Invitation to an initial child protection conference – Quorate")
    summary = page.locator(".govuk-error-summary")
    await expect(summary).to_be_focused()
    await summary.get_by_role("link", name="Enter the name of your deputy").click()
    await expect(page.get_by_label("Name of your deputy")).to_be_focused()
    await page.keyboard.type("Rowan <b>Teller</b>")
    await page.get_by_label("At the meeting your deputy is").select_option(index=1)
    await page.get_by_role("button", name="Name this deputy").click()
    await expect(page.locator(".govuk-notification-banner")).to_contain_text("Your deputy is recorded")
    await page.goto(NEXT_WEEK)
    await expect(page.locator("tr", has_text="Mohammed Harebell")).to_contain_text("Rowan <b>Teller</b>")


async def test_involvement_is_said_and_shown_again(window: OpenWindow) -> None:
    page = await window("police", at=f"{NEXT_WEEK}/involvement")
    await page.get_by_role("button", name="Record it").click()
    await page.get_by_role("link", name="Choose what your agency had to do with the child").click()
    await expect(page.get_by_label("We are working with the child or the family now")).to_be_focused()
    await page.keyboard.press("Space")
    await page.get_by_label("Yes").check()
    await page.get_by_label("In a few words").fill("Three calls to the address since August.")
    await page.get_by_role("button", name="Record it").click()
    await expect(page.locator(".govuk-notification-banner")).to_contain_text("It is recorded")
    await page.goto(f"{NEXT_WEEK}/involvement")
    await expect(page.locator(".govuk-inset-text").first).to_contain_text("Three calls to the address")
