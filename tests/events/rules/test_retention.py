"""When a retention schedule has run out."""

from datetime import date

import pytest

from quorate_events.rules.retention import due_on
from quorate_events.rules.rule_set import RetentionRule, RetentionSince

MEETING = RetentionRule(
    label="After the last meeting", years=35, since=RetentionSince.LAST_MEETING, source="Schedule 1"
)
BIRTH = RetentionRule(label="After birth", years=75, since=RetentionSince.BIRTH, source="Schedule 2")


@pytest.mark.parametrize(
    ("rules", "last", "born", "due"),
    [
        ((), date(2000, 1, 1), date(1990, 1, 1), None),
        ((MEETING,), date(2000, 1, 31), None, date(2035, 1, 31)),
        ((MEETING,), date(2000, 2, 29), None, date(2035, 3, 1)),
        ((MEETING, BIRTH), date(2000, 1, 1), date(1990, 6, 1), date(2065, 6, 1)),
        ((MEETING, BIRTH), date(2040, 1, 1), date(1990, 6, 1), date(2075, 1, 1)),
        ((MEETING, BIRTH), date(2000, 1, 1), None, None),
        ((BIRTH,), None, date(1990, 6, 1), date(2065, 6, 1)),
    ],
    ids=["no rule", "one", "leap day", "the later", "the other", "not known", "birth alone"],
)
def test_every_rule_has_to_have_run_out(rules, last, born, due) -> None:
    assert due_on(rules, last, born) == due
