"""When a meeting is given another time, those who had answered answer again."""

from uuid import UUID

from quorate_events.meetings.convening import RescheduleMeeting
from quorate_events.meetings.invitations import AnswerInvitation
from quorate_events.meetings.sittings import OpenSitting


def test_given_answers_for_the_first_time_when_it_is_moved_then_they_are_given_for_the_second(told):
    history, _ = told
    given: dict[UUID, set[UUID]] = {}
    before: dict[UUID, set[UUID]] = {}
    sat_again = 0
    for step, meeting in (
        (step, group.stream_id) for day in history.days() for group in day for step in group.steps
    ):
        if isinstance(step.command, AnswerInvitation):
            given.setdefault(meeting, set()).add(step.command.invitation_id)
        elif isinstance(step.command, RescheduleMeeting):
            before[meeting] = given.pop(meeting, set())
        elif isinstance(step.command, OpenSitting) and meeting in before:
            sat_again += bool(before[meeting])
            assert before[meeting] <= given.get(meeting, set())
    assert sat_again > 0
