"""Asks the policy before a command of somebody at the API is carried out.

Commands that come another way (the import of a register, the demo) are trusted: they do not pass here.
"""

from uuid import UUID

from quorate_events.access.action import Action
from quorate_events.access.commands import ACTION_OF
from quorate_events.access.errors import NoDuty
from quorate_events.access.policy import Reason
from quorate_events.access.resources import ChairFacts, ChildFacts, Circle, OwnAgency, Resource
from quorate_events.checks import require_text
from quorate_events.command import Command
from quorate_events.meetings.child_emergency import OpenChildInEmergency
from quorate_events.meetings.convening import ChangeChair, ConveneMeeting
from quorate_events.meetings.emergency import OpenInEmergency, OpenToYouAlready
from quorate_events.meetings.errors import (
    ChairsOneself,
    MeetingNotFound,
    NotYoursToConvene,
    OnlyConvenerOrChair,
)
from quorate_events.meetings.event import Command as MeetingCommand
from quorate_events.meetings.meeting import Meeting
from quorate_events.meetings.vocabulary import Sector
from quorate_events.people.agency import Agency
from quorate_events.people.child import Child, RecordBirth
from quorate_events.people.emergencies import require_room
from quorate_events.people.event import NotRegistered
from quorate_events.people.practitioner import Practitioner
from quorate_events.references import UnknownReference
from quorate_graphql.context import Asking
from quorate_graphql.membership_facts import member_facts
from quorate_projections.meeting_record.queries import child_facts

_EMERGENCIES = (Action.OPEN_IN_EMERGENCY, Action.OPEN_CHILD_IN_EMERGENCY)
_OF_A_SECTOR = (Action.CONVENE, Action.REGISTER_CHILD)


async def require_permission(asking: Asking, command: Command) -> tuple[UUID, ...]:
    """Raise what the sender is told unless the policy allows the command.

    Returns the streams that the decision needs besides those that the command names: a child's meetings.

    A meeting that is not for the sender is refused like one that does not exist, with ``MeetingNotFound``; the
    meeting's facts are those of the log itself, so that an exclusion counts from the next command on.
    """
    if isinstance(command, OpenInEmergency | OpenChildInEmergency):
        # Told before anything is looked for: without a reason nothing may be found out, and leave no trace.
        require_text(command.reason, "reason")
    action = ACTION_OF[type(command)]
    resource = await _resource(asking, action, command)
    decision = asking.decide(action, resource)
    if not decision.allowed:
        if action in _EMERGENCIES and decision.reason is not Reason.NO_DUTY:
            await _require_room(asking)
        raise _refusal(asking, action, resource, decision.reason)
    if isinstance(command, ConveneMeeting) and command.follows is not None:
        await _require_readable(asking, command)
    return resource.meeting_ids if isinstance(resource, ChildFacts) else ()


async def _resource(asking: Asking, action: Action, command: Command) -> Resource | None:
    if isinstance(command, MeetingCommand) and action is not Action.CONVENE:
        meeting = await asking.commands.find(command.stream_id)
        circle = meeting.circle if isinstance(meeting, Meeting) else Circle(_NOBODY, _NOBODY, frozenset())
        return ChairFacts(circle, command.chair_id) if isinstance(command, ChangeChair) else circle
    if isinstance(command, RecordBirth | OpenChildInEmergency):
        return await _of_child(asking, command.child_id)
    if action in _OF_A_SECTOR:
        agency = await asking.commands.find(asking.require_actor().agency_id)
        return OwnAgency(agency.sector if isinstance(agency, Agency) else None)
    return await member_facts(asking.commands, command)


def _refusal(asking: Asking, action: Action, resource: Resource | None, reason: Reason | None) -> Exception:
    if action is Action.CONVENE and asking.decide(action, OwnAgency(Sector.CHILDRENS_SOCIAL_CARE)).allowed:
        return NotYoursToConvene()
    if isinstance(resource, ChildFacts) and reason is not Reason.NO_DUTY:
        reads = action in _EMERGENCIES and asking.decide(Action.READ_CHILD, resource).allowed
        return OpenToYouAlready() if reads else NotRegistered()
    circle = resource.circle if isinstance(resource, ChairFacts) else resource
    if not isinstance(circle, Circle) or action is Action.CONVENE:
        return NoDuty()
    reads = asking.decide(Action.LIST_MEETINGS, circle).allowed
    if action is Action.OPEN_IN_EMERGENCY and reads:
        return OpenToYouAlready()
    if not reads:
        return NoDuty() if reason is Reason.NO_DUTY else MeetingNotFound()
    if reason is Reason.ONESELF:
        return ChairsOneself()
    return OnlyConvenerOrChair() if reason is Reason.NOT_CONCERNED else NoDuty()


async def _of_child(asking: Asking, child_id: UUID) -> ChildFacts:
    """Who registered the child comes from the log; whom its meetings concern, from the views."""
    child = await asking.commands.find(child_id)
    if not isinstance(child, Child):
        return ChildFacts(_NOBODY)
    facts = await child_facts(asking.facts, child_id)
    return ChildFacts(child.registered_by_agency_id) if facts is None else facts


async def _require_room(asking: Asking) -> None:
    """Whoever has opened too many is told nothing else: not whether there is something to be opened."""
    person = await asking.commands.find(asking.require_actor().practitioner_id)
    if isinstance(person, Practitioner):
        require_room(person.emergencies, asking.clock.now(), asking.commands.emergencies)


async def _require_readable(asking: Asking, command: ConveneMeeting) -> None:
    assert command.follows is not None
    before = await asking.commands.find(command.follows)
    if isinstance(before, Meeting) and not asking.decide(Action.READ_MEETING, before.circle).allowed:
        raise UnknownReference("follows", Meeting)


_NOBODY = UUID(int=0)
