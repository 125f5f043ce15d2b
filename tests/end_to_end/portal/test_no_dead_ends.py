"""Whoever follows a link that a page offers arrives at a page."""

import pytest
from playwright.async_api import expect
from tests.end_to_end.portal.conftest import OpenWindow
from tests.end_to_end.portal.links import dead_ends
from tests.support.portal_system import PortalSystem

WHO = ("chair", "administrator", "coordinator", "partner", "auditor", "data_protection")
"""One for each menu; the coordinator is offered what a practitioner is."""


@pytest.mark.parametrize("who", WHO)
async def test_every_link_leads_to_a_page(window: OpenWindow, system: PortalSystem, who: str) -> None:
    page = await window(who)
    faults, opened = await dead_ends(page.context.request, system.options.address)
    assert faults == []
    assert opened > 3


async def test_whoever_has_no_work_list_is_shown_the_other_pages_or_told_that_there_are_none(
    window: OpenWindow,
) -> None:
    page = await window("auditor")
    await page.locator("main").get_by_role("link", name="Find who looked").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Looks")
    other = await window("rules")
    await expect(other.locator("main")).to_contain_text("no page of the portal is for them")
    await expect(other.locator("main li")).to_have_count(0)
