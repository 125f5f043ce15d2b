"""What the clocks of one meeting are worked out from. All dates are London dates."""

from datetime import date
from uuid import UUID

import msgspec

from quorate_events.meetings.vocabulary import DecisionOutcome
from quorate_events.rules.clocks import london_date
from quorate_events.rules.rule_set import Anchor, Milestone
from quorate_projections.standing import Standing


class Asked(msgspec.Struct, frozen=True, gc=False):
    """An agency asked for a report by ``due``; None where the rules set no date."""

    agency_id: UUID
    due: date | None


class Report(msgspec.Struct, frozen=True, gc=False):
    """An agency's answer that still stands: since when, and the parts that make it.

    No parts mean that nothing is held, or that the agency declined. ``on`` is None where an old register
    does not say when it came.
    """

    on: date | None
    parts: tuple[UUID, ...] = ()


class TimelinessState(msgspec.Struct, frozen=True, gc=False):
    """One meeting: the dates that clocks run from and the dates that stop them.

    ``milestones`` holds the first day of each; the reports are worked out. ``deliberated`` is the first sitting
    that was not adjourned inquorate, with its day: where too few came to decide, the meeting was not held yet.
    ``answered`` says when each agency answered first, and stays when it took all of it back.
    """

    standing: Standing
    origin: str
    convened_on: date
    anchors: dict[Anchor, date]
    follows: UUID | None
    asked: dict[UUID, Asked] = {}
    reports: dict[UUID, Report] = {}
    answered: dict[UUID, date | None] = {}
    milestones: dict[Milestone, date] = {}
    decisions: dict[UUID, DecisionOutcome] = {}
    deliberated: tuple[int, date] | None = None

    @property
    def held_on(self) -> date | None:
        """Return the day on which the meeting was held, as its clocks count; None: not yet."""
        return None if self.deliberated is None else self.deliberated[1]

    def anchor(self, anchor: Anchor) -> date | None:
        """Return the day that a clock runs from; one given at the convening comes first."""
        if anchor in self.anchors:
            return self.anchors[anchor]
        if anchor is Anchor.CONVENED:
            return self.convened_on
        if anchor is Anchor.SCHEDULED:
            return london_date(self.standing.scheduled_for)
        if anchor is Anchor.HELD:
            return self.standing.concluded_on
        return None

    def met_on(self, milestone: Milestone) -> date | None:
        """Return the day on which a milestone was reached; None: not yet."""
        if milestone is Milestone.HELD:
            return self.held_on
        if milestone is Milestone.REPORTS_RECEIVED:
            return self._last({agency: report.on for agency, report in self.reports.items()})
        return self.milestones.get(milestone)

    def told_met_on(self, milestone: Milestone) -> date | None:
        """Return the same for those who may know of nothing that an agency took back."""
        return (
            self._last(self.answered) if milestone is Milestone.REPORTS_RECEIVED else self.met_on(milestone)
        )

    def _last(self, reported: dict[UUID, date | None]) -> date | None:
        agencies = {each.agency_id for each in self.asked.values()}
        dates = [reported[agency] for agency in agencies if agency in reported]
        known = [day for day in dates if day is not None]
        return max(known) if known and len(known) == len(agencies) else None
