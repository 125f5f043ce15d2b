"""Checks that several decisions share: roles, whose agency, how far the meeting has gone."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from quorate_events.command import Context
from quorate_events.context import Recorder
from quorate_events.meetings.errors import (
    AnotherAgency,
    BeforeTheMeeting,
    ChildNotInMeeting,
    DateInTheFuture,
    MeetingCancelledAlready,
    MeetingClosed,
    NotInSession,
    NotInvited,
    OnlyConvenerOrChair,
    RecordAlreadyConfirmed,
    RoleNotForAgency,
    UnknownRole,
)
from quorate_events.meetings.vocabulary import MeetingStatus, Origin
from quorate_events.people.agency import Agency
from quorate_events.rules.clocks import london_date
from quorate_events.rules.rule_set import RuleSet

if TYPE_CHECKING:
    from quorate_events.meetings.meeting import Meeting


def require_role(rule_set: RuleSet, role: str) -> None:
    """Raise ``UnknownRole`` when ``rule_set`` does not list ``role``."""
    if role not in rule_set.roles:
        raise UnknownRole


def require_role_for(rule_set: RuleSet, role: str, agency_id: UUID | None, context: Context) -> None:
    """Raise ``UnknownRole`` or ``RoleNotForAgency`` unless staff of the agency can have ``role``.

    Quoracy counts sectors by role, so a role is bound to its sector. A role without a sector fits everybody.
    """
    require_role(rule_set, role)
    definition = rule_set.roles[role]
    if agency_id is None:
        return
    agency = context.known.get(agency_id)
    other = isinstance(agency, Agency) and definition.sector not in (None, agency.sector)
    if definition.family or other:
        raise RoleNotForAgency


def runs(meeting: "Meeting", by: Recorder) -> None:
    """Raise ``OnlyConvenerOrChair`` unless the recorder convened the meeting, chairs it, or brings in a register."""
    if by.agency_id == meeting.convening_agency_id or by.practitioner_id == meeting.chair_id:
        return
    if by.origin is Origin.LIVE:
        raise OnlyConvenerOrChair


def require_invited(meeting: "Meeting", agency_id: UUID) -> None:
    """Raise ``NotInvited`` when ``agency_id`` has no invitation, or was excluded since."""
    if agency_id not in meeting.shut_out_agencies:
        for invitation in meeting.invitations.values():
            if invitation.agency_id == agency_id:
                return
    raise NotInvited


def require_children(meeting: "Meeting", child_ids: Iterable[UUID | None]) -> None:
    """Raise ``ChildNotInMeeting`` for the first child that the meeting is not about; None is passed over."""
    for child_id in child_ids:
        if child_id is not None and child_id not in meeting.children:
            raise ChildNotInMeeting


def may_speak_for(by: Recorder, agency_id: UUID) -> bool:
    """Return whether the recorder belongs to the agency or brings in an old register."""
    return by.agency_id == agency_id or by.origin is not Origin.LIVE


def speaks_for(by: Recorder, agency_id: UUID) -> None:
    """Raise ``AnotherAgency`` unless the recorder may speak for the agency."""
    if not may_speak_for(by, agency_id):
        raise AnotherAgency


def speaks_for_or_convened(context: Context, agency_id: UUID, meeting: "Meeting") -> None:
    """As ``speaks_for``, and people of the convening agency may take the message down (apologies by telephone).

    So may the chair, of whatever agency, what is said in the meeting. Nobody telephones an agency's software: it
    speaks for its own agency only.
    """
    by = context.by
    runs_it = by.agency_id == meeting.convening_agency_id or by.practitioner_id == meeting.chair_id
    if context.software or not runs_it:
        speaks_for(by, agency_id)


def not_cancelled(meeting: "Meeting") -> None:
    """Raise ``MeetingCancelledAlready`` for a cancelled meeting."""
    if meeting.status is MeetingStatus.CANCELLED:
        raise MeetingCancelledAlready


def not_closed(meeting: "Meeting") -> None:
    """Raise when the last sitting has been closed, the record confirmed, or the meeting cancelled."""
    not_cancelled(meeting)
    if meeting.status in (MeetingStatus.CLOSED, MeetingStatus.CONFIRMED):
        raise MeetingClosed


def not_confirmed(meeting: "Meeting") -> None:
    """Raise when the record has been confirmed or the meeting cancelled."""
    not_cancelled(meeting)
    if meeting.status is MeetingStatus.CONFIRMED:
        raise RecordAlreadyConfirmed


def in_session(meeting: "Meeting") -> None:
    """Raise ``NotInSession`` (or why there will be none) unless a sitting is open."""
    not_closed(meeting)
    if meeting.status is not MeetingStatus.IN_SESSION:
        raise NotInSession


def not_in_future(moment: datetime | None, now: datetime) -> None:
    """Raise ``DateInTheFuture`` when ``moment`` lies after ``now``."""
    if moment is not None and moment > now:
        raise DateInTheFuture


def not_before_sitting(meeting: "Meeting", number: int, day: date | None) -> None:
    """Raise ``BeforeTheMeeting`` when ``day``, a London date, lies before a sitting (-1: the latest)."""
    if day is not None and day < london_date(meeting.sittings[number].opened_at):
        raise BeforeTheMeeting
