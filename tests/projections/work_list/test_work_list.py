"""What comes up for whom, and that it is gone once it is done."""

from datetime import date, timedelta
from uuid import UUID

import pytest
import pytest_asyncio
from tests.support.folding import dicts, rows_after, see_everything, show
from tests.support.history import (
    AGENCIES,
    CHAIR,
    HEALTH,
    HOUSING,
    POLICE,
    RULES,
    SOCIAL_CARE,
    History,
    reader,
    speaker,
    worker_of,
)

from quorate_events.access.actor import Actor
from quorate_events.context import Recorder
from quorate_events.meetings.action_progress import AcceptAction, CompleteAction, ReassignAction
from quorate_events.meetings.convening import CancelMeeting, ChangeChair, RescheduleMeeting
from quorate_events.meetings.escalations import AdvanceEscalation, RaiseEscalation, ResolveEscalation
from quorate_events.meetings.exclusions import ExcludeFromMeeting
from quorate_events.meetings.invitations import AnswerInvitation, WithdrawInvitation
from quorate_events.meetings.involvement import ChallengeInvolvement, SettleInvolvement
from quorate_events.meetings.record import ConfirmRecord, IssueDecisionLetter, IssueRecord
from quorate_events.meetings.sittings import AdjournInquorate
from quorate_events.meetings.views import RaiseDissent, ResolveDissent
from quorate_events.meetings.vocabulary import (
    InvitationAnswer,
    InvolvementLevel,
    MeetingKind,
    Origin,
    RecordVariant,
)
from quorate_projections.directory.projection import DirectoryProjection
from quorate_projections.work_list.items import WorkKind
from quorate_projections.work_list.projection import WorkListProjection
from quorate_projections.work_list.queries import ByUrgency, WorkCount, WorkFilter, count_work, work_list

PROJECTION = WorkListProjection(RULES)
SERGEANT, VISITOR, WORKER = "detective_sergeant", "health_visitor", "investigating_social_worker"


@pytest.fixture
def told() -> History:
    return History()


def open_work(told: History, agency=None, person=None):
    """What is open: kind and due date, for an agency or a person."""
    rows = dicts(PROJECTION, rows_after(PROJECTION, told.events), "items")
    wanted = (row for row in rows if row["agency_id"] == agency and person in (None, row["practitioner_id"]))
    return {row["kind"]: row["due"] for row in wanted}


def invited(told: History, *people: UUID | None) -> UUID:
    meeting = told.convene()
    told.invite(meeting, POLICE, SERGEANT, *people)
    return meeting


def held(told: History) -> UUID:
    """A conference held and closed on 16 March."""
    meeting = told.convene()
    for agency, role in ((SOCIAL_CARE, WORKER), (POLICE, SERGEANT), (HEALTH, VISITOR)):
        told.invite(meeting, agency, role)
    told.later(days=14).open(meeting)
    for agency, role in ((SOCIAL_CARE, WORKER), (POLICE, SERGEANT), (HEALTH, VISITOR)):
        told.attend(meeting, agency, role)
    told.close(meeting)
    return meeting


def test_an_invited_agency_has_to_answer_contribute_and_declare(told):
    invited(told)
    assert open_work(told, POLICE) == {
        WorkKind.ANSWER_INVITATION: date(2026, 3, 16),
        WorkKind.CONTRIBUTE: date(2026, 3, 11),
        WorkKind.DECLARE_INVOLVEMENT: date(2026, 3, 16),
    }


def test_each_is_gone_once_it_is_done(told):
    meeting = invited(told)
    (invitation,) = told.aggregates[meeting].invitations
    answer = AnswerInvitation(meeting_id=meeting, invitation_id=invitation, answer=InvitationAnswer.APOLOGIES)
    told.do(answer, speaker(POLICE))
    told.nothing_held(meeting, POLICE)
    told.declare(meeting, POLICE, InvolvementLevel.NONE)
    assert open_work(told, POLICE) == {}


def test_a_withdrawn_invitation_leaves_nothing_to_do(told):
    meeting = invited(told)
    (invitation,) = told.aggregates[meeting].invitations
    told.do(WithdrawInvitation(meeting_id=meeting, invitation_id=invitation, reason="Asked in error"))
    assert open_work(told, POLICE) == {}


