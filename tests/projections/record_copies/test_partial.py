"""The version for a person who was excluded from a sitting: nothing of what happened there."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import pytest
from tests.projections.record_copies.copies import copy_of
from tests.projections.record_copies.test_markers import marks_in
from tests.support.history import HEALTH, POLICE, SCHOOL, SOCIAL_CARE, History, speaker
from tests.support.marked_history import Marked

from quorate_events.command import Command
from quorate_events.meetings.action_progress import RescheduleAction
from quorate_events.meetings.actions import AgreeAction
from quorate_events.meetings.attendance import RecordAttendance, RecordChildParticipation
from quorate_events.meetings.convening import AddChild
from quorate_events.meetings.decisions import MakeDecision
from quorate_events.meetings.escalations import RaiseEscalation, ResolveEscalation
from quorate_events.meetings.parts import CorrectPart, ReleasePart
from quorate_events.meetings.record_copies import ExcludedInPart, NotExcludedInPart, require_left_out
from quorate_events.meetings.sittings import CloseSitting
from quorate_events.meetings.values import Attendee, ChildSubject, Part, Release
from quorate_events.meetings.views import RaiseDissent, ResolveDissent
from quorate_events.meetings.vocabulary import (
    AttendanceMode,
    AttendanceStatus,
    Audience,
    CategoryOfAbuse,
    ChildParticipation,
    DecisionOutcome,
    MeetingKind,
    PartHeading,
    RecordVariant,
)
from quorate_events.rules.clocks import london_date
from quorate_projections.record_copies.compose import Composed
from quorate_projections.record_copies.document import content_of
from quorate_projections.record_copies.told_to_all import NOT_INCLUDED
from quorate_projections.record_copies.words import day

ROLES = {
    SOCIAL_CARE: "social_worker",
    POLICE: "detective_sergeant",
    HEALTH: "health_visitor",
    SCHOOL: "designated_safeguarding_lead",
}
MOTHER, FATHER = UUID(int=0xF1), UUID(int=0xF2)


def put(history: Marked, command: Command, agency_id: UUID) -> str:
    """Give a command with one text to be looked for, or the first of two; return what marks it."""
    before = set(history.markers)
    history.do(command, speaker(agency_id))
    return min(set(history.markers) - before, key=lambda mark: int(mark[4:-1]))


def attend(history: History, meeting: UUID, person: UUID, status: AttendanceStatus) -> None:
    present = AttendanceMode.IN_PERSON if status is AttendanceStatus.ATTENDED else None
    attendee = Attendee(attendee_id=person, role="parent", status=status, name="A parent", mode=present)
    history.do(RecordAttendance(meeting_id=meeting, attendees=(attendee,)))


@dataclass
class Told:
    """Two sittings, from the second of which the father was excluded; the part that was released there."""

    history: Marked
    meeting: UUID
    late: UUID
    in_second: set[str]
    corrected: str
    heard: str
    settled: str
    ended: str
    dissent: str
    concern: str
    agreed_for: date
    moved_to: date


def told() -> Told:
    history = Marked()
    history.register_agencies()
    meeting = history.convene(MeetingKind.INITIAL_CONFERENCE, children=2)
    for agency, role in ROLES.items():
        history.invite(meeting, agency, role)
    shareable = Audience.SHAREABLE_WITH_FAMILY
    by_hand = Part(heading=PartHeading.WORRIES, text="t", audience=shareable, release=Release.BY_HAND)
    at_once = Part(heading=PartHeading.STRENGTHS, text="t", audience=shareable, release=Release.ON_SUBMISSION)
    (late, *_) = history.contribute(meeting, POLICE, by_hand, by_hand, by_hand)
    (_, early, *_) = history.contribute(meeting, HEALTH, at_once, at_once, at_once)[::-1]
    history.later(days=14)
    history.open(meeting)
    for person in (MOTHER, FATHER):
        attend(history, meeting, person, AttendanceStatus.ATTENDED)
    for agency, role in ROLES.items():
        history.attend(meeting, agency, role)
    agreed_for = london_date(history.now) + timedelta(days=30)
    action = history.agree_action(meeting, POLICE, "detective_sergeant", agreed_for)
    child, _ = history.children_of(meeting)
    history.do(
        MakeDecision(
            meeting_id=meeting,
            child_id=child,
            outcome=DecisionOutcome.PLAN_MADE,
            rationale="r",
            category=CategoryOfAbuse.NEGLECT,
        )
    )
    dissent, escalation = history.new_id(), history.new_id()
    said = put(
        history, RaiseDissent(meeting_id=meeting, agency_id=HEALTH, reason="r", dissent_id=dissent), HEALTH
    )
    raised = RaiseEscalation(
        meeting_id=meeting, agency_id=HEALTH, concern="c", dissent_id=dissent, escalation_id=escalation
    )
    concern = put(history, raised, HEALTH)
    history.later(hours=1)
    history.do(CloseSitting(meeting_id=meeting, final=False))
    history.later(days=1)
    before = set(history.markers)
    history.open(meeting)
    attend(history, meeting, MOTHER, AttendanceStatus.ATTENDED)
    attend(history, meeting, FATHER, AttendanceStatus.EXCLUDED)
    history.do(ReleasePart(meeting_id=meeting, part_id=late), speaker(POLICE))
    history.agree_action(meeting, POLICE, "detective_sergeant", london_date(history.now))
    moved_to = agreed_for + timedelta(days=9)
    history.do(
        RescheduleAction(meeting_id=meeting, action_id=action, due=moved_to, reason="r"), speaker(POLICE)
    )
    corrected = put(history, CorrectPart(meeting_id=meeting, part_id=early, text="t", reason="r"), HEALTH)
    listened = RecordChildParticipation(
        meeting_id=meeting, child_id=child, participation=ChildParticipation.ATTENDED_SILENT, note="n"
    )
    heard = put(history, listened, SOCIAL_CARE)
    settled = put(history, ResolveDissent(meeting_id=meeting, dissent_id=dissent, outcome="o"), SOCIAL_CARE)
    ended = put(history, ResolveEscalation(meeting_id=meeting, escalation_id=escalation, outcome="o"), HEALTH)
    for agency, role in ROLES.items():
        history.attend(meeting, agency, role)
    history.close(meeting)
    in_second = set(history.markers) - before
    return Told(
        history,
        meeting,
        late,
        in_second,
        corrected,
        heard,
        settled,
        ended,
        said,
        concern,
        agreed_for,
        moved_to,
    )


def marks(told: Told, variant: RecordVariant, attendee_id: UUID | None = None) -> set[str]:
    content = content_of(copy_of(told.history, told.meeting, variant, None, attendee_id).document)
    return set(marks_in(told.history, content))


def test_nothing_that_was_said_at_that_sitting_is_in_it() -> None:
    scene = told()
    whole, partial = marks(scene, RecordVariant.FAMILY), marks(scene, RecordVariant.PARTIAL, FATHER)
    assert whole & scene.in_second, "otherwise there would be nothing to leave out"
    left_out = {scene.history.markers[mark].command for mark in whole - partial}
    assert partial & scene.in_second == set()
    assert partial < whole
    assert {AgreeAction, MakeDecision, CorrectPart} <= left_out
    assert [mark for mark in partial if scene.history.markers[mark].part_id == scene.late] == []


def test_nothing_is_in_it_that_was_added_at_that_sitting_to_what_had_been_said_before() -> None:
    """A text put right, how a child was heard, how a dissent and an escalation ended: for an agency's person too."""
    scene = told()
    texts = {scene.corrected, scene.heard, scene.settled, scene.ended}
    full = marks(scene, RecordVariant.FULL)
    agency = set(marks_in(scene.history, agency_copy(scene)))
    assert texts <= full, "otherwise there would be nothing to leave out"
    assert agency & scene.in_second == set()
    assert {scene.dissent, scene.concern} <= agency
    assert scene.corrected not in marks(scene, RecordVariant.PARTIAL, FATHER)


