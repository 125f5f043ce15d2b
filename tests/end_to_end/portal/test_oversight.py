"""The data protection officer sees openings, changes of chairs and of sign-ins, and the auditor the last only."""

from uuid import UUID, uuid4

from playwright.async_api import expect
from tests.end_to_end.portal.accessibility import barriers, without_scripts
from tests.end_to_end.portal.acting import acts
from tests.end_to_end.portal.conftest import OpenWindow
from tests.end_to_end.portal.gathering import gather
from tests.end_to_end.portal.hostile import HOSTILE
from tests.end_to_end.portal.test_convening import day
from tests.support.portal_system import PortalSystem

from quorate_events.meetings.emergency import OpenInEmergency


async def test_the_officer_sees_what_gave_somebody_more_to_see(
    window: OpenWindow, system: PortalSystem
) -> None:
    meeting = await gather(system, "police")
    id_, office = meeting.rpartition("/")[2], system.office
    nurse = system.town["hospital"].staff["ward_nurse"][0]
    opening = OpenInEmergency(meeting_id=UUID(id_), reason=f"On the ward. {HOSTILE}")
    await office.commands.execute(opening, command_id=uuid4(), by=nurse.recorder)
    other = system.town["social_care"].staff["team_manager"][0]
    named = {"chairId": str(other.id), "reason": "The chair is ill."}
    await acts(system, "administrator", "change_chair", meetingId=id_, **named)
    await office.board.wait_for(office.projections, office.visible(), 10)
    page = await window("data_protection")
    await without_scripts(page)
    await page.get_by_role("link", name="Oversight", exact=True).click()
    found = await barriers(page)
    await page.get_by_role("link", name="Records opened in an emergency").click()
    row = page.get_by_role("row", name=f"Meeting {id_[:8]}")
    await expect(row).to_contain_text(nurse.name)
    await expect(row).to_contain_text("On the ward.")
    await expect(row).to_contain_text("Not yet")
    assert await page.locator("main script, main img, main svg").count() == 0
    found += await barriers(page)
    await day(page, "First day (optional)", "31", "2", "2026")
    await page.get_by_role("button", name="Show these days").click()
    await expect(page.locator(".govuk-error-summary")).to_contain_text("The first day must be a real day")
    await day(page, "First day (optional)", "24", "11", "2026")
    await page.get_by_role("button", name="Show these days").click()
    await expect(page.locator("main")).to_contain_text("No record was opened in an emergency on these days.")
    await page.locator(".govuk-back-link").click()
    await page.get_by_role("link", name="Changes of chairs").click()
    row = page.get_by_role("row", name=f"Meeting {id_[:8]}")
    await expect(row).to_contain_text(other.name)
    await expect(row).to_contain_text("The chair is ill.")
    found += await barriers(page)
    await page.goto("/oversight/sign-ins")
    somebody = page.locator("tbody a").first
    name = await somebody.inner_text()
    await somebody.click()
    await expect(page.get_by_role("heading", level=1)).to_have_text(f"Changes of sign-ins of {name}")
    await expect(page.get_by_role("row", name="lets the person in")).not_to_have_count(0)
    found += await barriers(page)
    assert found == []


async def test_the_auditor_is_shown_sign_ins_and_not_the_rest(window: OpenWindow) -> None:
    page = await window("auditor")
    await page.goto("/oversight")
    await expect(page.locator("main h2")).to_have_text(["Changes of sign-ins"])
    for place in ("openings", "chairs"):
        answer = await page.goto(f"/oversight/{place}")
        assert answer is not None
        assert answer.status == 403
