from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.folding import rows_after
from tests.support.history import RULES
from tests.support.random_history import random_history

from quorate_projections.attendance.projection import AttendanceProjection

ATTENDANCE = AttendanceProjection(RULES)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), sizes=st.lists(st.integers(0, 40), max_size=8))
def test_any_split_into_batches_gives_the_same_rows_as_event_by_event(seed, sizes):
    events = random_history(seed, meetings=3).events
    one_by_one = rows_after(ATTENDANCE, events, [1] * len(events))
    assert rows_after(ATTENDANCE, events, sizes) == one_by_one
    assert rows_after(ATTENDANCE, events) == one_by_one
