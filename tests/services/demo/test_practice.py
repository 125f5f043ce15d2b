"""Two years at full size, told without deciding: the figures that the demo is about."""

from datetime import timedelta

import pytest

from quorate_events.meetings.action_progress import CompleteAction, RecordActionNotDone
from quorate_events.meetings.actions import AgreeAction
from quorate_events.meetings.escalations import RaiseEscalation, ResolveEscalation
from quorate_events.meetings.views import RaiseDissent, ResolveDissent
from quorate_services.demo.history import History
from quorate_services.demo.profile import Profile

from .conftest import NOW


@pytest.fixture(scope="module")
def told_in_full(house) -> tuple[History, dict]:
    history, unfinished = History(Profile(NOW), house.calendar), {}
    for day in history.days():
        for group in day:
            for step in group.steps:
                match step.command:
                    case AgreeAction(action_id=each) | RaiseDissent(dissent_id=each):
                        unfinished[each] = step.moment
                    case RaiseEscalation(escalation_id=each):
                        unfinished[each] = step.moment
                    case CompleteAction(action_id=each) | RecordActionNotDone(action_id=each):
                        del unfinished[each]
                    case ResolveDissent(dissent_id=each) | ResolveEscalation(escalation_id=each):
                        del unfinished[each]
    return history, unfinished


@pytest.fixture
def full(told_in_full) -> History:
    return told_in_full[0]


def test_what_nobody_finished_in_time_is_finished_at_some_time(told_in_full):
    _, unfinished = told_in_full
    assert len(unfinished) > 50
    assert NOW - min(unfinished.values()) < timedelta(days=200)


def police_share(history: History, months) -> float:
    police = str(history.town["police"].id)
    invited = attended = 0
    for (month, agency, role, kind, involvement), counts in history.tally.cells.items():
        initial = kind == "initial_child_protection_conference"
        if (
            agency == police
            and not role
            and initial
            and involvement.endswith("_significant")
            and months(month)
        ):
            invited, attended = invited + counts.invited, attended + counts.attended
    return attended / invited


def test_in_the_first_year_the_police_attend_under_a_quarter_where_significantly_involved(full):
    assert police_share(full, lambda month: month < "2025-11") < 0.25


def test_after_the_change_of_practice_they_attend_about_four_in_five(full):
    assert 0.72 < police_share(full, lambda month: month >= "2025-11") < 0.88


@pytest.mark.parametrize(
    ("kind", "low", "high"),
    [
        ("strategy_discussion", 24 * 105, 24 * 112),
        ("initial_child_protection_conference", 24 * 18, 24 * 22),
        ("review_child_protection_conference", 24 * 36, 24 * 44),
    ],
)
def test_as_many_meetings_are_held_as_in_a_city_of_that_size(full, kind, low, high):
    assert low < sum(held for (_, each), held in full.tally.held.items() if each == kind) < high
