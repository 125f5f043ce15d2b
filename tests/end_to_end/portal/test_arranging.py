"""The administrator takes an invitation back, moves the meeting, names another chair and cancels. Without scripts."""

from playwright.async_api import Page, expect
from tests.end_to_end.portal.accessibility import barriers, without_scripts
from tests.end_to_end.portal.acting import asks
from tests.end_to_end.portal.conftest import OpenWindow
from tests.end_to_end.portal.gathering import gather
from tests.end_to_end.portal.test_convening import day
from tests.support.portal_system import PortalSystem


async def test_the_administrator_rearranges_a_meeting_and_cancels_it(
    window: OpenWindow, system: PortalSystem
) -> None:
    meeting = await gather(system, "police", "school")
    page = await window("administrator")
    await without_scripts(page)
    main, found = page.locator("main"), []

    await page.goto(f"{meeting}/ask")
    await page.get_by_role("row", name="safeguarding lead").get_by_role("link", name="Take back").click()
    await _sent_empty(page, "Take it back", "Enter why the invitation is taken back")
    found += await barriers(page)
    await page.get_by_label("Why is it taken back?").fill("The child has left this school.")
    await page.get_by_role("button", name="Take it back").click()
    await expect(main).to_contain_text("The invitation is taken back.")
    await expect(page.get_by_role("link", name="Take back")).to_have_count(1)

    await page.get_by_role("link", name="Arrangements").click()
    await expect(main).to_contain_text("Nothing was changed since the meeting was convened.")
    await page.get_by_role("link", name="Move the meeting").click()
    await expect(page.get_by_label("At what time?")).to_have_value("2:05pm")
    await day(page, "On which day?", "1", "12", "2020")
    await page.get_by_label("Why is it moved?").fill("The room is flooded.")
    await page.get_by_role("button", name="Move the meeting").click()
    await expect(page.locator("#when-error")).to_contain_text("past")
    found += await barriers(page)
    await day(page, "On which day?", "1", "12", "2026")
    await page.get_by_label("At what time?").fill("9:30am")
    await page.get_by_label("Where?").fill("Civic Centre, room 7")
    await page.get_by_role("button", name="Move the meeting").click()
    await expect(main).to_contain_text("Tuesday 1 December 2026, 9:30am")
    await expect(main).to_contain_text("Civic Centre, room 7")

    await page.get_by_role("link", name="Name another chair").click()
    own = page.get_by_label("Who chairs it from now on?").locator("option")
    named = [await each.get_attribute("value") for each in await own.all()]
    assert {system.people["administrator"], system.people["chair"]}.isdisjoint(named)
    await _sent_empty(page, "Name this chair", "Choose who chairs the meeting from now on")
    found += await barriers(page)
    other = system.town["social_care"].staff["team_manager"][0]
    await page.get_by_label("Who chairs it from now on?").select_option(str(other.id))
    await page.get_by_label("Why does another person chair?").fill("The chair is ill.")
    await page.get_by_role("button", name="Name this chair").click()
    await expect(main).to_contain_text(f"Another chair: {other.name}")

    await page.get_by_role("link", name="Cancel the meeting").click()
    await _sent_empty(page, "Cancel the meeting", "Enter why the meeting is cancelled")
    found += await barriers(page)
    await page.get_by_label("Why is it cancelled?").fill("It was convened twice.")
    await page.get_by_role("button", name="Cancel the meeting").click()
    await expect(main).to_contain_text("It was convened twice.")
    await expect(page.get_by_role("link", name="Move the meeting")).to_have_count(0)
    found += await barriers(page)
    answer = await page.goto(f"{meeting}/arrange/move")
    assert answer is not None
    assert answer.status == 400
    await expect(main).to_contain_text("The meeting is cancelled.")

    await page.goto(f"{await _with_a_plan(system)}/arrange")
    await page.get_by_role("link", name="Record when the core group met").click()
    await _sent_empty(page, "Put it on the record", "Enter the day on which the core group met")
    found += await barriers(page)
    await day(page, "On which day did the core group meet?", "23", "11", "2026")
    await page.get_by_role("button", name="Put it on the record").click()
    await expect(main).to_contain_text("Met on 23 November 2026")
    assert found == []


async def _sent_empty(page: Page, button: str, error: str) -> None:
    await page.get_by_role("button", name=button).click()
    await expect(page.locator(".govuk-error-summary")).to_contain_text(error)


async def _with_a_plan(system: PortalSystem) -> str:
    """Return the address of a conference of the demo that made a plan."""
    told = (await asks(system, "administrator", "meetings", to="2026-11-20"))["meetings"]["nodes"]
    for each in told:
        meeting = await asks(system, "administrator", "chaired_meeting", id=each["meetingId"])
        children = meeting["meeting"]["children"]
        if any(made["outcome"] == "PLAN_MADE" for child in children for made in child["decisions"][-1:]):
            return f"/meetings/{each['meetingId']}"
    raise AssertionError("The demo has no conference that made a plan.")
