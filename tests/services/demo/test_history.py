"""The history is the same every time, accepted in full, in order, and in office hours."""

import json
from collections import Counter
from dataclasses import replace

import msgspec

from quorate_events.meetings.vocabulary import MeetingKind
from quorate_events.people.child import ChildRegistered
from quorate_events.people.nhs_number import is_nhs_number
from quorate_events.rules.london_time import london_date
from quorate_services.demo.history import History

from .conftest import NOW
from .counted import cells_of


def script_of(profile, calendar) -> bytes:
    days = History(profile, calendar).days()
    return msgspec.json.encode([[list(group.steps) for group in day] for day in days])


def test_the_same_profile_makes_the_same_commands_byte_for_byte(small, house):
    assert script_of(small, house.calendar) == script_of(small, house.calendar)


def test_another_seed_makes_another_history(small, house):
    assert script_of(small, house.calendar) != script_of(replace(small, seed=7), house.calendar)


def test_every_command_is_accepted_and_every_stream_is_in_order(told):
    _, events = told
    versions: Counter = Counter()
    for event in events:
        versions[event.originator_id] += 1
        assert event.originator_version == versions[event.originator_id]
    assert len(events) > 5_000


def test_nothing_happens_after_the_present_and_days_follow_each_other(small, house):
    last = None
    for day in History(small, house.calendar).days():
        moments = [step.moment for group in day for step in group.steps]
        assert max(moments) <= NOW
        assert last is None or min(moments).date() > last
        last = max(moments).date()


def test_meetings_are_held_on_working_days_in_office_hours(told, house):
    history, _ = told
    regular = [plan for plan in history.meetings if not plan.wanted]
    assert all(house.calendar.is_working_day(plan.decided_on) for plan in regular)
    assert all(9 * 60 <= plan.held_at <= 17 * 60 for plan in regular)


def test_every_child_is_invented_and_has_a_number_of_its_own(told):
    _, events = told
    numbers = [e.nhs_number for e in events if isinstance(e, ChildRegistered) and e.nhs_number]
    assert len(set(numbers)) == len(numbers) > 100
    assert all(is_nhs_number(number) and number.startswith("999") for number in numbers)


def test_a_conference_follows_its_strategy_discussion(told):
    history, _ = told
    by_id = {plan.id: plan for plan in history.meetings}
    initial = [
        plan for plan in history.meetings if plan.kind is MeetingKind.INITIAL_CONFERENCE and plan.follows
    ]
    assert initial
    for plan in initial:
        before = by_id[plan.follows]
        assert before.kind is MeetingKind.STRATEGY_DISCUSSION
        assert before.decided_on <= plan.convened_on < plan.held_on


def test_the_tally_is_what_the_events_say_in_every_cell(told):
    history, events = told
    tallied = {
        cell: (c.invited, c.attended, c.report_received, c.report_on_time, c.neither)
        for cell, c in history.tally.cells.items()
    }
    assert tallied == cells_of(events)
    assert len(tallied) > 300


def test_the_tally_can_be_written_as_json(told):
    history, _ = told
    rows = json.loads(json.dumps(history.tally.as_rows()))
    assert sum(row["invited"] for row in rows["cells"]) > 1_000


def test_some_meetings_lie_ahead(told):
    history, _ = told
    assert any(plan.held_on > london_date(NOW) for plan in history.meetings)
