"""The pictures of the pages: one a size, and no page that is wrong passes for a picture of one that is right."""

import os
from pathlib import Path

from playwright.async_api import Browser
from scans.camera import SIZES, Camera
from tests.support.portal_system import PortalSystem


async def test_a_picture_is_made_in_every_size_and_what_is_wrong_is_named(
    system: PortalSystem, browser: Browser, tmp_path: Path
) -> None:
    camera = Camera(browser, system.options.address, tmp_path, wanted=frozenset({"/not-here-on-purpose"}))
    page = await camera.window("auditor")
    await camera.picture(page, "my-work")
    assert set(os.listdir(tmp_path)) == {f"my-work-{size}.png" for size in SIZES}
    await page.goto("/not-here-on-purpose")
    assert camera.faults == []
    await page.goto("/not-here")
    await page.evaluate("document.querySelector('main').style.width = '3000px'")
    await camera.picture(page, "wrong")
    assert camera.faults == ["/not-here: answered 404"] + [
        f"/not-here: has to be scrolled sideways ({size})" for size in SIZES
    ]
    await page.close()
