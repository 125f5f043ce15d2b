"""Two years at full size, told without deciding: the figures that the demo is about."""

import pytest

from quorate_services.demo.history import History
from quorate_services.demo.profile import Profile

from .conftest import NOW


@pytest.fixture(scope="module")
def full(house) -> History:
    history = History(Profile(NOW), house.calendar)
    for _ in history.days():
        pass
    return history


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
