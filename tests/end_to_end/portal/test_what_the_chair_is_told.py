"""What the chair's pages say is so: of a refusal at its field, of nothing done, and of a meeting that is cancelled."""

import pytest
from playwright.async_api import expect
from tests.end_to_end.portal.acting import acts
from tests.end_to_end.portal.conftest import OpenWindow
from tests.end_to_end.portal.gathering import gather
from tests.end_to_end.portal.test_running_a_meeting import banner, begin, everybody_is_here, write_day
from tests.support.portal_system import PortalSystem


async def test_a_day_in_the_past_is_refused_at_the_day(window: OpenWindow, system: PortalSystem) -> None:
    meeting = await gather(system, "social_worker", "police")
    page = await window("chair")
    await begin(page, meeting)
    await page.goto(f"{meeting}/agree")
    await page.get_by_label("What is to be done?").fill("See the child.")
    await page.get_by_label("Who does it?").select_option(index=1)
    await write_day(page, "By when?", "1", "1", "2020")
    await page.get_by_label("How will the group know").fill("A note is on the file.")
    await page.get_by_role("button", name="Put it on the record").click()
    link = page.locator(".govuk-error-summary a")
    await expect(link).to_contain_text("lies in the past")
    await link.click()
    await expect(page.get_by_role("group", name="By when?").get_by_label("Day", exact=True)).to_be_focused()


async def test_attendance_is_recorded_is_said_only_where_some_was(
    window: OpenWindow, system: PortalSystem
) -> None:
    meeting = await gather(system, "social_worker", "police")
    page = await window("chair")
    await begin(page, meeting)
    await page.get_by_role("button", name="Record attendance").click()
    await expect(page.locator(banner(page))).to_contain_text("Nothing was changed")
    await everybody_is_here(page)


async def test_closing_is_not_said_to_be_possible_before_every_child_has_a_decision(
    window: OpenWindow, system: PortalSystem
) -> None:
    meeting = await gather(system, "social_worker", "police")
    page = await window("chair")
    await begin(page, meeting)
    await page.goto(f"{meeting}/close")
    await expect(page.locator("form[data-autosave]")).to_contain_text("Every child needs a decision first")


@pytest.mark.parametrize("place", ["board", "attendance", "views", "decisions", "close", "arrange"])
async def test_a_cancelled_meeting_is_not_said_to_begin(
    window: OpenWindow, system: PortalSystem, place: str
) -> None:
    meeting = await gather(system, "social_worker", "police")
    await acts(
        system, "administrator", "cancel_meeting", meetingId=meeting.rpartition("/")[2], reason="Not needed."
    )
    page = await window("administrator", at=f"{meeting}/{place}")
    content = page.locator("#main-content")
    await expect(content).to_contain_text("The meeting is cancelled")
    for words in ("has not begun", "once the meeting has begun", "ask another agency"):
        await expect(content).not_to_contain_text(words)
