from datetime import UTC, datetime, timedelta
from uuid import UUID

from quorate_services.feeds.due import Due

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
ONE, OTHER = UUID(int=1), UUID(int=2)


def at(minutes: int) -> datetime:
    return NOON + timedelta(minutes=minutes)


def test_each_meeting_is_taken_out_once_when_its_moment_has_come() -> None:
    due = Due([(at(5), ONE)])
    due.expect(OTHER, [at(1), at(2)], behind=NOON)
    due.expect(ONE, [at(5)], behind=NOON)
    assert not due.reached(NOON)
    assert due.take(at(2)) == [OTHER]
    assert due.take(at(9)) == [ONE]
    assert not due.reached(at(99))


def test_a_moment_that_has_passed_is_not_expected() -> None:
    due = Due()
    due.expect(ONE, [NOON], behind=NOON)
    assert not due.reached(at(99))


def test_the_wait_ends_at_the_next_moment() -> None:
    due = Due([(at(1), ONE)])
    assert due.seconds(NOON, 300.0) == 60.0
    assert due.seconds(NOON, 1.0) == 1.0
    assert due.seconds(at(2), 1.0) == 0.0
    assert Due().seconds(NOON, 1.0) == 1.0
