"""The administrator convenes: the rules say who must be asked and by when, and what is sent out names nobody."""

from uuid import uuid4

from playwright.async_api import Page, expect
from tests.end_to_end.portal.acting import asks
from tests.end_to_end.portal.conftest import OpenWindow
from tests.end_to_end.portal.hostile import HOSTILE, SHOWN
from tests.end_to_end.portal.places import TODAY
from tests.support.portal_system import PortalSystem

from quorate_services.demo.people import PEOPLE

CHAIR = str(next(each.id for each in PEOPLE if each.key == "chair"))
CHILD, REASON = "Wren Testerton", "Bruising that the explanation does not fit."


async def fill_in(page: Page, **other: str) -> None:
    """Fill in the form for a meeting on 4 January 2027, over Christmas, with one child."""
    await page.get_by_label("Name of child 1").fill(other.get("child", CHILD))
    await day(page, "Date of birth of child 1", "3", "2", "2021")
    await page.get_by_label("Why is it held?").fill(other.get("reason", REASON))
    await day(page, "On which day?", "4", "1", "2027")
    await page.get_by_label("At what time?").fill("2:30pm")
    await page.get_by_label("In person", exact=True).check()
    await page.get_by_label("Where?").fill(other.get("place", "Civic Centre, room 4"))
    await page.get_by_label("Who chairs it?").select_option(CHAIR)


async def day(page: Page, legend: str, *parts: str) -> None:
    """Write a day into its three fields."""
    group = page.get_by_role("group", name=legend)
    for label, part in zip(("Day", "Month", "Year"), parts, strict=True):
        await group.get_by_label(label, exact=True).fill(part)


async def convene(page: Page, kind: str = "initial_conference", **other: str) -> str:
    """Convene a meeting through the pages, and return its address."""
    await page.goto(f"/convene/{kind}")
    await fill_in(page, **other)
    await page.get_by_role("button", name="Convene", exact=True).last.click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Who is asked")
    return page.url.removesuffix("/ask")


async def test_the_rules_say_who_is_asked_and_by_when_bank_holidays_not_counted(window: OpenWindow) -> None:
    page = await window("administrator")
    await page.get_by_role("link", name="Convene").click()
    await page.get_by_role("button", name="Continue").click()
    await page.get_by_role("link", name="Choose what is to be held").click()
    await page.get_by_label("Initial child protection conference").check()
    await page.get_by_role("button", name="Continue").click()
    await fill_in(page)
    await day(page, "The section 47 enquiry started", "20", "11", "2026")
    await page.get_by_role("button", name="Convene", exact=True).last.click()
    main = page.locator("main")
    await expect(main).to_contain_text("The meeting is convened")
    # Christmas, Boxing Day and its substitute, New Year's Day and two weekends lie between.
    due = await main.locator("strong").first.inner_text()
    assert due == "Tuesday 29 December 2026"
    await expect(main).to_contain_text("Police")
    await expect(main).to_contain_text("The police are asked for what they hold")
    await expect(main).to_contain_text("by Friday 11 December 2026")
    await page.get_by_role("button", name="Ask for: police").click()
    await expect(page.get_by_label("Why is it asked?")).to_have_value(
        "The police are asked for what they hold, and to attend where they are involved."
    )
    await page.get_by_label("In which role?").select_option("detective_sergeant")
    await page.get_by_role("button", name="Ask", exact=True).click()
    await expect(main).to_contain_text("The agency is asked")
    row = page.locator("tr", has_text="Detective sergeant")
    await expect(row).to_contain_text("29 December 2026")
    await expect(main.locator("li", has_text="The police are asked for what they hold")).to_contain_text(
        "Asked"
    )


async def test_what_is_sent_out_names_nobody(window: OpenWindow, system: PortalSystem) -> None:
    page = await window("administrator")
    await convene(page)
    await page.get_by_role("button", name="Ask for: police").click()
    await page.get_by_label("In which role?").select_option("detective_sergeant")
    await page.get_by_label("Why is it asked?").fill(f"{CHILD} was seen with her father.")
    await page.get_by_role("button", name="Ask", exact=True).click()
    await page.get_by_role("link", name="Text for").first.click()
    text = await page.locator("#text").inner_text()
    async with page.expect_download() as begun:
        await page.get_by_role("link", name="calendar file").click()
    file = (await begun.value).path
    calendar = (await file()).read_text("utf-8")
    for sent in (text, calendar):
        for personal in ("Wren", "Testerton", "Bruising", "father", *await _names(system)):
            assert personal not in sent, personal
        assert "Civic Centre" in sent
    assert "DTSTART:20270104T143000Z" in calendar
    assert "Monday 4 January 2027, 2:30pm" in text
    assert "invited to an initial child protection conference" in text
    assert f"{system.options.address}/meetings/" in text


async def _names(system: PortalSystem) -> list[str]:
    told = await asks(system, "chair", "chaired_meeting", id=TODAY.rpartition("/")[2])
    return [str(told["meeting"]["chair"]["name"])]


