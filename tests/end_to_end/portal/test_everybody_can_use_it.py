"""No page puts a barrier in anybody's way: axe-core, no scripts, a slow line."""

import pytest
from playwright.async_api import Request, expect
from tests.end_to_end.portal.accessibility import barriers
from tests.end_to_end.portal.conftest import OpenWindow
from tests.end_to_end.portal.gathering import gather
from tests.end_to_end.portal.places import A_CHILD, NEXT_WEEK, TODAY
from tests.support.portal_system import PortalSystem

PAGES = {
    None: ["/"],
    "police": [
        "/",
        "/?whose=agency",
        "/meetings",
        "/meetings?when=past",
        TODAY,
        f"{TODAY}/contribution",
        f"{TODAY}/nothing-held",
        f"{TODAY}/decline",
        f"{TODAY}/involvement",
        "/actions",
        "/actions?show=overdue",
        "/actions?show=done",
        "/nothing-here",
    ],
    "chair": ["/", TODAY, f"{TODAY}/timeline", f"{TODAY}/as-of"],
    "auditor": [
        "/looks",
        f"/looks/child/{A_CHILD}",
        "/looks/people",
        "/oversight/sign-ins",
        "/timelines",
        "/verification",
        f"/verification/meetings/{TODAY.rpartition('/')[2]}",
    ],
    "data_protection": [
        "/erasure",
        f"/erasure/{A_CHILD}",
        f"/erasure/{A_CHILD}/held",
        f"/erasure/{A_CHILD}/ask",
    ],
    "board": ["/", TODAY],
}
"""By who looks. A new page is added here."""


@pytest.mark.parametrize("who", PAGES, ids=str)
async def test_no_page_has_a_barrier(window: OpenWindow, who: str | None) -> None:
    page = await window(who)
    found = []
    for place in PAGES[who]:
        await page.goto(place)
        found += await barriers(page)
    assert found == []


async def test_no_page_behind_a_link_or_a_mistake_has_a_barrier(
    window: OpenWindow, system: PortalSystem
) -> None:
    meeting = await gather(system, "police")
    page = await window("police")
    found = []
    for place, link in (("/", f"a[href^='{meeting}/invitations/']"), ("/actions", ".quorate-work__item a")):
        await page.goto(place)
        await page.locator(link).first.click()
        await page.wait_for_load_state()
        found += await barriers(page)
    for step in ("Complete", "Tell of progress", "It will not be done"):
        await page.get_by_role("link", name=step).click()
        await page.locator("form[data-autosave] button").click()
        await expect(page.locator(".govuk-error-summary")).to_be_visible()
        found += await barriers(page)
        await page.locator(".govuk-back-link").click()
    await page.goto(f"{NEXT_WEEK}/contribution")
    await page.get_by_label("What do you want to share in part 1?").fill("Something.")
    await page.get_by_role("group", name="Who may read part 1?").get_by_label("Only the chair").check()
    await page.get_by_role("button", name="Check before you share").click()
    await expect(page.locator(".govuk-error-summary")).to_be_visible()
    found += await barriers(page)
    await page.get_by_label("What is part 1 about?").select_option("WORRIES")
    await page.get_by_role("group", name="Who may read part 1?").get_by_label("The agencies at").check()
    await page.get_by_role("button", name="Check before you share").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Check before you share")
    found += await barriers(page)
    await page.goto(f"{NEXT_WEEK}/contribution")
    await page.get_by_role("button", name="Throw this draft away").click()
    assert found == []


async def test_pages_for_faults_have_no_barrier(window: OpenWindow, system: PortalSystem) -> None:
    page = await window("police")
    await system.api.stop()
    try:
        await page.goto("/meetings")
        found = await barriers(page)
    finally:
        await system.api.start()
    system.clock.move(minutes=31)
    await page.goto("/meetings")
    found += await barriers(page)
    assert found == []


async def test_everything_works_without_scripts(window: OpenWindow, system: PortalSystem) -> None:
    page = await window("school", anew=True, java_script_enabled=False, at=f"{TODAY}/contribution")
    await page.get_by_label("What is part 1 about?").select_option("STRENGTHS")
    await page.get_by_label("What do you want to share in part 1?").fill("Theo comes to school every day.")
    await page.get_by_role("button", name="Add another part").click()
    await page.get_by_label("What is part 2 about?").select_option("WORRIES")
    await page.get_by_label("What do you want to share in part 2?").fill("He falls asleep in class.")
    for part in ("1", "2"):
        await page.get_by_role("group", name=f"Who may read part {part}?").get_by_label("Everybody").check()
    await page.get_by_role("button", name="Check before you share").click()
    for reader in ("#chair", "#agencies", "#family"):
        await expect(page.locator(reader)).to_contain_text("He falls asleep in class.")
    await page.get_by_role("button", name="Share now").click()
    part = page.locator(".quorate-part", has_text="He falls asleep in class.")
    await part.get_by_role("link", name="Correct").click()
    await page.get_by_label("The text as it should be").fill("He fell asleep in class twice.")
    await page.get_by_label("Why is it corrected?").fill("It was twice.")
    await page.get_by_role("button", name="Correct it").click()
    await expect(page.locator(".quorate-part", has_text="He fell asleep in class twice.")).to_contain_text(
        "Earlier wordings (1)"
    )
    await page.goto("/actions")
    await page.locator(".quorate-work__item a").first.click()
    await page.get_by_role("link", name="Accept").click()
    await page.get_by_role("button", name="Accept").click()
    await expect(page.locator("main")).to_contain_text("The action is accepted.")
    await page.get_by_role("button", name="Sign out").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("You are signed out")


@pytest.mark.parametrize("who", [None, "police", "chair"], ids=str)
async def test_the_first_page_is_light_and_loads_nothing_from_elsewhere(
    window: OpenWindow, system: PortalSystem, who: str | None
) -> None:
    page = await window(who)
    fresh = await page.context.new_page()
    sizes: dict[str, int] = {}

    async def weigh(request: Request) -> None:
        told = await request.sizes()
        sizes[request.url] = told["responseBodySize"] + told["responseHeadersSize"]

    fresh.on("requestfinished", weigh)
    # Nothing of it is in the browser's memory from the sign-in.
    await (await page.context.new_cdp_session(fresh)).send(
        "Network.setCacheDisabled", {"cacheDisabled": True}
    )
    answer = await fresh.goto("/", wait_until="networkidle")
    assert answer is not None
    if who is not None:
        assert (await answer.all_headers())["content-encoding"] == "gzip"
    assert len(sizes) >= 4
    assert all(url.startswith(f"{system.options.address}/") for url in sizes)
    assert sum(sizes.values()) < 100_000
