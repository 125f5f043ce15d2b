"""The live board: what the police share shows within a second, and whoever reads it is not disturbed."""

import asyncio
import time
from uuid import UUID, uuid4

import pytest
from playwright.async_api import Page, Route, expect
from tests.end_to_end.portal.acting import acts, asks
from tests.end_to_end.portal.conftest import OpenWindow
from tests.end_to_end.portal.gathering import gather
from tests.end_to_end.portal.hostile import HOSTILE, SHOWN
from tests.end_to_end.portal.places import TODAY
from tests.support.portal_system import PortalSystem

from quorate_events.context import Recorder
from quorate_events.meetings.exclusions import ExcludeFromMeeting

MEETING = TODAY.rpartition("/")[2]


async def live(page: Page, address: str = TODAY) -> None:
    """Open a board, and wait until it is live."""
    await page.goto(f"{address}/board")
    await expect(page.get_by_role("status").first).to_contain_text("Live.")


async def reads(page: Page, text: str) -> None:
    """Wait until a text is on the page, in something that is closed or open."""
    await page.locator("body", has_text=text).wait_for(state="attached")


def part(text: str, **other: str) -> dict[str, str]:
    return {"heading": "WORRIES", "text": text, "audience": "PROFESSIONALS_ONLY", **other}


async def test_the_board_says_in_words_who_is_here_who_is_missing_and_who_is_silent(
    window: OpenWindow,
) -> None:
    page = await window("chair", at=f"{TODAY}/board")
    for heading in ("Quoracy", "What each agency has shared", "Earlier concerns about the same children"):
        await expect(page.get_by_role("heading", name=heading)).to_be_visible()
    await expect(page.locator("#board-missing")).to_contain_text("Police")
    await expect(page.locator("#board-silent li").first).to_be_visible()


async def test_earlier_concerns_about_the_same_children_stand_beside_it(window: OpenWindow) -> None:
    # Whoever was at the strategy discussion; chairing a later meeting opens no earlier one.
    page = await window("police", at=f"{TODAY}/board")
    earlier = page.locator(".quorate-earlier").first
    await expect(earlier).to_contain_text("Strategy discussion")
    await expect(earlier).to_contain_text("Section 47 enquiry, jointly with the police")
    await earlier.locator("summary").first.click()
    await expect(earlier.locator("details[open]").first).to_be_visible()
    chair = await window("chair", at=f"{TODAY}/board")
    await expect(chair.locator("#board-earlier")).to_contain_text(
        "no earlier meeting about them that you may read"
    )


async def test_what_the_police_share_shows_within_a_second_and_nothing_is_disturbed(
    window: OpenWindow, system: PortalSystem
) -> None:
    page = await window("chair", viewport={"width": 1100, "height": 500})
    await live(page)
    await page.evaluate("window.kept = 'no reload'")
    details = page.locator("#board-information details").nth(2)
    await details.locator("summary").click()
    await page.locator("#board-information summary").first.focus()
    focused = await page.evaluate("document.activeElement.parentElement.id")
    await page.evaluate("window.scrollTo(0, 240)")
    scrolled = await page.evaluate("window.scrollY")
    assert scrolled > 100

    took = [await _until_shown(page, system) for _ in range(3)]
    assert min(took) < 1.0, took

    assert await page.evaluate("window.kept") == "no reload"
    assert await page.evaluate("document.activeElement.parentElement.id") == focused
    # A line more or less above it moves the page by that line, so that the same stays in sight.
    assert abs(await page.evaluate("window.scrollY") - scrolled) < 60
    await expect(details).to_have_attribute("open", "")
    await expect(page.get_by_role("status").first).to_contain_text("New from")


async def _until_shown(page: Page, system: PortalSystem) -> float:
    """Return how long it takes, in seconds, until what the police share is on the page."""
    text = f"Two calls to the address in October. {uuid4()}"
    shown = asyncio.create_task(reads(page, text))
    await acts(system, "police", "submit_contribution", meetingId=MEETING, parts=[part(text)])
    accepted = time.perf_counter()
    await shown
    return time.perf_counter() - accepted


