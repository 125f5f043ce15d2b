"""Counts attendance straight from the events, without folds or SQL: what the trend must agree with."""

from collections import Counter
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from tests.support.history import AGENCIES

from quorate_events.meetings.attendance import AttendanceRecorded
from quorate_events.meetings.contributions import ContributionDeclined, ContributionSubmitted, NothingHeld
from quorate_events.meetings.convening import MeetingConvened
from quorate_events.meetings.invitations import AgencyInvited, InvitationAnswered, InvitationWithdrawn
from quorate_events.meetings.involvement import InvolvementDeclared, InvolvementSettled
from quorate_events.meetings.parts import PartWithdrawn
from quorate_events.meetings.sittings import SittingClosed, SittingOpened
from quorate_projections.engine.projection import RecordedEvent

Cell = tuple[str, UUID, str, str]
"""Quarter, agency, kind, involvement."""


def tally(events: Iterable[RecordedEvent]) -> dict[Cell, Counter[str]]:
    """Count, per quarter, agency, kind and involvement, what the trend counts."""
    streams: dict[UUID, list[Any]] = {}
    for recorded in events:
        if recorded.topic.startswith("quorate.meeting"):
            streams.setdefault(recorded.stream_id, []).append(recorded.event)
    cells: dict[Cell, Counter[str]] = {}
    for stream in streams.values():
        opened = next((number for number, each in enumerate(stream) if isinstance(each, SittingOpened)), None)
        if opened is None:
            continue
        convened = stream[0]
        assert isinstance(convened, MeetingConvened)
        day = stream[opened].opened_at
        for agency in AGENCIES:
            counted = _agency(stream, opened, agency)
            if counted is not None:
                key = (
                    f"{day.year}-Q{(day.month - 1) // 3 + 1}",
                    agency,
                    convened.kind,
                    _involvement(stream, agency),
                )
                cells.setdefault(key, Counter()).update(counted)
    return cells


def _agency(stream: list[Any], opened: int, agency: UUID) -> list[str] | None:
    invited = {e.invitation_id: e for e in stream if isinstance(e, AgencyInvited) and e.agency_id == agency}
    for event in stream:
        if isinstance(event, InvitationWithdrawn):
            invited.pop(event.invitation_id, None)
    if not invited:
        return None
    latest: dict[tuple[int, UUID], str] = {}
    for event in stream:
        if isinstance(event, AttendanceRecorded) and event.attendee.agency_id == agency:
            latest[event.sitting, event.attendee.attendee_id] = event.attendee.status
    attended = "attended" in latest.values()
    before = _answered(stream[:opened], agency)
    due = next(iter(invited.values())).report_due
    facts = {
        "invited": True,
        "attended": attended,
        "report_received": before is not None,
        "nothing_held": isinstance(before, NothingHeld),
        "reports_due": due is not None,
        "reports_on_time": due is not None and before is not None and before.timestamp.date() <= due,
        "report_without_presence": before is not None and not attended,
        "neither": not attended and not _declined(stream, agency) and _answered(stream, agency) is None,
    }
    return [name for name, holds in facts.items() if holds]


def tally_roles(events: Iterable[RecordedEvent]) -> dict[tuple[UUID, str], Counter[str]]:
    """Count, per agency and role, meetings invited, attended (or by the named deputy), and apologies."""
    streams: dict[UUID, list[Any]] = {}
    for recorded in events:
        if recorded.topic.startswith("quorate.meeting"):
            streams.setdefault(recorded.stream_id, []).append(recorded.event)
    cells: dict[tuple[UUID, str], Counter[str]] = {}
    for stream in streams.values():
        if not any(isinstance(event, SittingOpened) for event in stream):
            continue
        for invited in _standing_invitations(stream):
            present = _was_there(stream, invited)
            counted = cells.setdefault((invited.agency_id, invited.role), Counter())
            counted.update({"invited": 1, "attended": int(present)})
    return cells


def _standing_invitations(stream: list[Any]) -> list[AgencyInvited]:
    withdrawn = {event.invitation_id for event in stream if isinstance(event, InvitationWithdrawn)}
    return [e for e in stream if isinstance(e, AgencyInvited) and e.invitation_id not in withdrawn]


def _was_there(stream: list[Any], invited: AgencyInvited) -> bool:
    latest = {}
    deputy = None
    for event in stream:
        if isinstance(event, AttendanceRecorded) and event.attendee.agency_id == invited.agency_id:
            latest[event.sitting, event.attendee.attendee_id] = event.attendee
        if isinstance(event, InvitationAnswered) and event.invitation_id == invited.invitation_id:
            deputy = event.deputy
    return any(
        person.role == invited.role
        or (deputy is not None and deputy.practitioner_id == person.practitioner_id)
        for person in latest.values()
        if person.status == "attended"
    )


def _answered(stream: list[Any], agency: UUID) -> Any:
    """The answer that stands: shared or nothing held. A part withdrawn after the close was used by then."""
    answer = None
    closed = False
    for event in stream:
        closed = closed or (isinstance(event, SittingClosed) and event.final)
        if getattr(event, "agency_id", None) != agency:
            continue
        if isinstance(event, ContributionSubmitted | NothingHeld):
            answer = answer or event
        elif isinstance(event, PartWithdrawn) and not closed:
            answer = None  # the random histories share one part at a time
    return answer


def _declined(stream: list[Any], agency: UUID) -> bool:
    return any(isinstance(event, ContributionDeclined) and event.agency_id == agency for event in stream)


def _involvement(stream: list[Any], agency: UUID) -> str:
    bucket = "not_declared"
    for event in stream:
        if isinstance(event, InvolvementDeclared | InvolvementSettled) and event.agency_id == agency:
            bucket = f"{event.level}_significant" if event.significant else str(event.level)
    return bucket