def test_a_cancelled_meeting_leaves_nothing_to_do(told):
    meeting = invited(told)
    told.do(CancelMeeting(meeting_id=meeting, reason="Not needed"))
    assert rows_after(PROJECTION, told.events) == {"items": []}


def test_a_meeting_of_an_old_register_leaves_nothing_to_do(told):
    imported = speaker(SOCIAL_CARE, Origin.IMPORTED)
    meeting = told.convene(by=imported)
    told.invite(meeting, POLICE, SERGEANT, by=imported)
    told.later(days=14).open(meeting, by=imported)
    assert rows_after(PROJECTION, told.events) == {"items": []}


def test_the_invitation_is_not_asked_about_once_the_meeting_is_held(told):
    meeting = invited(told)
    told.later(days=14).open(meeting)
    assert WorkKind.ANSWER_INVITATION not in open_work(told, POLICE)
    assert WorkKind.CONTRIBUTE in open_work(told, POLICE)


def test_a_challenged_declaration_has_to_be_answered_until_it_is_settled(told):
    meeting = invited(told)
    told.declare(meeting, POLICE, InvolvementLevel.NONE)
    told.do(ChallengeInvolvement(meeting_id=meeting, agency_id=POLICE, reason="Three call-outs"))
    assert WorkKind.RESPOND_TO_CHALLENGE in open_work(told, POLICE)
    settled = SettleInvolvement(
        meeting_id=meeting, agency_id=POLICE, level=InvolvementLevel.CURRENT, reason="Seen"
    )
    told.do(settled)
    assert WorkKind.RESPOND_TO_CHALLENGE not in open_work(told, POLICE)


def test_a_new_declaration_answers_a_challenge(told):
    meeting = invited(told)
    told.declare(meeting, POLICE, InvolvementLevel.NONE)
    told.do(ChallengeInvolvement(meeting_id=meeting, agency_id=POLICE, reason="Three call-outs"))
    told.declare(meeting, POLICE, InvolvementLevel.CURRENT)
    assert WorkKind.RESPOND_TO_CHALLENGE not in open_work(told, POLICE)


def test_an_invitation_to_a_person_is_that_persons_work(told):
    invited(told, worker_of(POLICE))
    assert len(open_work(told, POLICE, worker_of(POLICE))) == 3


def test_what_several_people_of_an_agency_were_asked_is_anybodys_contribution(told):
    meeting = invited(told, worker_of(POLICE))
    told.invite(meeting, POLICE, "police_officer", worker_of(POLICE, 2))
    assert list(open_work(told, POLICE, worker_of(POLICE))) == [WorkKind.ANSWER_INVITATION]


def test_the_chair_has_a_meeting_to_chair_until_it_is_closed(told):
    meeting = told.convene()
    told.do(ChangeChair(meeting_id=meeting, chair_id=worker_of(HEALTH), reason="Leave"))
    assert open_work(told, None, worker_of(HEALTH)) == {WorkKind.CHAIR_MEETING: date(2026, 3, 16)}
    # Somebody else named the new chair, so the chair before is told.
    assert open_work(told, None, CHAIR) == {WorkKind.NOTE_CHAIR_CHANGE: None}


def test_a_chair_who_hands_over_needs_no_notice_of_it(told):
    meeting = told.convene()
    by = Recorder(CHAIR, SOCIAL_CARE)
    told.do(ChangeChair(meeting_id=meeting, chair_id=worker_of(HEALTH), reason="Leave"), by)
    assert open_work(told, None, CHAIR) == {}


def test_every_chair_before_is_told_of_the_latest_change(told):
    meeting = told.convene()
    for chair in (worker_of(HEALTH), worker_of(POLICE), worker_of(HEALTH), worker_of(POLICE)):
        told.do(ChangeChair(meeting_id=meeting, chair_id=chair, reason="Leave"))
    for before in (CHAIR, worker_of(HEALTH), worker_of(POLICE)):
        assert WorkKind.NOTE_CHAIR_CHANGE in open_work(told, None, before)


