"""Asks the policy before a command of somebody at the API is carried out.

Commands that come another way (the import of a register, the demo) are trusted: they do not pass here.
"""

from uuid import UUID

from quorate_events.access.action import Action
from quorate_events.access.commands import ACTION_OF
from quorate_events.access.errors import NoDuty
from quorate_events.access.policy import Reason
from quorate_events.access.resources import ChairFacts, ChildFacts, Circle, OwnAgency, Resource, WorkFacts
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
from quorate_events.meetings.notices import AcknowledgeNotice, NoticeNotFound, recipient_of
from quorate_events.meetings.vocabulary import Sector
from quorate_events.people.agency import Agency
from quorate_events.people.child import Child, RecordBirth
from quorate_events.people.event import NotRegistered
from quorate_events.people.practitioner import Practitioner
from quorate_events.references import UnknownReference, named_by
from quorate_graphql.context import Asking
from quorate_graphql.emergencies import closed_about, require_emergency
from quorate_graphql.membership_facts import member_facts
from quorate_projections.meeting_record.queries import child_facts

_OF_A_SECTOR = (Action.CONVENE, Action.REGISTER_CHILD)


async def require_permission(asking: Asking, command: Command) -> tuple[UUID, ...]:
    """Raise what the sender is told unless the policy allows the command.

    Returns the streams that the decision needs besides those that the command names: a child and its meetings.

    A meeting that is not for the sender is refused like one that does not exist, with ``MeetingNotFound``; the
    meeting's facts are those of the log itself, so that an exclusion counts from the next command on.
    """
    action = ACTION_OF[type(command)]
    if isinstance(command, OpenInEmergency | OpenChildInEmergency):
        meeting_id = command.meeting_id if isinstance(command, OpenInEmergency) else None
        await require_emergency(asking, action, command.reason, meeting_id)
    if isinstance(command, OpenChildInEmergency):
        return await closed_about(asking, command)
    resource = await _resource(asking, action, command)
    decision = asking.decide(action, resource)
    if not decision.allowed:
        raise _refusal(asking, action, resource, decision.reason)
    if isinstance(command, ConveneMeeting) and command.follows is not None:
        await _require_readable(asking, command)
    await _require_people_known(asking, command)
    return ()


async def _resource(asking: Asking, action: Action, command: Command) -> Resource | None:
    if isinstance(command, MeetingCommand) and action is not Action.CONVENE:
        meeting = await asking.commands.find(command.stream_id)
        circle = meeting.circle if isinstance(meeting, Meeting) else Circle(_NOBODY, _NOBODY, frozenset())
        if isinstance(command, ChangeChair):
            return ChairFacts(circle, command.chair_id)
        if isinstance(command, AcknowledgeNotice):
            waits = recipient_of(meeting, command.link_id) if isinstance(meeting, Meeting) else None
            return WorkFacts(circle, practitioner_id=waits)
        return circle
    if isinstance(command, RecordBirth):
        return await _of_child(asking, command.child_id)
    if action in _OF_A_SECTOR:
        agency = await asking.commands.find(asking.require_actor().agency_id)
        return OwnAgency(agency.sector if isinstance(agency, Agency) else None)
    return await member_facts(asking.commands, command)


def _refusal(asking: Asking, action: Action, resource: Resource | None, reason: Reason | None) -> Exception:
    if action is Action.CONVENE and asking.decide(action, OwnAgency(Sector.CHILDRENS_SOCIAL_CARE)).allowed:
        return NotYoursToConvene()
    if isinstance(resource, ChildFacts) and reason is not Reason.NO_DUTY:
        return NotRegistered()
    circle = resource.circle if isinstance(resource, ChairFacts | WorkFacts) else resource
    if not isinstance(circle, Circle) or action is Action.CONVENE:
        return NoDuty()
    reads = asking.decide(Action.LIST_MEETINGS, circle).allowed
    if action is Action.OPEN_IN_EMERGENCY and reads:
        return OpenToYouAlready()
    if not reads:
        return NoDuty() if reason is Reason.NO_DUTY else MeetingNotFound()
    if reason is Reason.ONESELF:
        return ChairsOneself()
    if reason is not Reason.NOT_CONCERNED:
        return NoDuty()
    return NoticeNotFound() if action is Action.ACKNOWLEDGE_NOTICE else OnlyConvenerOrChair()


async def _of_child(asking: Asking, child_id: UUID) -> ChildFacts:
    """Who registered the child comes from the log; whom its meetings concern, from the views."""
    child = await asking.commands.find(child_id)
    if not isinstance(child, Child):
        return ChildFacts(_NOBODY)
    facts = await child_facts(asking.facts, child_id)
    return ChildFacts(child.registered_by_agency_id) if facts is None else facts


async def _require_readable(asking: Asking, command: ConveneMeeting) -> None:
    assert command.follows is not None
    before = await asking.commands.find(command.follows)
    if not isinstance(before, Meeting) or not asking.decide(Action.READ_MEETING, before.circle).allowed:
        raise UnknownReference("follows", Meeting)


async def _require_people_known(asking: Asking, command: Command) -> None:
    """Whoever may not list people names those of their own agency, and is told nothing of others."""
    if asking.decide(Action.LIST_PEOPLE).allowed:
        return
    for field, reference, kind in named_by(command):
        if kind is not Practitioner or reference == command.stream_of(asking.require_viewer()):
            continue
        person = await asking.commands.find(reference)
        if not isinstance(person, Practitioner) or person.agency_id != asking.require_actor().agency_id:
            raise UnknownReference(field, Practitioner)


_NOBODY = UUID(int=0)
