"""Writing a contribution: in parts, kept while it is written, looked at as others see it, corrected, withdrawn."""

import re

from playwright.async_api import Page, expect
from tests.end_to_end.portal.conftest import OpenWindow
from tests.end_to_end.portal.places import NEXT_WEEK, TODAY
from tests.support.portal_system import PortalSystem

WRITE = f"{TODAY}/contribution"
BULLETS = "\u00b7\tBail was broken twice.\r\n\u00b7\tThe neighbour\u00a0called.\u200b"


async def saved(page: Page) -> None:
    await expect(page.locator("[data-autosave-status]")).to_contain_text("Draft saved")


async def test_a_contribution_in_parts_is_checked_and_shared(window: OpenWindow) -> None:
    page = await window("police", at=WRITE)
    await page.get_by_label("What does Maisie Ravenhall want").fill("Maisie wants the shouting to stop.")
    await page.locator("#wish_audience").check()
    await page.get_by_label("What is part 1 about?").select_option("CHRONOLOGY")
    await page.get_by_label("What do you want to share in part 1?").fill(BULLETS)
    await (
        page.get_by_role("group", name="Who may read part 1?")
        .get_by_label("The agencies at the meeting")
        .check()
    )
    await page.get_by_role("button", name="Add another part").click()
    await page.get_by_label("What is part 2 about?").select_option("FUTURE_DANGER")
    await page.get_by_label("What do you want to share in part 2?").fill(
        "A third party told us where he stays."
    )
    readers = page.get_by_role("group", name="Who may read part 2?")
    await readers.get_by_label("Only the chair").check()
    await readers.get_by_label("It is police intelligence").check()
    await readers.get_by_label("In one sentence, what could happen").fill("It would name the source.")
    await (
        page.get_by_role("group", name="From when may they read part 2?")
        .get_by_label("When its own agency releases it")
        .check()
    )
    await page.get_by_role("button", name="Check before you share").click()

    await expect(page.get_by_role("heading", level=1)).to_have_text("Check before you share")
    chair = page.locator("#chair")
    await expect(chair).to_contain_text("A third party told us")
    await expect(chair).to_contain_text("- The neighbour called.")
    await page.get_by_role("tab", name="Other agencies").click()
    agencies = page.locator("#agencies")
    await expect(agencies).to_contain_text("- Bail was broken twice.")
    await page.get_by_role("tab", name="The family").click()
    family = page.locator("#family")
    await expect(family).to_contain_text("Maisie wants the shouting to stop.")
    await expect(family).not_to_contain_text("Bail was broken")
    await expect(family).not_to_contain_text("A third party")
    await page.get_by_role("button", name="Share now").click()

    await expect(page.locator(".govuk-notification-banner")).to_contain_text("has been shared")
    own = page.locator(".quorate-part", has_text="A third party told us")
    await expect(own).to_contain_text("Not released yet")
    await page.goto("/")
    await expect(page.locator(f"a[href='{WRITE}']")).to_have_count(0)


async def test_the_chair_reads_it_at_once_and_the_school_only_what_it_may(window: OpenWindow) -> None:
    chair, school = await window("chair"), await window("school")
    await chair.goto(TODAY)
    await expect(chair.locator("main")).to_contain_text("A third party told us where he stays.")
    await school.goto(TODAY)
    await expect(school.locator("main")).to_contain_text("Bail was broken twice.")
    await expect(school.locator("main")).not_to_contain_text("A third party told us")


async def test_a_part_is_corrected_and_the_old_text_is_kept(window: OpenWindow) -> None:
    page = await window("police", at=TODAY)
    part = page.locator(".quorate-part", has_text="Bail was broken twice.")
    await part.get_by_role("link", name="Correct").click()
    await page.get_by_label("The text as it should be").fill("Bail was broken once, on 14 October.")
    await page.get_by_role("button", name="Correct it").click()
    await page.get_by_role("link", name="Say why the text is corrected").click()
    await page.keyboard.type("It was once.")
    await page.get_by_role("button", name="Correct it").click()
    part = page.locator(".quorate-part", has_text="Bail was broken once")
    await part.get_by_text("Earlier wordings (1)").click()
    await expect(part).to_contain_text("Bail was broken twice.")
    await expect(part).to_contain_text("It was once.")


async def test_two_colleagues_correct_the_same_part_and_see_both_texts(window: OpenWindow) -> None:
    first, second = await window("police"), await window("police")
    for page in (first, second):
        await page.goto(TODAY)
        part = page.locator(".quorate-part", has_text="Bail was broken once")
        await part.get_by_role("link", name="Correct").click()
        await page.get_by_label("Why is it corrected?").fill("More is known.")
    await first.get_by_label("The text as it should be").fill(
        "Bail was broken once, on 14 October, at night."
    )
    await first.get_by_role("button", name="Correct it").click()
    await expect(first.locator(".govuk-notification-banner")).to_contain_text("corrected")
    await second.get_by_label("The text as it should be").fill("Bail was broken on 14 and 15 October.")
    await second.get_by_role("button", name="Correct it").click()
    await expect(second.locator(".govuk-error-summary")).to_contain_text("has corrected this part meanwhile")
    await expect(second.locator("main")).to_contain_text("at night.")
    await expect(second.get_by_label("The text as it should be")).to_have_value(
        "Bail was broken on 14 and 15 October."
    )
    await second.get_by_role("button", name="Correct it").click()
    await expect(second.locator(".quorate-part", has_text="14 and 15 October")).to_contain_text(
        "Earlier wordings (3)"
    )


