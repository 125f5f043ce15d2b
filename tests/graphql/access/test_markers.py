"""Random histories, asked by everybody for everything: no answer holds a text that the policy withholds."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from strawberry.relay import to_base64
from tests.support.history import AGENCIES, CHAIR, POLICE, worker_of
from tests.support.live_scene import live
from tests.support.marked_history import Marked, Marker, marked_history
from tests.support.watching import LAST, every_message
from tests.support.whole_questions import whole_selection

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
from quorate_events.meetings.emergency import OpenedInEmergency
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
from quorate_graphql.context import Asking, Office
from quorate_graphql.identity import Identity
from quorate_graphql.limits.limits import Limits
from quorate_graphql.schema import QuorateSchema, build_schema
from quorate_projections.engine.projection import RecordedEvent
from quorate_projections.information_shared.projection import InformationSharedProjection
from quorate_projections.information_shared.state import SharedMeeting, SharedPart
from quorate_services.postgres.cluster import Cluster

_ASKED_OF = (RaiseDissent, RaiseEscalation, AdvanceEscalation, ChallengeInvolvement)
GENEROUS = Limits(
    introspection=True, cost=10_000_000, depth=60, seconds=60, tokens=50_000, fields=50_000, repeats=500
)
BY_MEETING = {
    "meeting": "id: $meeting",
    "informationShared": "meetingId: $meeting",
    "earlierMeetings": "meetingId: $meeting",
    "attendanceGrid": "meetingId: $meeting",
    "quoracy": "meetingId: $meeting",
    "timeliness": "meetingId: $meeting",
    "actions": "meetingId: $meeting, first: 100",
    "timeline": "meetingId: $meeting, first: 100",
    "workList": "meetingId: $meeting, first: 100",
}
AT_LARGE = {
    "meetings": "first: 100",
    "actions": "first: 100",
    "workList": "first: 100",
    "practitioners": "first: 100",
}


@settings(
    max_examples=3,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    phases=[Phase.generate],
)
@given(seed=st.integers(0, 10_000))
async def test_no_answer_holds_what_the_policy_withholds(
    cluster: Cluster, migrated_template: str, seed: int
) -> None:
    history = marked_history(seed)
    async with live(cluster, migrated_template, f"marked_{uuid4().hex[:8]}", history) as (office, _):
        schema = build_schema(GENEROUS)
        for name, actor in actors(history).items():
            answers = await everything(office, schema, actor, history)
            shown = {mark for mark in history.markers if mark in answers}
            withheld = shown - allowed(history, actor)
            assert withheld == set(), (name, [history.markers[each] for each in withheld])
            # Somebody must be shown something, or the search would find nothing whatever is shown.
            assert shown or name != "chair"


def actors(history: Marked) -> dict[str, Actor]:
    """A practitioner, a coordinator and a system of every agency; the chair, and people without such duties."""
    people = {"chair": Actor(CHAIR, UUID(int=0xA001))}
    for agency_id, (name, _) in AGENCIES.items():
        coordinator = frozenset({Duty.AGENCY_COORDINATOR})
        people[name] = Actor(worker_of(agency_id), agency_id)
        people[f"{name}, in an emergency"] = Actor(worker_of(agency_id, 3), agency_id)
        people[f"{name}, coordinator"] = Actor(worker_of(agency_id, 2), agency_id, coordinator)
        people[f"{name}, system"] = Actor(worker_of(agency_id, 90), agency_id, kind=ActorKind.SYSTEM)
    for duty in (Duty.BOARD_ANALYST, Duty.AUDITOR, Duty.SAFEGUARDING_PARTNER):
        people[duty.value] = Actor(worker_of(POLICE, 2), POLICE, frozenset({duty}))
    for meeting_id in meetings(history):
        for each in sorted(circle_of(history, meeting_id).excluded_practitioner_ids):
            people[f"excluded {each}"] = Actor(each, UUID(int=each.int // 0x1000))
    return people


async def everything(office: Office, schema: QuorateSchema, actor: Actor, history: Marked) -> str:
    """Ask for everything there is, and return all answers as one text, errors included."""
    answers = []
    for document, variables in questions(schema, history):
        result = await schema.execute(
            document, variables, context_value=Asking(office, Identity(actor=actor))
        )
        answers.append(json.dumps(result.data, default=str))  # type: ignore[union-attr]
        answers += [f"{error} {error.extensions}" for error in result.errors or ()]  # type: ignore[union-attr]
    for meeting_id in meetings(history):
        answers.append(await _watched(office, schema, actor, history, meeting_id))
    return "\n".join(answers)


def questions(schema: QuorateSchema, history: Marked) -> Iterator[tuple[str, dict[str, str]]]:
    fields = schema._schema.query_type.fields  # type: ignore[union-attr]
    for name, arguments in BY_MEETING.items():
        body = f"query ($meeting: UUID!) {{ {name}({arguments}) {whole_selection(fields[name])} }}"
        for meeting_id in meetings(history):
            yield body, {"meeting": str(meeting_id)}
    for name, arguments in AT_LARGE.items():
        yield f"{{ {name}({arguments}) {whole_selection(fields[name])} }}", {}
    for child_id in children(history):
        yield (
            f"query ($id: UUID!) {{ child(id: $id) {whole_selection(fields['child'])} "
            f"earlierMeetings(childId: $id) {whole_selection(fields['earlierMeetings'])} }}",
            {"id": str(child_id)},
        )
    for meeting_id in meetings(history):
        yield (
            "query ($id: ID!) { node(id: $id) { id ... on Meeting { reason place } } }",
            {"id": to_base64("Meeting", str(meeting_id))},
        )


async def _watched(
    office: Office, schema: QuorateSchema, actor: Actor, history: Marked, meeting_id: UUID
) -> str:
    """Watch a meeting while its whole history is told again; nothing comes but what the actor may know of."""
    document = """subscription ($id: UUID!) { meetingChanged(meetingId: $id) {
        kinds query { informationShared(meetingId: $id) { agencies { parts { text } } } } } }"""
    events = history.of(meeting_id)
    messages = await every_message(
        office, schema, actor, document, meeting_id, [event.position for event in events]
    )
    first, *others = messages
    if first.errors is None:
        told = [message.data["meetingChanged"]["kinds"] for message in others]
        expected = [[event.topic] for event in events if may_be_told(history, actor, event)]
        assert told == [*expected, [LAST]]
    return "\n".join(f"{each.data} {each.errors}" for each in messages)


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
    answer = shared_in(history, stream_id).answers[happened.agency_id]
    if isinstance(happened, ContributionSubmitted):
        before = [each for each in history.of(stream_id) if each.position < event.position]
        if not any(_submitted_by(each, happened.agency_id) for each in before):
            return True
    if isinstance(happened, PartWithdrawn) and all(part.withdrawn for part in answer.parts):
        return True
    facts = [facts_of(history, stream_id, part) for part in answer.parts if part.part_id in part_ids]
    known = (Action.KNOW_OF_PART, Action.READ_PART)
    return any(decide(actor, action, each, now).allowed for each in facts for action in known)


def _submitted_by(event: RecordedEvent, agency_id: UUID) -> bool:
    return isinstance(event.event, ContributionSubmitted) and event.event.agency_id == agency_id


def facts_of(history: Marked, meeting_id: UUID, part: SharedPart) -> PartFacts:
    opened = shared_in(history, meeting_id).standing.opened_at is not None
    released = part.is_released(sitting_opened=opened, now=history.now)
    return part.facts(circle_of(history, meeting_id), released=released)


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
    shared, now = shared_in(history, where.stream_id), Circumstances(history.now)
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
        return may(Action.KNOW_OF_PART if where.command is WithdrawPart else Action.READ_PART, facts)
    if may(Action.READ_MEETING):
        return True
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


def shared_in(history: Marked, meeting_id: UUID) -> SharedMeeting:
    projection, state = InformationSharedProjection(), None
    for event in history.of(meeting_id):
        if event.topic in projection.topics:
            state = projection.fold(state, event)
    assert state is not None
    return state


def circle_of(history: Marked, meeting_id: UUID) -> Circle:
    shared = shared_in(history, meeting_id).circle
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
