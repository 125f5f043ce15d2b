from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.folding import rows_after
from tests.support.history import HEALTH, HOUSING, POLICE, RULES, SCHOOL, SOCIAL_CARE, reader
from tests.support.random_history import random_history

from quorate_events.meetings.convening import RescheduleMeeting
from quorate_events.meetings.sittings import AdjournInquorate, ProceedInquorate
from quorate_events.meetings.vocabulary import AttendanceStatus, InvolvementLevel, MeetingKind
from quorate_projections.metrics.trends import Period
from quorate_projections.quoracy.projection import QuoracyProjection
from quorate_projections.quoracy.queries import consecutive_inquorate, quoracy

QUORACY = QuoracyProjection(RULES)


def begin(history, rule_set="england-baseline", **options):
    meeting = history.convene(rule_set=RULES.latest(rule_set).ref, **options)
    for agency, role in (
        (SOCIAL_CARE, "social_worker"),
        (POLICE, "detective_sergeant"),
        (HEALTH, "health_visitor"),
    ):
        history.invite(meeting, agency, role)
    history.open(meeting)
    return meeting


def adjourn(history, meeting):
    later = history.now.date() + timedelta(days=7)
    command = AdjournInquorate(
        meeting_id=meeting, reason="Few", interim_arrangements="Daily visits", reconvene_on=later
    )
    history.do(command)


async def test_a_sitting_in_session_is_assessed_with_everybody_who_arrives(views, history):
    meeting = begin(history)
    history.attend(meeting, SOCIAL_CARE, "social_worker")
    history.attend(meeting, POLICE, "detective_sergeant")
    (sitting,) = (await quoracy(await views(history.events), meeting, reader(POLICE))).sittings
    assert not sitting.quorate
    assert sitting.result is None
    assert sitting.explanation.startswith("Not quorate.")
    assert sitting.missing == ("one more agency with direct contact or involvement with the child or family",)
    assert "lead_and_one_other" in [ground.code for ground in sitting.may_proceed_for]


async def test_the_third_agency_makes_it_quorate(views, history):
    meeting = begin(history)
    for agency, role in (
        (SOCIAL_CARE, "social_worker"),
        (POLICE, "detective_sergeant"),
        (HEALTH, "health_visitor"),
    ):
        history.attend(meeting, agency, role)
    (sitting,) = (await quoracy(await views(history.events), meeting, reader(POLICE))).sittings
    assert sitting.quorate
    assert (sitting.missing, sitting.may_proceed_for) == ((), ())
    assert len(sitting.counted) == 3


async def test_an_agency_without_involvement_stops_counting_when_it_says_so(views, history):
    meeting = begin(history)
    for agency, role in (
        (SOCIAL_CARE, "social_worker"),
        (POLICE, "detective_sergeant"),
        (HEALTH, "health_visitor"),
    ):
        history.attend(meeting, agency, role)
    history.declare(meeting, POLICE, InvolvementLevel.NONE)
    (sitting,) = (await quoracy(await views(history.events), meeting, reader(POLICE))).sittings
    assert not sitting.quorate


async def test_the_same_people_count_by_the_rules_of_their_own_meeting(views, history):
    people = (
        (SOCIAL_CARE, "social_worker"),
        (HEALTH, "health_visitor"),
        (HEALTH, "school_nurse"),
    )
    meetings = {name: begin(history, name) for name in ("northbrook", "england-baseline")}
    for meeting in meetings.values():
        for agency, role in people:
            history.attend(meeting, agency, role, person=history.new_id())
    shown = await views(history.events)
    answers = {name: await quoracy(shown, meeting, reader(POLICE)) for name, meeting in meetings.items()}
    assert {name: answer.sittings[0].quorate for name, answer in answers.items()} == {
        "northbrook": True,
        "england-baseline": False,
    }
    assert answers["northbrook"].rule_set == "northbrook 2026-1"


async def test_going_on_inquorate_keeps_ground_reason_and_words(views, history):
    meeting = begin(history)
    history.attend(meeting, SOCIAL_CARE, "social_worker")
    proceed = ProceedInquorate(
        meeting_id=meeting, ground="local_attendance_difficulty", reason="Snow has closed the roads"
    )
    history.do(proceed)
    history.close(meeting)
    (sitting,) = (await quoracy(await views(history.events), meeting, reader(POLICE))).sittings
    assert (sitting.result, sitting.quorate) == ("inquorate_proceeded", False)
    assert sitting.ground == "local_attendance_difficulty"
    assert sitting.ground_in_words
    assert sitting.reason == "Snow has closed the roads"
    assert sitting.report_to_partners


async def test_what_was_recorded_at_the_end_stays_when_attendance_is_put_right_later(views, history):
    meeting = begin(history)
    for agency, role in (
        (SOCIAL_CARE, "social_worker"),
        (POLICE, "detective_sergeant"),
        (HEALTH, "health_visitor"),
    ):
        history.attend(meeting, agency, role)
    history.close(meeting)
    history.attend(meeting, HEALTH, "health_visitor", "absent_without_apology")
    (sitting,) = (await quoracy(await views(history.events), meeting, reader(POLICE))).sittings
    assert sitting.quorate
    assert sitting.explanation.startswith("Quorate.")


