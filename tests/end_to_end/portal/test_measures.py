"""The board's pages: the measures as charts, the same as a file, and the quarterly page with its notes."""

from playwright.async_api import Page, expect
from tests.end_to_end.portal.accessibility import barriers
from tests.end_to_end.portal.conftest import OpenWindow
from tests.end_to_end.portal.hostile import HOSTILE, SHOWN
from tests.end_to_end.portal.keyboard import Keyboard
from tests.support.portal_system import PortalSystem

QUARTER = "/measures/quarters/2026-Q3"


async def test_the_board_sees_charts_chooses_and_takes_the_figures_away(window: OpenWindow) -> None:
    page = await window("board")
    await page.get_by_role("link", name="Measures").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Measures")
    figures = page.locator("figure")
    await expect(figures).to_have_count(9)
    await expect(figures.first.get_by_role("img")).to_have_count(1)
    await expect(page.locator("#hidden")).to_contain_text("figures")
    found = await barriers(page)
    await page.get_by_text("Figures as a table").first.click()
    await expect(page.get_by_role("table").first).to_contain_text("July to September 2026")
    await page.get_by_label("What to show").select_option("attendance")
    await page.get_by_label("Month or quarter").select_option("MONTH")
    await page.get_by_label("Agency", exact=True).select_option("sector:POLICE")
    await page.get_by_label("Side by side").select_option("kind")
    await page.get_by_text("Rules of the charts").click()
    await page.get_by_label("What counts as a run").select_option("8")
    await page.get_by_role("button", name="Show").click()
    heading = page.get_by_role("heading", name="Attendance where invited: Police, Review")
    await expect(heading).to_be_visible()
    found += await barriers(page)
    async with page.expect_download() as begun:
        await page.get_by_role("link", name="Download these figures").click()
    download = await begun.value
    text = (await download.path()).read_bytes().decode("utf-8-sig")
    assert download.suggested_filename == "measures.csv"
    assert 'Attendance where invited,"Police, Review child protection conference",2026-10,' in text
    await page.get_by_text("Rules of the charts").click()
    await page.get_by_label("Rest the limits").fill("2")
    await page.get_by_role("button", name="Show").click()
    await page.locator(".govuk-error-summary a").click()
    await expect(page.get_by_label("Rest the limits")).to_be_focused()
    assert found + await barriers(page) == []


async def test_notes_are_printed_with_the_charts_and_are_nobody_elses(
    window: OpenWindow, system: PortalSystem
) -> None:
    page = await window("board", at=QUARTER)
    await page.get_by_label("Your notes").fill(f"Police attendance rose.\n\n{HOSTILE}")
    found = await barriers(page)
    await page.get_by_role("button", name="Keep the notes").click()
    await expect(page.locator("#notes")).to_contain_text("Police attendance rose.")
    await expect(page.locator("#notes")).to_contain_text(SHOWN)
    assert await page.locator("main script, main img, #notes svg").count() == 0
    assert "taken" not in await page.title()
    await expect(page.locator("figure")).to_have_count(9)
    assert found + await barriers(page) == []
    await page.emulate_media(media="print")
    await expect(page.get_by_role("table").first).to_be_visible()
    await expect(page.locator("#notes")).to_be_visible()
    await expect(page.locator(".govuk-back-link")).to_be_hidden()
    other = await window("partner", at=f"{QUARTER}/print")
    await expect(other.locator("main")).to_contain_text("There are no notes yet.")
    await page.emulate_media(media="screen")
    await page.goto("/")
    await page.get_by_role("link", name="Notes for a quarterly page of the board").click()
    await page.get_by_role("button", name="Throw this draft away").click()
    await expect(page.get_by_label("Your notes")).to_have_value("")


async def test_the_pages_work_without_scripts_and_by_keyboard(window: OpenWindow) -> None:
    plain = await window("board", anew=True, java_script_enabled=False, at="/measures")
    await plain.get_by_label("What to show").select_option("neither")
    await plain.get_by_role("button", name="Show").click()
    await expect(plain.locator("figure")).to_have_count(1)
    await plain.goto(QUARTER)
    await plain.get_by_role("button", name="Keep the notes").click()
    await expect(plain.locator("figure")).to_have_count(9)
    page = await window("board", at="/measures")
    await Keyboard(page).to("What to show")
    await page.keyboard.press("N")
    await Keyboard(page).to("Show")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=2).last).to_have_text("Neither came nor answered")
    await Keyboard(page).to("Figures as a table")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("table")).to_be_visible()


async def test_whoever_the_policy_does_not_let_is_told_so(window: OpenWindow) -> None:
    page = await window("auditor")
    await expect(page.get_by_role("link", name="Measures")).to_have_count(0)
    for place in ("/measures", "/measures/figures.csv", QUARTER, f"{QUARTER}/print"):
        answer = await page.goto(place)
        assert answer is not None
        assert answer.status == 403
        await expect(page.get_by_role("heading", level=1)).to_have_text("That was not possible")
    assert await barriers(page) == []


async def test_hostile_addresses_are_answered_with_a_page(window: OpenWindow) -> None:
    page: Page = await window("board")
    for place in (
        "/measures?agency=%3Cscript%3E&baseline=%3Cimg%20src=x%3E",
        "/measures/figures.csv?measure=%3Cscript%3E",
        "/measures/quarters/%3Cscript%3E",
        "/measures/quarters/2026-Q4/print",
    ):
        answer = await page.goto(place)
        assert answer is not None
        assert answer.status in (400, 404), (place, answer.status)
        assert await page.locator("main script, main img").count() == 0
