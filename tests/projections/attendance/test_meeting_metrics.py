from datetime import date, timedelta

from tests.support.history import HEALTH, POLICE, SCHOOL, SOCIAL_CARE, speaker

from quorate_events.meetings.attendance import RecordChildParticipation
from quorate_events.meetings.escalations import RaiseEscalation, ResolveEscalation
from quorate_events.meetings.sittings import AdjournInquorate, ProceedInquorate
from quorate_events.meetings.views import RaiseDissent, ResolveDissent
from quorate_events.meetings.vocabulary import ChildParticipation, InvolvementLevel, MeetingKind
from quorate_projections.attendance.queries import Period, meeting_metrics

QUORATE = ((SOCIAL_CARE, "social_worker"), (POLICE, "detective_sergeant"), (HEALTH, "health_visitor"))


def hold(history, kind, people, invited=QUORATE):
    meeting = history.convene(kind)
    for agency, role in invited:
        history.invite(meeting, agency, role)
    history.open(meeting)
    for agency, role in people:
        history.attend(meeting, agency, role)
    return meeting


async def ask(views, history, **options):
    return await meeting_metrics(await views(history.events), period=Period.QUARTER, **options)


async def test_conferences_are_counted_by_what_came_of_their_quoracy(views, history):
    history.close(hold(history, MeetingKind.INITIAL_CONFERENCE, QUORATE))
    adjourned = hold(history, MeetingKind.INITIAL_CONFERENCE, QUORATE[:1])
    later = history.now.date() + timedelta(days=5)
    history.do(
        AdjournInquorate(
            meeting_id=adjourned, reason="Few", interim_arrangements="Visits", reconvene_on=later
        )
    )
    proceeding = hold(history, MeetingKind.INITIAL_CONFERENCE, QUORATE[:2])
    history.do(
        ProceedInquorate(meeting_id=proceeding, ground="delay_detrimental", reason="The child is at risk")
    )
    history.close(proceeding)
    (cell,) = await ask(views, history)
    assert (cell.period, cell.held, cell.conferences_held) == ("2026-Q1", 3, 3)
    assert (cell.quorate.numerator, cell.quorate.denominator, cell.quorate.percentage) == (1, 3, 33.3)
    assert cell.conferences_adjourned_inquorate == 1
    assert cell.conferences_proceeded_inquorate == 1


async def test_a_conference_adjourned_and_held_again_quorate_is_not_counted_as_quorate(views, history):
    meeting = hold(history, MeetingKind.INITIAL_CONFERENCE, QUORATE[:1])
    later = history.now.date() + timedelta(days=5)
    history.do(
        AdjournInquorate(meeting_id=meeting, reason="Few", interim_arrangements="Visits", reconvene_on=later)
    )
    history.later(days=5).open(meeting)
    for agency, role in QUORATE:
        history.attend(meeting, agency, role)
    history.close(meeting)
    (cell,) = await ask(views, history)
    assert (cell.held, cell.conferences_quorate, cell.conferences_adjourned_inquorate) == (1, 0, 1)


async def test_a_strategy_discussion_without_the_police_lacks_the_core_three(views, history):
    people = ((SOCIAL_CARE, "investigating_social_worker"), (HEALTH, "health_visitor"))
    hold(history, MeetingKind.STRATEGY_DISCUSSION, people)
    hold(history, MeetingKind.STRATEGY_DISCUSSION, (*people, (POLICE, "detective_sergeant")))
    (cell,) = await ask(views, history, by_kind=True)
    assert cell.kind == "strategy_discussion"
    assert (cell.core_three.numerator, cell.core_three.denominator) == (1, 2)


async def test_investigating_worker_and_manager_must_both_be_there(views, history):
    worker, manager = (SOCIAL_CARE, "investigating_social_worker"), (SOCIAL_CARE, "team_manager")
    for people in ((worker,), (manager,)):
        hold(history, MeetingKind.STRATEGY_DISCUSSION, people)
    both = hold(history, MeetingKind.STRATEGY_DISCUSSION, (worker,))
    history.attend(both, *manager, person=history.new_id())
    (cell,) = await ask(views, history)
    assert (cell.discussions_with_worker_and_manager, cell.discussions_held) == (1, 3)