def test_an_adjourned_meeting_is_due_on_its_new_date(told):
    meeting = told.convene()
    told.later(days=14).open(meeting)
    adjourned = AdjournInquorate(
        meeting_id=meeting,
        reason="Nobody came",
        interim_arrangements="Daily visits",
        reconvene_on=date(2026, 3, 20),
    )
    told.do(adjourned)
    assert open_work(told, None, CHAIR) == {WorkKind.CHAIR_MEETING: date(2026, 3, 20)}


def test_an_action_is_accepted_and_then_completed(told):
    meeting = invited(told)
    told.later(days=14).open(meeting)
    action = told.agree_action(meeting, HOUSING, "housing_officer", date(2026, 4, 1))
    which = {"meeting_id": meeting, "action_id": action}
    assert open_work(told, HOUSING) == {WorkKind.ACCEPT_ACTION: date(2026, 4, 1)}
    told.do(AcceptAction(**which, practitioner_id=worker_of(HOUSING)), speaker(HOUSING))
    assert open_work(told, HOUSING, worker_of(HOUSING)) == {WorkKind.COMPLETE_ACTION: date(2026, 4, 1)}
    told.do(ReassignAction(**which, agency_id=HEALTH, role=VISITOR, reason="Known"), speaker(HOUSING))
    assert open_work(told, HOUSING) == {}
    assert open_work(told, HEALTH) == {WorkKind.ACCEPT_ACTION: date(2026, 4, 1)}
    told.do(CompleteAction(**which, evidence="Seen"), speaker(HEALTH))
    assert open_work(told, HEALTH) == {}


def test_the_date_for_reports_moves_with_the_meeting(told):
    meeting = invited(told)
    told.do(
        RescheduleMeeting(
            meeting_id=meeting, scheduled_for=told.now + timedelta(days=28), reason="The chair is ill"
        )
    )
    assert open_work(told, POLICE)[WorkKind.CONTRIBUTE] == date(2026, 3, 25)


def test_after_an_adjournment_the_letter_is_due_after_the_sitting_that_ended_the_conference(told):
    meeting = told.convene()
    people = ((SOCIAL_CARE, WORKER), (POLICE, SERGEANT), (HEALTH, VISITOR))
    told.later(days=14).open(meeting)
    told.do(
        AdjournInquorate(
            meeting_id=meeting,
            reason="Nobody came",
            interim_arrangements="Daily visits",
            reconvene_on=date(2026, 3, 23),
        )
    )
    told.later(days=7).open(meeting)
    for agency, role in people:
        told.attend(meeting, agency, role)
    told.close(meeting)
    assert open_work(told, SOCIAL_CARE)[WorkKind.ISSUE_DECISION_LETTER] == date(2026, 3, 24)


def test_a_closed_conference_is_confirmed_by_its_chair_and_then_issued_by_the_clock(told):
    meeting = held(told)
    record_due, letter_due = date(2026, 4, 8), date(2026, 3, 17)
    assert open_work(told, None, CHAIR) == {WorkKind.CONFIRM_RECORD: record_due}
    assert open_work(told, SOCIAL_CARE)[WorkKind.ISSUE_DECISION_LETTER] == letter_due
    told.do(ConfirmRecord(meeting_id=meeting, summary="As recorded"))
    assert open_work(told, None, CHAIR) == {}
    assert open_work(told, SOCIAL_CARE)[WorkKind.ISSUE_RECORD] == record_due
    told.do(IssueDecisionLetter(meeting_id=meeting))
    for agency in (SOCIAL_CARE, POLICE):
        told.do(IssueRecord(meeting_id=meeting, variant=RecordVariant.AGENCY, agency_id=agency))
    assert open_work(told, SOCIAL_CARE) == {WorkKind.ISSUE_RECORD: record_due}
    told.do(IssueRecord(meeting_id=meeting, variant=RecordVariant.AGENCY, agency_id=HEALTH))
    assert open_work(told, SOCIAL_CARE) == {}


