"""Convening a meeting: who it is about, why, when, how, and under which rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from eventsourcing.domain import Aggregate

from quorate_events.checks import require_text
from quorate_events.context import Recorder
from quorate_events.errors import Invalid
from quorate_events.meetings.chairing import accounts_of, may_chair, may_take_the_chair
from quorate_events.meetings.checks import not_closed, runs
from quorate_events.meetings.errors import (
    AgreedAlready,
    AlreadyInSession,
    ChildAlreadyInMeeting,
    DateInTheFuture,
    DateInThePast,
    MeetingAlreadyConvened,
    NotYoursToConvene,
)
from quorate_events.meetings.event import Command, Context, MeetingEvent
from quorate_events.meetings.values import AnchorDate, ChildSubject
from quorate_events.meetings.vocabulary import MeetingForm, MeetingKind, MeetingStatus, Origin, Sector
from quorate_events.people.agency import Agency
from quorate_events.people.child import Child
from quorate_events.personal import OfSubjects
from quorate_events.rules.clocks import london_date, report_due
from quorate_events.rules.rule_set import Anchor, RuleSetRef

if TYPE_CHECKING:
    from quorate_events.meetings.meeting import Meeting


class NoChildren(Invalid):
    """A meeting without a child."""

    code = "no_children"


class KindNotInRuleSet(Invalid):
    """A kind of meeting that the rule set says nothing about."""

    code = "kind_not_in_rule_set"


class NobodyUnborn(Invalid):
    """A pre-birth conference about children who are all born."""

    code = "nobody_unborn"


class AnchorTwice(Invalid):
    """Two dates for the same anchor."""

    code = "anchor_twice"

    def __init__(self) -> None:
        super().__init__("Two dates are given for the same anchor.", "Give the one that is right.")


class FollowsItself(Invalid):
    """A meeting that results from itself."""

    code = "follows_itself"

    def __init__(self) -> None:
        super().__init__("A meeting cannot follow itself.", "Name the meeting before it, or leave it out.")


_HAPPENED = frozenset(
    {
        Anchor.SECTION_47_STARTED,
        Anchor.LAST_STRATEGY_DISCUSSION,
        Anchor.TRANSFER_NOTIFIED,
        Anchor.LAST_CONFERENCE,
        Anchor.BORN,
    }
)
"""The anchors that are known because they happened; the others may lie ahead."""


@dataclass(frozen=True)
class MeetingConvened(MeetingEvent, Aggregate.Created):
    """A meeting was convened. ``anchors`` holds the dates that clocks run from."""

    TOPIC: ClassVar[str] = "quorate.meeting.convened"

    kind: MeetingKind
    form: MeetingForm
    reason: OfSubjects
    scheduled_for: datetime
    place: OfSubjects
    chair_id: UUID
    children: tuple[ChildSubject, ...]
    rule_set: RuleSetRef
    anchors: tuple[AnchorDate, ...]
    follows: UUID | None
    reference: OfSubjects

    def subjects_after(self, subjects: Sequence[UUID]) -> Sequence[UUID]:
        """The children named."""
        return tuple(child.child_id for child in self.children)

    def apply(self, meeting: "Meeting") -> None:
        """Set the meeting up."""
        meeting.begin(self)


@dataclass(frozen=True)
class MeetingRescheduled(MeetingEvent):
    """The meeting was moved to another time, form or place.

    An answer is given for a time: with another time every answer to an invitation is open again.
    ``report_due`` is the London date by which the agencies' reports are due from now on; None: as before.
    """

    TOPIC: ClassVar[str] = "quorate.meeting.rescheduled"

    scheduled_for: datetime
    form: MeetingForm
    place: OfSubjects
    reason: OfSubjects
    report_due: date | None = None

    def apply(self, meeting: "Meeting") -> None:
        """Keep the new time, form and place; what was answered for another time no longer holds."""
        if self.scheduled_for != meeting.scheduled_for:
            for invitation in meeting.invitations.values():
                invitation.answer = None
        meeting.scheduled_for = self.scheduled_for
        meeting.form = self.form
        meeting.place = self.place


@dataclass(frozen=True)
class MeetingCancelled(MeetingEvent):
    """The meeting will not be held."""

    TOPIC: ClassVar[str] = "quorate.meeting.cancelled"

    reason: OfSubjects

    def apply(self, meeting: "Meeting") -> None:
        """Mark the meeting as cancelled."""
        meeting.status = MeetingStatus.CANCELLED


@dataclass(frozen=True)
class ChairChanged(MeetingEvent):
    """Another person chairs the meeting."""

    TOPIC: ClassVar[str] = "quorate.meeting.chair_changed"

    chair_id: UUID
    reason: OfSubjects

    def apply(self, meeting: "Meeting") -> None:
        """Keep the new chair. The one before is told, unless it was they who named another."""
        if meeting.chair_id not in (self.by.practitioner_id, self.chair_id):
            meeting.chairs_to_tell.add(meeting.chair_id)
        meeting.chair_id = self.chair_id


@dataclass(frozen=True)
class ChildAdded(MeetingEvent):
    """A further child of the household is considered."""

    TOPIC: ClassVar[str] = "quorate.meeting.child_added"

    child: ChildSubject
    reason: OfSubjects

    def subjects_after(self, subjects: Sequence[UUID]) -> Sequence[UUID]:
        """One child more."""
        return (*subjects, self.child.child_id)

    def apply(self, meeting: "Meeting") -> None:
        """Add the child."""
        meeting.children[self.child.child_id] = self.child


class ConveneMeeting(Command, frozen=True, kw_only=True):
    """Convene a strategy discussion or a conference.

    ``anchors`` are the dates that the rule set's clocks run from, for example the day on which the
    section 47 enquiry started; ``follows`` is the meeting this one results from;
    ``rule_set`` defaults to the partnership's current one; ``reference`` is the number in another system.
    """

    kind: MeetingKind
    reason: str
    scheduled_for: datetime
    chair_id: UUID
    children: tuple[ChildSubject, ...]
    rule_set: RuleSetRef | None = None
    form: MeetingForm = MeetingForm.IN_PERSON
    place: str = ""
    anchors: tuple[AnchorDate, ...] = ()
    follows: UUID | None = None
    reference: str = ""

    def also(self, by: Recorder) -> tuple[UUID, ...]:
        """The chair."""
        return (self.chair_id,)

    def behind(self, found: Mapping[UUID, Aggregate]) -> tuple[UUID, ...]:
        """The chair's accounts."""
        return accounts_of(self.chair_id, found)

    def decide(self, meeting: "Meeting | None", context: Context) -> Sequence[MeetingEvent]:
        """Refuse a taken id, another sector's convener or chair, no children, impossible dates, unknown rules.

        The local authority convenes; other agencies may ask it to (Children Act 1989 section 47, Working Together).
        """
        if meeting is not None:
            raise MeetingAlreadyConvened
        convener = context.known.get(context.by.agency_id)
        if isinstance(convener, Agency) and convener.sector is not Sector.CHILDRENS_SOCIAL_CARE:
            raise NotYoursToConvene
        may_chair(self.chair_id, context.by.agency_id, context)
        if not self.children:
            raise NoChildren("A meeting needs at least one child.", "Name the children it is about.")
        if len({child.child_id for child in self.children}) < len(self.children):
            raise ChildAlreadyInMeeting
        require_text(self.reason, "reason")
        if self.scheduled_for < context.now and context.by.origin is Origin.LIVE:
            raise DateInThePast
        self._check_dates(context)
        if self.kind is MeetingKind.PRE_BIRTH_CONFERENCE and all(
            isinstance(known, Child) and not known.unborn
            for known in (context.known.get(child.child_id) for child in self.children)
        ):
            raise NobodyUnborn(
                "Every child of this pre-birth conference has been born.",
                "Convene an initial or a review conference.",
            )
        rule_set = self.rule_set or context.current
        # Deadlines count working days, so the day has to lie in the calendar.
        context.rules.calendar_of(context.rules.get(rule_set)).require(london_date(self.scheduled_for))
        if self.kind not in context.rules.get(rule_set).kinds:
            raise KindNotInRuleSet(
                "The rule set has no rules for this kind of meeting.",
                "Choose another rule set, or add the kind to the local one.",
            )
        return [
            MeetingConvened(
                originator_id=self.meeting_id,
                originator_version=1,
                timestamp=context.now,
                originator_topic="quorate.meeting",
                by=context.by,
                kind=self.kind,
                form=self.form,
                reason=self.reason,
                scheduled_for=self.scheduled_for,
                place=self.place,
                chair_id=self.chair_id,
                children=self.children,
                rule_set=rule_set,
                anchors=self.anchors,
                follows=self.follows,
                reference=self.reference,
            )
        ]

    def _check_dates(self, context: Context) -> None:
        if len({each.anchor for each in self.anchors}) < len(self.anchors):
            raise AnchorTwice
        today = london_date(context.now)
        if any(each.anchor in _HAPPENED and each.on > today for each in self.anchors):
            raise DateInTheFuture
        if self.follows == self.meeting_id:
            raise FollowsItself


