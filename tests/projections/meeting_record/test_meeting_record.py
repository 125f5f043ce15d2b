"""The assembled record, and the lists."""

from datetime import date, timedelta
from uuid import UUID

import pytest
import pytest_asyncio
from msgspec.structs import replace
from tests.support.folding import rows_after, see_everything, show
from tests.support.history import (
    CHAIR,
    HEALTH,
    HOUSING,
    POLICE,
    SOCIAL_CARE,
    History,
    reader,
    speaker,
    worker_of,
)

from quorate_events.access.action import Action
from quorate_events.access.actor import Actor
from quorate_events.access.decide import decide
from quorate_events.access.resources import LATER
from quorate_events.meetings.action_progress import AcceptAction
from quorate_events.meetings.attendance import RecordChildParticipation
from quorate_events.meetings.convening import CancelMeeting, ChangeChair, RescheduleMeeting
from quorate_events.meetings.decisions import MakeDecision, ReviseDecision
from quorate_events.meetings.escalations import AdvanceEscalation, RaiseEscalation, ResolveEscalation
from quorate_events.meetings.exclusions import ExcludeFromMeeting, LiftExclusion
from quorate_events.meetings.invitations import AnswerInvitation, WithdrawInvitation
from quorate_events.meetings.involvement import ChallengeInvolvement, SettleInvolvement
from quorate_events.meetings.record import ConfirmRecord, IssueDecisionLetter, IssueRecord, RecordCoreGroup
from quorate_events.meetings.sittings import AdjournInquorate
from quorate_events.meetings.values import AnchorDate, Deputy
from quorate_events.meetings.views import GiveView, NoteReservation, RaiseDissent, ResolveDissent
from quorate_events.meetings.vocabulary import (
    ActionStatus,
    ChildParticipation,
    DecisionOutcome,
    InvitationAnswer,
    InvolvementLevel,
    MeetingKind,
    MeetingStatus,
    Quoracy,
    RecordVariant,
    ViewPosition,
)
from quorate_events.rules.rule_set import Anchor
from quorate_projections.directory.projection import DirectoryProjection
from quorate_projections.meeting_record.projection import MeetingRecordProjection
from quorate_projections.meeting_record.queries import (
    ByTime,
    MeetingFilter,
    child_facts,
    count_meetings,
    meeting,
    meetings,
)
from quorate_projections.meeting_record.record import InvolvementStepKind

SAM = UUID(int=0x51)
THE_CHAIR = Actor(CHAIR, UUID(int=0xFFFF))
SERGEANT, VISITOR, WORKER = "detective_sergeant", "health_visitor", "investigating_social_worker"


def whole_life(told: History) -> UUID:
    """A conference in which everything happens once."""
    told.register_agencies()
    told.register_child(SAM)
    held = told.convene(children=[SAM])
    which = {"meeting_id": held}
    sergeant = told.invite(held, POLICE, SERGEANT, worker_of(POLICE))
    told.invite(held, HEALTH, VISITOR)
    wrong = told.invite(held, HOUSING, "housing_officer")
    told.do(WithdrawInvitation(**which, invitation_id=wrong, reason="Asked in error"))
    deputy = Deputy("Kim Deputy", SERGEANT)
    answer = InvitationAnswer.DEPUTY_NAMED
    told.do(AnswerInvitation(**which, invitation_id=sergeant, answer=answer, deputy=deputy), speaker(POLICE))
    told.declare(held, POLICE, InvolvementLevel.NONE)
    told.do(ChallengeInvolvement(**which, agency_id=POLICE, reason="Three call-outs are known"))
    told.do(
        SettleInvolvement(
            **which, agency_id=POLICE, level=InvolvementLevel.CURRENT, significant=True, reason="Seen"
        )
    )
    moved = told.now + timedelta(days=10)
    told.do(RescheduleMeeting(**which, scheduled_for=moved, reason="Chair ill", place="Civic Centre"))
    told.do(AnswerInvitation(**which, invitation_id=sergeant, answer=answer, deputy=deputy), speaker(POLICE))
    told.later(days=10).open(held)
    for agency, role in ((SOCIAL_CARE, WORKER), (POLICE, SERGEANT), (HEALTH, VISITOR)):
        told.attend(held, agency, role)
    told.do(RecordChildParticipation(**which, child_id=SAM, participation=ChildParticipation.SENT_VIEWS))
    view = {"agency_id": HEALTH, "child_id": SAM}
    told.do(
        GiveView(**which, **view, position=ViewPosition.DISAGREES, reasoning="Too early"), speaker(HEALTH)
    )
    told.do(NoteReservation(**which, **view, text="Noted"), speaker(HEALTH))
    told.decide(held)
    told.do(RaiseDissent(**which, **view, reason="We dissent"), speaker(HEALTH))
    (dissent,) = told.created
    action = told.agree_action(held, POLICE, SERGEANT, date(2026, 4, 1))
    told.close(held)
    told.do(RecordCoreGroup(**which, held_on=date(2026, 3, 12)))
    told.do(
        ReviseDecision(
            **which,
            child_id=SAM,
            outcome=DecisionOutcome.PLAN_NOT_REQUIRED,
            rationale="On new facts",
            reason="A report came late",
        )
    )
    told.do(AcceptAction(**which, action_id=action), speaker(POLICE))
    told.do(
        RaiseEscalation(**which, agency_id=HEALTH, concern="Threshold", dissent_id=dissent), speaker(HEALTH)
    )
    (escalation,) = told.created
    told.do(AdvanceEscalation(**which, escalation_id=escalation, reason="Remains"), speaker(HEALTH))
    told.do(ResolveEscalation(**which, escalation_id=escalation, outcome="Agreed"), speaker(HEALTH))
    told.do(ResolveDissent(**which, dissent_id=dissent, outcome="Settled"))
    told.do(ConfirmRecord(**which, summary="As recorded"))
    told.do(IssueRecord(**which, variant=RecordVariant.AGENCY, agency_id=POLICE))
    told.do(IssueDecisionLetter(**which))
    return held