def test_a_strategy_discussion_has_no_decision_letter(told):
    meeting = told.convene(MeetingKind.STRATEGY_DISCUSSION, in_days=1)
    told.later(days=1).open(meeting)
    for agency, role in ((SOCIAL_CARE, WORKER), (POLICE, SERGEANT), (HEALTH, VISITOR)):
        told.attend(meeting, agency, role)
    told.close(meeting)
    assert WorkKind.ISSUE_DECISION_LETTER not in open_work(told, SOCIAL_CARE)


def test_dissent_and_escalation_are_answered_by_the_convening_agency(told):
    meeting = held(told)
    which = {"meeting_id": meeting}
    told.do(RaiseDissent(**which, agency_id=HEALTH, reason="We dissent"), speaker(HEALTH))
    (dissent,) = told.created
    told.do(RaiseEscalation(**which, agency_id=HEALTH, concern="Threshold"), speaker(HEALTH))
    (escalation,) = told.created
    first = open_work(told, SOCIAL_CARE)
    assert first[WorkKind.ANSWER_DISSENT] is None
    told.later(days=1)
    told.do(AdvanceEscalation(**which, escalation_id=escalation, reason="Remains"), speaker(HEALTH))
    second = open_work(told, SOCIAL_CARE)
    assert second[WorkKind.ANSWER_ESCALATION] > first[WorkKind.ANSWER_ESCALATION]
    told.do(ResolveDissent(**which, dissent_id=dissent, outcome="Settled"))
    told.do(ResolveEscalation(**which, escalation_id=escalation, outcome="Settled"), speaker(HEALTH))
    assert not open_work(told, SOCIAL_CARE).keys() & {WorkKind.ANSWER_DISSENT, WorkKind.ANSWER_ESCALATION}


def test_however_the_events_are_batched_the_rows_are_the_same(told):
    meeting = held(told)
    told.do(ConfirmRecord(meeting_id=meeting, summary="As recorded"))
    whole = rows_after(PROJECTION, told.events)
    assert all(rows_after(PROJECTION, told.events, [1] * n) == whole for n in range(len(told.events)))


@pytest_asyncio.fixture
async def views(database, told):
    """A closed conference with a dissent, and a new one to which one police officer is asked in person."""
    first = held(told)
    told.do(RaiseDissent(meeting_id=first, agency_id=HEALTH, reason="We dissent"), speaker(HEALTH))
    invited(told, worker_of(POLICE, 2))
    told.register_agencies()
    await show(database.owner_dsn, told.events, DirectoryProjection(), PROJECTION)
    connection = await see_everything(database.owner_dsn)
    yield connection
    await connection.close()


TODAY = date(2026, 3, 26)


async def test_the_most_urgent_comes_first_and_what_has_no_date_last(views):
    items = await work_list(views, WorkFilter(), reader(SOCIAL_CARE), TODAY, limit=10)
    assert [each.kind for each in items] == [
        WorkKind.DECLARE_INVOLVEMENT,
        WorkKind.ISSUE_DECISION_LETTER,
        WorkKind.ANSWER_DISSENT,
    ]
    assert [each.overdue for each in items] == [True, True, False]
    assert {each.agency and each.agency.name for each in items} == {AGENCIES[SOCIAL_CARE][0]}


async def test_a_page_begins_behind_the_last_item(views):
    everything = await work_list(views, WorkFilter(), reader(SOCIAL_CARE), TODAY, limit=10)
    for place, last in enumerate(everything, 1):
        after = ByUrgency(last.due, last.meeting_id, last.item)
        rest = await work_list(views, WorkFilter(), reader(SOCIAL_CARE), TODAY, after=after, limit=10)
        assert rest == everything[place:]


async def test_counts_tell_how_much_and_how_much_of_it_is_overdue(views):
    counts = await count_work(views, WorkFilter(), reader(SOCIAL_CARE), TODAY)
    assert counts == [
        WorkCount(WorkKind.ANSWER_DISSENT, 1, 0),
        WorkCount(WorkKind.DECLARE_INVOLVEMENT, 1, 1),
        WorkCount(WorkKind.ISSUE_DECISION_LETTER, 1, 1),
    ]