async def test_a_part_is_released_and_another_withdrawn(window: OpenWindow) -> None:
    page = await window("police", at=TODAY)
    await (
        page.locator(".quorate-part", has_text="A third party")
        .get_by_role("link", name="Release now")
        .click()
    )
    await page.get_by_role("button", name="Release it now").click()
    part = page.locator(".quorate-part", has_text="A third party")
    await expect(part).not_to_contain_text("Not released yet")
    await part.get_by_role("link", name="Withdraw").click()
    await page.get_by_label("Why is it withdrawn?").fill("It was about another family.")
    await page.get_by_role("button", name="Withdraw it").click()
    await expect(page.locator(".quorate-part", has_text="A third party")).to_contain_text("Withdrawn")


async def test_what_is_written_is_kept_and_found_from_the_work_list(window: OpenWindow) -> None:
    page = await window("health_visitor", at=f"{NEXT_WEEK}/contribution")
    await page.get_by_label("What do you want to share in part 1?").fill("Two visits in October.")
    await saved(page)
    await page.goto("/")
    await page.get_by_role("link", name="What your agency shares").click()
    await expect(page.get_by_label("What do you want to share in part 1?")).to_have_value(
        "Two visits in October."
    )
    await expect(page.locator("main")).to_contain_text("We kept what you wrote")
    await page.get_by_role("button", name="Throw this draft away").click()
    await expect(page.get_by_label("What do you want to share in part 1?")).to_have_value("")


async def test_two_windows_of_one_person_lose_no_text(window: OpenWindow) -> None:
    first = await window("health_visitor")
    second = await first.context.new_page()
    for page in (first, second):
        await page.goto(f"{NEXT_WEEK}/contribution")
    await first.get_by_label("What do you want to share in part 1?").fill("Written in the first window.")
    await saved(first)
    await second.get_by_label("What do you want to share in part 1?").fill("Written in the second window.")
    await saved(second)
    await second.reload()
    await expect(second.get_by_label("What do you want to share in part 1?")).to_have_value(
        "Written in the second window."
    )
    await second.get_by_text("You wrote something else in another window").click()
    await expect(second.locator("main")).to_contain_text("Written in the first window.")
    await second.get_by_role("button", name="Throw this draft away").click()


async def test_what_is_missing_is_said_and_linked(window: OpenWindow) -> None:
    page = await window("health_visitor", at=f"{NEXT_WEEK}/contribution")
    await page.get_by_role("button", name="Check before you share").click()
    await expect(page.locator(".govuk-error-summary")).to_contain_text("or say that you hold nothing")
    await page.get_by_label("What do you want to share in part 1?").fill("Something.")
    group = page.get_by_role("group", name="From when may they read part 1?")
    await group.get_by_label("From a day and time").check()
    await page.get_by_label("Day", exact=True).fill("31")
    await page.get_by_label("Month", exact=True).fill("2")
    await page.get_by_role("button", name="Check before you share").click()
    links = page.locator(".govuk-error-summary a")
    await expect(links).to_have_text(
        [
            "Part 1: choose what it is about",
            "Part 1: choose who may read it",
            re.compile("Part 1: enter a day and a time"),
        ]
    )
    await links.last.click()
    await expect(page.get_by_label("Day", exact=True)).to_be_focused()


async def test_two_hundred_kilobytes_are_kept_and_their_writer_told_what_to_do(window: OpenWindow) -> None:
    page = await window("social_worker", at=f"{NEXT_WEEK}/contribution")
    text = "A long history of the family. " * 7_000
    await page.get_by_label("What do you want to share in part 1?").fill(text)
    await page.get_by_role("button", name="Check before you share").click()
    await expect(page.locator(".govuk-error-summary")).to_contain_text("too long for one part")
    assert await page.get_by_label("What do you want to share in part 1?").input_value() == text.strip()


async def test_searched_and_nothing_held_is_as_easy_as_writing(
    window: OpenWindow, system: PortalSystem
) -> None:
    page = await window("school", at=f"{NEXT_WEEK}/contribution")
    await page.get_by_role("link", name="We searched and hold nothing").click()
    await page.get_by_label("Where did you look?").fill("Pupil records under both names.")
    await page.get_by_role("button", name="Record that we hold nothing").click()
    await expect(page.locator(".govuk-notification-banner")).to_contain_text("holds nothing")
    await page.goto(NEXT_WEEK)
    await expect(page.locator("main")).to_contain_text("Searched and holds nothing")
