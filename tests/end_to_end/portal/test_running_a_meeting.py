"""The chair at work: attendance, views, dissent, decisions, actions, closing, record; while others act too."""

from uuid import uuid4

from playwright.async_api import Page, expect
from tests.end_to_end.portal.acting import acts, asks
from tests.end_to_end.portal.conftest import OpenWindow
from tests.end_to_end.portal.gathering import gather
from tests.end_to_end.portal.hostile import HOSTILE, SHOWN
from tests.support.portal_system import PortalSystem

ALL = ("social_worker", "police", "health_visitor", "school")


def banner(page: Page) -> str:
    return ".govuk-notification-banner"


async def write_day(page: Page, legend: str, *parts: str) -> None:
    group = page.get_by_role("group", name=legend)
    for label, part in zip(("Day", "Month", "Year"), parts, strict=True):
        await group.get_by_label(label, exact=True).fill(part)


async def begin(page: Page, meeting: str) -> None:
    """Open the sitting on the board."""
    await page.goto(f"{meeting}/board")
    await page.get_by_role("button", name="Begin the meeting").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Attendance")


async def everybody_is_here(page: Page) -> None:
    """Record by video everybody who is on the list."""
    lists = page.locator("#attendance select")
    for place in range(await lists.count()):
        await lists.nth(place).select_option("VIDEO")
    await page.get_by_role("button", name="Record attendance").click()
    await expect(page.locator(banner(page))).to_contain_text("Attendance is recorded")


async def test_a_meeting_from_its_beginning_to_its_record_while_the_police_post(
    window: OpenWindow, system: PortalSystem
) -> None:
    meeting = await gather(system, *ALL)
    page, board = await window("chair"), await window("administrator")
    await board.goto(f"{meeting}/board")
    await expect(board.get_by_role("status").first).to_contain_text("Live.")
    await begin(page, meeting)
    await expect(page.locator(".govuk-inset-text").first).to_contain_text("Not quorate")
    await everybody_is_here(page)
    await expect(page.locator(".govuk-inset-text").first).to_contain_text("Quorate")
    # Whoever watches sees it without doing anything.
    await expect(board.locator("#board-here li")).to_have_count(4)
    await expect(board.locator("#board-quoracy")).to_contain_text("Quorate")

    await page.get_by_role("link", name="Views").click()
    await page.get_by_label("Which agency?").select_option(index=2)
    text = f"Posted while the chair types. {uuid4()}"
    await page.get_by_label("In its own words").fill("The threshold is met.")
    await acts(
        system,
        "police",
        "submit_contribution",
        meetingId=meeting.rpartition("/")[2],
        parts=[{"heading": "WORRIES", "text": text, "audience": "SHAREABLE_WITH_FAMILY"}],
    )
    await board.locator("body", has_text=text).wait_for(state="attached")
    await expect(page.get_by_label("In its own words")).to_have_value("The threshold is met.")
    await page.get_by_label("Agrees", exact=True).check()
    await page.get_by_role("button", name="Put it on the record").click()
    await expect(page.locator("main")).to_contain_text("The threshold is met.")

    await page.get_by_role("link", name="Decisions").click()
    await page.get_by_role("link", name="Record the decision").click()
    await page.get_by_label("Section 47 enquiry, jointly with the police").check()
    await page.get_by_label("Decided together").check()
    await page.get_by_label("Reasons").fill("The injury has to be looked into.")
    await page.get_by_label("A child protection medical").check()
    await page.get_by_role("button", name="Record the decision").click()
    await expect(page.locator("main")).to_contain_text("A child protection medical is needed")

    await page.get_by_role("link", name="Views").click()
    await page.get_by_label("Which agency?").select_option(index=1)
    await page.get_by_label("Dissents formally from the decision").check()
    await page.get_by_label("In its own words").fill("We would have wanted more.")
    await page.get_by_role("button", name="Put it on the record").click()
    await expect(page.locator("main")).to_contain_text("formal dissent")
    await page.get_by_role("link", name="Record how it was resolved").click()
    await page.get_by_role("button", name="Put it on the record").click()
    await page.get_by_role("link", name="Enter how the dissent was resolved").click()
    await page.keyboard.type("The agency was shown the medical.")
    await page.get_by_role("button", name="Put it on the record").click()
    await expect(page.locator("main")).to_contain_text("The agency was shown the medical.")

    await page.get_by_role("link", name="Actions").last.click()
    await page.get_by_label("What is to be done?").fill("See the child at school.")
    await page.get_by_label("Who does it?").select_option(index=1)
    await write_day(page, "By when?", "27", "11", "2026")
    await page.get_by_label("How will the group know").fill("A note is on the file.")
    await page.get_by_role("button", name="Put it on the record").click()
    await expect(page.locator("main")).to_contain_text("See the child at school.")

    await page.get_by_role("link", name="Close").click()
    await page.get_by_label("Close the meeting").check()
    await page.get_by_role("button", name="Record it").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Record")
    await page.get_by_label("Summary of the meeting").fill("The injury was discussed.")
    await page.get_by_role("button", name="Confirm the record").click()
    await expect(page.locator("main")).to_contain_text("Record confirmed")
    await page.get_by_label("One of the family").check()
    await page.get_by_role("button", name="It was sent").click()
    await page.get_by_role("link", name="Enter to whom of the family it was sent").click()
    await page.keyboard.type("Mrs Own")
    await page.get_by_role("button", name="It was sent").click()
    await expect(page.locator("main li", has_text="Mrs Own")).to_contain_text("record for the family")

    await page.get_by_role("link", name="Record for the family").click()
    printed = page.locator("main")
    for said in ("The injury was discussed.", text, "The threshold is met.", "See the child at school."):
        await expect(printed).to_contain_text(said)
    await page.emulate_media(media="print")
    await expect(page.locator("header nav")).to_be_hidden()


