"""What the policy withholds of a random history, worked out from its events alone."""

from typing import Any
from uuid import UUID

from tests.support.history import AGENCIES, CHAIR, POLICE, SOCIAL_CARE, worker_of
from tests.support.marked_history import Marked, Marker

from quorate_events.access.action import Action
from quorate_events.access.actor import Actor, ActorKind, Duty
from quorate_events.access.decide import decide
from quorate_events.access.resources import (
    ActionFacts,
    ChildFacts,
    Circle,
    Circumstances,
    PartFacts,
    WorkFacts,
)
from quorate_events.meetings.actions import AgreeAction
from quorate_events.meetings.contributions import (
    ContributionSubmitted,
    DeclineContribution,
    SayNothingHeld,
    SubmitContribution,
)
from quorate_events.meetings.convening import ChangeChair, ConveneMeeting
from quorate_events.meetings.emergency import OpenedInEmergency, OpenInEmergency
from quorate_events.meetings.escalations import AdvanceEscalation, RaiseEscalation
from quorate_events.meetings.invitations import InviteAgency
from quorate_events.meetings.involvement import ChallengeInvolvement
from quorate_events.meetings.notices import NoticeAcknowledged
from quorate_events.meetings.parts import (
    CorrectPart,
    PartCorrected,
    PartReleased,
    PartWithdrawn,
    WithdrawPart,
)
from quorate_events.meetings.views import RaiseDissent
from quorate_events.people.child import RegisterChild
from quorate_events.people.erasure import PlaceHold
from quorate_projections.engine.projection import RecordedEvent
from quorate_projections.information_shared.state import SharedPart

PART_ID = "part_id"
"""The field of markers that are no texts, but the ids of parts: whoever is shown one knows that the part exists."""

_ASKED_OF = (RaiseDissent, RaiseEscalation, AdvanceEscalation, ChallengeInvolvement)


