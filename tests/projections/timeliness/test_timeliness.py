from datetime import UTC, date, datetime, timedelta
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.folding import rows_after
from tests.support.history import HEALTH, HOUSING, POLICE, RULES, SOCIAL_CARE, reader
from tests.support.random_history import random_history

from quorate_events.meetings.convening import CancelMeeting
from quorate_events.meetings.record import ConfirmRecord, IssueDecisionLetter, IssueRecord, RecordCoreGroup
from quorate_events.meetings.sittings import AdjournInquorate
from quorate_events.meetings.values import AnchorDate
from quorate_events.meetings.vocabulary import DecisionOutcome, MeetingKind, RecordVariant
from quorate_events.rules.rule_set import Anchor
from quorate_projections.metrics.trends import Period
from quorate_projections.timeliness.projection import TimelinessProjection
from quorate_projections.timeliness.queries import conference_durations, timeliness, timeliness_trend

TIMELINESS = TimelinessProjection(RULES)
PEOPLE = ((SOCIAL_CARE, "social_worker"), (POLICE, "detective_sergeant"), (HEALTH, "health_visitor"))


def hold(history, kind=MeetingKind.INITIAL_CONFERENCE, outcome=DecisionOutcome.PLAN_MADE, at=None, **options):
    """A conference, held and closed now; or opened at a time before."""
    meeting = history.convene(kind, **options)
    for agency, role in PEOPLE:
        history.invite(meeting, agency, role)
    history.open(meeting, at)
    for agency, role in PEOPLE:
        history.attend(meeting, agency, role)
    history.decide(meeting, outcome)
    history.close(meeting)
    return meeting


def started(days_ago, history):
    return [AnchorDate(Anchor.SECTION_47_STARTED, history.now.date() - timedelta(days=days_ago))]


async def clocks(views, history, meeting, today=None):
    answer = await timeliness(
        await views(history.events), meeting, reader(POLICE), today=today or history.now.date()
    )
    return {clock.clock: clock for clock in answer.clocks}


async def test_a_conference_within_fifteen_working_days_is_in_time(views, history):
    history.now = datetime(2026, 3, 23, 10, tzinfo=UTC)
    meeting = hold(history, anchors=[AnchorDate(Anchor.SECTION_47_STARTED, date(2026, 3, 2))])
    clock = (await clocks(views, history, meeting))["conference_held"]
    assert (clock.due, clock.met_on, clock.working_days_taken) == (date(2026, 3, 23), date(2026, 3, 23), 15)
    assert clock.state == "met"


async def test_whoever_is_asked_today_is_told_by_when_bank_holidays_not_counted(views, history):
    history.now = datetime(2026, 3, 23, 10, tzinfo=UTC)
    # Three working days before the Tuesday after Easter; Good Friday and Easter Monday are none.
    meeting = history.convene(MeetingKind.INITIAL_CONFERENCE, in_days=15)
    pool = await views(history.events)
    due = {
        today: (await timeliness(pool, meeting, reader(SOCIAL_CARE), today=today)).reports_due
        for today in (date(2026, 3, 23), date(2026, 3, 31), date(2026, 4, 1))
    }
    in_time, too_late = date(2026, 3, 31), date(2026, 4, 7)
    assert due == {date(2026, 3, 23): in_time, date(2026, 3, 31): in_time, date(2026, 4, 1): too_late}


async def test_a_strategy_discussion_asks_for_no_reports_beforehand(views, history):
    meeting = history.convene(MeetingKind.STRATEGY_DISCUSSION)
    told = await timeliness(
        await views(history.events), meeting, reader(SOCIAL_CARE), today=history.now.date()
    )
    assert told.reports_due is None


async def test_without_its_anchor_a_clock_has_not_started(views, history):
    clock = (await clocks(views, history, hold(history)))["conference_held"]
    assert (clock.due, clock.state) == (None, "not_started")


async def test_a_running_clock_becomes_overdue_with_the_day_of_asking(views, history):
    meeting = history.convene(anchors=[AnchorDate(Anchor.SECTION_47_STARTED, date(2026, 3, 2))])
    history.invite(meeting, POLICE, "detective_sergeant")
    shown = await views(history.events)
    states = []
    for today in (date(2026, 3, 23), date(2026, 3, 24)):
        answer = await timeliness(shown, meeting, reader(POLICE), today=today)
        states.append({clock.clock: clock.state for clock in answer.clocks}["conference_held"])
    assert states == ["running", "overdue"]


def adjourned(history, **options):
    """A conference to which nobody came on Monday, 2 March."""
    history.now = datetime(2026, 3, 2, 10, tzinfo=UTC)
    meeting = history.convene(**options)
    for agency, role in PEOPLE:
        history.invite(meeting, agency, role)
    history.open(meeting)
    history.do(
        AdjournInquorate(
            meeting_id=meeting,
            reason="Nobody came",
            interim_arrangements="Daily visits",
            reconvene_on=date(2026, 3, 9),
        )
    )
    return meeting


