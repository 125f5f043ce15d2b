"""When the retention schedule of a rule set has run out for a child. It proposes, and never acts."""

from collections.abc import Sequence
from datetime import date

from quorate_events.rules.rule_set import RetentionRule, RetentionSince


def due_on(rules: Sequence[RetentionRule], last_meeting: date | None, born: date | None) -> date | None:
    """Return the day from which every rule has run out; None where there is no rule, or a date that one needs.

    A 29 February counts as 1 March where the year has none.
    """
    since = {RetentionSince.LAST_MEETING: last_meeting, RetentionSince.BIRTH: born}
    days: list[date] = []
    for rule in rules:
        begun = since[rule.since]
        if begun is None:
            return None
        days.append(_years_after(begun, rule.years))
    return max(days, default=None)


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
