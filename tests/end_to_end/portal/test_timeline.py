"""What was known when: the timeline, the record as it stood, and what somebody could see and did look at."""

import re

from playwright.async_api import expect
from tests.end_to_end.portal.accessibility import barriers
from tests.end_to_end.portal.acting import acts, asks
from tests.end_to_end.portal.conftest import OpenWindow
from tests.end_to_end.portal.entrusting import entrusted
from tests.end_to_end.portal.gathering import gather
from tests.end_to_end.portal.keyboard import Keyboard
from tests.end_to_end.portal.places import TODAY
from tests.end_to_end.portal.test_live_board import part
from tests.support.portal_system import PortalSystem

from quorate_events.access.actor import Duty

BEFORE, AFTER = "Two calls in October.", "Three calls in October."


async def _corrected(system: PortalSystem) -> str:
    """A meeting in which the police have shared a part and corrected it."""
    meeting = await gather(system, "police", "school")
    wanted = {"meetingId": meeting.rpartition("/")[2]}
    await acts(system, "police", "submit_contribution", **wanted, parts=[part(BEFORE)])
    told = await asks(system, "police", "own_parts", id=wanted["meetingId"])
    (own,) = [each for agency in told["informationShared"]["agencies"] for each in agency["parts"]]
    reason = {"partId": own["partId"], "text": AFTER, "reason": "One was overlooked."}
    await acts(system, "police", "correct_part", **wanted, **reason)
    return meeting


async def test_the_chair_sees_what_was_known_when(window: OpenWindow, system: PortalSystem) -> None:
    meeting = await _corrected(system)
    page = await window("chair", at=meeting)
    await Keyboard(page).to("What was known when")
    await page.keyboard.press("Enter")
    change = page.locator(".quorate-work__item", has_text="Part corrected")
    await expect(change).to_contain_text(AFTER)
    await expect(change).to_contain_text("Why: One was overlooked.")
    await change.get_by_text("What stood there before").click()
    await expect(change).to_contain_text(BEFORE)
    await expect(change).to_contain_text(re.compile(r"Replaces position \d+\."))
    shared = page.locator(".quorate-work__item", has_text="Part shared")
    await shared.get_by_role("link", name="The record then").click()
    await expect(page.locator(".quorate-part")).to_contain_text(BEFORE)
    await expect(page.locator("main")).not_to_contain_text(AFTER)
    found = await barriers(page)
    await page.get_by_label("Or a position").fill("")
    await page.get_by_label("Year").fill("2031")
    for label, value in (("Day", "1"), ("Month", "2"), ("Time in London", "2:30pm")):
        await page.get_by_label(label, exact=True).fill(value)
    await page.get_by_role("button", name="Show the record then").click()
    await page.locator(".govuk-error-summary a").click()
    await expect(page.get_by_label("Day", exact=True)).to_be_focused()
    await page.get_by_label("Year").fill("2025")
    await page.get_by_role("button", name="Show the record then").click()
    await expect(page.locator(".govuk-error-summary")).to_contain_text("there was no record of the meeting")
    assert found == []


async def test_the_auditor_is_told_what_happened_and_no_word_of_it(
    window: OpenWindow, system: PortalSystem
) -> None:
    meeting = await _corrected(system)
    page = await window("auditor", anew=True, java_script_enabled=False)
    await page.get_by_role("link", name="Timelines").click()
    await page.get_by_role("button", name="Show the timeline").click()
    await expect(page.locator(".govuk-error-summary")).to_be_visible()
    await page.get_by_label("Number of the meeting").fill(meeting)
    await page.get_by_role("button", name="Show the timeline").click()
    await expect(page.locator(".quorate-work__item", has_text="Part corrected")).to_contain_text("Position")
    for text in (BEFORE, AFTER, "One was overlooked"):
        await expect(page.locator("main")).not_to_contain_text(text)
    await expect(page.get_by_role("link", name="The record then")).to_have_count(0)


async def test_a_reviewer_sees_what_somebody_could_see_and_did_look_at(
    window: OpenWindow, system: PortalSystem
) -> None:
    meeting = await _corrected(system)
    school = (await asks(system, "school", "who_am_i"))["viewer"]
    await asks(system, "school", "meeting", id=meeting.rpartition("/")[2])
    async with entrusted(system, "administrator", Duty.REVIEWER):
        page = await window("administrator", anew=True, at=f"{meeting}/timeline")
        await page.get_by_role("link", name="What somebody could see").click()
        await page.get_by_role("button", name="Show its people").click()
        await expect(page.locator(".govuk-error-summary")).to_contain_text("Choose an agency")
        await page.get_by_label("Agency").select_option(school["agencyId"])
        await page.get_by_role("button", name="Show its people").click()
        await page.get_by_role("button", name="Show what they could see").click()
        await page.locator(".govuk-error-summary a").click()
        await expect(page.get_by_label("Person")).to_be_focused()
        await page.get_by_label("Person").select_option(system.people["school"])
        await page.get_by_role("button", name="Show what they could see").click()
        looked = page.locator("[aria-labelledby=looked]")
        await expect(looked).to_contain_text("What agencies shared, 1 part on the screen")
        await expect(page.locator(".quorate-part")).to_contain_text(AFTER)
        assert await barriers(page) == []


async def test_who_reads_no_meeting_is_not_asked_for_a_moment_to_be_refused(window: OpenWindow) -> None:
    page = await window("reviewer", at=f"{TODAY}/as-of")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Timeline of the meeting")
    await expect(page.get_by_role("link", name="What somebody could see")).to_be_visible()
