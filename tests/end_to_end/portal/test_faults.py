"""Whatever goes wrong, nothing that was written is lost, and the page says what to do."""

import httpx2
import msgspec
from playwright.async_api import expect
from tests.end_to_end.portal.conftest import OpenWindow
from tests.end_to_end.portal.places import NEXT_WEEK, TODAY
from tests.support.portal_system import PortalSystem

WRITE = f"{TODAY}/contribution"
FIRST = "What do you want to share in part 1?"


async def test_a_session_that_ends_while_somebody_types_keeps_every_word(
    window: OpenWindow, system: PortalSystem
) -> None:
    page = await window("social_worker", anew=True, java_script_enabled=False, at=WRITE)
    await page.get_by_label(FIRST).fill("Everything that I know.")
    system.clock.move(minutes=31)
    await page.get_by_role("button", name="Check before you share").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Sign in to go on")
    await expect(page.locator("main")).to_contain_text("What you wrote is kept")
    await page.get_by_role("link", name="Sign in").click()
    await page.click(f"button[value='{system.people['social_worker']}']")
    await expect(page.get_by_label(FIRST)).to_have_value("Everything that I know.")
    assert page.url == f"{system.options.address}{WRITE}"


async def test_the_page_says_that_a_draft_was_kept_and_that_one_has_to_sign_in(
    window: OpenWindow, system: PortalSystem
) -> None:
    page = await window("social_worker", anew=True, at=WRITE)
    system.clock.move(minutes=31)
    await page.get_by_label(FIRST).fill("Kept although nobody is signed in.")
    await expect(page.locator("[data-autosave-status]")).to_contain_text("You were signed out")
    await page.goto(WRITE)
    await page.get_by_role("link", name="Sign in").click()
    await page.click(f"button[value='{system.people['social_worker']}']")
    await expect(page.get_by_label(FIRST)).to_have_value("Kept although nobody is signed in.")


async def test_an_api_that_takes_the_token_no_more_costs_nobody_a_word(
    window: OpenWindow, system: PortalSystem
) -> None:
    page = await window("police", anew=True, at=f"{NEXT_WEEK}/nothing-held")
    await page.get_by_label("Where did you look?").fill("In every file.")
    (cookie,) = await page.context.cookies(system.options.address)
    sessions = system.portal.app.state.portal.sessions
    kept = await sessions.find(cookie["value"])
    kept.session.tokens = msgspec.structs.replace(kept.session.tokens, access="taken.away.now")
    await sessions.keep(kept)
    await page.get_by_role("button", name="Record that we hold nothing").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Sign in to go on")
    await page.get_by_role("link", name="Sign in").click()
    await page.click(f"button[value='{system.people['police']}']")
    await expect(page.get_by_label("Where did you look?")).to_have_value("In every file.")
    await page.get_by_role("button", name="Throw this draft away").click()


async def test_somebody_else_at_the_same_browser_neither_sends_nor_sees_it(
    window: OpenWindow, system: PortalSystem
) -> None:
    page = await window("social_worker", anew=True, java_script_enabled=False, at=WRITE)
    await page.get_by_label(FIRST).fill("For nobody else's eyes.")
    other = await page.context.new_page()
    await other.goto("/sign-in")
    await other.click(f"button[value='{system.people['police']}']")
    await page.get_by_role("button", name="Check before you share").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Somebody else is signed in now")
    await other.goto(WRITE)
    await expect(other.locator("body")).not_to_contain_text("For nobody else's eyes.")
    await other.goto("/sign-in")
    await other.click(f"button[value='{system.people['social_worker']}']")
    await other.goto(WRITE)
    await expect(other.get_by_label(FIRST)).to_have_value("For nobody else's eyes.")


async def test_while_the_api_is_away_a_page_can_be_tried_again(
    window: OpenWindow, system: PortalSystem
) -> None:
    page = await window("police")
    await system.api.stop()
    try:
        await page.goto(NEXT_WEEK)
        await expect(page.get_by_role("heading", level=1)).to_have_text(
            "Quorate does not answer at the moment"
        )
    finally:
        await system.api.start()
    await page.get_by_role("link", name="Try again").click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Initial child protection conference")


async def test_what_is_sent_while_the_api_is_away_is_kept_and_sent_once(
    window: OpenWindow, system: PortalSystem
) -> None:
    page = await window("police", at="/actions")
    await page.locator(".quorate-work__item a").first.click()
    action = page.url
    await page.get_by_role("link", name="Tell of progress").click()
    await page.get_by_label("What has been done so far?").fill("Asked the control room twice.")
    await system.api.stop()
    try:
        await page.get_by_role("button", name="Record it").click()
        await expect(page.locator("main")).to_contain_text("What you wrote is kept")
        await page.get_by_role("button", name="Try again").click()
        await expect(page.locator("main")).to_contain_text("What you wrote is kept")
    finally:
        await system.api.start()
    await page.get_by_role("button", name="Try again").click()
    await expect(page.locator(".govuk-notification-banner")).to_contain_text("The progress is recorded.")
    await page.goto(action)
    await expect(page.get_by_text("Asked the control room twice.")).to_have_count(1)
    await page.goto(f"{action}/progress")
    await expect(page.get_by_label("What has been done so far?")).to_have_value("")


async def test_a_meeting_that_is_not_for_the_reader_looks_like_none(window: OpenWindow) -> None:
    page = await window("board")
    for place in (NEXT_WEEK, "/meetings/00000000-0000-4000-8000-000000000000"):
        answer = await page.goto(place)
        assert answer is not None
        assert answer.status in (403, 404)
        await expect(page.locator("body")).not_to_contain_text("Calderwell")


async def test_a_form_from_another_site_is_not_taken(window: OpenWindow, system: PortalSystem) -> None:
    page = await window("police", at=f"{NEXT_WEEK}/nothing-held")
    token = await page.locator("form[data-autosave] input[name=form_token]").get_attribute("value")
    (cookie,) = await page.context.cookies(system.options.address)
    sent = {"form_token": token or "", "searched": "x", "command_id": "00000000-0000-4000-8000-000000000001"}
    async with httpx2.AsyncClient(base_url=system.options.address) as http:
        http.cookies.set(cookie["name"], cookie["value"])
        path = f"{NEXT_WEEK}/nothing-held"
        elsewhere = {"Origin": "https://elsewhere.example"}
        statuses = [
            (await http.post(path, data=sent, headers=elsewhere)).status_code,
            (await http.post(path, data=sent, headers={"Sec-Fetch-Site": "cross-site"})).status_code,
            (await http.post(path, data={**sent, "form_token": "guessed"})).status_code,
            (await http.post(path, data={"searched": "x"})).status_code,
            (await http.post(path, json=sent)).status_code,
            (await http.post(path, data=sent, headers={"Host": "elsewhere.example"})).status_code,
        ]
    assert statuses == [403, 403, 403, 403, 403, 421]


async def test_sign_in_leads_back_to_pages_of_the_portal_only(
    window: OpenWindow, system: PortalSystem
) -> None:
    page = await window()
    for place in ("//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example"):
        await page.goto(f"/sign-in?to={place}")
        await page.click(f"button[value='{system.people['police']}']")
        assert page.url == f"{system.options.address}/"


async def test_a_sign_in_that_was_not_begun_here_is_refused(window: OpenWindow) -> None:
    page = await window()
    await page.goto("/signed-in?code=stolen&state=made-up")
    await expect(page.get_by_role("heading", level=1)).to_have_text("You could not be signed in")
