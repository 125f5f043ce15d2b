"""What is unusual, from days made by hand."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quorate_projections.looks.unusual import Anomaly, PersonDay, unusual

TODAY = date(2026, 3, 31)
ANNE, BEN = UUID(int=1), UUID(int=2)


def day(who=ANNE, back=0, looks=0, refusals=0, emergencies=0, strangers=0) -> PersonDay:
    return PersonDay(
        practitioner_id=who,
        practitioner_name=None,
        agency_id=UUID(int=0xA),
        agency_name=None,
        day=TODAY - timedelta(days=back),
        looks=looks,
        refusals=refusals,
        emergencies=emergencies,
        strangers=strangers,
    )


def anomalies(*days: PersonDay) -> list[tuple[Anomaly, int]]:
    return [(each.anomaly, each.count) for each in unusual(days, TODAY, TODAY)]


def test_many_more_looks_than_ones_own_usual_and_than_others_is_unusual():
    usual = [day(back=back, looks=10) for back in range(1, 10)]
    (found,) = unusual([*usual, day(BEN, looks=12), day(looks=60)], TODAY, TODAY)
    assert (found.anomaly, found.practitioner_id, found.count) == (Anomaly.VOLUME, ANNE, 60)
    assert (found.own_usual, found.others_usual) == (10, 12)


def test_three_times_the_usual_is_not_yet_far_above_it():
    assert anomalies(day(back=1, looks=20), day(looks=60)) == []
    assert anomalies(day(back=1, looks=20), day(looks=61)) == [(Anomaly.VOLUME, 61)]


def test_a_person_who_always_looks_much_is_not_unusual():
    assert anomalies(*[day(back=back, looks=200) for back in range(5)], day(BEN, looks=2)) == []


def test_a_day_on_which_everybody_looks_much_is_not_unusual():
    assert anomalies(day(back=1, looks=5), day(looks=60), day(BEN, looks=50)) == []


def test_few_looks_are_never_unusual_by_their_number():
    assert anomalies(day(back=1, looks=1), day(looks=29)) == []


def test_a_newcomer_who_looks_much_is_unusual_when_nobody_else_does():
    assert anomalies(day(looks=40), day(BEN, looks=3)) == [(Anomaly.VOLUME, 40)]


def test_what_lies_further_back_than_four_weeks_does_not_count_as_usual():
    assert anomalies(day(back=28, looks=50), day(looks=60)) == []
    assert anomalies(day(back=29, looks=50), day(looks=60)) == [(Anomaly.VOLUME, 60)]


def test_an_emergency_and_trying_strangers_meetings_are_out_of_involvement():
    assert anomalies(day(emergencies=1, strangers=2)) == [(Anomaly.OUT_OF_INVOLVEMENT, 3)]


@pytest.mark.parametrize(("refusals", "found"), [(4, []), (5, [(Anomaly.REPEATED_REFUSALS, 5)])])
def test_refused_again_and_again_in_a_day_is_unusual(refusals, found):
    assert anomalies(day(refusals=refusals)) == found


def test_the_days_before_the_period_are_not_reported():
    assert anomalies(day(back=1, looks=500, refusals=9, emergencies=3)) == []


DAYS = st.builds(
    day,
    st.sampled_from([ANNE, BEN, UUID(int=3)]),
    st.integers(0, 40),
    looks=st.integers(0, 300),
    refusals=st.integers(0, 9),
    emergencies=st.integers(0, 2),
    strangers=st.integers(0, 2),
)


@given(st.lists(DAYS, max_size=30))
def test_the_order_in_which_days_come_changes_nothing_and_every_finding_is_a_day_of_the_period(days):
    first = TODAY - timedelta(days=10)
    found = unusual(days, first, TODAY)
    assert sorted(map(repr, found)) == sorted(map(repr, unusual(days[::-1], first, TODAY)))
    assert all(first <= each.day <= TODAY for each in found)
    kept = {(each.practitioner_id, each.day) for each in days}
    assert all((each.practitioner_id, each.day) in kept for each in found)
