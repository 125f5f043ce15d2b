"""How meetings are held, over time: quoracy, the core three, information, children heard, dissent."""

from datetime import date

import msgspec

from quorate_events.meetings.vocabulary import ChildParticipation, MeetingKind, Origin
from quorate_events.store.statements import load_sql
from quorate_projections.asking import Asked
from quorate_projections.metrics.rate import Rate
from quorate_projections.metrics.trends import Period


class ChildrenHeard(msgspec.Struct, frozen=True):
    """How many children took part or were heard in one way."""

    participation: ChildParticipation
    children: int


class MeetingCell(msgspec.Struct, frozen=True, kw_only=True):
    """The meetings that were held in one period (of one kind, where grouped by kind), counted.

    ``participation`` has the children of these meetings by code, in the order of the codes; those without a
    code are the rest of ``children``. A child of two meetings counts in each of them.
    """

    period: str
    kind: MeetingKind | None
    held: int
    conferences_held: int
    conferences_quorate: int
    conferences_adjourned_inquorate: int
    conferences_proceeded_inquorate: int
    discussions_held: int
    discussions_with_core_three: int
    discussions_with_worker_and_manager: int
    discussions_with_information_complete: int
    children: int
    participation: tuple[int, ...]
    dissents: int
    dissents_settled: int
    escalations_raised: int
    escalations_resolved: int
    escalations_in_time: int

    @property
    def quorate(self) -> Rate:
        """Conferences quorate of conferences held."""
        return Rate(self.conferences_quorate, self.conferences_held)

    @property
    def adjourned_inquorate(self) -> Rate:
        """Conferences with a sitting adjourned for want of quoracy, of conferences held."""
        return Rate(self.conferences_adjourned_inquorate, self.conferences_held)

    @property
    def proceeded_inquorate(self) -> Rate:
        """Conferences with a sitting that went on inquorate, of conferences held."""
        return Rate(self.conferences_proceeded_inquorate, self.conferences_held)

    @property
    def core_three(self) -> Rate:
        """Strategy discussions with social worker, health and police, of those held."""
        return Rate(self.discussions_with_core_three, self.discussions_held)

    @property
    def worker_and_manager(self) -> Rate:
        """Strategy discussions with investigating social worker and manager, of those held."""
        return Rate(self.discussions_with_worker_and_manager, self.discussions_held)

    @property
    def information_complete(self) -> Rate:
        """Strategy discussions for which every involved agency answered, of those held."""
        return Rate(self.discussions_with_information_complete, self.discussions_held)

    @property
    def dissents_resolved(self) -> Rate:
        """Formal dissents with an outcome by now, of those raised."""
        return Rate(self.dissents_settled, self.dissents)

    @property
    def escalations_resolved_in_time(self) -> Rate:
        """Escalations resolved within the time of their stage, of those raised."""
        return Rate(self.escalations_in_time, self.escalations_raised)

    @property
    def children_heard(self) -> tuple[ChildrenHeard, ...]:
        """Return the children by code, every code named."""
        pairs = zip(ChildParticipation, self.participation, strict=True)
        return tuple(ChildrenHeard(code, children) for code, children in pairs)


async def meeting_metrics(
    views: Asked,
    *,
    period: Period,
    by_kind: bool = False,
    first_day: date | None = None,
    last_day: date | None = None,
    kinds: tuple[MeetingKind, ...] | None = None,
    origin: Origin | None = None,
) -> list[MeetingCell]:
    """Return the periods in which meetings were held, in one statement. Days are London dates, inclusive."""
    rows = await views.fetch(
        load_sql("quorate_projections.attendance", "meeting_metrics"),
        period,
        by_kind,
        first_day,
        last_day,
        kinds,
        origin,
    )
    return [msgspec.convert(dict(row), MeetingCell) for row in rows]