async def test_a_decision_is_changed_with_a_reason_and_the_first_stays(
    window: OpenWindow, system: PortalSystem
) -> None:
    meeting = await gather(system, *ALL)
    page = await window("chair")
    await begin(page, meeting)
    await everybody_is_here(page)
    await page.goto(f"{meeting}/decisions")
    await page.get_by_role("link", name="Record the decision").click()
    await page.get_by_role("button", name="Record the decision").click()
    await expect(page.locator(".govuk-error-summary")).to_be_focused()
    await page.get_by_label("No section 47 enquiry").check()
    await page.get_by_label("Decided by the chair").check()
    await page.get_by_label("Reasons").fill("Nothing was found.")
    await page.get_by_role("button", name="Record the decision").click()
    await page.get_by_role("link", name="Change the decision").click()
    await page.get_by_label("Section 47 enquiry, jointly").check()
    await page.get_by_label("Why is the decision changed?").fill("The hospital called.")
    await page.get_by_role("button", name="Record the decision").click()
    await expect(page.locator("main")).to_contain_text("Changed because: The hospital called.")
    await page.get_by_text("Before: No section 47 enquiry").click()
    await expect(page.locator("main details")).to_contain_text("Nothing was found.")


async def test_too_few_are_there_and_the_meeting_is_adjourned(
    window: OpenWindow, system: PortalSystem
) -> None:
    meeting = await gather(system, *ALL)
    page = await window("chair")
    await begin(page, meeting)
    await page.get_by_role("link", name="Close").click()
    await page.get_by_label("Adjourn: too few are there").check()
    await page.get_by_role("button", name="Record it").click()
    await page.get_by_role("link", name="Enter the day on which the meeting goes on").click()
    await expect(page.locator("#reconvene-day")).to_be_focused()
    await page.get_by_label("Why is the meeting adjourned?").fill("The police could not come.")
    await page.get_by_label("What protects the child until then?").fill("The child stays with an aunt.")
    await write_day(page, "When does it go on?", "25", "11", "2026")
    await page.get_by_role("button", name="Record it").click()
    await expect(page.locator("#board-status")).to_contain_text("Adjourned")
    await expect(page.get_by_role("button", name="Begin the next sitting")).to_be_visible()


