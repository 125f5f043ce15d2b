"""A meeting of the pictures' own, from its convening to its record: pages that show only while something happens."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.async_api import Page, expect

from quorate_services.demo.people import PEOPLE
from scans.camera import Camera

_ASKED = (
    ("investigating social worker", "Northbrook Children's Social Care", "investigating_social_worker"),
    ("police", "Northbrook Police", "detective_sergeant"),
    ("health", "Northbrook Community NHS Trust", "health_visitor"),
)
_READERS = {
    "SHAREABLE_WITH_FAMILY": "He waits for his father at the window and asks when he comes.",
    "RESTRICTED": "A neighbour told us where the father stays.",
}


async def a_meeting_in_its_stages(camera: Camera) -> None:
    """Convene, ask, share, correct, run, close, confirm and print, with a picture of each page on the way."""
    administrator, police = await camera.window("administrator"), await camera.window("police")
    meeting = await _convene(administrator)
    await _ask(camera, administrator, meeting)
    await _share(camera, police, meeting)
    chair = await camera.window("chair")
    await _run(camera, chair, meeting)
    await _end(camera, chair, meeting)
    await police.goto(meeting)
    await camera.picture(police, "stage-closed-for-police")
    for page in (administrator, police, chair):
        await page.close()


async def _convene(page: Page) -> str:
    when = datetime.now(ZoneInfo("Europe/London")) + timedelta(days=1)
    await page.goto("/convene/strategy_discussion")
    await page.get_by_label("Name of child 1").fill("Robin Picturesque")
    await _day(page, "Date of birth of child 1", when.replace(year=when.year - 5, day=1))
    await page.get_by_label("Why is it held?").fill("A bruise that the explanation does not fit.")
    await _day(page, "On which day?", when)
    await page.get_by_label("At what time?").fill("2:30pm")
    await page.get_by_label("By video", exact=True).check()
    (chair,) = (str(each.id) for each in PEOPLE if each.key == "chair")
    await page.get_by_label("Who chairs it?").select_option(chair)
    await page.get_by_role("button", name="Convene", exact=True).last.click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Who is asked")
    return page.url.removesuffix("/ask")


async def _ask(camera: Camera, page: Page, meeting: str) -> None:
    for label, agency, role in _ASKED:
        await page.get_by_label(f"Agency for: {label}").select_option(label=agency)
        await page.get_by_role("button", name=f"Ask for: {label}").click()
        if label == "police":
            await camera.picture(page, "stage-ask")
        await page.get_by_label("In which role?").select_option(role)
        await page.get_by_label("What is asked of it?").fill("What you know of the child and the family.")
        await page.get_by_role("button", name="Ask", exact=True).click()
        await expect(page.locator(".govuk-notification-banner")).to_be_visible()
    await camera.picture(page, "stage-asked")


async def _share(camera: Camera, page: Page, meeting: str) -> None:
    await page.goto(f"{meeting}/contribution")
    for place, (reader, text) in enumerate(_READERS.items(), 1):
        if place > 1:
            await page.get_by_role("button", name="Add another part").click()
        await page.get_by_label(f"What is part {place} about?").select_option("WORRIES")
        await page.get_by_label(f"What do you want to share in part {place}?").fill(text)
        await page.locator(f"input[name$='-audience'][value='{reader}']").nth(place - 1).check()
    await page.get_by_label("It is police intelligence").last.check()
    await page.get_by_label("In one sentence, what could happen").last.fill("It would name the neighbour.")
    await page.get_by_label("When its own agency releases it").last.check()
    await camera.picture(page, "stage-written")
    await page.get_by_role("button", name="Check before you share").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Check before you share")
    await camera.picture(page, "stage-check")
    await page.get_by_role("button", name="Share now").click()
    for step in ("Correct", "Withdraw", "Release now"):
        await page.goto(meeting)
        part = page.locator(".quorate-part", has_text=_READERS["RESTRICTED"])
        await part.get_by_role("link", name=step).click()
        await camera.picture(page, f"stage-{step.split()[0].lower()}")
    await page.goto(meeting)
    part = page.locator(".quorate-part", has_text=_READERS["SHAREABLE_WITH_FAMILY"])
    await part.get_by_role("link", name="Correct").click()
    await page.get_by_label("The text as it should be").fill("He waits for his father at the window.")
    await page.get_by_label("Why is it corrected?").fill("He did not ask.")
    await page.get_by_role("button", name="Correct it").click()
    await page.get_by_text("Earlier wordings (1)").click()
    await camera.picture(page, "stage-shared")


async def _run(camera: Camera, page: Page, meeting: str) -> None:
    await page.goto(f"{meeting}/board")
    await page.get_by_role("button", name="Begin the meeting").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Attendance")
    await camera.picture(page, "stage-attendance")
    for row in await page.locator("#attendance .quorate-person").all():
        for name in await row.get_by_label("Name of whoever").all():
            await name.fill("Alex Instead")
        await row.locator("select").select_option("VIDEO")
    await page.get_by_role("button", name="Record attendance").click()
    await expect(page.locator(".govuk-notification-banner")).to_contain_text("Attendance is recorded")
    await _leads(camera, page, f"{meeting}/decisions", "Record the decision", "stage-decision")
    await page.get_by_label("Section 47 enquiry, jointly with the police").check()
    await page.get_by_label("Decided together").check()
    await page.get_by_label("Reasons").fill("The injury has to be looked into.")
    await page.get_by_role("button", name="Record the decision").click()
    await page.goto(f"{meeting}/views")
    await page.get_by_label("Which agency?").select_option(index=1)
    await page.get_by_label("Dissents formally").check()
    await page.get_by_label("In its own words").fill("We would have wanted more.")
    await page.get_by_role("button", name="Put it on the record").click()
    await _leads(camera, page, f"{meeting}/views", "Record how it was resolved", "stage-dissent")
    await page.goto(f"{meeting}/agree")
    await page.get_by_label("What is to be done?").fill("See the child at school.")
    await page.get_by_label("Who does it?").select_option(index=1)
    await _day(page, "By when?", datetime.now(ZoneInfo("Europe/London")) + timedelta(days=7))
    await page.get_by_label("How will the group know").fill("A note is on the file.")
    await page.get_by_role("button", name="Put it on the record").click()
    for place in ("", "/board", "/attendance", "/views", "/decisions", "/agree", "/close"):
        await page.goto(f"{meeting}{place}")
        await camera.picture(page, f"stage-session-{place.strip('/') or 'meeting'}")


async def _end(camera: Camera, page: Page, meeting: str) -> None:
    await page.goto(f"{meeting}/close")
    await page.get_by_label("Close the meeting").check()
    await page.get_by_role("button", name="Record it").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Record")
    await camera.picture(page, "stage-closed-record")
    await page.get_by_label("Summary of the meeting").fill("The injury was discussed.")
    await page.get_by_role("button", name="Confirm the record").click()
    await page.get_by_label("One of the family").check()
    await page.get_by_label("To whom of the family").fill("Mrs Picturesque")
    await page.get_by_role("button", name="It was sent").click()
    for place in ("/board", "/decisions", "/agree", "/close", "/record", "/timeline"):
        await page.goto(f"{meeting}{place}")
        await camera.picture(page, f"stage-confirmed-{place.strip('/')}")
    await page.emulate_media(media="print")
    for version in ("full", "family"):
        await page.goto(f"{meeting}/record/print?to={version}")
        await camera.picture(page, f"stage-printed-{version}")


async def _leads(camera: Camera, page: Page, place: str, link: str, name: str) -> None:
    await page.goto(place)
    await page.get_by_role("link", name=link).click()
    await camera.picture(page, name)


async def _day(page: Page, legend: str, day: datetime) -> None:
    group = page.get_by_role("group", name=legend)
    for label, part in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        await group.get_by_label(label, exact=True).fill(str(part))
