"""Whoever is told of something that others did finds it in the work list, and takes note of it there."""

from uuid import uuid4

from playwright.async_api import expect
from tests.end_to_end.portal.conftest import OpenWindow
from tests.support.portal_system import PortalSystem

from quorate_events.meetings.emergency import OpenInEmergency
from quorate_services.demo.showcase import NEXT_WEEKS_CONFERENCE


async def test_the_chair_notes_that_a_record_was_opened_in_an_emergency(
    window: OpenWindow, system: PortalSystem
) -> None:
    nurse = system.town["hospital"].staff["ward_nurse"][0]
    opening = OpenInEmergency(meeting_id=NEXT_WEEKS_CONFERENCE, reason="The child is on the ward, hurt.")
    done = await system.office.commands.execute(opening, command_id=uuid4(), by=nurse.recorder)
    await system.office.board.wait_for(system.office.projections, done.position, 10)
    page = await window("chair")
    item = page.locator(".quorate-work__item", has_text="The child is on the ward, hurt.")
    await expect(item).to_contain_text(nurse.name)
    await item.get_by_role("button", name="I have noted it").click()
    await expect(page.locator(".govuk-notification-banner")).to_contain_text("You have noted it.")
    await expect(item).to_have_count(0)