async def test_an_adjourned_conference_owes_no_letter_yet(views, history):
    clock = (await clocks(views, history, adjourned(history)))["decision_letter"]
    assert (clock.due, clock.state) == (None, "not_started")


async def test_a_conference_adjourned_inquorate_has_not_been_held(views, history):
    meeting = adjourned(history, anchors=[AnchorDate(Anchor.SECTION_47_STARTED, date(2026, 2, 20))])
    clock = (await clocks(views, history, meeting, today=date(2026, 3, 14)))["conference_held"]
    assert (clock.due, clock.met_on, clock.state) == (date(2026, 3, 13), None, "overdue")


async def test_a_conference_was_held_in_time_when_the_sitting_that_decided_was(views, history):
    meeting = adjourned(history, anchors=[AnchorDate(Anchor.SECTION_47_STARTED, date(2026, 2, 20))])
    history.later(days=14).open(meeting)
    for agency, role in PEOPLE:
        history.attend(meeting, agency, role)
    history.decide(meeting, DecisionOutcome.PLAN_MADE)
    history.close(meeting)
    clock = (await clocks(views, history, meeting))["conference_held"]
    assert (clock.met_on, clock.state, clock.working_days_taken) == (date(2026, 3, 16), "met_late", 16)


async def test_what_follows_an_adjourned_conference_runs_from_the_sitting_that_ended_it(views, history):
    meeting = adjourned(history)
    history.later(days=7).open(meeting)
    for agency, role in PEOPLE:
        history.attend(meeting, agency, role)
    history.decide(meeting, DecisionOutcome.PLAN_MADE)
    history.close(meeting)
    shown = await clocks(views, history, meeting)
    assert shown["decision_letter"].due == date(2026, 3, 10)
    assert shown["first_core_group"].due == date(2026, 3, 23)


async def test_letter_core_group_and_record_stop_their_clocks(views, history):
    meeting = hold(history)
    history.later(days=1).do(IssueDecisionLetter(meeting_id=meeting))
    history.later(days=20).do(RecordCoreGroup(meeting_id=meeting, held_on=history.now.date()))
    history.do(ConfirmRecord(meeting_id=meeting, summary="As discussed"))
    history.do(IssueRecord(meeting_id=meeting, variant=RecordVariant.AGENCY, agency_id=POLICE))
    answered = await clocks(views, history, meeting)
    assert answered["decision_letter"].state == "met"
    assert answered["first_core_group"].state == "met_late"
    assert answered["record_of_conference"].state == "met"


async def test_no_core_group_is_owed_where_no_plan_was_made(views, history):
    meeting = hold(history, outcome=DecisionOutcome.PLAN_NOT_REQUIRED)
    assert "first_core_group" not in await clocks(views, history, meeting)


async def test_the_window_for_dissent_closes_and_is_never_overdue(views, history):
    meeting = hold(history)
    asked = await clocks(views, history, meeting, today=history.now.date() + timedelta(days=30))
    assert asked["formal_dissent"].state == "closed"


async def test_a_cancelled_meeting_owes_nothing(views, history):
    meeting = history.convene()
    history.invite(meeting, POLICE, "detective_sergeant")
    history.do(CancelMeeting(meeting_id=meeting, reason="The family moved away"))
    assert await clocks(views, history, meeting) == {}


async def test_each_agency_has_its_own_report_date(views, history):
    meeting = history.convene(in_days=14)
    for agency, role in PEOPLE:
        history.invite(meeting, agency, role)
    history.nothing_held(meeting, HEALTH)
    history.later(days=12).contribute(meeting, POLICE)
    answer = await timeliness(await views(history.events), meeting, reader(POLICE), today=history.now.date())
    assert {report.agency_id: (report.due, report.state) for report in answer.reports} == {
        HEALTH: (date(2026, 3, 11), "met"),
        POLICE: (date(2026, 3, 11), "met_late"),
        SOCIAL_CARE: (date(2026, 3, 11), "overdue"),
    }


async def test_the_first_review_is_due_three_months_after_the_initial_conference(views, history):
    first = hold(history)
    child = history.children_of(first)
    review = history.convene(MeetingKind.REVIEW_CONFERENCE, children=child, follows=first, in_days=80)
    history.invite(review, POLICE, "detective_sergeant")
    answered = await clocks(views, history, review)
    assert answered["first_review_held"].due == date(2026, 6, 2)
    assert "later_review_held" not in answered


