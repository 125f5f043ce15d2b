"""The auditor finds who looked at a child and what is unusual, and proves that the log was not altered."""

from playwright.async_api import expect
from tests.end_to_end.portal.acting import asks
from tests.end_to_end.portal.conftest import OpenWindow
from tests.end_to_end.portal.gathering import child_of, gather
from tests.end_to_end.portal.places import TODAY
from tests.support.portal_system import PortalSystem
from tests.support.sign_in import authorization

from quorate_services.portal.documents.trusted import document_id


async def test_the_auditor_finds_who_looked_and_what_is_unusual(
    window: OpenWindow, system: PortalSystem
) -> None:
    meeting = await gather(system, "police")
    child = await child_of(system, meeting)
    await asks(system, "police", "meeting", id=meeting.rpartition("/")[2])
    for _ in range(5):
        await _tries_in_vain(system, "school", meeting)
    page = await window("auditor", anew=True, java_script_enabled=False)
    await page.get_by_role("link", name="Looks").click()
    school = system.town["primary_1"].staff["designated_safeguarding_lead"][0].name
    unusual = page.locator(".quorate-work__item", has_text="Refused again and again").filter(has_text=school)
    await expect(unusual).to_contain_text("23 November 2026")
    await page.get_by_role("button", name="Show the looks").click()
    await expect(page.locator(".govuk-error-summary li")).to_have_count(2)
    await page.get_by_label("Looks at a child").check()
    await page.get_by_label("Number of the child or of the meeting").fill(f"See {child}.")
    await page.get_by_role("button", name="Show the looks").click()
    await expect(page).to_have_url(f"{system.options.address}/looks/child/{child}")
    shared = page.get_by_role("row", name="What agencies shared").first
    await expect(shared).to_contain_text("Their agency is invited")
    await expect(shared).to_contain_text("23 November 2026, 2:05pm")
    await shared.get_by_role("link", name="Meeting").click()
    await expect(page.get_by_role("row", name="the record does not concern them").nth(4)).to_be_visible()
    await page.get_by_role("row", name="Their agency is invited").first.get_by_role("link").first.click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Looks of")
    await page.get_by_label("Day").first.fill("31")
    await page.get_by_label("Month").first.fill("2")
    await page.get_by_label("Year").first.fill("2026")
    await page.get_by_role("button", name="Show these days").click()
    await expect(page.locator(".govuk-error-summary")).to_contain_text("The first day must be a real day")
    await page.get_by_label("Month").first.fill("12")
    await page.get_by_role("button", name="Show these days").click()
    await expect(page.locator("main")).to_contain_text("No look is written down on these days.")
    await page.goto("/looks")
    await page.get_by_role("link", name="Choose the person by agency").click()
    await page.get_by_role("button", name="Show its people").click()
    await expect(page.locator(".govuk-error-summary")).to_contain_text("Choose an agency")
    await page.get_by_label("Agency").select_option(label="Northbrook Safeguarding Children Partnership")
    await page.get_by_role("button", name="Show its people").click()
    await page.locator("main li a").first.click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Looks of")


async def test_the_auditor_proves_that_the_log_was_not_altered(
    window: OpenWindow, system: PortalSystem
) -> None:
    page = await window("auditor")
    await page.get_by_role("link", name="Verification").click()
    async with page.expect_download() as begun:
        await page.get_by_role("link", name="Download this checkpoint").click()
    kept = (await (await begun.value).path()).read_bytes().decode()
    meeting = await gather(system, "police")
    await page.get_by_label("Your checkpoint").fill(kept)
    await page.get_by_role("button", name="Compare it").click()
    await expect(page.locator("#result")).to_contain_text(
        f"Nothing up to position {kept.split()[1]} was altered"
    )
    origin, size, root, *signatures = kept.split("\n")
    other = ("A" if root[0] != "A" else "B") + root[1:]
    await page.get_by_label("Your checkpoint").fill("\n".join([origin, size, other, *signatures]))
    await page.get_by_role("button", name="Compare it").click()
    await expect(page.locator("#result")).to_contain_text("does not begin with what your checkpoint covers")
    await page.get_by_label("Your checkpoint").fill("I lost it.")
    await page.get_by_role("button", name="Compare it").click()
    await page.locator(".govuk-error-summary a").click()
    await expect(page.get_by_label("Your checkpoint")).to_be_focused()
    await page.get_by_label("Number of the meeting").fill(f"{system.options.address}{meeting}/board")
    await page.get_by_role("button", name="Show the proof").click()
    await expect(page.locator("main")).to_contain_text("is on the log")
    await expect(page.locator("main")).to_contain_text("The newest checkpoint covers all of them")
    await page.get_by_role("link", name="Position").last.click()
    await expect(page.locator("main")).to_contain_text("leads to the checkpoint’s hash")


async def test_whoever_has_not_the_duty_is_told_so(window: OpenWindow, system: PortalSystem) -> None:
    page = await window("police")
    for name in ("Looks", "Erasure and holds", "Verification", "Timelines"):
        await expect(page.get_by_role("link", name=name)).to_have_count(0)
    child = await child_of(system, TODAY)
    for place in (f"/looks/child/{child}", "/erasure", f"/erasure/{child}/held"):
        answer = await page.goto(place)
        assert answer is not None
        assert answer.status == 403, place
        await expect(page.get_by_role("heading", level=1)).to_have_text("That was not possible")
    answer = await page.goto(f"/meetings/{child}/timeline")
    assert answer is not None
    assert answer.status == 404


async def _tries_in_vain(system: PortalSystem, who: str, meeting: str) -> None:
    body = {"documentId": document_id("meeting"), "variables": {"id": meeting.rpartition("/")[2]}}
    answer = await system.http.post("/graphql", json=body, headers=authorization(system.people[who]))
    assert answer.json()["errors"]
