from datetime import timedelta
from uuid import UUID

import pytest
from tests.events.meetings.test_contributions import PART, part, submit
from tests.support.meetings import HEALTH, MEETING, MONDAY, POLICE, Story

from quorate_events.meetings.parts import CorrectPart, ReleasePart, WithdrawPart
from quorate_events.meetings.record import ConfirmRecord
from quorate_events.meetings.values import Release
from quorate_events.meetings.vocabulary import ContributionStatus

RELEASE = ReleasePart(meeting_id=MEETING, part_id=PART)


def shared(story: Story, **other: object) -> Story:
    story.convened().invited().when(submit(part(**other)), by=HEALTH)
    return story


def test_a_part_held_back_is_released_once(story: Story) -> None:
    shared(story, release=Release.BY_HAND).when(RELEASE, by=HEALTH)
    assert story.refuses(RELEASE, by=HEALTH) == "part_already_released"


def test_a_part_released_on_submission_is_not_released_again(story: Story) -> None:
    assert shared(story).refuses(RELEASE, by=HEALTH) == "part_already_released"


def test_a_part_for_the_meeting_is_released_by_the_meeting(story: Story) -> None:
    shared(story, release=Release.AT_MEETING).opened()
    assert story.refuses(RELEASE, by=HEALTH) == "part_already_released"


def test_a_part_with_a_time_is_released_by_the_clock(story: Story) -> None:
    shared(story, release=Release.AT_TIME, release_at=MONDAY + timedelta(hours=2))
    story.now += timedelta(hours=2)
    assert story.refuses(RELEASE, by=HEALTH) == "part_already_released"


@pytest.mark.parametrize("part_id", [PART, UUID(int=404)], ids=["of another agency", "not there"])
def test_another_agencys_part_is_answered_like_one_that_does_not_exist(story: Story, part_id: UUID) -> None:
    shared(story, release=Release.BY_HAND)
    for command in (
        ReleasePart(meeting_id=MEETING, part_id=part_id),
        CorrectPart(meeting_id=MEETING, part_id=part_id, text="Three visits.", reason="Miscounted."),
        CorrectPart(meeting_id=MEETING, part_id=part_id, text="", reason=""),
        WithdrawPart(meeting_id=MEETING, part_id=part_id, reason="Wrong family."),
    ):
        assert story.refuses(command, by=POLICE) == "part_not_found"


def test_a_correction_says_why_and_keeps_the_place(story: Story) -> None:
    correct = CorrectPart(meeting_id=MEETING, part_id=PART, text="Three visits.", reason="Miscounted.")
    corrected = shared(story).when(correct, by=HEALTH)
    assert corrected.text == "Three visits."
    assert story.events[-2].parts[0].text == "Two visits in May."  # type: ignore[attr-defined]


def test_a_withdrawn_part_is_not_corrected(story: Story) -> None:
    withdraw = WithdrawPart(meeting_id=MEETING, part_id=PART, reason="Another family's record.")
    shared(story).when(withdraw, by=HEALTH)
    correct = CorrectPart(meeting_id=MEETING, part_id=PART, text="x", reason="y")
    assert story.refuses(correct, by=HEALTH) == "part_withdrawn"
    assert story.meeting is not None
    assert story.meeting.contributions[HEALTH].status is ContributionStatus.WITHDRAWN


def test_an_unknown_part_is_refused(story: Story) -> None:
    command = ReleasePart(meeting_id=MEETING, part_id=UUID(int=404))
    assert shared(story).refuses(command, by=HEALTH) == "part_not_found"


def test_a_part_is_corrected_after_the_meeting_but_not_after_the_record_is_confirmed(story: Story) -> None:
    correct = CorrectPart(meeting_id=MEETING, part_id=PART, text="Three visits.", reason="Miscounted.")
    shared(story).opened().attended().decided().closed().when(correct, by=HEALTH)
    story.when(ConfirmRecord(meeting_id=MEETING, summary="A plan was made."))
    assert story.refuses(correct, by=HEALTH) == "record_already_confirmed"
