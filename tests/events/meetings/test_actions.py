from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.support.meetings import CHILD, HEALTH, HELD, MEETING, POLICE, Story

from quorate_events.meetings.action_progress import (
    AcceptAction,
    CompleteAction,
    ReassignAction,
    RecordActionNotDone,
    ReportProgress,
    RescheduleAction,
)
from quorate_events.meetings.actions import AgreeAction
from quorate_events.meetings.vocabulary import ActionStatus, Sector
from quorate_events.people.agency import Agency

ACTION = UUID(int=500)


def agency(sector: Sector) -> Agency:
    registered = Agency.__new__(Agency)
    registered.sector = sector
    return registered


def agree(**other: Any) -> AgreeAction:
    return AgreeAction(
        **{
            "meeting_id": MEETING,
            "what": "Weigh the baby every week.",
            "agency_id": HEALTH,
            "role": "health_visitor",
            "due": date(2026, 3, 30),
            "measure": "Weights on the growth chart.",
            "child_ids": (CHILD,),
            "action_id": ACTION,
            **other,
        }
    )


def agreed(story: Story) -> Story:
    story.in_session().when(agree())
    return story


COMPLETE = CompleteAction(meeting_id=MEETING, action_id=ACTION, evidence="Four weights, all rising.")


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"agency_id": None}, "action_incomplete"),
        ({"due": None}, "action_incomplete"),
        ({"due": date(2026, 3, 15)}, "date_in_the_past"),
        ({"role": "sheriff"}, "unknown_role"),
        ({"role": "detective_sergeant"}, "role_not_for_agency"),
        ({"role": "parent"}, "role_not_for_agency"),
        ({"measure": ""}, "blank_text"),
        ({"child_ids": (UUID(int=404),)}, "child_not_in_meeting"),
    ],
)
def test_an_action_has_an_owner_a_date_and_a_measure(story: Story, other: dict[str, Any], code: str) -> None:
    story.known = {HEALTH: agency(Sector.HEALTH)}
    assert story.in_session().refuses(agree(**other)) == code


def test_an_action_is_agreed_in_a_sitting(story: Story) -> None:
    assert story.convened().invited().refuses(agree()) == "not_in_session"


def test_an_action_id_is_used_once(story: Story) -> None:
    assert agreed(story).refuses(agree()) == "duplicate_action"


def test_an_action_is_accepted_progressed_and_completed_with_evidence(story: Story) -> None:
    agreed(story).when(AcceptAction(meeting_id=MEETING, action_id=ACTION), by=HEALTH)
    story.when(ReportProgress(meeting_id=MEETING, action_id=ACTION, note="Two weights done."), by=HEALTH)
    story.now += timedelta(days=10)
    completed = story.when(COMPLETE, by=HEALTH)
    assert completed.completed_on == date(2026, 3, 26)
    assert story.meeting is not None
    assert story.meeting.actions[ACTION].status is ActionStatus.COMPLETED


def test_an_action_is_finished_after_the_meeting_is_closed_too(story: Story) -> None:
    agreed(story).decided().closed().when(COMPLETE, by=HEALTH)


def test_completed_without_evidence_is_not_completed(story: Story) -> None:
    command = CompleteAction(meeting_id=MEETING, action_id=ACTION, evidence=" ")
    assert agreed(story).refuses(command, by=HEALTH) == "blank_text"


def test_an_action_is_not_completed_tomorrow(story: Story) -> None:
    command = CompleteAction(
        meeting_id=MEETING, action_id=ACTION, evidence="e", completed_on=HELD.date() + timedelta(days=1)
    )
    assert agreed(story).refuses(command, by=HEALTH) == "date_in_the_future"


def test_a_finished_action_stays_finished(story: Story) -> None:
    agreed(story).when(RecordActionNotDone(meeting_id=MEETING, action_id=ACTION, reason="Moved."), by=HEALTH)
    assert story.refuses(COMPLETE, by=HEALTH) == "action_finished"


def test_only_the_owner_or_the_convener_moves_an_action(story: Story) -> None:
    assert agreed(story).refuses(COMPLETE, by=POLICE) == "another_agency"


def test_an_action_is_not_given_to_a_role_of_another_sector(story: Story) -> None:
    story.known = {POLICE: agency(Sector.POLICE)}
    given = ReassignAction(
        meeting_id=MEETING, action_id=ACTION, agency_id=POLICE, role="health_visitor", reason="r"
    )
    assert agreed(story).refuses(given, by=HEALTH) == "role_not_for_agency"


def test_a_reassigned_action_is_the_new_owners(story: Story) -> None:
    agreed(story).when(
        ReassignAction(
            meeting_id=MEETING,
            action_id=ACTION,
            agency_id=POLICE,
            role="police_officer",
            reason="Better placed.",
        ),
        by=HEALTH,
    )
    assert story.refuses(COMPLETE, by=HEALTH) == "another_agency"
    story.when(COMPLETE, by=POLICE)


def test_a_rescheduled_action_has_a_date_ahead_and_a_reason(story: Story) -> None:
    agreed(story)
    past = RescheduleAction(meeting_id=MEETING, action_id=ACTION, due=date(2026, 3, 1), reason="r")
    assert story.refuses(past, by=HEALTH) == "date_in_the_past"
    story.when(
        RescheduleAction(meeting_id=MEETING, action_id=ACTION, due=date(2026, 4, 8), reason="Scales broken."),
        by=HEALTH,
    )


def test_an_unknown_action_is_refused(story: Story) -> None:
    command = AcceptAction(meeting_id=MEETING, action_id=UUID(int=404))
    assert story.in_session().refuses(command, by=HEALTH) == "action_not_found"


def test_an_action_is_not_completed_before_the_meeting(story: Story) -> None:
    agreed(story)
    early = CompleteAction(
        meeting_id=MEETING, action_id=ACTION, evidence="e", completed_on=HELD.date() - timedelta(days=1)
    )
    assert story.refuses(early, by=HEALTH) == "before_the_meeting"