@pytest.fixture
def told() -> History:
    return History()


@pytest_asyncio.fixture
async def views(database):
    connection = await see_everything(database.owner_dsn)
    yield connection
    await connection.close()


@pytest.fixture
def shown(database, told):
    async def fill():
        await show(database.owner_dsn, told.events, DirectoryProjection(), MeetingRecordProjection())

    return fill


async def test_the_assembled_meeting_tells_its_whole_life(told, shown, views):
    held = whole_life(told)
    await shown()
    found = await meeting(views, held, THE_CHAIR)
    assert found is not None
    record = found.record
    standing = record.standing
    assert (standing.status, standing.held_on) == (MeetingStatus.CONFIRMED, date(2026, 3, 12))
    assert (record.place, [change.reason for change in record.changes]) == ("Civic Centre", ["Chair ill"])
    first, second, third = record.invitations.values()
    assert (first.answer, first.deputy and first.deputy.name) == (InvitationAnswer.DEPUTY_NAMED, "Kim Deputy")
    assert (second.answer, third.withdrawn_because) == (None, "Asked in error")
    involvement = record.involvements[POLICE]
    assert (involvement.level, involvement.significant) == (InvolvementLevel.CURRENT, True)
    assert [step.kind for step in involvement.history] == list(InvolvementStepKind)
    (sitting,) = record.sittings
    assert (len(sitting.attendance), sitting.quoracy) == (3, Quoracy.QUORATE)
    child = record.children[SAM]
    assert child.participation is ChildParticipation.SENT_VIEWS
    assert [(each.outcome, each.revised_because) for each in child.decisions] == [
        (DecisionOutcome.PLAN_MADE, ""),
        (DecisionOutcome.PLAN_NOT_REQUIRED, "A report came late"),
    ]
    assert [each.position for each in record.views] == [ViewPosition.DISAGREES]
    assert [each.text for each in record.reservations] == ["Noted"]
    assert [(each.reason, each.outcome) for each in record.dissents.values()] == [("We dissent", "Settled")]
    assert [each.status for each in record.actions.values()] == [ActionStatus.ACCEPTED]
    (escalation,) = record.escalations.values()
    assert ([stage.stage for stage in escalation.stages], escalation.outcome) == ([1, 2], "Agreed")
    assert record.confirmed is not None
    assert record.confirmed.summary == "As recorded"
    assert [each.agency_id for each in record.issued] == [POLICE]
    assert record.decision_letter_issued_at == told.now
    assert record.core_group_held_on == date(2026, 3, 12)