def actors(history: Marked) -> dict[str, Actor]:
    """A practitioner, a coordinator and a system of every agency; the chair, and people without such duties."""
    people = {"chair": Actor(CHAIR, UUID(int=0xA001))}
    for agency_id, (name, _) in AGENCIES.items():
        coordinator = frozenset({Duty.AGENCY_COORDINATOR})
        people[name] = Actor(worker_of(agency_id), agency_id)
        people[f"{name}, in an emergency"] = Actor(worker_of(agency_id, 3), agency_id)
        people[f"{name}, coordinator"] = Actor(worker_of(agency_id, 2), agency_id, coordinator)
        people[f"{name}, system"] = Actor(worker_of(agency_id, 90), agency_id, kind=ActorKind.SYSTEM)
    # Nobody is two of them: what somebody has looked at is told to that person whatever they may do now.
    known = {each.practitioner_id: each for each in people.values()}
    for meeting_id in meetings(history):
        for each in sorted(circle_of(history, meeting_id).excluded_practitioner_ids):
            people[f"excluded {each}"] = known.get(each) or Actor(each, UUID(int=each.int // 0x1000))
    for duty in (Duty.BOARD_ANALYST, Duty.AUDITOR, Duty.SAFEGUARDING_PARTNER):
        people[duty.value] = Actor(worker_of(POLICE, 2), POLICE, frozenset({duty}))
    return people


def everybody(history: Marked) -> dict[str, Actor]:
    """As :func:`actors`, and somebody of every further kind: every duty, former and second chairs, the excluded."""
    people = actors(history)
    for number, duty in enumerate(Duty):
        own = frozenset({duty})
        people[f"{duty.value} of the convener"] = Actor(
            worker_of(SOCIAL_CARE, 100 + number), SOCIAL_CARE, own
        )
        if duty not in (Duty.PRACTITIONER, Duty.AGENCY_COORDINATOR):
            people[duty.value] = Actor(worker_of(POLICE, 100 + number), POLICE, own)
    for meeting_id in meetings(history):
        chair_id = circle_of(history, meeting_id).chair_id
        people[f"chair {chair_id}"] = Actor(chair_id, SOCIAL_CARE)
    return people


def may_see_in(history: Marked, actor: Actor, field: str, where: Marker) -> bool:
    """Whether the policy lets the actor see a marker in the answer of one root field.

    What somebody is shown by a duty is shown where that duty asks, and nowhere else.
    """
    if may_see(history, actor, where):
        return True
    now = Circumstances(history.now)

    def duty(action: Action) -> bool:
        return decide(actor, action, None, now).allowed

    match field:
        case "holdings":
            return duty(Action.READ_HOLDINGS)
        case "personalDataFile" | "openPersonalDataFiles":
            return where.command is PlaceHold and duty(Action.READ_PERSONAL_FILE)
        case "emergencyOpenings":
            return where.command is OpenInEmergency and duty(Action.READ_EMERGENCY_OPENINGS)
        case "openedInEmergency":
            return where.command is OpenInEmergency and where.sender_id == actor.practitioner_id
        case "chairChanges":
            return where.command is ChangeChair and duty(Action.READ_CHAIR_CHANGES)
        case "asSeenBy":
            return _reviews(history, actor, where)
        case "looksAtChild" | "looksAtMeeting" | "looksBy":
            # A look says which parts were shown, by their ids; also to whoever was shown them in a review.
            reviewed = field == "looksBy" and _reviews(history, actor, where)
            return where.field == PART_ID and (duty(Action.READ_LOOKS) or reviewed)
        case "timeline":
            # That a part exists is told to those who check that everything happened, and no word of it.
            is_told = duty(Action.READ_TIMELINE) or _reviews(history, actor, where)
            return where.field == PART_ID and is_told
    return False


def _reviews(history: Marked, actor: Actor, where: Marker) -> bool:
    about = [each for each in meetings(history) if where.stream_id in (each, *history.children_of(each))]
    now = Circumstances(history.now)
    circles = [circle_of(history, each) for each in about]
    return any(decide(actor, Action.REVIEW_MEETING, each, now).allowed for each in circles)


def may_be_told(history: Marked, actor: Actor, event: RecordedEvent) -> bool:
    """Whether somebody who sees the meeting may know that the event happened, worked out from the events alone."""
    happened, stream_id, now = event.event, event.stream_id, Circumstances(history.now)
    if isinstance(happened, OpenedInEmergency | NoticeAcknowledged):
        return actor.practitioner_id == circle_of(history, stream_id).chair_id
    if isinstance(happened, ContributionSubmitted):
        part_ids = {part.part_id for part in happened.parts}
    elif isinstance(happened, PartReleased | PartCorrected | PartWithdrawn):
        part_ids = {happened.part_id}
    else:
        return True
    answer = history.shared_in(stream_id).answers[happened.agency_id]
    if isinstance(happened, ContributionSubmitted):
        before = [each for each in history.of(stream_id) if each.position < event.position]
        if not any(_submitted_by(each, happened.agency_id) for each in before):
            return True
    if isinstance(happened, PartWithdrawn) and all(part.withdrawn for part in answer.parts):
        # With the last part an agency withdrew its answer, for those who may know of any part of it.
        part_ids = {part.part_id for part in answer.parts}
    facts = [facts_of(history, stream_id, part) for part in answer.parts if part.part_id in part_ids]
    known = (Action.KNOW_OF_PART, Action.READ_PART)
    return any(decide(actor, action, each, now).allowed for each in facts for action in known)


def _submitted_by(event: RecordedEvent, agency_id: UUID) -> bool:
    return isinstance(event.event, ContributionSubmitted) and event.event.agency_id == agency_id


def facts_of(history: Marked, meeting_id: UUID, part: SharedPart) -> PartFacts:
    opened = history.shared_in(meeting_id).standing.opened_at is not None
    released = part.is_released(sitting_opened=opened, now=history.now)
    return part.facts(circle_of(history, meeting_id), released=released)


def with_part_ids(history: Marked) -> dict[str, Marker]:
    """All markers, and the ids of all parts."""
    ids = {
        str(where.part_id): Marker(
            SubmitContribution, PART_ID, where.stream_id, where.agency_id, where.part_id
        )
        for where in history.markers.values()
        if where.part_id is not None
    }
    return history.markers | ids


def meetings(history: Marked) -> list[UUID]:
    return [event.stream_id for event in history.events if event.topic == "quorate.meeting.convened"]


def children(history: Marked) -> list[UUID]:
    return [event.stream_id for event in history.events if event.topic == "quorate.child.registered"]


def allowed(history: Marked, actor: Actor) -> set[str]:
    """The markers that the policy lets the actor see, worked out from the events alone."""
    return {mark for mark, where in history.markers.items() if may_see(history, actor, where)}


def may_see(history: Marked, actor: Actor, where: Marker) -> bool:
    if where.command is RegisterChild:
        return _knows_child(history, actor, where.stream_id)
    if where.command is PlaceHold:
        return False
    shared, now = history.shared_in(where.stream_id), Circumstances(history.now)
    circle = circle_of(history, where.stream_id)

    def may(action: Action, resource: Any = circle) -> bool:
        return decide(actor, action, resource, now).allowed

    if where.command in (SubmitContribution, CorrectPart, WithdrawPart):
        part = next(
            each
            for answer in shared.answers.values()
            for each in answer.parts
            if each.part_id == where.part_id
        )
        facts = facts_of(history, where.stream_id, part)
        if where.field == PART_ID:
            return may(Action.READ_PART, facts) or may(Action.KNOW_OF_PART, facts)
        return may(Action.KNOW_OF_PART if where.command is WithdrawPart else Action.READ_PART, facts)
    notice = WorkFacts(circle, practitioner_id=circle.chair_id)
    if where.command is OpenInEmergency:
        return may(Action.READ_WORK_ITEM, notice)
    if may(Action.READ_MEETING):
        return True
    if where.command is ConveneMeeting:
        # What the meeting is about stands beside what the chair has to do.
        return where.field == "reason" and may(Action.READ_WORK_ITEM, notice)
    mine = where.agency_id == actor.agency_id
    if where.command in (InviteAgency, SayNothingHeld, DeclineContribution):
        return mine and may(Action.READ_OWN_SHARE)
    if where.command in _ASKED_OF:
        # What somebody is asked to answer stands in the work list, in the words of whoever asks.
        asked = where.agency_id if where.command is ChallengeInvolvement else circle.convening_agency_id
        return may(Action.READ_WORK_ITEM, WorkFacts(circle, asked))
    if where.command is AgreeAction:
        return may(Action.READ_ACTION, ActionFacts(circle, where.agency_id))
    return False


def _knows_child(history: Marked, actor: Actor, child_id: UUID) -> bool:
    about = [circle_of(history, each) for each in meetings(history) if child_id in history.children_of(each)]
    now = Circumstances(history.now)
    registered_by = UUID(int=0xA001)
    return decide(actor, Action.READ_CHILD, ChildFacts(registered_by, tuple(about)), now).allowed or any(
        decide(actor, Action.READ_OWN_SHARE, circle, now).allowed
        or decide(actor, Action.READ_ACTION, ActionFacts(circle, agency_id), now).allowed
        for circle in about
        for agency_id in circle.acting_agency_ids or {UUID(int=0)}
    )


def circle_of(history: Marked, meeting_id: UUID) -> Circle:
    shared = history.shared_in(meeting_id).circle
    aggregate = history.aggregates[meeting_id].circle
    return Circle(
        shared.chair_id,
        shared.convening_agency_id,
        shared.invited_agency_ids,
        aggregate.excluded_practitioner_ids,
        aggregate.excluded_agency_ids,
        shared.emergency_openings,
        shared.contributing_agency_ids,
        aggregate.acting_agency_ids,
    )
