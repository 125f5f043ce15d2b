"""``python -m scans.screenshots ADDRESS``: pictures of every page of a running demo, to be looked at.

ADDRESS is that of the portal, as ``make demo`` prints it. The pictures go into ``screenshots/``, which Git ignores.
A page that answers with 400 or more, complains or has to be scrolled sideways is named at the end, and the program
ends with 1. It convenes a meeting of its own and runs it (:mod:`scans.stages`), which stays in the demo.
``--tour`` makes the pictures of ``docs/guides/first-day.md`` anew instead, in ``docs/images/``.
"""

import argparse
import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from playwright.async_api import FloatRect, Page, ViewportSize

from quorate_services.demo.script import named_id
from quorate_services.demo.showcase import NEXT_WEEKS_CONFERENCE, TODAY, TODAYS_CONFERENCE
from scans.camera import Camera, chromium
from scans.stages import a_meeting_in_its_stages

FOLDER, TOUR_FOLDER = Path("screenshots"), Path("docs/images")
_TODAY, _NEXT = f"/meetings/{TODAYS_CONFERENCE}", f"/meetings/{NEXT_WEEKS_CONFERENCE}"
_CHILD = named_id("child", TODAY, 0)
_SHARING = ("contribution", "nothing-held", "decline", "involvement")
_RUNNING = ("board", "ask", "attendance", "views", "decisions", "agree", "close", "record")
_NOWHERE = "/nothing-here"
_REFUSED = frozenset({_NOWHERE, "/looks/people?agency=", f"{_TODAY}/seen-by?agency="})
"""Pages that say what is wrong, and are answered so."""
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
        _NOWHERE,
    ),
    "chair": (
        "/",
        _TODAY,
        *(f"{_TODAY}/{each}" for each in (*_RUNNING, "timeline", "as-of", "record/print")),
    ),
    "administrator": (
        "/",
        "/convene",
        "/convene/initial_conference",
        f"{_NEXT}/ask",
        f"{_NEXT}/arrange",
        *(f"{_NEXT}/arrange/{each}" for each in ("move", "chair", "cancel")),
    ),
    "coordinator": ("/", "/agency", "/agency?who=nobody", "/agency/absence"),
    "board": ("/", "/measures"),
    "auditor": (
        "/",
        "/looks",
        f"/looks/child/{_CHILD}",
        "/looks/people",
        "/timelines",
        f"{_TODAY}/timeline",
        "/verification",
        f"/verification/meetings/{TODAYS_CONFERENCE}",
    ),
    "reviewer": ("/", "/timelines", f"{_TODAY}/timeline", f"{_TODAY}/seen-by", f"{_TODAY}/seen-by?agency="),
    "data_protection": (
        "/oversight",
        *(f"/oversight/{each}" for each in ("openings", "chairs", "sign-ins")),
        "/erasure",
        f"/erasure/{_CHILD}",
        f"/erasure/{_CHILD}/held",
        f"/erasure/{_CHILD}/ask",
        f"/erasure/{_CHILD}/hold",
    ),
}
"""By who looks; the first is nobody. A new page is added here."""
_AN_ACTION = ("/actions", ".quorate-work__item a")
FOLLOWED: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "police": (
        (_NEXT, f"a[href^='{_NEXT}/invitations/']"),
        _AN_ACTION,
        *((*_AN_ACTION, f"main a[href$='/{step}']") for step in ("complete", "progress", "not-done")),
    ),
    "administrator": (
        (f"{_NEXT}/ask", "main a[href$='/text']"),
        (f"{_NEXT}/ask", "text=Ask this agency"),
    ),
    "board": (
        ("/measures", "main a[href^='/measures/quarters/']"),
        ("/measures", "main a[href^='/measures/quarters/']", "text=Keep the notes"),
    ),
    "auditor": (
        (f"/verification/meetings/{TODAYS_CONFERENCE}", "main a[href*='/positions/']"),
        ("/looks/people", "text=Show its people"),
    ),
}
"""Pages whose address only a link or a button on another tells, the first that is found; a new one is added here."""


class Shot(NamedTuple):
    """One picture of the guide: who looks at what, from one thing on the page to another, with something opened."""

    who: str
    place: str
    top: str
    bottom: str
    opened: str = ""


TOUR: Mapping[str, Shot] = {
    "sign-in": Shot("", "/", "header", "main"),
    "my-work": Shot("police", "/", "header", ".quorate-work__item >> nth=3"),
    "contribution": Shot("police", f"{_TODAY}/contribution", "#parts", "text=Check before you share"),
    "board": Shot("chair", f"{_TODAY}/board", "h1", "#board-information"),
    "measures": Shot(
        "board", "/measures", "main figure >> nth=0", "main figure >> nth=0", "text=Figures as a table"
    ),
}
_TOUR_SIZE: ViewportSize = {"width": 800, "height": 700}
_SMALLER, _MARGIN = 0.75, 15


async def every_page(camera: Camera) -> None:
    """Make a picture of each page, whole, in every size."""
    for who in PAGES:
        page = await camera.window(who)
        ways = [(place,) for place in PAGES[who]] + list(FOLLOWED.get(who, ()))
        for number, way in enumerate(ways):
            await _go(page, way)
            await camera.picture(page, f"{who or 'nobody'}-{number:02}")
        await page.close()


async def _go(page: Page, way: tuple[str, ...]) -> None:
    place, *links = way
    await page.goto(place)
    for link in links:
        await page.locator(link).first.click()
        await page.wait_for_load_state()


async def tour(camera: Camera) -> None:
    """Make the pictures of the guide."""
    for name, shot in TOUR.items():
        page = await camera.window(shot.who, _TOUR_SIZE, _SMALLER)
        await page.goto(shot.place)
        if shot.opened:
            await page.locator(shot.opened).first.click()
        await page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
        top = await page.locator(shot.top).first.bounding_box()
        bottom = await page.locator(shot.bottom).last.bounding_box()
        assert top is not None, name
        assert bottom is not None, name
        begins = max(0, top["y"] - _MARGIN)
        height = bottom["y"] + bottom["height"] + _MARGIN - begins
        clip: FloatRect = {"x": 0, "y": begins, "width": _TOUR_SIZE["width"], "height": height}
        await page.screenshot(path=TOUR_FOLDER / f"{name}.png", full_page=True, clip=clip)
        await page.close()


async def _main(address: str, *, only_tour: bool) -> None:
    folder = TOUR_FOLDER if only_tour else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    async with chromium() as browser:
        camera = Camera(browser, address.rstrip("/"), folder, wanted=_REFUSED)
        if only_tour:
            await tour(camera)
        else:
            await every_page(camera)
            await a_meeting_in_its_stages(camera)
    if camera.faults:
        raise SystemExit("\n".join(["", "This is wrong:", *camera.faults]))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Pictures of every page of a running demo.")
    parser.add_argument("address", help="of the portal, as make demo prints it")
    parser.add_argument("--tour", action="store_true", help="make the pictures of the first-day guide")
    given = parser.parse_args()
    asyncio.run(_main(given.address, only_tour=given.tour))
