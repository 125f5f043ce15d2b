"""Of which children agencies know that do not read the meeting: of those of the time when it concerned them."""

from datetime import timedelta
from uuid import UUID

from tests.support.folding import dicts, rows_after
from tests.support.history import HEALTH, HOUSING, POLICE, RULES, SOCIAL_CARE, History

from quorate_events.meetings.convening import AddChild, RescheduleMeeting
from quorate_events.meetings.invitations import WithdrawInvitation
from quorate_events.meetings.sittings import AdjournInquorate
from quorate_events.meetings.values import ChildSubject
from quorate_projections.access.projection import AccessProjection
from quorate_projections.actions_agreed.projection import ActionsAgreedProjection
from quorate_projections.work_list.projection import WorkListProjection

SAM, KIM = UUID(int=0x51), UUID(int=0x52)


def known_to(agency: UUID, history: History) -> list[UUID]:
    projection = AccessProjection()
    rows = dicts(projection, rows_after(projection, history.events), "own_children")
    return [row["child_id"] for row in rows if row["agency_id"] == agency]


def with_an_action() -> History:
    """A conference about Sam at which an action of nobody's invited is agreed, with Kim added and moved later."""
    history = History()
    meeting = history.convene(children=[SAM])
    history.open(meeting)
    for agency, role in ((SOCIAL_CARE, "social_worker"), (POLICE, "detective_sergeant")):
        history.attend(meeting, agency, role)
    due = (history.now + timedelta(days=7)).date()
    history.agree_action(meeting, HOUSING, "housing_officer", due)
    history.do(
        AdjournInquorate(
            meeting_id=meeting,
            reason="Too few",
            interim_arrangements="Visits",
            reconvene_on=(history.now + timedelta(days=9)).date(),
        )
    )
    history.do(AddChild(meeting_id=meeting, child=ChildSubject(KIM), reason="A sister"))
    moved = history.now + timedelta(days=9)
    history.do(RescheduleMeeting(meeting_id=meeting, scheduled_for=moved, reason="Chair ill"))
    return history


def test_a_removed_agency_knows_of_no_child_added_later():
    history = History()
    meeting = history.convene(children=[SAM])
    invitation = history.invite(meeting, POLICE, "detective_sergeant")
    history.contribute(meeting, POLICE)
    history.do(WithdrawInvitation(meeting_id=meeting, invitation_id=invitation, reason="Conflict"))
    history.do(AddChild(meeting_id=meeting, child=ChildSubject(KIM), reason="A sister"))
    assert known_to(POLICE, history) == [SAM]


def test_the_owner_of_an_action_knows_of_the_children_of_the_time_when_it_was_agreed():
    assert known_to(HOUSING, with_an_action()) == [SAM]


def test_the_owner_of_an_action_is_not_told_how_the_meeting_was_moved_since():
    history = with_an_action()
    planned = history.events[0].event.scheduled_for
    actions, work = ActionsAgreedProjection(), WorkListProjection(RULES)
    (action,) = dicts(actions, rows_after(actions, history.events), "actions")
    assert action["scheduled_for"] == planned
    items = dicts(work, rows_after(work, history.events), "items")
    (item,) = [each for each in items if each["agency_id"] == HOUSING]
    assert (item["scheduled_for"], item["child_ids"]) == (planned, [SAM])


def test_an_agency_that_reads_the_meeting_knows_of_its_children_by_that():
    history = History()
    meeting = history.convene(children=[SAM])
    history.invite(meeting, HEALTH, "health_visitor")
    history.contribute(meeting, HEALTH)
    assert known_to(HEALTH, history) == []
