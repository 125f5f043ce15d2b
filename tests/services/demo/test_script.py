"""A script names its commands."""

from uuid import UUID

from quorate_events.context import Recorder
from quorate_events.meetings.convening import CancelMeeting
from quorate_services.demo.chance import Chance
from quorate_services.demo.script import Script

from .conftest import NOW

MEETING = UUID(int=1)


def test_no_command_id_is_given_out_twice_even_when_steps_were_taken_away():
    script = Script(MEETING, Chance(1))
    by = Recorder(UUID(int=2), UUID(int=3))
    script.add(NOW, by, CancelMeeting(meeting_id=MEETING, reason="first"))
    first = script.steps.pop().command_id
    script.add(NOW, by, CancelMeeting(meeting_id=MEETING, reason="second"))
    assert script.steps[0].command_id != first
