"""The commands that tell an imported meeting, each with the time at which it is decided."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from quorate_events.command import Command
from quorate_events.meetings.attendance import RecordAttendance
from quorate_events.meetings.contributions import SayNothingHeld, SubmitContribution
from quorate_events.meetings.convening import ConveneMeeting
from quorate_events.meetings.imported import CloseImportedSitting
from quorate_events.meetings.invitations import AnswerInvitation, InviteAgency
from quorate_events.meetings.involvement import DeclareInvolvement
from quorate_events.meetings.sittings import OpenSitting
from quorate_events.meetings.values import Attendee, ChildSubject, Deputy, Part
from quorate_events.meetings.vocabulary import (
    AttendanceMode,
    AttendanceStatus,
    InvitationAnswer,
    MeetingForm,
    PartHeading,
)
from quorate_events.rules.london_time import end_of_day, london_date
from quorate_events.rules.rule_set import RuleSetRef
from quorate_services.register_import.meetings import RegisterMeeting
from quorate_services.register_import.rows import RegisterRow

Timed = tuple[datetime, Command]
_FROM_REGISTER = "Imported from an attendance register."
_NOT_NAMED = "Not named in the register"
_DEFAULT_MODE = {MeetingForm.VIDEO: AttendanceMode.VIDEO, MeetingForm.TELEPHONE: AttendanceMode.TELEPHONE}


class MeetingCommands:
    """Tells one meeting. ``agencies`` maps folded names to ids; ``root`` is what identifiers derive from."""

    def __init__(
        self,
        meeting: RegisterMeeting,
        *,
        root: UUID,
        rule_set: RuleSetRef,
        chair_id: UUID,
        agencies: Mapping[str, UUID],
    ) -> None:
        self.id = uuid5(root, f"meeting/{meeting.reference}")
        self._meeting, self._root, self._rule_set = meeting, root, rule_set
        self._chair_id, self._agencies = chair_id, agencies
        self._first = meeting.rows[0]
        self._opened = self._first.opened
        self._invited: dict[tuple[UUID, str], RegisterRow] = {}
        for row in meeting.rows:
            if row.agency:
                self._invited.setdefault((self._agency(row), row.role), row)

    def all(self) -> list[Timed]:
        """Return the commands in order of time."""
        timed = [*self._before(), *self._reports(), *self._held()]
        return sorted(timed, key=lambda item: item[0])

    def _agency(self, row: RegisterRow) -> UUID:
        return self._agencies[row.agency.casefold()]

    def _before(self) -> Iterator[Timed]:
        """Convened and invited just before the first thing that the register knows a day of."""
        days = [row.report for row in self._meeting.rows if row.report is not None]
        earliest = min([end_of_day(day) for day in days] + [self._opened])
        moment = earliest - timedelta(days=1)
        first = self._first
        yield (
            moment,
            ConveneMeeting(
                meeting_id=self.id,
                kind=first.kind,
                reason=_FROM_REGISTER,
                scheduled_for=self._opened,
                chair_id=self._chair_id,
                children=tuple(
                    ChildSubject(uuid5(self._root, f"child/{reference}")) for reference in first.children
                ),
                rule_set=self._rule_set,
                form=first.form,
                reference=self._meeting.reference,
            ),
        )
        for (agency_id, role), row in self._invited.items():
            moment += timedelta(milliseconds=1)
            invitation_id = self._id("invitation", agency_id, role)
            yield (
                moment,
                InviteAgency(
                    meeting_id=self.id,
                    agency_id=agency_id,
                    role=role,
                    why=_FROM_REGISTER,
                    asked=_FROM_REGISTER,
                    invitation_id=invitation_id,
                ),
            )
            if row.answer is not None:
                yield moment, self._answer(row, invitation_id)

    def _answer(self, row: RegisterRow, invitation_id: UUID) -> AnswerInvitation:
        deputy = None
        if row.answer is InvitationAnswer.DEPUTY_NAMED:
            deputy = Deputy(row.person or _NOT_NAMED, row.role)
        assert row.answer is not None
        return AnswerInvitation(
            meeting_id=self.id, invitation_id=invitation_id, answer=row.answer, deputy=deputy
        )

    def _reports(self) -> Iterator[Timed]:
        """What each agency sent, once an agency, at the end of its day but before the meeting."""
        told: set[UUID] = set()
        before = self._opened - timedelta(seconds=2)
        for row in self._meeting.rows:
            if not row.agency or self._agency(row) in told or not (row.report or row.nothing_held):
                continue
            agency_id = self._agency(row)
            told.add(agency_id)
            if row.nothing_held:
                yield before, SayNothingHeld(meeting_id=self.id, agency_id=agency_id, searched=_FROM_REGISTER)
                continue
            assert row.report is not None
            part = Part(
                heading=PartHeading.OTHER,
                text="The register says that a report was received. Its text was not imported.",
                part_id=self._id("part", agency_id),
            )
            contribution = SubmitContribution(meeting_id=self.id, agency_id=agency_id, parts=(part,))
            yield min(end_of_day(row.report), before), contribution

    def _held(self) -> Iterator[Timed]:
        moment = self._opened
        yield from self._involvements(moment - timedelta(seconds=1))
        yield moment, OpenSitting(meeting_id=self.id, opened_at=moment)
        attendees = tuple(attendee for row in self._meeting.rows for attendee in self._attendees(row))
        yield moment + timedelta(seconds=1), RecordAttendance(meeting_id=self.id, attendees=attendees)
        closed = min(moment + timedelta(hours=1), end_of_day(london_date(moment)))
        recorded = self._first.quorate
        yield closed, CloseImportedSitting(meeting_id=self.id, closed_at=closed, recorded=recorded)

    def _involvements(self, moment: datetime) -> Iterator[Timed]:
        told: set[UUID] = set()
        for row in self._meeting.rows:
            if not row.agency or row.involvement is None or self._agency(row) in told:
                continue
            told.add(self._agency(row))
            yield (
                moment,
                DeclareInvolvement(
                    meeting_id=self.id,
                    agency_id=self._agency(row),
                    level=row.involvement,
                    significant=row.significant,
                    summary=_FROM_REGISTER,
                ),
            )

    def _attendees(self, row: RegisterRow) -> Iterator[Attendee]:
        agency_id = self._agency(row) if row.agency else None
        mode = row.mode or _DEFAULT_MODE.get(row.form, AttendanceMode.IN_PERSON)
        deputised = row.attendance is AttendanceStatus.REPRESENTED_BY_DEPUTY
        yield Attendee(
            attendee_id=self._id("attendee", agency_id, row.role, row.person),
            role=row.role,
            status=row.attendance,
            agency_id=agency_id,
            name=_NOT_NAMED if deputised else row.person or _NOT_NAMED,
            mode=mode if row.attendance is AttendanceStatus.ATTENDED else None,
        )
        if deputised:
            yield Attendee(
                attendee_id=self._id("deputy", agency_id, row.role, row.person),
                role=row.role,
                status=AttendanceStatus.ATTENDED,
                agency_id=agency_id,
                name=row.person or _NOT_NAMED,
                mode=mode,
                note="Deputy",
            )

    def _id(self, *what: object) -> UUID:
        return uuid5(self.id, "/".join(map(str, what)))