async def test_too_few_are_there_and_the_meeting_goes_on_with_a_reason(
    window: OpenWindow, system: PortalSystem
) -> None:
    meeting = await gather(system, *ALL)
    page = await window("chair")
    await begin(page, meeting)
    await page.get_by_role("link", name="Close").click()
    await page.get_by_label("Go on although too few are there").check()
    await page.get_by_label("Delay would be detrimental").check()
    await page.get_by_label("Why does the meeting go on?").fill("The child is at risk tonight.")
    await page.get_by_role("button", name="Record it").click()
    await expect(page.locator(".govuk-inset-text").first).to_contain_text("The meeting goes on all the same")


async def test_two_who_record_attendance_do_not_undo_each_other(
    window: OpenWindow, system: PortalSystem
) -> None:
    meeting = await gather(system, *ALL)
    chair, administrator = await window("chair"), await window("administrator")
    await begin(chair, meeting)
    await administrator.goto(f"{meeting}/attendance")
    await administrator.locator("#attendance select").nth(1).select_option("TELEPHONE")
    await everybody_is_here(chair)
    await administrator.get_by_role("button", name="Record attendance").click()
    chosen = [
        await administrator.locator("#attendance select").nth(place).input_value() for place in range(4)
    ]
    assert sorted(chosen) == ["TELEPHONE", "VIDEO", "VIDEO", "VIDEO"]


async def test_the_family_and_the_child_are_put_on_the_list(window: OpenWindow, system: PortalSystem) -> None:
    meeting = await gather(system, *ALL)
    page = await window("chair")
    await begin(page, meeting)
    await page.get_by_label("Name of person 1").fill(HOSTILE[:90])
    await page.get_by_role("button", name="Record attendance").click()
    await page.get_by_role("link", name="Choose what person 1 is").click()
    await page.locator("#other-1-role").select_option(index=1)
    await page.locator("#other-1-how").select_option("IN_PERSON")
    await page.get_by_label("How did Robin").select_option("SENT_VIEWS")
    await page.get_by_label("In a few words").fill("A drawing of the house.")
    await page.get_by_role("button", name="Record attendance").click()
    await expect(page.locator("main")).to_contain_text(HOSTILE[:60])
    await expect(page.get_by_label("How did Robin")).to_have_value("SENT_VIEWS")
    assert await page.locator("main script, main img, main svg").count() == 0


async def test_hostile_text_stays_text_on_every_page_and_in_print(
    window: OpenWindow, system: PortalSystem
) -> None:
    meeting = await gather(system, *ALL)
    page = await window("chair")
    await begin(page, meeting)
    await everybody_is_here(page)
    await page.goto(f"{meeting}/views")
    for what in ("Disagrees", "Has a reservation, which is noted"):
        await page.get_by_label("Which agency?").select_option(index=1)
        await page.get_by_label(what).check()
        await page.get_by_label("In its own words").fill(HOSTILE)
        await page.get_by_role("button", name="Put it on the record").click()
    await page.goto(f"{meeting}/decisions")
    await page.get_by_role("link", name="Record the decision").click()
    await page.get_by_label("No section 47 enquiry").check()
    await page.get_by_label("Decided together").check()
    await page.get_by_label("Reasons").fill(HOSTILE)
    await page.get_by_label("What has to be done at once").fill(HOSTILE)
    await page.get_by_role("button", name="Record the decision").click()
    await page.goto(f"{meeting}/agree")
    await page.get_by_label("What is to be done?").fill(HOSTILE)
    await page.get_by_label("Who does it?").select_option(index=1)
    await write_day(page, "By when?", "27", "11", "2026")
    await page.get_by_label("How will the group know").fill(HOSTILE)
    await page.get_by_role("button", name="Put it on the record").click()
    await page.goto(f"{meeting}/close")
    await page.get_by_label("Close the meeting").check()
    await page.get_by_role("button", name="Record it").click()
    await page.get_by_label("Summary of the meeting").fill(HOSTILE)
    await page.get_by_role("button", name="Confirm the record").click()
    for place in ("board", "views", "decisions", "agree", "record", "record/print", "record/print?to=family"):
        await page.goto(f"{meeting}/{place}")
        assert await page.locator("main script, main img, main svg").count() == 0, place
        assert "taken" not in await page.title()
    await expect(page.locator("main")).to_contain_text(SHOWN)