def _not_in_session(meeting: "Meeting") -> None:
    not_closed(meeting)
    if meeting.status is MeetingStatus.IN_SESSION:
        raise AlreadyInSession


class RescheduleMeeting(Command, frozen=True, kw_only=True):
    """Move the meeting, and say why. Until it has begun, the date for reports moves with it.

    With another time every agency is asked again whether it comes.
    ``form`` and ``place`` stay as they are where they are left out.
    """

    scheduled_for: datetime
    reason: str
    form: MeetingForm | None = None
    place: str | None = None

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse a closed meeting, one that is in session, and a time in the past."""
        runs(meeting, context.by)
        _not_in_session(meeting)
        require_text(self.reason, "reason")
        if self.scheduled_for < context.now:
            raise DateInThePast
        return [
            MeetingRescheduled(
                *context.stamp(meeting),
                scheduled_for=self.scheduled_for,
                form=self.form or meeting.form,
                place=meeting.place if self.place is None else self.place,
                reason=self.reason,
                report_due=self._report_due(meeting, context),
            )
        ]

    def _report_due(self, meeting: "Meeting", context: Context) -> date | None:
        if meeting.sittings:
            return None
        rules = context.rules.get(meeting.rule_set)
        calendar = context.rules.calendar_of(rules)
        planned, today = london_date(self.scheduled_for), london_date(context.now)
        return report_due(rules.kinds[meeting.kind], planned, calendar, today)


class CancelMeeting(Command, frozen=True, kw_only=True):
    """Cancel the meeting, and say why."""

    reason: str

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse a closed meeting, one that is in session, and one that has decided or agreed something."""
        runs(meeting, context.by)
        _not_in_session(meeting)
        require_text(self.reason, "reason")
        if meeting.decisions or meeting.actions:
            raise AgreedAlready
        return [MeetingCancelled(*context.stamp(meeting), reason=self.reason)]


