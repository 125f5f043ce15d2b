"""How often each agency comes, over time: counts with every denominator beside them."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from uuid import UUID

import msgspec

from quorate_events.meetings.vocabulary import MeetingKind, Origin, Sector
from quorate_events.store.statements import load_sql
from quorate_projections.asking import Asked
from quorate_projections.attendance.state import InvolvementBucket
from quorate_projections.metrics.rate import Rate
from quorate_projections.metrics.trends import MOST_CELLS, Period, TooManyCells


class TrendDimension(StrEnum):
    """What the cells of the attendance trend may be split by, besides the period."""

    AGENCY = "agency"
    SECTOR = "sector"
    ROLE = "role"
    KIND = "kind"
    INVOLVEMENT = "involvement"


class TrendFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which meetings, agencies and roles to count; None counts all. The two days are London dates, inclusive.

    With ``roles`` (or when grouping by role) an agency counts as present only through somebody in one of the
    roles, or the named deputy; without, anybody of the agency counts.
    """

    first_day: date | None = None
    last_day: date | None = None
    agency_ids: tuple[UUID, ...] | None = None
    sectors: tuple[Sector, ...] | None = None
    roles: tuple[str, ...] | None = None
    kinds: tuple[MeetingKind, ...] | None = None
    involvements: tuple[InvolvementBucket, ...] | None = None
    origin: Origin | None = None


class TrendCell(msgspec.Struct, frozen=True, kw_only=True):
    """One cell: what it is about (None where not grouped by it), and counts of meetings per agency.

    A meeting counts once for each agency invited (once for each of its roles when grouped by role).
    :data:`~quorate_projections.metrics.registry.METRICS` says what each rate means.
    """

    period: str
    agency_id: UUID | None
    agency_name: str | None
    sector: Sector | None
    role: str | None
    kind: MeetingKind | None
    involvement: InvolvementBucket | None
    invited: int
    attended: int
    involvement_not_declared: int
    involved: int
    attended_where_involved: int
    significantly_involved: int
    attended_where_significantly_involved: int
    apologies: int
    represented_by_deputy: int
    report_received: int
    report_received_where_involved: int
    reports_due: int
    reports_on_time: int
    nothing_held: int
    report_without_presence: int
    neither: int

    @property
    def attendance(self) -> Rate:
        """Attended of invited."""
        return Rate(self.attended, self.invited)

    @property
    def attendance_where_involved(self) -> Rate:
        """Attended of those meetings where the agency was involved."""
        return Rate(self.attended_where_involved, self.involved)

    @property
    def attendance_where_significantly_involved(self) -> Rate:
        """Attended of those meetings where the agency was significantly involved."""
        return Rate(self.attended_where_significantly_involved, self.significantly_involved)

    @property
    def reports_provided(self) -> Rate:
        """Reports received of invited."""
        return Rate(self.report_received, self.invited)

    @property
    def reports_provided_where_involved(self) -> Rate:
        """Reports received where the agency was involved."""
        return Rate(self.report_received_where_involved, self.involved)

    @property
    def reports_in_time(self) -> Rate:
        """Reports on time of those due."""
        return Rate(self.reports_on_time, self.reports_due)

    @property
    def neither_came_nor_answered(self) -> Rate:
        """Neither present, nor a report, nor nothing held, nor declined, of invited."""
        return Rate(self.neither, self.invited)


async def attendance_trend(
    views: Asked,
    *,
    period: Period,
    by: Iterable[TrendDimension] = (),
    only: TrendFilter | None = None,
) -> list[TrendCell]:
    """Return the cells that are not empty, by period and then by name, in one statement.

    Raises :class:`TooManyCells` rather than answering in part.
    """
    only = only or TrendFilter()
    grouped = set(by)
    rows = await views.fetch(
        load_sql("quorate_projections.attendance", "trend"),
        period,
        *(dimension in grouped for dimension in TrendDimension),
        only.first_day,
        only.last_day,
        only.agency_ids,
        only.kinds,
        only.involvements,
        only.origin,
        only.roles,
        only.sectors,
        TrendDimension.ROLE in grouped or only.roles is not None,
        MOST_CELLS + 1,
    )
    if len(rows) > MOST_CELLS:
        raise TooManyCells
    return [msgspec.convert(dict(row), TrendCell) for row in rows]