@pytest.mark.parametrize("script", ["board.js", "htmx.min.js", "hx-sse.min.js"])
async def test_a_board_becomes_live_whichever_script_comes_late(window: OpenWindow, script: str) -> None:
    page = await window("chair")

    async def late(route: Route) -> None:
        await asyncio.sleep(1)
        await route.continue_()

    await page.route(f"**/{script}", late)
    await live(page)


async def test_what_was_open_stays_open_where_something_is_added_to_it(
    window: OpenWindow, system: PortalSystem
) -> None:
    page = await window("chair")
    await live(page)
    (police,) = [
        each["agencyId"]
        for each in (await asks(system, "chair", "board", id=MEETING))["informationShared"]["agencies"]
        if each["agency"]["name"] == "Northbrook Police"
    ]
    box = page.locator(f"#now-{police}")
    await box.locator("summary").first.click()
    before = await box.locator(".quorate-part").count()
    await acts(system, "police", "submit_contribution", meetingId=MEETING, parts=[part(HOSTILE)])
    await expect(box.locator(".quorate-part")).to_have_count(before + 1)
    await expect(box).to_have_attribute("open", "")
    await expect(box.locator(".quorate-part").last).to_contain_text(SHOWN[:80])
    assert await page.locator("main script, main img, main svg").count() == 0
    assert "taken" not in await page.title()


async def test_who_is_signed_out_while_watching_is_told_and_sees_no_more(
    window: OpenWindow, system: PortalSystem
) -> None:
    page = await window("chair", anew=True)
    await live(page)
    system.clock.move(minutes=31)
    await acts(system, "police", "submit_contribution", meetingId=MEETING, parts=[part("After the time.")])
    await expect(page.get_by_role("status").first).to_contain_text("You were signed out")
    await expect(page.locator("#board details")).to_have_count(0)
    await page.get_by_role("link", name="Sign in").click()
    await page.click(f"button[value='{system.people['chair']}']")
    await expect(page).to_have_url(f"{system.options.address}{TODAY}/board")


async def test_who_is_removed_from_the_meeting_while_watching_sees_no_more(
    window: OpenWindow, system: PortalSystem
) -> None:
    meeting = await gather(system, "police", "school")
    page = await window("school")
    await live(page, meeting)
    viewer = (await asks(system, "chair", "who_am_i"))["viewer"]
    await system.office.commands.execute(
        ExcludeFromMeeting(
            meeting_id=UUID(meeting.rpartition("/")[2]),
            practitioner_id=UUID(system.people["school"]),
            reason="Related to the family.",
        ),
        command_id=uuid4(),
        by=Recorder(UUID(viewer["practitionerId"]), UUID(viewer["agencyId"])),
    )
    await expect(page.get_by_role("status").first).to_contain_text("You may not read this meeting any more")
    await expect(page.locator("#board details")).to_have_count(0)
    await page.reload()
    await expect(page.get_by_role("heading", level=1)).to_have_text("There is nothing here")


async def test_a_board_comes_back_after_the_api_was_away(window: OpenWindow, system: PortalSystem) -> None:
    page = await window("chair")
    await live(page)
    await system.api.stop()
    try:
        await expect(page.get_by_role("status").first).to_contain_text("comes back by itself")
        await expect(page.locator("#board-information details").first).to_be_visible()
    finally:
        await system.api.start()
    text = f"After the break. {uuid4()}"
    await expect(page.get_by_role("status").first).to_contain_text("Live.", timeout=15_000)
    await acts(system, "police", "submit_contribution", meetingId=MEETING, parts=[part(text)])
    await reads(page, text)


async def test_without_scripts_the_board_shows_everything_and_is_refreshed_by_a_link(
    window: OpenWindow, system: PortalSystem
) -> None:
    page = await window("chair", java_script_enabled=False, at=f"{TODAY}/board")
    text = f"Seen after a refresh. {uuid4()}"
    await acts(system, "police", "submit_contribution", meetingId=MEETING, parts=[part(text)])
    assert text not in (await page.text_content("body") or "")
    await page.get_by_role("link", name="Refresh").click()
    assert text in (await page.text_content("body") or "")