async def test_a_later_review_is_due_six_months_after_the_last_one_about_the_child(views, history):
    first = hold(history)
    child = history.children_of(first)
    history.later(days=60)
    hold(history, MeetingKind.REVIEW_CONFERENCE, DecisionOutcome.PLAN_CONTINUED, children=child)
    later = history.convene(MeetingKind.REVIEW_CONFERENCE, children=child, in_days=150)
    history.invite(later, POLICE, "detective_sergeant")
    answered = await clocks(views, history, later)
    assert answered["later_review_held"].due == date(2026, 11, 1)
    assert "first_review_held" not in answered


async def test_an_anchor_in_a_mistyped_year_does_not_stop_the_other_clocks(views, history):
    meeting = hold(history, anchors=[AnchorDate(Anchor.SECTION_47_STARTED, date(1926, 3, 2))])
    answered = await clocks(views, history, meeting)
    assert answered["conference_held"].due is None
    assert answered["decision_letter"].due == date(2026, 3, 3)


async def test_durations_are_counted_by_children_in_the_bands_of_the_census(views, history):
    history.now = datetime(2026, 3, 23, 10, tzinfo=UTC)
    for days_ago, children in ((14, 3), (21, 2), (28, 1), (35, 4)):
        hold(history, anchors=started(days_ago, history), children=children)
    # Written up afterwards, with an enquiry that began later.
    hold(history, anchors=started(0, history), children=5, at=history.now - timedelta(days=3))
    (cell,) = await conference_durations(await views(history.events), period=Period.QUARTER)
    bands = (cell.up_to_10, cell.from_11_to_15, cell.from_16_to_20, cell.over_20)
    assert bands == (3, 2, 1, 4)
    assert (cell.children, cell.within_15.percentage) == (10, 50.0)
    assert (cell.lower_quartile, cell.median, cell.upper_quartile) == (11.25, 17.5, 25.0)


async def test_clocks_kept_are_counted_by_meetings_and_by_children(views, history):
    history.now = datetime(2026, 3, 23, 10, tzinfo=UTC)
    hold(history, anchors=started(14, history), children=3)
    hold(history, anchors=started(35, history), children=1)
    history.convene(anchors=started(35, history), children=2)
    history.convene(anchors=started(1, history), children=2)
    cells = await timeliness_trend(
        await views(history.events),
        period=Period.QUARTER,
        today=history.now.date(),
        clocks=("conference_held",),
    )
    by_period = {cell.period: cell for cell in cells}
    cell = by_period["2026-Q1"]
    assert (cell.in_time, cell.late, cell.overdue) == (1, 1, 1)
    assert (cell.children_met_in_time.numerator, cell.children_met_in_time.denominator) == (3, 6)
    assert by_period["2026-Q2"].running == 1


async def test_an_agency_that_was_not_invited_sees_nothing(views, history):
    meeting = hold(history)
    shown = await views(history.events)
    assert await timeliness(shown, meeting, reader(HOUSING), today=history.now.date()) is None


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000), sizes=st.lists(st.integers(0, 40), max_size=8))
def test_any_split_into_batches_gives_the_same_rows_as_event_by_event(seed, sizes):
    events = random_history(seed, meetings=3).events
    assert rows_after(TIMELINESS, events, sizes) == rows_after(TIMELINESS, events, [1] * len(events))


async def test_who_may_not_know_of_the_last_conference_is_told_no_day_of_it(views, history):
    after_one, after_none = history.children_of(hold(history)), [history.new_id()]
    today = history.now.date()
    given = [AnchorDate(Anchor.LAST_CONFERENCE, today)]
    reviews = []
    for about, anchors in product((after_one, after_none), ([], given)):
        review = history.convene(MeetingKind.REVIEW_CONFERENCE, children=about, in_days=80, anchors=anchors)
        history.invite(review, HOUSING, "housing_officer")
        reviews.append(review)
    connection = await views(history.events)
    for review in reviews:
        answer = await timeliness(connection, review, reader(HOUSING), today=today)
        told = [each for each in answer.clocks if each.anchor is Anchor.LAST_CONFERENCE]
        assert [each.clock for each in told] == ["first_review_held", "later_review_held"]
        assert {(each.anchor_on, each.due, each.state) for each in told} == {(None, None, "not_started")}
    for review in reviews[:2]:
        answer = await timeliness(connection, review, reader(SOCIAL_CARE), today=today)
        told = [each for each in answer.clocks if each.anchor is Anchor.LAST_CONFERENCE]
        assert [(each.clock, each.anchor_on) for each in told] == [("first_review_held", today)]


async def test_a_day_given_for_another_conference_than_the_one_that_may_be_read_is_not_told(views, history):
    first = hold(history)
    given = [AnchorDate(Anchor.LAST_CONFERENCE, history.now.date() - timedelta(days=30))]
    review = history.convene(
        MeetingKind.REVIEW_CONFERENCE, children=history.children_of(first), in_days=80, anchors=given
    )
    history.invite(review, POLICE, "detective_sergeant")
    answered = await clocks(views, history, review)
    assert answered["first_review_held"].anchor_on is None
