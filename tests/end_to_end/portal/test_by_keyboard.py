"""Every task is done with Tab, Enter, the space bar, the arrows and letters alone, and the focus is always seen."""

import re

from playwright.async_api import expect
from tests.end_to_end.portal.acting import acts, asks
from tests.end_to_end.portal.conftest import OpenWindow
from tests.end_to_end.portal.entrusting import entrusted
from tests.end_to_end.portal.gathering import child_of, gather
from tests.end_to_end.portal.keyboard import Keyboard
from tests.support.portal_system import PortalSystem

from quorate_events.access.actor import Duty

SAID = ".govuk-notification-banner"


async def test_an_agency_answers_shares_corrects_releases_and_withdraws(
    window: OpenWindow, system: PortalSystem
) -> None:
    meeting = await gather(system, "police")
    page = await window("police")
    keys = Keyboard(page)
    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    await page.keyboard.press("Enter")
    await keys.follow("Answer an invitation", "Invitation to a strategy discussion", leads=f"{meeting}/inv")
    await keys.follow("Accept the invitation", "My work")
    await expect(page.locator(SAID)).to_contain_text("You have accepted")
    await keys.follow("Share what your agency knows", "Share what", leads=f"{meeting}/contribution")
    await keys.pick("What is part 1 about?", "What we are worried about")
    await keys.write("What do you want to share in part 1?", "Written without a mouse.")
    await keys.choose("Who may read part 1?", "The agencies at the meeting")
    await keys.choose("From when may they read part 1?", "When its own agency releases it")
    await keys.follow("Check before you share", "Check before you share", kind="button")
    await keys.to("The chair")
    await page.keyboard.press("ArrowRight")
    await expect(page.locator("#agencies")).to_be_visible()
    await keys.follow("Share now", "Strategy discussion")
    await keys.follow("Correct", "Correct: what we are worried about")
    await keys.write("The text as it should be", "Corrected without a mouse.")
    await keys.write("Why is it corrected?", "A word was wrong.")
    await keys.follow("Correct it", "Strategy discussion")
    part = page.locator(".quorate-part", has_text="Corrected without a mouse.")
    await expect(part).to_contain_text("Not released yet")
    await keys.to("Earlier wordings")
    await page.keyboard.press("Enter")
    await expect(part).to_contain_text("Written without a mouse.")
    await keys.follow("Release now", "Release: what we are worried about")
    await keys.follow("Release it now", "Strategy discussion")
    await expect(part).not_to_contain_text("Not released yet")
    await keys.follow("Withdraw", "Withdraw: what we are worried about")
    await keys.write("Why is it withdrawn?", "It was about another family.")
    await keys.follow("Withdraw it", "Strategy discussion")
    await expect(page.locator(".quorate-part")).to_contain_text("Withdrawn")


async def test_another_searched_and_holds_nothing(window: OpenWindow, system: PortalSystem) -> None:
    meeting = await gather(system, "school")
    page = await window("school", at=meeting)
    keys = Keyboard(page)
    await keys.follow("Share what your agency knows", "Share what")
    await keys.follow("We searched and hold nothing", "We searched and hold nothing")
    await keys.write("Where did you look?", "Pupil records under both names.")
    await keys.follow("Record that we hold nothing", "My work")
    await expect(page.locator(SAID)).to_contain_text("holds nothing")


async def test_the_administrator_convenes_and_asks(window: OpenWindow, system: PortalSystem) -> None:
    page = await window("administrator")
    keys = Keyboard(page)
    await keys.follow("Convene", "Convene a meeting")
    await keys.choose("What is to be held?", "Strategy discussion")
    await keys.follow("Continue", "Convene: strategy discussion")
    await keys.write("Name of child 1", "Kit Keyboard")
    for label, value in (("Day", "3"), ("Month", "2"), ("Year", "2021")):
        await keys.write(label, value, of="Date of birth of child 1")
    await keys.write("Why is it held?", "A bruise that the explanation does not fit.")
    for label, value in (("Day", "24"), ("Month", "11"), ("Year", "2026")):
        await keys.write(label, value, of="On which day?")
    await keys.write("At what time?", "2:30pm")
    await keys.choose("How is it held?", "By video")
    chair = (await asks(system, "chair", "who_am_i"))["viewer"]["practitioner"]["name"]
    await keys.pick("Who chairs it?", chair)
    await keys.follow("Convene", "Who is asked", kind="button")
    await keys.follow("Ask for: police", "Ask Northbrook Police")
    await keys.pick("In which role?", "Detective sergeant")
    await keys.write("What is asked of it?", "What you hold on the family.")
    await keys.follow("Ask", "Who is asked", kind="button")
    await expect(page.get_by_role("row", name="Detective sergeant")).to_contain_text("Not answered yet")
    await keys.follow("Text for", "Text to send to Northbrook Police")