def test_an_action_stands_in_it_as_it_stood_without_that_sitting() -> None:
    scene = told()
    before, since = day(scene.agreed_for).encode(), day(scene.moved_to).encode()
    full = content_of(copy_of(scene.history, scene.meeting, RecordVariant.FULL).document)
    assert since in full
    assert before not in full
    for partial in (agency_copy(scene), content_of(family_copy(scene).document)):
        assert before in partial
        assert since not in partial


def family_copy(scene: Told) -> Composed:
    return copy_of(scene.history, scene.meeting, RecordVariant.PARTIAL, None, FATHER)


def agency_copy(scene: Told) -> bytes:
    copy = copy_of(scene.history, scene.meeting, RecordVariant.PARTIAL, POLICE, FATHER)
    return content_of(copy.document)


def test_a_child_who_came_into_the_meeting_at_that_sitting_is_not_named() -> None:
    scene = told()
    history = scene.history
    meeting = history.convene(MeetingKind.INITIAL_CONFERENCE, children=1)
    history.later(days=14)
    history.open(meeting)
    attend(history, meeting, FATHER, AttendanceStatus.EXCLUDED)
    (further, *_) = history.children_of(scene.meeting)
    history.do(AddChild(meeting_id=meeting, child=ChildSubject(further), reason="A sister"))

    def named(variant: RecordVariant, attendee_id: UUID | None) -> int:
        document = copy_of(history, meeting, variant, None, attendee_id).document
        return sum(
            len(table.rows)
            for each in document.sections
            for table in each.tables
            if table.caption == "The children"
        )

    assert named(RecordVariant.FAMILY, None) == 2
    assert named(RecordVariant.PARTIAL, FATHER) == 1


def test_it_says_that_a_part_is_left_out() -> None:
    scene = told()
    partial = family_copy(scene).document
    text = content_of(partial).decode()
    assert NOT_INCLUDED in text
    assert "Who was at sitting 1" in text
    assert "sitting 2" not in text.lower()


def test_whoever_was_at_every_sitting_gets_the_version_for_the_family() -> None:
    scene = told()
    meeting = scene.history.aggregates[scene.meeting]
    require_left_out(meeting, RecordVariant.PARTIAL, FATHER)
    require_left_out(meeting, RecordVariant.FAMILY, MOTHER)
    with pytest.raises(NotExcludedInPart):
        require_left_out(meeting, RecordVariant.PARTIAL, MOTHER)
    with pytest.raises(NotExcludedInPart):
        require_left_out(meeting, RecordVariant.PARTIAL, None)
    with pytest.raises(ExcludedInPart):
        require_left_out(meeting, RecordVariant.FAMILY, FATHER)
