"""Calendars of a partnership's own."""

import json
from datetime import date
from importlib import resources

import pytest

from quorate_events.rules.rule_sets import BrokenRuleSet, RuleSets

LOCAL = {
    "version": "here-2026-1",
    "name": "England, and the day on which the council is closed",
    "source": "Council notice",
    "extends": "england-and-wales-2026-1",
    "closed_days": [{"date": "2026-11-24", "name": "Council closed"}],
}


def load(directory, calendar):
    (directory / "calendars").mkdir()
    (directory / "calendars" / "here.json").write_text(json.dumps(calendar))
    return RuleSets.from_directory(directory)


def test_a_local_calendar_closes_days_on_top_of_the_national_one(tmp_path, rule_sets):
    baseline = json.loads(_shipped())
    baseline |= {"ref": {"id": "here", "version": "2026-1"}, "calendar": "here-2026-1"}
    (tmp_path / "rules.json").write_text(json.dumps(baseline))

    loaded = load(tmp_path, LOCAL)
    calendar = loaded.calendar_of(loaded.latest("here"))

    assert not calendar.is_working_day(date(2026, 11, 24))
    assert not calendar.is_working_day(date(2026, 12, 25))


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"extends": "moon-1"}, "there is no calendar moon-1"),
        ({"extends": None}, "needs a first_year"),
        ({"first_year": 2020}, "names none of its own"),
        ({"version": "england-and-wales-2026-1"}, "exists already"),
        ({"closed_days": [{"date": "2040-01-02", "name": "x"}]}, "outside 2014 to 2035"),
        ({"closed_days": [{"date": "2026-02-30", "name": "x"}]}, "invalid RFC3339 encoded date"),
        ({"closed_days": LOCAL["closed_days"] * 2}, "a date is there twice"),
    ],
)
def test_a_calendar_that_cannot_be_used_is_refused(tmp_path, change, what):
    with pytest.raises(BrokenRuleSet, match=what):
        load(tmp_path, LOCAL | change)


def _shipped() -> str:
    return (resources.files("quorate_events.rules") / "data" / "england-baseline-2026-1.json").read_text(
        "utf-8"
    )
