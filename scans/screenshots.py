"""``python -m scans.screenshots ADDRESS``: pictures of every page of a running demo, to be looked at.

ADDRESS is that of the portal, as ``make demo`` prints it. The pictures go into ``screenshots/``, which Git ignores.
``--tour`` makes those of ``docs/guides/first-day.md`` anew instead, in ``docs/images/``.
"""

import argparse
import asyncio
import shutil
from collections.abc import Mapping
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright

from quorate_services.demo.people import PEOPLE
from quorate_services.demo.script import named_id
from quorate_services.demo.showcase import NEXT_WEEKS_CONFERENCE, TODAY, TODAYS_CONFERENCE

FOLDER, TOUR_FOLDER = Path("screenshots"), Path("docs/images")
SIZES = {"desk": (1100, 900), "telephone": (390, 800)}
_TODAY, _NEXT = f"/meetings/{TODAYS_CONFERENCE}", f"/meetings/{NEXT_WEEKS_CONFERENCE}"
_CHILD = named_id("child", TODAY, 0)
_SHARING = ("contribution", "nothing-held", "decline", "involvement")
_RUNNING = ("board", "ask", "attendance", "views", "decisions", "agree", "close", "record")
PAGES: Mapping[str, tuple[str, ...]] = {
    "": ("/",),
    "police": (
        "/",
        "/?whose=agency",
        "/meetings",
        "/meetings?when=past",
        _TODAY,
        *(f"{_TODAY}/{each}" for each in _SHARING),
        "/actions",
        "/actions?show=overdue",
        "/actions?show=done",
        "/measures",
        "/nothing-here",
    ),
    "chair": (
        "/",
        _TODAY,
        *(f"{_TODAY}/{each}" for each in (*_RUNNING, "timeline", "as-of")),
    ),
    "administrator": ("/", "/convene", "/convene/initial_conference", f"{_NEXT}/ask"),
    "board": ("/", "/measures"),
    "auditor": (
        "/looks",
        f"/looks/child/{_CHILD}",
        "/looks/people",
        "/timelines",
        f"{_TODAY}/timeline",
        "/verification",
    ),
    "data_protection": (
        "/erasure",
        f"/erasure/{_CHILD}",
        f"/erasure/{_CHILD}/held",
        f"/erasure/{_CHILD}/ask",
        f"/erasure/{_CHILD}/hold",
    ),
}
"""By who looks; the first is nobody. A new page is added here."""
FOLLOWED: Mapping[str, tuple[tuple[str, str], ...]] = {
    "police": (
        ("/", f"a[href^='{_NEXT}/invitations/']"),
        ("/actions", ".quorate-work__item a"),
    ),
    "board": (("/measures", "main a[href^='/measures/quarters/']"),),
}
"""Pages whose address only a link on another tells."""
TOUR: Mapping[str, tuple[str, str]] = {
    "sign-in": ("", "/"),
    "my-work": ("police", "/"),
    "contribution": ("police", f"{_TODAY}/contribution"),
    "board": ("chair", f"{_TODAY}/board"),
    "measures": ("board", "/measures"),
}
_TOUR_SIZE = {"width": 660, "height": 440}
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


async def signed_in(browser: Browser, address: str, who: str, size: dict[str, int]) -> Page:
    """Return a window of somebody, signed in by the development issuer; of nobody for an empty name."""
    page = await browser.new_page(base_url=address, viewport=size)  # type: ignore[arg-type]
    await page.goto("/")
    if who:
        (person,) = (str(each.id) for each in PEOPLE if each.key == who)
        await page.click("main >> text=Sign in")
        await page.click(f"button[value='{person}']")
        await page.wait_for_url(f"{address}/")
    return page


async def every_page(browser: Browser, address: str) -> None:
    """Make a picture of each page, whole, at a desk and on a telephone."""
    for size, (width, height) in SIZES.items():
        for who, places in PAGES.items():
            page = await signed_in(browser, address, who, {"width": width, "height": height})
            wanted = [(place, "") for place in places] + list(FOLLOWED.get(who, ()))
            for number, (place, link) in enumerate(wanted):
                await page.goto(place)
                if link:
                    await page.locator(link).first.click()
                    await page.wait_for_load_state()
                file = FOLDER / f"{who or 'nobody'}-{number:02}-{size}.png"
                await page.screenshot(path=file, full_page=True)
                print(f"{file}  {place}{' then its first link' if link else ''}")
            await page.close()


async def tour(browser: Browser, address: str) -> None:
    """Make the pictures of the guide."""
    for name, (who, place) in TOUR.items():
        page = await signed_in(browser, address, who, _TOUR_SIZE)
        await page.goto(place)
        await page.locator("main figure" if name == "measures" else "h1").first.evaluate(
            "element => element.scrollIntoView()"
        )
        await page.screenshot(path=TOUR_FOLDER / f"{name}.png")
        await page.close()


async def _main(address: str, *, only_tour: bool) -> None:
    (TOUR_FOLDER if only_tour else FOLDER).mkdir(parents=True, exist_ok=True)
    path = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if path is None:
        raise SystemExit("Chromium is needed. On Debian and Ubuntu: apt install chromium")
    async with async_playwright() as playwright:
        # The sandbox of the browser needs rights that root in a container does not have.
        browser = await playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        await (tour if only_tour else every_page)(browser, address.rstrip("/"))
        await browser.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Pictures of every page of a running demo.")
    parser.add_argument("address", help="of the portal, as make demo prints it")
    parser.add_argument("--tour", action="store_true", help="make the pictures of the first-day guide")
    given = parser.parse_args()
    asyncio.run(_main(given.address, only_tour=given.tour))
