"""What somebody is shown of a part as it stood, when it was corrected, withdrawn or released since."""

from datetime import datetime
from uuid import UUID

from tests.projections.as_it_was.past import past
from tests.support.history import CHAIR, HEALTH, POLICE, SOCIAL_CARE, History, reader, speaker

from quorate_events.access.actor import Actor
from quorate_events.meetings.invitations import WithdrawInvitation
from quorate_events.meetings.parts import CorrectPart, WithdrawPart
from quorate_events.meetings.values import Part, Release
from quorate_events.meetings.vocabulary import PartHeading
from quorate_projections.as_it_was.moment import Moment
from quorate_projections.information_shared.seen import SeenPart, seen_as_it_was

THE_CHAIR = Actor(CHAIR, SOCIAL_CARE)


def told(release: Release = Release.ON_SUBMISSION) -> tuple[History, UUID, UUID, UUID]:
    """A part of the police in a meeting to which health is invited: the meeting, the part, health's invitation."""
    history = History()
    history.register_agencies()
    meeting = history.convene()
    history.invite(meeting, POLICE, "detective_sergeant")
    invitation = history.invite(meeting, HEALTH, "health_visitor")
    part = Part(heading=PartHeading.WORRIES, text="As first told.", release=release)
    (part_id,) = history.contribute(meeting, POLICE, part)
    return history, meeting, part_id, invitation


def part_seen(
    history: History, meeting_id: UUID, at: datetime, viewer: Actor, position: int | None = None
) -> SeenPart | None:
    meeting = past(history, meeting_id)
    then = meeting.shared(Moment(at, position))
    assert then is not None
    seen = seen_as_it_was(meeting_id, then, at, meeting.today, viewer, history.now)
    if seen is None:
        return None
    parts = [part for agency in seen.agencies for part in agency.parts]
    return parts[0] if parts else None


def test_a_part_corrected_since_shows_its_old_text_only() -> None:
    history, meeting, part, _ = told()
    then = history.now
    history.later(hours=1)
    correction = CorrectPart(meeting_id=meeting, part_id=part, text="As corrected.", reason="A wrong name")
    history.do(correction, speaker(POLICE))
    seen = part_seen(history, meeting, then, reader(HEALTH))
    assert seen is not None
    assert [wording.text for wording in seen.wordings] == ["As first told."]
    now = part_seen(history, meeting, history.now, reader(HEALTH))
    assert now is not None
    assert now.text == "As corrected."


def test_a_part_withdrawn_since_shows_its_text_only_to_those_who_read_withdrawn_parts() -> None:
    history, meeting, part, _ = told()
    then = history.now
    history.later(hours=1)
    history.do(WithdrawPart(meeting_id=meeting, part_id=part, reason="Wrong child"), speaker(POLICE))
    hidden = part_seen(history, meeting, then, reader(HEALTH))
    assert hidden is not None
    assert (hidden.text, hidden.wordings) == (None, ())
    assert hidden.withdrawn is not None, "nobody goes on relying on it, and the reason says why"
    for viewer in (THE_CHAIR, reader(POLICE)):
        shown = part_seen(history, meeting, then, viewer)
        assert shown is not None
        assert (shown.text, shown.withdrawn) == ("As first told.", None)


def test_a_part_released_since_was_not_there_for_its_audience() -> None:
    history, meeting, _, _ = told(Release.AT_MEETING)
    then = history.now
    history.later(days=14)
    history.open(meeting)
    assert part_seen(history, meeting, then, reader(HEALTH)) is None
    assert part_seen(history, meeting, then, THE_CHAIR) is not None
    assert part_seen(history, meeting, history.now, reader(HEALTH)) is not None


def test_an_agency_that_was_removed_since_sees_nothing_of_the_others_as_of_any_moment() -> None:
    history, meeting, _, invitation = told()
    then = history.now
    assert part_seen(history, meeting, then, reader(HEALTH)) is not None
    history.later(hours=1)
    history.do(WithdrawInvitation(meeting_id=meeting, invitation_id=invitation, reason="In error"))
    assert part_seen(history, meeting, then, reader(HEALTH)) is None


def test_of_two_events_of_the_same_moment_a_position_tells_which_had_happened() -> None:
    history, meeting, part, _ = told()
    submitted = history.events[-1].position
    history.do(
        CorrectPart(meeting_id=meeting, part_id=part, text="At once.", reason="A slip"), speaker(POLICE)
    )
    by_time = part_seen(history, meeting, history.now, THE_CHAIR)
    by_position = part_seen(history, meeting, history.now, THE_CHAIR, submitted)
    assert by_time is not None
    assert by_position is not None
    assert (by_time.text, by_position.text) == ("At once.", "As first told.")