async def test_what_is_missing_is_said_and_linked_and_nothing_typed_is_lost(window: OpenWindow) -> None:
    page = await window("administrator", at="/convene/strategy_discussion")
    await page.get_by_label("Why is it held?").fill(REASON)
    await page.get_by_role("button", name="Add another child").click()
    await page.get_by_label("Name of child 2").fill("Somebody")
    await day(page, "On which day?", "31", "2", "2027")
    await page.get_by_role("button", name="Convene", exact=True).last.click()
    await expect(page).to_have_title("Error: Convene: strategy discussion – Quorate")
    summary = page.locator(".govuk-error-summary")
    await expect(summary).to_be_focused()
    await summary.get_by_role("link", name="Enter the day of the meeting").click()
    await expect(page.locator("#when-day")).to_be_focused()
    await expect(page.get_by_label("Why is it held?")).to_have_value(REASON)
    await expect(page.get_by_label("Name of child 2")).to_have_value("Somebody")
    await expect(summary.get_by_role("link", name="Enter the date of birth of child 2")).to_be_visible()
    await expect(summary.get_by_role("link", name="Choose who chairs the meeting")).to_be_visible()


async def test_what_the_api_refuses_is_said_at_its_field(window: OpenWindow) -> None:
    page = await window("administrator", at="/convene/strategy_discussion")
    await fill_in(page)
    await day(page, "On which day?", "4", "1", "2020")
    await page.get_by_role("button", name="Convene", exact=True).last.click()
    summary = page.locator(".govuk-error-summary")
    await summary.get_by_role("link").click()
    await expect(page.locator("#when-day")).to_be_focused()
    await expect(page.locator("#when-error")).to_contain_text("past")
    await expect(page.get_by_label("Why is it held?")).to_have_value(REASON)


async def test_a_child_is_registered_once_though_the_form_has_to_be_corrected(
    window: OpenWindow, system: PortalSystem
) -> None:
    page = await window("administrator", at="/convene/strategy_discussion")
    await fill_in(page)
    # Somebody who has no account, and could not chair: the demo's last social worker has none.
    nobody = system.town["social_care"].staff["social_worker"][-1]
    await expect(page.locator(f"#chair option[value='{nobody.id}']")).to_have_count(0)
    await day(page, "On which day?", "4", "1", "2020")
    await page.get_by_role("button", name="Convene", exact=True).last.click()
    await expect(page.locator("#when-error")).to_contain_text("past")
    before = system.office.visible()
    await day(page, "On which day?", "4", "1", "2027")
    await page.get_by_role("button", name="Convene", exact=True).last.click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Who is asked")
    # The meeting, and nothing else.
    assert system.office.visible() == before + 1


async def test_what_follows_a_meeting_is_about_the_same_children(window: OpenWindow) -> None:
    page = await window("administrator", at=f"{TODAY}/ask")
    await page.get_by_role("link", name="Convene what follows this meeting").click()
    await page.get_by_label("Strategy discussion").check()
    await page.get_by_role("button", name="Continue").click()
    await expect(page.get_by_label("Maisie Ravenhall")).to_be_checked()
    await page.get_by_label("Theo Ravenhall").uncheck()
    await page.get_by_label("Why is it held?").fill("A new concern.")
    await day(page, "On which day?", "30", "11", "2026")
    await page.get_by_label("At what time?").fill("9:15")
    await page.get_by_label("By video", exact=True).check()
    await page.get_by_label("Who chairs it?").select_option(CHAIR)
    await page.get_by_role("button", name="Convene", exact=True).last.click()
    await expect(page.locator("main")).to_contain_text(
        "Strategy discussion about Maisie Ravenhall, 30 November 2026, 9:15am"
    )


async def test_a_form_that_is_sent_twice_convenes_once(window: OpenWindow) -> None:
    page = await window("administrator")
    name = f"Once {uuid4().hex[:6]}"
    await page.goto("/convene/initial_conference")
    await fill_in(page, child=name)
    form = await page.evaluate(
        "new URLSearchParams(new FormData(document.querySelector('form[data-autosave]'))).toString()"
    )
    places = [
        await page.evaluate(
            """async body => (await fetch(location.pathname, {method: 'POST', body,
            headers: {'Content-Type': 'application/x-www-form-urlencoded'}})).url""",
            form,
        )
        for _ in range(2)
    ]
    assert places[0] == places[1]
    await page.goto(places[0])
    await expect(page.locator("main")).to_contain_text(name)


async def test_hostile_text_stays_text_in_pages_and_in_the_calendar_file(window: OpenWindow) -> None:
    page = await window("administrator")
    place = "Room 4\\n;,BEGIN:VEVENT" + HOSTILE
    await convene(page, child=HOSTILE[:180], reason=HOSTILE, place=place)
    assert await page.locator("main script, main img, main svg").count() == 0
    await expect(page.locator("main")).to_contain_text(HOSTILE[:180].replace("\u202e", "")[:60])
    async with page.expect_download() as begun:
        await page.get_by_role("link", name="Calendar file of the meeting").click()
    calendar = (await (await begun.value).path()).read_bytes().decode()
    lines = calendar.replace("\r\n ", "").split("\r\n")
    assert [line for line in lines if line.startswith("BEGIN:")] == ["BEGIN:VCALENDAR", "BEGIN:VEVENT"]
    (location,) = [line for line in lines if line.startswith("LOCATION:")]
    assert "Room 4\\\\n\\;\\,BEGIN:VEVENT" in location
    assert "\u202e" not in calendar
    assert "taken" not in await page.title()
    await page.goto(page.url.replace("/ask", "/board"))
    await expect(page.get_by_role("heading", level=1)).to_contain_text(SHOWN[:60])
    assert await page.locator("main script, main img, main svg").count() == 0