async def test_a_revision_changes_what_it_speaks_of_and_nothing_else(told, shown, views):
    held = told.convene(MeetingKind.STRATEGY_DISCUSSION, children=[SAM])
    people = ((SOCIAL_CARE, WORKER), (POLICE, SERGEANT), (HEALTH, VISITOR))
    for agency, role in people:
        told.invite(held, agency, role)
    told.open(held)
    for agency, role in people:
        told.attend(held, agency, role)
    enquiry = {"meeting_id": held, "child_id": SAM, "outcome": DecisionOutcome.JOINT_SECTION_47_ENQUIRY}
    told.do(MakeDecision(**enquiry, rationale="Bruising", immediate_action="Stays with the aunt"))
    told.do(ReviseDecision(**enquiry, rationale="Bruising", reason="Left out", medical=True))
    await shown()
    found = await meeting(views, held, THE_CHAIR)
    assert found is not None
    decisions = found.record.children[SAM].decisions
    assert [(each.medical, each.immediate_action) for each in decisions] == [
        (False, "Stays with the aunt"),
        (True, "Stays with the aunt"),
    ]


async def test_everybody_in_the_record_has_a_name(told, shown, views):
    held = whole_life(told)
    await shown()
    found = await meeting(views, held, THE_CHAIR)
    assert found is not None
    assert {each.agency_id for each in found.names.agencies} == {SOCIAL_CARE, POLICE, HEALTH, HOUSING}
    named = {each.practitioner_id for each in found.names.practitioners}
    assert named == {CHAIR, *map(worker_of, (SOCIAL_CARE, POLICE, HEALTH))}
    assert [each.name for each in found.names.children] == ["Sam Example"]


@pytest.mark.parametrize(
    ("viewer", "sees"),
    [
        (THE_CHAIR, True),
        (reader(SOCIAL_CARE), True),
        (reader(POLICE), True),
        (reader(HOUSING), False),
    ],
)
async def test_a_record_lists_and_children_are_for_those_whom_the_meeting_concerns(
    told, shown, views, viewer, sees
):
    held = whole_life(told)
    await shown()
    assert (await meeting(views, held, viewer) is not None) is sees
    assert len(await meetings(views, MeetingFilter(), viewer, limit=10)) == sees
    assert await count_meetings(views, MeetingFilter(), viewer) == sees
    facts = await child_facts(views, SAM)
    assert facts is not None
    registered_elsewhere = replace(facts, registered_by_agency_id=UUID(int=0xFFFF))
    assert decide(viewer, Action.READ_CHILD, registered_elsewhere, LATER).allowed is sees


async def test_a_meeting_that_does_not_exist_is_none(told, shown, views):
    await shown()
    assert await meeting(views, UUID(int=1), THE_CHAIR) is None


async def test_an_adjourned_sitting_keeps_its_reason_and_what_protects_the_child(told, shown, views):
    held = told.convene()
    told.later(days=14).open(held)
    told.do(
        AdjournInquorate(
            meeting_id=held,
            reason="Nobody came",
            interim_arrangements="Daily visits",
            reconvene_on=date(2026, 3, 20),
        )
    )
    await shown()
    found = await meeting(views, held, THE_CHAIR)
    assert found is not None
    (sitting,) = found.record.sittings
    assert (sitting.quoracy, sitting.interim_arrangements) == (Quoracy.INQUORATE_ADJOURNED, "Daily visits")
    assert found.record.standing.status is MeetingStatus.ADJOURNED


async def test_lists_are_filtered(told, shown, views):
    told.register_child(SAM)
    discussion = told.convene(MeetingKind.STRATEGY_DISCUSSION, children=[SAM], in_days=1)
    conference = told.convene(in_days=20)
    told.invite(conference, POLICE, SERGEANT)
    told.do(CancelMeeting(meeting_id=conference, reason="Not needed"))
    told.do(ChangeChair(meeting_id=discussion, chair_id=worker_of(HEALTH), reason="Leave"))
    await shown()
    day = told.aggregates[conference].scheduled_for.date()
    for wanted, found in (
        ({}, [conference, discussion]),
        ({"kinds": [MeetingKind.STRATEGY_DISCUSSION]}, [discussion]),
        ({"statuses": [MeetingStatus.CANCELLED]}, [conference]),
        ({"planned_from": day}, [conference]),
        ({"planned_to": day - timedelta(days=1)}, [discussion]),
        ({"child_id": SAM}, [discussion]),
        ({"agency_id": POLICE}, [conference]),
        ({"chair_id": worker_of(HEALTH)}, [discussion]),
    ):
        listed = await meetings(views, MeetingFilter(**wanted), reader(SOCIAL_CARE), limit=10)
        assert [each.meeting_id for each in listed] == found, wanted
        assert await count_meetings(views, MeetingFilter(**wanted), reader(SOCIAL_CARE)) == len(found)


