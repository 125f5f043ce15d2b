"""Signing in, being signed out, and coming back, in a real browser."""

from playwright.async_api import expect
from tests.end_to_end.portal.conftest import OpenWindow
from tests.support.portal_system import PortalSystem


async def test_whoever_signs_in_sees_what_is_asked_of_them(window: OpenWindow) -> None:
    page = await window("police", anew=True)
    await expect(page.get_by_role("heading", level=1)).to_have_text("My work")
    await expect(page.locator("body")).to_contain_text("Deborah Netherby")
    assert await page.locator(".quorate-work__item").count() > 3


async def test_the_browser_holds_a_random_word_and_no_token(window: OpenWindow, system: PortalSystem) -> None:
    page = await window("police", anew=True)
    (cookie,) = [
        each
        for each in await page.context.cookies(system.options.address)
        if each["name"].startswith("quorate")
    ]
    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Lax"
    assert len(cookie["value"]) == 43
    stored = await page.evaluate("JSON.stringify([localStorage.length, sessionStorage.length])")
    assert stored == "[0,0]"


async def test_signing_out_ends_the_session_also_for_whoever_kept_the_cookie(window: OpenWindow) -> None:
    page = await window("police", anew=True)
    kept = await page.context.cookies()
    await page.get_by_role("button", name="Sign out").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("You are signed out")
    await page.context.add_cookies(kept)
    await page.goto("/")
    await expect(page.get_by_role("link", name="Sign in")).to_be_visible()


async def test_after_half_an_hour_without_a_request_one_signs_in_again(
    window: OpenWindow, system: PortalSystem
) -> None:
    page = await window("police", anew=True)
    system.clock.move(minutes=29)
    await page.reload()
    await expect(page.get_by_role("heading", level=1)).to_have_text("My work")
    system.clock.move(minutes=31)
    await page.reload()
    await expect(page.get_by_role("link", name="Sign in")).to_be_visible()


async def test_whoever_works_on_is_signed_out_after_twelve_hours(
    window: OpenWindow, system: PortalSystem
) -> None:
    page = await window("police", anew=True)
    for _ in range(24):
        system.clock.move(minutes=29)
        await page.reload()
    await expect(page.get_by_role("heading", level=1)).to_have_text("My work")
    system.clock.move(minutes=29)
    await page.reload()
    await expect(page.get_by_role("link", name="Sign in")).to_be_visible()


async def test_an_account_that_the_partnership_does_not_know_is_told_so(
    window: OpenWindow, system: PortalSystem
) -> None:
    page = await window()
    await page.goto("/sign-in")
    stranger = "7f9d0e52-6a53-4a4e-9d3e-0f6c3a1b2c3d"
    await page.evaluate(
        "id => { const button = document.querySelector('button'); button.value = id; button.click(); }",
        stranger,
    )
    await expect(page.get_by_role("heading", level=1)).to_have_text("Quorate does not know you yet")
    await expect(page.locator("main")).to_contain_text("Ask whoever keeps your agency's members")
