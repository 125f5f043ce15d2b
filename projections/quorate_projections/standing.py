"""What every view of a meeting has to know of it: kind, status, time, children, and whom it concerns."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from operator import attrgetter
from typing import Any
from uuid import UUID

import msgspec
from msgspec.structs import replace

from quorate_events.access.resources import Circle, EmergencyOpening
from quorate_events.meetings.attendance import AttendanceRecorded, excluded_after
from quorate_events.meetings.convening import (
    ChairChanged,
    ChildAdded,
    MeetingCancelled,
    MeetingConvened,
    MeetingRescheduled,
)
from quorate_events.meetings.emergency import OpenedInEmergency
from quorate_events.meetings.exclusions import ExcludedFromMeeting, ExclusionLifted
from quorate_events.meetings.invitations import AgencyInvited, InvitationWithdrawn
from quorate_events.meetings.record import RecordConfirmed
from quorate_events.meetings.sittings import SittingAdjournedInquorate, SittingClosed, SittingOpened
from quorate_events.meetings.vocabulary import MeetingKind, MeetingStatus
from quorate_events.rules.clocks import london_date
from quorate_events.rules.rule_set import RuleSetRef

_NUMBER = attrgetter("int")


def in_order(ids: Iterable[UUID]) -> list[UUID]:
    """Return ids as ``sorted`` does; it would ask two ids for every comparison."""
    return sorted(ids, key=_NUMBER)


class AsItStood(msgspec.Struct, frozen=True, gc=False):
    """What somebody who is no longer concerned goes on knowing of a meeting: how it stood at that moment."""

    status: MeetingStatus
    scheduled_for: datetime
    child_ids: tuple[UUID, ...]
    opened_at: datetime | None


class Standing(msgspec.Struct, frozen=True, gc=False):
    """How a meeting stands. ``opened_at`` is when its first sitting was opened; none: not held yet.

    ``invitations`` holds the agency of every invitation that was not withdrawn. A meeting is planned for
    ``scheduled_for`` until it is moved; ``closed_on`` is the London date on which its last sitting ended, and
    ``sat_at`` when its latest sitting was opened. ``excluded`` are practitioners by their ids as attendees.
    ``shut_out_people`` and ``shut_out_agencies`` were excluded whatever the attendance says.
    ``left`` is how the meeting stood when an agency that reads it no longer stopped doing so.
    """

    kind: MeetingKind
    status: MeetingStatus
    scheduled_for: datetime
    chair_id: UUID
    convening_agency_id: UUID
    rule_set: RuleSetRef
    child_ids: tuple[UUID, ...]
    invitations: dict[UUID, UUID] = {}
    opened_at: datetime | None = None
    closed_on: date | None = None
    sat_at: datetime | None = None
    excluded: dict[UUID, UUID] = {}
    emergency_openings: tuple[EmergencyOpening, ...] = ()
    left: dict[UUID, AsItStood] = {}
    shut_out_people: tuple[UUID, ...] = ()
    shut_out_agencies: tuple[UUID, ...] = ()

    @property
    def as_it_stands(self) -> AsItStood:
        """What is known of the meeting now."""
        return AsItStood(self.status, self.scheduled_for, self.child_ids, self.opened_at)

    def known_to(self, agency_id: UUID) -> "Standing":
        """Return how the meeting stands as far as the agency knows: as it stood when the agency was removed."""
        then = self.left.get(agency_id)
        if then is None:
            return self
        return replace(
            self,
            status=then.status,
            scheduled_for=then.scheduled_for,
            child_ids=then.child_ids,
            opened_at=then.opened_at,
        )

    @property
    def circle(self) -> Circle:
        """Those whom the meeting concerns."""
        return Circle(
            self.chair_id,
            self.convening_agency_id,
            self.invited_agency_ids,
            frozenset((*self.excluded.values(), *self.shut_out_people)),
            frozenset(self.shut_out_agencies),
            self.emergency_openings,
        )

    @property
    def invited_agency_ids(self) -> frozenset[UUID]:
        """The agencies that are invited, and not excluded."""
        return frozenset(self.invitations.values()).difference(self.shut_out_agencies)

    @property
    def kept_circle(self) -> dict[str, Any]:
        """The circle as a view keeps it beside what it lets people read: always in the same order."""
        circle = self.circle
        return {
            "chair_id": self.chair_id,
            "convening_agency_id": self.convening_agency_id,
            "invited_agency_ids": in_order(circle.invited_agency_ids),
            "excluded_practitioner_ids": in_order(circle.excluded_practitioner_ids),
            "excluded_agency_ids": in_order(circle.excluded_agency_ids),
            "emergency_openings": self.emergency_openings,
        }

    @property
    def excluded_ids(self) -> tuple[UUID, ...]:
        """The practitioners and the agencies that are excluded, in a stable order."""
        return tuple(in_order({*self.excluded.values(), *self.shut_out_people, *self.shut_out_agencies}))

    @property
    def readers(self) -> tuple[UUID, ...]:
        """The agencies whose people may read the meeting, in a stable order."""
        return tuple(in_order(self.reading_agency_ids))

    @property
    def reading_agency_ids(self) -> frozenset[UUID]:
        """The same in no order."""
        return self.invited_agency_ids | {self.convening_agency_id}

    @property
    def held_on(self) -> date | None:
        """The London date on which the first sitting was opened."""
        return None if self.opened_at is None else london_date(self.opened_at)

    @property
    def concluded_on(self) -> date | None:
        """The London date from which runs what follows the meeting: the letter, the record, the core group.

        An adjourned meeting has not come to its end; one in session is taken to end today.
        """
        if self.closed_on is not None:
            return self.closed_on
        if self.sat_at is None or self.status is MeetingStatus.ADJOURNED:
            return None
        return london_date(self.sat_at)


def begun(event: MeetingConvened) -> Standing:
    """Return how a meeting stands that was just convened."""
    return Standing(
        kind=event.kind,
        status=MeetingStatus.CONVENED,
        scheduled_for=event.scheduled_for,
        chair_id=event.chair_id,
        convening_agency_id=event.by.agency_id,
        rule_set=event.rule_set,
        child_ids=tuple(child.child_id for child in event.children),
    )


def stands_after(standing: Standing, event: Any) -> Standing:
    """Return how the meeting stands after ``event``; most events change nothing."""
    change = _CHANGES.get(type(event))
    return standing if change is None else change(standing, event)


def _rescheduled(standing: Standing, event: MeetingRescheduled) -> Standing:
    return replace(standing, scheduled_for=event.scheduled_for)


def _cancelled(standing: Standing, event: MeetingCancelled) -> Standing:
    return replace(standing, status=MeetingStatus.CANCELLED)


def _chair_changed(standing: Standing, event: ChairChanged) -> Standing:
    return replace(standing, chair_id=event.chair_id)


def _child_added(standing: Standing, event: ChildAdded) -> Standing:
    return replace(standing, child_ids=(*standing.child_ids, event.child.child_id))


def _invited(standing: Standing, event: AgencyInvited) -> Standing:
    invitations = {**standing.invitations, event.invitation_id: event.agency_id}
    return _keeping_who_left(standing, replace(standing, invitations=invitations))


def _uninvited(standing: Standing, event: InvitationWithdrawn) -> Standing:
    kept = {key: agency for key, agency in standing.invitations.items() if key != event.invitation_id}
    return _keeping_who_left(standing, replace(standing, invitations=kept))


def _keeping_who_left(before: Standing, after: Standing) -> Standing:
    """Keep how the meeting stood for every agency that reads it no longer, as long as it does not read it again."""
    reading = after.reading_agency_ids
    lost = before.reading_agency_ids - reading
    if not lost and not before.left:
        return after
    left = before.left | dict.fromkeys(in_order(lost), before.as_it_stands)
    return replace(after, left={agency: then for agency, then in left.items() if agency not in reading})


def _shut_out(standing: Standing, event: ExcludedFromMeeting) -> Standing:
    if event.practitioner_id is not None:
        return replace(standing, shut_out_people=(*standing.shut_out_people, event.practitioner_id))
    assert event.agency_id is not None
    agencies = (*standing.shut_out_agencies, event.agency_id)
    return _keeping_who_left(standing, replace(standing, shut_out_agencies=agencies))


def _let_in(standing: Standing, event: ExclusionLifted) -> Standing:
    people = tuple(each for each in standing.shut_out_people if each != event.practitioner_id)
    agencies = tuple(each for each in standing.shut_out_agencies if each != event.agency_id)
    after = replace(standing, shut_out_people=people, shut_out_agencies=agencies)
    return _keeping_who_left(standing, after)


def _opened(standing: Standing, event: SittingOpened) -> Standing:
    first = standing.opened_at or event.opened_at
    return replace(standing, status=MeetingStatus.IN_SESSION, opened_at=first, sat_at=event.opened_at)


def _adjourned(standing: Standing, event: SittingAdjournedInquorate) -> Standing:
    return replace(standing, status=MeetingStatus.ADJOURNED)


def _closed(standing: Standing, event: SittingClosed) -> Standing:
    if not event.final:
        return replace(standing, status=MeetingStatus.ADJOURNED)
    return replace(standing, status=MeetingStatus.CLOSED, closed_on=london_date(event.at))


def _confirmed(standing: Standing, event: RecordConfirmed) -> Standing:
    return replace(standing, status=MeetingStatus.CONFIRMED)


def _attended(standing: Standing, event: AttendanceRecorded) -> Standing:
    excluded = excluded_after(standing.excluded, event.attendee)
    return standing if excluded == standing.excluded else replace(standing, excluded=excluded)


def _opened_in_emergency(standing: Standing, event: OpenedInEmergency) -> Standing:
    opening = EmergencyOpening(event.by.practitioner_id, event.until)
    return replace(standing, emergency_openings=(*standing.emergency_openings, opening))


_CHANGES: dict[type, Callable[[Standing, Any], Standing]] = {
    MeetingRescheduled: _rescheduled,
    MeetingCancelled: _cancelled,
    ChairChanged: _chair_changed,
    ChildAdded: _child_added,
    AgencyInvited: _invited,
    InvitationWithdrawn: _uninvited,
    SittingOpened: _opened,
    SittingAdjournedInquorate: _adjourned,
    SittingClosed: _closed,
    RecordConfirmed: _confirmed,
    AttendanceRecorded: _attended,
    OpenedInEmergency: _opened_in_emergency,
    ExcludedFromMeeting: _shut_out,
    ExclusionLifted: _let_in,
}

STANDING_TOPICS = frozenset(event.TOPIC for event in (MeetingConvened, *_CHANGES))  # type: ignore[attr-defined]
"""The topics of the events that change how a meeting stands."""