async def test_what_was_typed_outlives_the_session(window: OpenWindow, system: PortalSystem) -> None:
    meeting = await gather(system, *ALL)
    page = await window("chair", anew=True)
    await begin(page, meeting)
    await page.goto(f"{meeting}/views")
    await page.get_by_label("In its own words").fill("Half a sentence that")
    system.clock.move(minutes=31)
    await page.get_by_role("button", name="Put it on the record").click()
    await expect(page.locator("main")).to_contain_text("What you wrote is kept")
    await page.get_by_role("link", name="Sign in").click()
    await page.click(f"button[value='{system.people['chair']}']")
    await expect(page.get_by_label("In its own words")).to_have_value("Half a sentence that")


async def test_the_restricted_part_stands_only_in_the_versions_of_those_who_may_read_it(
    window: OpenWindow, system: PortalSystem
) -> None:
    meeting = await gather(system, *ALL)
    school = (await asks(system, "school", "who_am_i"))["viewer"]["agencyId"]
    health = (await asks(system, "health_visitor", "who_am_i"))["viewer"]["agencyId"]
    secret, open_ = f"secret {uuid4()}", f"open {uuid4()}"
    restriction = {"ground": "POLICE_INTELLIGENCE", "reason": "A source.", "agencyIds": [health]}
    await acts(
        system,
        "police",
        "submit_contribution",
        meetingId=meeting.rpartition("/")[2],
        parts=[
            {"heading": "WORRIES", "text": secret, "audience": "RESTRICTED", "restriction": restriction},
            {"heading": "WORRIES", "text": open_, "audience": "PROFESSIONALS_ONLY"},
        ],
    )
    page = await window("chair")
    seen = {}
    for to_ in ("full", "family", school, health):
        await page.goto(f"{meeting}/record/print?to={to_}")
        text = await page.text_content("main") or ""
        seen[to_] = (secret in text, open_ in text)
    assert seen == {
        "full": (True, True),
        "family": (False, False),
        school: (False, True),
        health: (True, True),
    }


async def test_who_does_not_run_a_meeting_is_told_so_and_can_record_nothing(
    window: OpenWindow, system: PortalSystem
) -> None:
    meeting = await gather(system, *ALL)
    page = await window("police")
    for place in ("attendance", "views", "decisions", "agree", "close", "record", "record/print", "ask"):
        answer = await page.goto(f"{meeting}/{place}")
        assert answer is not None
        assert answer.status == 403, place
    await page.goto(f"{meeting}/board")
    await expect(page.get_by_role("button", name="Begin the meeting")).to_have_count(0)
    await expect(page.get_by_role("navigation", name="This meeting")).to_have_count(0)


async def test_everything_is_recorded_without_scripts(window: OpenWindow, system: PortalSystem) -> None:
    meeting = await gather(system, *ALL)
    page = await window("chair", java_script_enabled=False)
    await begin(page, meeting)
    await everybody_is_here(page)
    await page.goto(f"{meeting}/views")
    await page.locator("#agency").select_option(index=1)
    await page.locator("#what-3").check()
    await page.locator("#text").fill("Not sure yet.")
    await page.get_by_role("button", name="Put it on the record").click()
    await expect(page.locator("main")).to_contain_text("Not sure yet.")
    await page.goto(f"{meeting}/close")
    await page.locator("#how").check()
    await page.get_by_role("button", name="Record it").click()
    await expect(page.locator(".govuk-error-summary")).to_be_visible()
    await page.goto(f"{meeting}/decisions")
    await page.get_by_role("link", name="Record the decision").click()
    await page.locator("#outcome").check()
    await page.locator("#basis").check()
    await page.locator("#rationale").fill("As said.")
    await page.get_by_role("button", name="Record the decision").click()
    await page.goto(f"{meeting}/close")
    await page.locator("#how").check()
    await page.get_by_role("button", name="Record it").click()
    await page.locator("#summary").fill("It was short.")
    await page.get_by_role("button", name="Confirm the record").click()
    await expect(page.locator("main")).to_contain_text("It was short.")