async def test_a_page_begins_behind_the_last_meeting(told, shown, views):
    for days in (3, 1, 2, 2):
        told.convene(in_days=days)
    await shown()
    everything = await meetings(views, MeetingFilter(), THE_CHAIR, limit=10)
    last = everything[1]
    after = ByTime(last.scheduled_for, last.meeting_id)
    rest = await meetings(views, MeetingFilter(), THE_CHAIR, after=after, limit=10)
    assert rest == everything[2:]


async def test_the_earliest_come_first_where_that_is_wanted(told, shown, views):
    for days in (3, 1, 2, 2):
        told.convene(in_days=days)
    await shown()
    latest = await meetings(views, MeetingFilter(), THE_CHAIR, limit=10)
    first = await meetings(views, MeetingFilter(), THE_CHAIR, limit=2, earliest_first=True)
    after = ByTime(first[1].scheduled_for, first[1].meeting_id)
    rest = await meetings(views, MeetingFilter(), THE_CHAIR, after=after, limit=10, earliest_first=True)
    assert first + rest == latest[::-1]


def test_however_the_events_are_batched_the_rows_are_the_same(told):
    whole_life(told)
    projection = MeetingRecordProjection()
    whole = rows_after(projection, told.events)
    assert all(rows_after(projection, told.events, [1] * n) == whole for n in range(len(told.events)))


def answered_for_the_old_time(told: History, **delta: float):
    """Return the invitation of a conference that was moved after the police had named a deputy."""
    meeting_id = told.convene()
    which = {"meeting_id": meeting_id}
    invitation = told.invite(meeting_id, POLICE, SERGEANT)
    answer = AnswerInvitation(
        **which,
        invitation_id=invitation,
        answer=InvitationAnswer.DEPUTY_NAMED,
        deputy=Deputy("Kim Deputy", SERGEANT),
        note="On leave",
    )
    told.do(answer, speaker(POLICE))
    told.declare(meeting_id, POLICE, InvolvementLevel.CURRENT)
    planned = told.aggregates[meeting_id].scheduled_for
    moved = RescheduleMeeting(
        **which, scheduled_for=planned + timedelta(**delta), reason="Ill", place="Room 4"
    )
    told.do(moved)
    projection = MeetingRecordProjection()
    state = None
    for event in told.of(meeting_id):
        state = projection.fold(state, event)
    assert list(state.involvements) == [POLICE]
    return state.invitations[invitation]


def test_given_an_answer_when_the_time_changes_then_the_record_shows_none(told):
    kept = answered_for_the_old_time(told, days=2)
    assert (kept.answer, kept.answered_at, kept.deputy, kept.note) == (None, None, None, "")


def test_given_an_answer_when_only_the_place_changes_then_the_record_keeps_it(told):
    assert answered_for_the_old_time(told).note == "On leave"


async def test_the_day_of_the_last_conference_is_told_to_those_who_run_the_meeting_only(told, shown, views):
    told.register_agencies()
    given = [AnchorDate(Anchor.LAST_CONFERENCE, date(2026, 1, 5)), AnchorDate(Anchor.BORN, date(2026, 1, 6))]
    review = told.convene(MeetingKind.REVIEW_CONFERENCE, children=[SAM], anchors=given)
    told.invite(review, POLICE, SERGEANT)
    await shown()
    for viewer, anchors in ((THE_CHAIR, given), (reader(SOCIAL_CARE), given), (reader(POLICE), given[1:])):
        found = await meeting(views, review, viewer)
        assert found is not None
        assert list(found.record.anchors) == anchors


async def test_the_record_says_who_was_excluded_and_let_in_again_and_why(told, shown, views):
    told.register_agencies()
    held = told.convene(children=[SAM])
    told.invite(held, POLICE, SERGEANT)
    person = worker_of(POLICE)
    told.do(ExcludeFromMeeting(meeting_id=held, practitioner_id=person, reason="Related"))
    told.do(ExcludeFromMeeting(meeting_id=held, agency_id=POLICE, reason="In error"))
    told.do(LiftExclusion(meeting_id=held, practitioner_id=person, reason="A mistake"))
    await shown()
    found = await meeting(views, held, THE_CHAIR)
    assert found is not None
    assert [
        (each.practitioner_id, each.agency_id, each.reason, each.lifted) for each in found.record.exclusions
    ] == [
        (person, None, "Related", False),
        (None, POLICE, "In error", False),
        (person, None, "A mistake", True),
    ]
    assert person in {each.practitioner_id for each in found.names.practitioners}
    assert await meeting(views, held, reader(POLICE)) is None
