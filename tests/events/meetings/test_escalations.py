from datetime import date
from uuid import UUID

from tests.support.meetings import BASELINE, CALENDAR, HEALTH, MEETING, POLICE, SCHOOL, Story

from quorate_events.meetings.escalations import AdvanceEscalation, RaiseEscalation, ResolveEscalation
from quorate_events.rules.clocks import london_date

ESCALATION = UUID(int=600)
RAISE = RaiseEscalation(
    meeting_id=MEETING, agency_id=HEALTH, concern="The threshold was met.", escalation_id=ESCALATION
)
ADVANCE = AdvanceEscalation(meeting_id=MEETING, escalation_id=ESCALATION, reason="The difference remains.")
RESOLVE = ResolveEscalation(meeting_id=MEETING, escalation_id=ESCALATION, outcome="A new conference.")


def test_an_escalation_runs_by_the_clock_of_its_stage(story: Story) -> None:
    raised = story.in_session().when(RAISE, by=HEALTH)
    days = BASELINE.escalation_stages[0].respond_within_working_days
    expected: date = CALENDAR.add_working_days(london_date(story.now), days)
    assert raised.respond_by == expected


def test_an_escalation_goes_up_to_the_last_stage(story: Story) -> None:
    story.in_session().when(RAISE, by=HEALTH)
    for stage in BASELINE.escalation_stages[1:]:
        assert story.when(ADVANCE, by=HEALTH).stage == stage.number
    assert story.refuses(ADVANCE, by=HEALTH) == "no_further_stage"


def test_a_resolved_escalation_is_over(story: Story) -> None:
    story.in_session().when(RAISE, by=HEALTH)
    story.when(RESOLVE, by=HEALTH)
    assert story.refuses(ADVANCE, by=HEALTH) == "escalation_not_found"


def test_an_escalation_belongs_to_the_agency_that_raised_it(story: Story) -> None:
    story.in_session().when(RAISE, by=HEALTH)
    assert story.refuses(ADVANCE, by=POLICE) == "another_agency"


def test_an_escalation_of_an_unknown_dissent_is_refused(story: Story) -> None:
    command = RaiseEscalation(meeting_id=MEETING, agency_id=HEALTH, concern="c", dissent_id=UUID(int=404))
    assert story.in_session().refuses(command, by=HEALTH) == "dissent_not_found"


def test_an_uninvited_agency_does_not_escalate_here(story: Story) -> None:
    command = RaiseEscalation(meeting_id=MEETING, agency_id=SCHOOL, concern="c")
    assert story.in_session().refuses(command, by=SCHOOL) == "meeting_not_found"


def test_an_escalation_does_not_take_the_id_of_another(story: Story) -> None:
    story.in_session().when(RAISE, by=HEALTH)
    taken = RaiseEscalation(meeting_id=MEETING, agency_id=POLICE, concern="c", escalation_id=ESCALATION)
    assert story.refuses(taken, by=POLICE) == "duplicate_escalation"