class ChangeChair(Command, frozen=True, kw_only=True):
    """Hand the chair to another person."""

    chair_id: UUID
    reason: str

    def also(self, by: Recorder) -> tuple[UUID, ...]:
        """The new chair."""
        return (self.chair_id,)

    def behind(self, found: Mapping[UUID, Aggregate]) -> tuple[UUID, ...]:
        """The new chair's accounts."""
        return accounts_of(self.chair_id, found)

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse a closed meeting, and a chair who is excluded, of another sector, or who cannot sign in."""
        runs(meeting, context.by)
        not_closed(meeting)
        require_text(self.reason, "reason")
        may_take_the_chair(self.chair_id, meeting, context)
        return [ChairChanged(*context.stamp(meeting), chair_id=self.chair_id, reason=self.reason)]


class AddChild(Command, frozen=True, kw_only=True):
    """Consider a further child of the household."""

    child: ChildSubject
    reason: str

    def decide_on(self, meeting: "Meeting", context: Context) -> Sequence[MeetingEvent]:
        """Refuse a closed meeting and a child who is in it already."""
        runs(meeting, context.by)
        not_closed(meeting)
        require_text(self.reason, "reason")
        if self.child.child_id in meeting.children:
            raise ChildAlreadyInMeeting
        return [ChildAdded(*context.stamp(meeting), child=self.child, reason=self.reason)]