async def test_a_meeting_is_run_from_its_beginning_to_its_record_and_its_action_is_done(
    window: OpenWindow, system: PortalSystem
) -> None:
    meeting = await gather(system, "social_worker", "police", "health_visitor", "school")
    await acts(
        system,
        "police",
        "submit_contribution",
        meetingId=meeting.rpartition("/")[2],
        parts=[{"heading": "WORRIES", "text": "Two calls.", "audience": "PROFESSIONALS_ONLY"}],
    )
    page = await window("chair")
    keys = Keyboard(page)
    await keys.follow("Chair a meeting", "Strategy discussion", leads=f"{meeting}/board")
    await keys.follow("Begin the meeting", "Attendance")
    for _ in range(4):
        await keys.pick("Attendance of", "Here by video")
    await keys.follow("Record attendance", "Attendance")
    await expect(page.locator(SAID)).to_contain_text("Attendance is recorded")
    await keys.follow("Decisions", "Decisions")
    await keys.follow("Record the decision", "Decision for")
    await keys.choose("What is decided?", "Section 47 enquiry, jointly")
    await keys.choose("How was it decided?", "Decided together")
    await keys.write("Reasons", "Because of the injury.")
    await keys.tick("A child protection medical")
    await keys.follow("Record the decision", "Decisions", kind="button")
    await keys.follow("Views", "Views")
    await keys.pick("Which agency?", "Northbrook Police")
    await keys.choose("What does it say?", "Dissents formally")
    await keys.write("In its own words", "We would have wanted more.")
    await keys.follow("Put it on the record", "Views")
    await expect(page.locator("main")).to_contain_text("formal dissent")
    await keys.follow("Actions", "Actions agreed", leads=f"{meeting}/agree")
    await keys.write("What is to be done?", "See the child at school.")
    await keys.pick("Who does it?", "Northbrook Police")
    for label, value in (("Day", "27"), ("Month", "11"), ("Year", "2026")):
        await keys.write(label, value)
    await keys.write("How will the group know", "A note is on the file.")
    await keys.follow("Put it on the record", "Actions agreed")
    await expect(page.locator("main")).to_contain_text("Done when: A note is on the file. Agreed")
    await keys.follow("Close", "Close the sitting")
    await keys.choose("How does it end", "Close the meeting")
    await keys.follow("Record it", "Record")
    await keys.write("Summary of the meeting", "The injury was discussed.")
    await keys.follow("Confirm the record", "Record")
    await expect(page.locator("main")).to_contain_text("Record confirmed")
    await keys.choose("To whom was the record sent?", "One of the family")
    await keys.write("To whom of the family?", "Mrs Own")
    await keys.follow("It was sent", "Record")
    await expect(page.locator("main li", has_text="Mrs Own")).to_contain_text("record for the family")
    await _completes_its_action(await window("police"), meeting)
    await page.goto(f"{meeting}/attendance")
    await expect(page.locator("main")).to_contain_text("attendance can no longer be changed")


async def _completes_its_action(page, meeting: str) -> None:
    keys = Keyboard(page)
    await page.goto("/")
    await keys.follow("Accept an action", "See the child at school.", leads=f"{meeting}/actions/")
    await keys.follow("Accept", "Accept the action")
    await keys.follow("Accept", "See the child at school.", kind="button")
    await keys.follow("Complete", "Complete the action")
    await keys.write("How do we know that it is done?", "Seen on Tuesday; written down in the file.")
    await keys.follow("Complete the action", "See the child at school.", kind="button")
    await expect(page.locator(SAID)).to_contain_text("The action is completed.")
    # What the meeting would refuse now is not offered.
    await page.goto(meeting)
    await expect(page.locator("main")).to_contain_text("The record is confirmed: nothing in it can be added")
    await expect(
        page.get_by_role("link", name=re.compile("^(Correct|Withdraw|Share|Say what)"))
    ).to_have_count(0)


async def test_two_people_erase(window: OpenWindow, system: PortalSystem) -> None:
    child = await child_of(system, await gather(system, "police"))
    page = await window("data_protection")
    keys = Keyboard(page)
    await keys.follow("Erasure and holds", "Erasure and holds")
    await keys.write("Number of the person", child)
    await keys.follow("Open the file", f"Person {child[:8]}")
    await keys.follow("Ask for erasure", "Ask for erasure")
    await keys.follow("Ask for erasure", "Ask for erasure", kind="button")
    await expect(page.locator(".govuk-error-summary li")).to_have_count(2)
    await keys.choose("On which legal ground?", "The data are no longer needed")
    await keys.write("Reason", "The schedule has run out.")
    await keys.follow("Ask for erasure", f"Person {child[:8]}", kind="button")
    await expect(page.locator(SAID)).to_contain_text("The erasure is asked for.")
    async with entrusted(system, "rules", Duty.DATA_PROTECTION_OFFICER):
        second = await window("rules", anew=True)
        others = Keyboard(second)
        await others.follow("Erasure and holds", "Erasure and holds")
        await others.follow(f"Person {child[:8]}", f"Person {child[:8]}")
        await others.follow("Approve the erasure", "Approve the erasure")
        await others.tick("I have read what is lost")
        await others.follow("Approve the erasure", f"Person {child[:8]}", kind="button")
        await expect(second.locator(SAID)).to_contain_text("is being carried out")
