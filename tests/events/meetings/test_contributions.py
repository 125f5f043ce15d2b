from datetime import timedelta
from uuid import UUID

import pytest
from tests.support.meetings import HEALTH, MEETING, MONDAY, POLICE, SCHOOL, Story

from quorate_events.meetings.contributions import (
    DeclineContribution,
    SayNothingHeld,
    SubmitContribution,
)
from quorate_events.meetings.values import Part, Release, Restriction
from quorate_events.meetings.vocabulary import (
    Audience,
    ContributionStatus,
    PartHeading,
    RestrictionGround,
)

PART = UUID(int=300)


def part(text: str = "Two visits in May.", **other: object) -> Part:
    return Part(PartHeading.CHRONOLOGY, text, **{"part_id": PART, **other})  # type: ignore[arg-type]


def submit(*parts: Part, agency: UUID = HEALTH) -> SubmitContribution:
    return SubmitContribution(meeting_id=MEETING, agency_id=agency, parts=parts or (part(),))


def test_a_contribution_is_kept_in_parts(story: Story) -> None:
    wishes = Part(PartHeading.CHILDS_WISHES_AND_FEELINGS, "Wants to stay with nan.")
    submitted = story.convened().invited().when(submit(part(), wishes), by=HEALTH)
    assert [p.part_id for p in submitted.parts] == [PART, UUID(int=1000)]


def test_an_agency_that_was_not_invited_cannot_contribute(story: Story) -> None:
    assert story.convened().invited().refuses(submit(agency=SCHOOL), by=SCHOOL) == "meeting_not_found"


def test_nobody_contributes_for_another_agency(story: Story) -> None:
    assert story.convened().invited().refuses(submit(agency=HEALTH), by=POLICE) == "another_agency"


def test_a_contribution_without_parts_is_refused(story: Story) -> None:
    command = SubmitContribution(meeting_id=MEETING, agency_id=HEALTH, parts=())
    assert story.convened().invited().refuses(command, by=HEALTH) == "part_malformed"


@pytest.mark.parametrize(
    "broken",
    [
        part(audience=Audience.RESTRICTED),
        part(restriction=Restriction(RestrictionGround.LEGAL, "Advice.")),
        part(release=Release.AT_TIME),
        part(release_at=MONDAY + timedelta(days=1)),
        part(release=Release.AT_TIME, release_at=MONDAY - timedelta(days=1)),
    ],
)
def test_audience_and_release_must_fit_together(story: Story, broken: Part) -> None:
    assert story.convened().invited().refuses(submit(broken), by=HEALTH) == "part_malformed"


def test_a_part_about_a_child_of_another_meeting_is_refused(story: Story) -> None:
    command = submit(part(child_id=UUID(int=404)))
    assert story.convened().invited().refuses(command, by=HEALTH) == "child_not_in_meeting"


def test_a_part_over_the_limit_is_refused_by_its_size_in_bytes(story: Story) -> None:
    story.convened().invited()
    assert story.refuses(submit(part("é" * 32_769)), by=HEALTH) == "text_too_long"
    story.when(submit(part("é" * 32_768)), by=HEALTH)


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\ud800"])
def test_control_characters_are_refused(story: Story, character: str) -> None:
    code = story.convened().invited().refuses(submit(part(f"a{character}b")), by=HEALTH)
    assert code == "control_characters"


def test_line_breaks_and_tabs_are_text(story: Story) -> None:
    story.convened().invited().when(submit(part("a\r\n\tb – ‘quoted’ 🙂")), by=HEALTH)


def test_an_id_of_a_part_is_used_once(story: Story) -> None:
    story.convened().invited().when(submit(), by=HEALTH)
    assert story.refuses(submit(), by=HEALTH) == "part_malformed"


def test_nothing_held_is_an_answer(story: Story) -> None:
    held = SayNothingHeld(meeting_id=MEETING, agency_id=POLICE, searched="PNC, local intelligence.")
    story.convened().invited().when(held, by=POLICE)
    assert story.meeting is not None
    assert story.meeting.contributions[POLICE].status is ContributionStatus.NOTHING_HELD


def test_who_shared_something_cannot_say_that_nothing_is_held(story: Story) -> None:
    story.convened().invited().when(submit(), by=HEALTH)
    held = SayNothingHeld(meeting_id=MEETING, agency_id=HEALTH, searched="Records.")
    declined = DeclineContribution(meeting_id=MEETING, agency_id=HEALTH, reason="No.")
    assert story.refuses(held, by=HEALTH) == "part_malformed"
    assert story.refuses(declined, by=HEALTH) == "part_malformed"


def test_something_found_later_replaces_nothing_held(story: Story) -> None:
    held = SayNothingHeld(meeting_id=MEETING, agency_id=HEALTH, searched="Records.")
    story.convened().invited().when(held, by=HEALTH)
    story.when(submit(), by=HEALTH)
    assert story.meeting is not None
    assert story.meeting.contributions[HEALTH].status is ContributionStatus.SUBMITTED


def test_a_refusal_to_share_has_a_reason(story: Story) -> None:
    story.convened().invited()
    command = DeclineContribution(meeting_id=MEETING, agency_id=POLICE, reason="")
    assert story.refuses(command, by=POLICE) == "blank_text"


def test_a_closed_meeting_takes_no_contribution(story: Story) -> None:
    story.in_session().decided().closed()
    assert story.refuses(submit(), by=HEALTH) == "meeting_closed"