@pytest.mark.parametrize("viewer", [reader(POLICE), reader(HEALTH), Actor(CHAIR, HOUSING)])
async def test_nobody_sees_the_work_of_others(views, viewer):
    items = await work_list(views, WorkFilter(), viewer, TODAY, limit=100)
    assert items
    assert all(
        each.agency_id == viewer.agency_id or each.practitioner_id == viewer.practitioner_id for each in items
    )
    counts = await count_work(views, WorkFilter(), viewer, TODAY)
    assert sum(count.items for count in counts) == len(items)


async def test_mine_leaves_out_what_is_for_a_colleague_in_person(views):
    second = reader(POLICE, 2)
    everything = await work_list(views, WorkFilter(), reader(POLICE), TODAY, limit=100)
    mine = await work_list(views, WorkFilter(mine=True), reader(POLICE), TODAY, limit=100)
    theirs = await work_list(views, WorkFilter(mine=True), second, TODAY, limit=100)
    assert (len(everything), len(mine), len(theirs)) == (4, 1, 4)


async def test_filters_narrow_the_list(views):
    due = TODAY - timedelta(days=1)
    viewer = reader(POLICE)
    kinds = [WorkKind.CONTRIBUTE]
    (item,) = await work_list(views, WorkFilter(kinds=kinds), viewer, TODAY, limit=10)
    assert (item.due, item.why) == (due, "What do you know of the last twelve months?")
    overdue = await work_list(views, WorkFilter(overdue=True), viewer, TODAY, limit=10)
    assert {each.kind for each in overdue} == {WorkKind.DECLARE_INVOLVEMENT, WorkKind.CONTRIBUTE}
    here = await work_list(views, WorkFilter(meeting_id=item.meeting_id), viewer, TODAY, limit=10)
    assert len(here) == 3


def accepted(told: History) -> UUID:
    """A conference to which the police said yes, having declared and shared."""
    meeting = told.convene()
    invitation = told.invite(meeting, POLICE, SERGEANT)
    answer = AnswerInvitation(meeting_id=meeting, invitation_id=invitation, answer=InvitationAnswer.ACCEPTED)
    told.do(answer, speaker(POLICE))
    told.declare(meeting, POLICE, InvolvementLevel.CURRENT)
    told.contribute(meeting, POLICE)
    return meeting


def move(told: History, meeting: UUID, **delta: float) -> None:
    planned = told.aggregates[meeting].scheduled_for
    told.do(
        RescheduleMeeting(
            meeting_id=meeting, scheduled_for=planned + timedelta(**delta), reason="Ill", place="Room 4"
        )
    )


def test_given_an_answer_when_the_time_changes_then_the_work_list_asks_again_for_nothing_else(told):
    meeting = accepted(told)
    assert open_work(told, POLICE) == {}
    move(told.later(hours=5), meeting, days=3)
    assert open_work(told, POLICE) == {WorkKind.ANSWER_INVITATION: date(2026, 3, 19)}
    (asked,) = [
        row for row in dicts(PROJECTION, rows_after(PROJECTION, told.events), "items") if row["agency_id"]
    ]
    assert asked["since"] == told.now


def test_given_an_answer_when_only_the_place_changes_then_nobody_is_asked_again(told):
    meeting = accepted(told)
    move(told, meeting)
    assert open_work(told, POLICE) == {}


def test_given_an_adjourned_sitting_when_it_has_a_new_time_then_the_agencies_are_asked_until_it_sits(told):
    meeting = accepted(told)
    told.later(days=14).open(meeting)
    adjourned = AdjournInquorate(
        meeting_id=meeting, reason="Few", interim_arrangements="Visits", reconvene_on=date(2026, 3, 19)
    )
    told.do(adjourned)
    assert open_work(told, POLICE) == {}
    move(told, meeting, days=3)
    assert open_work(told, POLICE) == {WorkKind.ANSWER_INVITATION: date(2026, 3, 19)}
    told.later(days=3).open(meeting)
    assert open_work(told, POLICE) == {}


def test_an_excluded_agency_has_nothing_to_answer(told):
    meeting = invited(told, None)
    assert open_work(told, POLICE)
    told.do(ExcludeFromMeeting(meeting_id=meeting, agency_id=POLICE, reason="Conflict of interest"))
    assert open_work(told, POLICE) == {}