async def test_two_inquorate_conferences_running_about_one_child_are_seen(views, history):
    child = history.new_id()
    first = begin(history, children=[child])
    adjourn(history, first)
    history.later(days=90)
    second = begin(history, kind=MeetingKind.REVIEW_CONFERENCE, children=[child, history.new_id()])
    adjourn(history, second)
    other = begin(history, children=1)
    adjourn(history, other)
    shown = await views(history.events)
    answers = [await quoracy(shown, meeting, reader(SOCIAL_CARE)) for meeting in (first, second, other)]
    assert [answer.consecutive_inquorate for answer in answers] == [False, True, False]
    invited = [await quoracy(shown, meeting, reader(POLICE)) for meeting in (first, second, other)]
    # Whether there was one before is for those who run the meeting, and for who may read that one.
    assert [answer.consecutive_inquorate for answer in invited] == [None, True, None]
    assert not answers[1].consecutive_inquorate_allowed
    runs = await consecutive_inquorate(shown, period=Period.QUARTER)
    assert sum(run.held for run in runs) == 3
    assert sum(run.consecutive_inquorate for run in runs) == 1


async def test_a_quorate_conference_between_two_inquorate_ones_breaks_the_run(views, history):
    child = history.new_id()
    for people in (0, 3, 0):
        meeting = begin(history, children=[child])
        for agency, role in (
            (SOCIAL_CARE, "social_worker"),
            (POLICE, "detective_sergeant"),
            (HEALTH, "health_visitor"),
        )[:people]:
            history.attend(meeting, agency, role)
        if people:
            history.close(meeting)
        else:
            adjourn(history, meeting)
        history.later(days=30)
    answer = await quoracy(await views(history.events), meeting, reader(POLICE))
    assert not answer.consecutive_inquorate


async def test_an_agency_that_was_not_invited_sees_nothing(views, history):
    meeting = begin(history)
    shown = await views(history.events)
    assert await quoracy(shown, meeting, reader(HOUSING)) is None
    assert await quoracy(shown, meeting, reader(SCHOOL)) is None


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000), sizes=st.lists(st.integers(0, 40), max_size=8))
def test_any_split_into_batches_gives_the_same_rows_as_event_by_event(seed, sizes):
    events = random_history(seed, meetings=3).events
    assert rows_after(QUORACY, events, sizes) == rows_after(QUORACY, events, [1] * len(events))


async def test_a_correction_afterwards_does_not_contradict_what_the_sitting_was_found_to_be(views, history):
    meeting = begin(history)
    people = ((SOCIAL_CARE, "social_worker"), (POLICE, "detective_sergeant"), (HEALTH, "health_visitor"))
    for agency, role in people:
        history.attend(meeting, agency, role)
    history.decide(meeting)
    history.close(meeting)
    history.attend(meeting, POLICE, "detective_sergeant", AttendanceStatus.ABSENT_WITHOUT_APOLOGY)
    history.declare(meeting, HEALTH, InvolvementLevel.NONE)
    (sitting,) = (await quoracy(await views(history.events), meeting, reader(POLICE))).sittings
    assert (sitting.quorate, sitting.missing, len(sitting.counted)) == (True, (), 3)
    assert "Police" in sitting.explanation


async def reconvening(views, history, meeting):
    answer = await quoracy(await views(history.events), meeting, reader(POLICE))
    return [(each.reconvene_by, each.reconvenes_late) for each in answer.sittings]


def adjourn_for(history, meeting, days):
    on = history.now.date() + timedelta(days=days)
    history.do(
        AdjournInquorate(meeting_id=meeting, reason="Few", interim_arrangements="Visits", reconvene_on=on)
    )


# Opened on Monday 2 March 2026: ten working days end on Monday 16 March.


async def test_given_an_adjourned_conference_when_the_new_date_is_in_time_then_it_is_not_late(views, history):
    meeting = begin(history)
    adjourn_for(history, meeting, 14)
    assert await reconvening(views, history, meeting) == [(date(2026, 3, 16), False)]


async def test_given_an_adjourned_conference_when_the_new_date_is_a_day_after_then_it_is_late(views, history):
    meeting = begin(history)
    adjourn_for(history, meeting, 15)
    assert await reconvening(views, history, meeting) == [(date(2026, 3, 16), True)]


async def test_given_a_late_new_date_when_the_meeting_is_moved_forward_then_it_is_in_time(views, history):
    meeting = begin(history)
    adjourn_for(history, meeting, 15)
    sooner = history.now + timedelta(days=9)
    history.do(RescheduleMeeting(meeting_id=meeting, scheduled_for=sooner, reason="A room is free"))
    assert await reconvening(views, history, meeting) == [(date(2026, 3, 16), False)]


async def test_given_a_new_date_in_time_when_the_conference_sits_later_then_it_is_late(views, history):
    meeting = begin(history)
    adjourn_for(history, meeting, 7)
    history.later(days=16).open(meeting)
    assert await reconvening(views, history, meeting) == [(date(2026, 3, 16), True), (None, False)]
