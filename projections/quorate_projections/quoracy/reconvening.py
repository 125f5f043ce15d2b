"""By when an adjourned inquorate meeting has to be held again, and whether it is."""

from datetime import date

from quorate_events.meetings.vocabulary import Quoracy
from quorate_events.rules.calendar import OutsideCalendar, WorkingDayCalendar
from quorate_events.rules.clocks import london_date
from quorate_events.rules.rule_set import RuleSet
from quorate_projections.quoracy.state import QuoracyState


def again(
    state: QuoracyState, number: int, rules: RuleSet, calendar: WorkingDayCalendar
) -> tuple[date | None, bool]:
    """Return the last day that the rule set allows, and whether the meeting goes on later than that.

    Both say something of a sitting that was adjourned inquorate only. The day on which it goes on is that of the
    next sitting; before there is one, the day to which the meeting was moved since, or else the one announced.
    """
    sitting = state.sittings[number]
    days = rules.kinds[state.standing.kind].quoracy.reconvene_within_working_days
    if sitting.result is not Quoracy.INQUORATE_ADJOURNED or sitting.ended_at is None or days is None:
        return None, False
    try:
        last = calendar.add_working_days(london_date(sitting.ended_at), days)
    except OutsideCalendar:
        # The calendar ends before the days do: nothing can be called late by it.
        return None, False
    following = state.sittings.get(number + 1)
    planned = sitting.moved_to or sitting.reconvene_on
    goes_on = planned if following is None else london_date(following.opened_at)
    return last, goes_on is not None and goes_on > last