async def test_information_is_complete_when_every_involved_agency_answered(views, history):
    complete, silent = (history.convene(MeetingKind.STRATEGY_DISCUSSION) for _ in range(2))
    for meeting in (complete, silent):
        for agency, role in QUORATE:
            history.invite(meeting, agency, role)
        history.declare(meeting, POLICE, InvolvementLevel.CURRENT)
        history.declare(meeting, HEALTH, InvolvementLevel.HISTORIC)
        history.declare(meeting, SOCIAL_CARE, InvolvementLevel.NONE)
        history.contribute(meeting, POLICE)
        history.open(meeting)
    history.nothing_held(complete, HEALTH)
    (cell,) = await ask(views, history)
    assert (cell.information_complete.numerator, cell.information_complete.denominator) == (1, 2)


async def test_silence_completes_no_information(views, history):
    meeting, empty = (history.convene(MeetingKind.STRATEGY_DISCUSSION) for _ in range(2))
    for agency, role in QUORATE:
        history.invite(meeting, agency, role)
    history.contribute(meeting, POLICE)
    history.declare(meeting, POLICE, InvolvementLevel.CURRENT)
    for each in (meeting, empty):
        history.open(each)
    (cell,) = await ask(views, history)
    assert (cell.information_complete.numerator, cell.information_complete.denominator) == (0, 2)


async def test_children_are_counted_by_how_they_were_heard(views, history):
    meeting = history.convene(MeetingKind.REVIEW_CONFERENCE, children=3)
    history.open(meeting)
    first, second, _ = history.children_of(meeting)
    for child, code in (
        (first, ChildParticipation.ATTENDED_AND_SPOKE),
        (second, ChildParticipation.VIEWS_NOT_CONVEYED),
    ):
        history.do(RecordChildParticipation(meeting_id=meeting, child_id=child, participation=code))
    (cell,) = await ask(views, history)
    assert cell.children == 3
    heard = {each.participation.value: each.children for each in cell.children_heard if each.children}
    assert heard == {"PN1": 1, "PN7": 1}


async def test_an_escalation_counts_as_in_time_when_resolved_within_its_stage(views, history):
    meeting = hold(history, MeetingKind.INITIAL_CONFERENCE, QUORATE, invited=(*QUORATE, (SCHOOL, "teacher")))
    started = history.now
    for days in (0, 60):
        history.now = started
        history.do(RaiseEscalation(meeting_id=meeting, agency_id=SCHOOL, concern="No plan"), speaker(SCHOOL))
        escalation = history.created[0]
        history.later(days=days)
        history.do(ResolveEscalation(meeting_id=meeting, escalation_id=escalation, outcome="Plan agreed"))
    (cell,) = await ask(views, history)
    assert (cell.escalations_raised, cell.escalations_resolved, cell.escalations_in_time) == (2, 2, 1)


async def test_meetings_outside_the_days_asked_for_do_not_count(views, history):
    hold(history, MeetingKind.INITIAL_CONFERENCE, QUORATE)
    assert await ask(views, history, first_day=date(2026, 3, 3)) == []


async def test_given_three_dissents_when_one_is_resolved_then_one_of_three_counts(views, history):
    meeting = hold(history, MeetingKind.INITIAL_CONFERENCE, QUORATE)
    history.decide(meeting)
    raised = []
    for agency in (POLICE, HEALTH, HEALTH):
        history.do(RaiseDissent(meeting_id=meeting, agency_id=agency, reason="Thin"), speaker(agency))
        raised += history.created
    history.do(ResolveDissent(meeting_id=meeting, dissent_id=raised[0], outcome="Plan amended"))
    (cell,) = await ask(views, history)
    assert (cell.dissents_resolved.numerator, cell.dissents_resolved.denominator) == (1, 3)
