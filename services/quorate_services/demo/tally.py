"""The truth, counted from the plan: what a right answer about attendance and reports has to say.

Nothing here reads an event, a projection or a rule. A meeting counts in the London month of its first
sitting.
"""

from dataclasses import asdict, dataclass, field
from typing import Any

Cell = tuple[str, str, str, str, str]
"""Month (YYYY-MM), agency id, role (empty: the whole agency), kind of meeting, involvement."""


@dataclass
class Counts:
    """Meetings of one cell: those invited to, and what the agency did about them.

    Reports count before the first sitting opened, nothing held included; ``report_on_time`` where one is due;
    ``neither`` is no attendance (of a role's cell: nobody in that role), no information, no nothing-held and
    no reasoned refusal.
    """

    invited: int = 0
    attended: int = 0
    report_received: int = 0
    nothing_held: int = 0
    report_due: int = 0
    report_on_time: int = 0
    declined: int = 0
    neither: int = 0


@dataclass(frozen=True)
class AgencyTruth:
    """What one agency did about one meeting. ``attended_roles`` are the invited roles that were filled.

    ``answered``: it shared, said that nothing is held, or declined with a reason, at any time.
    """

    agency_id: str
    bucket: str
    roles: tuple[str, ...]
    attended_roles: tuple[str, ...]
    report_received: bool
    nothing_held: bool
    report_due: bool
    report_on_time: bool
    declined: bool
    answered: bool


@dataclass(frozen=True)
class MeetingTruth:
    """One meeting that was held. ``results`` holds the result of each ended sitting, in order."""

    meeting_id: str
    month: str
    kind: str
    agencies: tuple[AgencyTruth, ...]
    results: tuple[str, ...]


@dataclass
class Tally:
    """Counts by cell, and meetings held and results of sittings by month and kind."""

    cells: dict[Cell, Counts] = field(default_factory=dict)
    held: dict[tuple[str, str], int] = field(default_factory=dict)
    results: dict[tuple[str, str, str], int] = field(default_factory=dict)

    def add(self, truth: MeetingTruth) -> None:
        """Count one more meeting."""
        at = (truth.month, truth.kind)
        self.held[at] = self.held.get(at, 0) + 1
        for result in truth.results:
            self.results[*at, result] = self.results.get((*at, result), 0) + 1
        for agency in truth.agencies:
            self._count(truth, agency, "", bool(agency.attended_roles))
            for role in agency.roles:
                self._count(truth, agency, role, role in agency.attended_roles)

    def _count(self, truth: MeetingTruth, agency: AgencyTruth, role: str, attended: bool) -> None:
        cell = (truth.month, agency.agency_id, role, truth.kind, agency.bucket)
        counts = self.cells.setdefault(cell, Counts())
        counts.invited += 1
        counts.attended += attended
        counts.report_received += agency.report_received
        counts.nothing_held += agency.nothing_held
        counts.report_due += agency.report_due
        counts.report_on_time += agency.report_on_time
        counts.declined += agency.declined
        counts.neither += not attended and not agency.answered

    def as_rows(self) -> dict[str, list[dict[str, Any]]]:
        """Return everything as rows that JSON can hold, in a fixed order."""
        names = ("month", "agency_id", "role", "kind", "involvement")
        return {
            "cells": [
                dict(zip(names, cell, strict=True)) | asdict(counts)
                for cell, counts in sorted(self.cells.items())
            ],
            "held": [
                {"month": month, "kind": kind, "meetings": number}
                for (month, kind), number in sorted(self.held.items())
            ],
            "results": [
                {"month": month, "kind": kind, "result": result, "sittings": number}
                for (month, kind, result), number in sorted(self.results.items())
            ],
        }
