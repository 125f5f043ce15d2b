"""The timeline: what superseded what, in which words, and who is told how much of it."""

from datetime import timedelta
from uuid import UUID

import pytest
from tests.projections.as_it_was.past import past
from tests.support.history import CHAIR, HEALTH, POLICE, SOCIAL_CARE, History, reader, speaker
from tests.support.random_history import random_history

from quorate_events.access.actor import Actor, Duty
from quorate_events.meetings.convening import ChangeChair, RescheduleMeeting
from quorate_events.meetings.parts import CorrectPart, WithdrawPart
from quorate_events.meetings.values import Part, Restriction
from quorate_events.meetings.vocabulary import Audience, PartHeading, RestrictionGround
from quorate_projections.as_it_was.timeline import TimelineEntry, timeline

THE_CHAIR = Actor(CHAIR, SOCIAL_CARE)
AUDITOR = reader(HEALTH, 5, Duty.AUDITOR)


def told(audience: Audience = Audience.PROFESSIONALS_ONLY) -> tuple[History, UUID, UUID]:
    """A meeting with one part of the police, which was corrected an hour later."""
    history = History()
    history.register_agencies()
    meeting = history.convene()
    history.invite(meeting, POLICE, "detective_sergeant")
    history.invite(meeting, HEALTH, "health_visitor")
    restricted = Restriction(RestrictionGround.POLICE_INTELLIGENCE, "An informant", (SOCIAL_CARE,))
    part = Part(
        heading=PartHeading.WORRIES,
        text="As first told.",
        audience=audience,
        restriction=restricted if audience is Audience.RESTRICTED else None,
    )
    (part_id,) = history.contribute(meeting, POLICE, part)
    history.later(hours=1)
    correction = CorrectPart(meeting_id=meeting, part_id=part_id, text="As corrected.", reason="A wrong name")
    history.do(correction, speaker(POLICE))
    return history, meeting, part_id


def seen_by(history: History, meeting: UUID, viewer: Actor, kind: str) -> list[TimelineEntry]:
    listed = timeline(past(history, meeting), viewer, history.now, reads=True, checks=False)
    return [each for each in listed if each.kind == kind]


def test_a_correction_shows_both_texts_and_what_it_superseded() -> None:
    history, meeting, part = told()
    (submitted,) = seen_by(history, meeting, reader(HEALTH), "contribution_submitted")
    (corrected,) = seen_by(history, meeting, reader(HEALTH), "part_corrected")
    assert (corrected.before, corrected.text, corrected.reason) == (
        "As first told.",
        "As corrected.",
        "A wrong name",
    )
    assert (corrected.supersedes, submitted.superseded_by) == (submitted.position, corrected.position)
    assert (submitted.part_id, corrected.part_id) == (part, part)
    assert (corrected.by, corrected.at) == (speaker(POLICE), history.now)


def test_of_a_part_withdrawn_since_others_are_told_that_it_was_and_why_and_no_text() -> None:
    history, meeting, part = told()
    history.do(WithdrawPart(meeting_id=meeting, part_id=part, reason="Wrong child"), speaker(POLICE))
    listed = timeline(past(history, meeting), reader(HEALTH), history.now, reads=True, checks=False)
    of_part = [each for each in listed if each.part_id == part]
    assert [each.kind for each in of_part] == ["contribution_submitted", "part_corrected", "part_withdrawn"]
    assert {(each.text, each.before) for each in of_part} == {(None, None)}
    assert [each.reason for each in of_part] == [None, None, "Wrong child"]
    (withdrawn,) = seen_by(history, meeting, THE_CHAIR, "part_withdrawn")
    assert (withdrawn.before, withdrawn.text) == ("As corrected.", None)


def test_of_a_part_that_is_not_for_somebody_nothing_is_told() -> None:
    history, meeting, part = told(Audience.RESTRICTED)
    listed = timeline(past(history, meeting), reader(HEALTH), history.now, reads=True, checks=False)
    assert [each for each in listed if each.part_id == part] == []
    assert {each.supersedes for each in listed} == {None}


def test_whoever_checks_is_told_everything_that_happened_and_no_word_of_it() -> None:
    history, meeting, _ = told(Audience.RESTRICTED)
    listed = timeline(past(history, meeting), AUDITOR, history.now, reads=False, checks=True)
    assert [each.position for each in listed] == [each.position for each in history.of(meeting)]
    assert {(each.text, each.before, each.reason) for each in listed} == {(None, None, None)}
    assert [each.supersedes for each in listed if each.kind == "part_corrected"] == [listed[-2].position]


def test_a_meeting_that_was_moved_and_given_another_chair_says_from_what() -> None:
    history, meeting, _ = told()
    (convened,) = seen_by(history, meeting, THE_CHAIR, "convened")
    later = history.now + timedelta(days=20)
    moved = RescheduleMeeting(meeting_id=meeting, scheduled_for=later, reason="The chair is ill")
    history.do(moved)
    history.do(ChangeChair(meeting_id=meeting, chair_id=UUID(int=0xC9), reason="The chair is ill"))
    (rescheduled,) = seen_by(history, meeting, reader(HEALTH), "rescheduled")
    (changed,) = seen_by(history, meeting, reader(HEALTH), "chair_changed")
    assert (rescheduled.supersedes, rescheduled.before) == (convened.position, convened.text)
    assert changed.supersedes == convened.position


@pytest.mark.parametrize("seed", range(8))
def test_the_chair_is_told_of_every_event_of_any_history(seed: int) -> None:
    history = random_history(seed)
    meetings = {each.stream_id for each in history.events if each.topic == "quorate.meeting.convened"}
    for meeting in meetings:
        listed = timeline(past(history, meeting), THE_CHAIR, history.now, reads=True, checks=False)
        assert {each.position for each in listed} == {each.position for each in history.of(meeting)}
        for each in listed:
            assert each.supersedes is None or each.supersedes < each.position
            assert each.superseded_by is None or each.superseded_by > each.position
