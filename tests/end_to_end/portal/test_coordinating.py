"""The agency's coordinator sees everything that is asked, gives it to colleagues, and covers an absence. No scripts."""

from typing import Any

from playwright.async_api import Page, expect
from tests.end_to_end.portal.accessibility import barriers, without_scripts
from tests.end_to_end.portal.acting import acts, asks
from tests.end_to_end.portal.conftest import OpenWindow
from tests.end_to_end.portal.gathering import child_of, gather
from tests.end_to_end.portal.test_convening import day
from tests.support.portal_system import PortalSystem


async def test_the_coordinator_gives_an_action_and_covers_an_absence(
    window: OpenWindow, system: PortalSystem
) -> None:
    meeting = await gather(system, "police", why="You were called to the flat.")
    child = (await child_of(system, meeting))[:4]
    sat, action = await _agreed(system)
    staff = system.town["police"].staff
    # The coordinator covers the sergeant herself.
    sergeant, other = staff["detective_sergeant"][0], staff["police_conference_liaison_officer"][0]
    page = await window("coordinator")
    await without_scripts(page)
    await page.get_by_role("link", name="Agency", exact=True).click()
    found = await barriers(page)
    row = page.get_by_role("row", name=sergeant.name)
    before = int((await row.get_by_role("cell").first.inner_text()).replace(",", ""))
    await row.get_by_role("link").click()
    await expect(
        page.locator(".quorate-work__item", has_text="You were called to the flat.").first
    ).to_be_visible()
    await page.goto("/agency?who=nobody")
    item = page.locator(".quorate-work__item", has_text="Visit the flat again.")
    await item.get_by_role("link", name="Give it to a colleague").click()
    await page.get_by_role("button", name="Give it to this colleague").click()
    await expect(page.locator(".govuk-error-summary")).to_contain_text("Choose a colleague")
    found += await barriers(page)
    await page.get_by_label("Who will do it?").select_option(str(sergeant.id))
    await page.get_by_role("button", name="Give it to this colleague").click()
    await expect(page.locator("main")).to_contain_text(f"The action is given to {sergeant.name}.")
    await expect(row.get_by_role("cell").first).to_have_text(str(before + 1))

    await page.get_by_role("link", name="Cover an absence").click()
    await page.get_by_role("button", name="Show what has to be covered").click()
    await expect(page.locator(".govuk-error-summary li")).to_have_count(3)
    await page.get_by_label("Who is away?").select_option(str(sergeant.id))
    await day(page, "First day of the absence", "23", "11", "2026")
    await day(page, "Last day of the absence", "24", "11", "2026")
    await page.get_by_role("button", name="Show what has to be covered").click()
    mine = page.get_by_label("Action: Visit the flat again, by 1 January 2027")
    await expect(mine).not_to_be_checked()
    await expect(page.get_by_text("What stays in the name of")).to_be_visible()
    found += await barriers(page)
    await _only(page, mine, page.get_by_label(f"Strategy discussion about Robin Own {child}"))
    await page.get_by_role("button", name="Give it to this colleague").click()
    await expect(page.locator(".govuk-error-summary")).to_contain_text("Choose the colleague who covers")
    await page.get_by_label("Who covers?").select_option(str(other.id))
    await page.get_by_role("button", name="Give it to this colleague").click()
    await expect(page.locator("main")).to_contain_text(f"2 things are given to {other.name}.")
    assert found == []

    told = (await asks(system, "chair", "chaired_meeting", id=meeting.rpartition("/")[2]))["meeting"]
    (invitation,) = told["invitations"]
    assert (invitation["answer"], invitation["deputy"]["practitionerId"]) == ("DEPUTY_NAMED", str(other.id))
    owned = await asks(system, "police", "action", meetingId=sat, agencyId=invitation["agencyId"])
    (now,) = owned["actions"]["nodes"]
    assert (now["actionId"], now["practitionerId"]) == (action, str(other.id))


async def _agreed(system: PortalSystem) -> tuple[str, str]:
    """Agree an action for the police in a meeting that sits, and return the ids of both."""
    id_ = (await gather(system, "police")).rpartition("/")[2]
    agency = (await asks(system, "police", "who_am_i"))["viewer"]["agencyId"]
    await acts(system, "chair", "open_sitting", meetingId=id_)
    (made,) = await acts(
        system,
        "chair",
        "agree_action",
        meetingId=id_,
        agencyId=agency,
        what="Visit the flat again.",
        measure="It is written down.",
        role="detective_sergeant",
        due="2027-01-01",
    )
    office = system.office
    await office.board.wait_for(office.projections, office.visible(), 10)
    return id_, made


async def _only(page: Page, *boxes: Any) -> None:
    """Choose these boxes and no other."""
    for box in await page.get_by_role("checkbox").all():
        await box.uncheck()
    for box in boxes:
        await box.check()
