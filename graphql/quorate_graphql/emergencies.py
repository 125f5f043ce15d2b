"""What is asked before a record is opened in an emergency: reason, duty and room, before anything is looked for."""

from uuid import UUID

from quorate_events.access.action import Action
from quorate_events.access.errors import NoDuty
from quorate_events.access.policy import Reason
from quorate_events.access.resources import ChildFacts, Circle, Resource
from quorate_events.checks import require_text
from quorate_events.meetings.child_emergency import OpenChildInEmergency
from quorate_events.people.emergencies import require_room
from quorate_events.people.practitioner import Practitioner
from quorate_graphql.context import Asking
from quorate_projections.directory.queries import one_child
from quorate_projections.meeting_record.queries import child_facts

_NOBODY = UUID(int=0)


async def require_emergency(asking: Asking, action: Action, reason: str, meeting_id: UUID | None) -> None:
    """Raise what is wrong whichever record it is: no reason, no duty, as many as one person may open.

    Whoever has opened too many is told that and nothing else: nothing is looked up, so not even time tells.
    A meeting that is open to the person already, ``meeting_id``, needs no room.
    """
    require_text(reason, "reason")
    nothing = Circle(_NOBODY, _NOBODY, frozenset())
    about: Resource = ChildFacts(_NOBODY) if action is Action.OPEN_CHILD_IN_EMERGENCY else nothing
    if asking.decide(action, about).reason is Reason.NO_DUTY:
        raise NoDuty
    person = await asking.commands.find(asking.require_actor().practitioner_id)
    now = asking.clock.now()
    if isinstance(person, Practitioner) and (
        meeting_id is None or person.opened_until.get(meeting_id, now) <= now
    ):
        require_room(person.emergencies, now, asking.commands.emergencies)


async def closed_about(asking: Asking, command: OpenChildInEmergency) -> tuple[UUID, ...]:
    """Return the child whom the command names, and the meetings about it, if any is closed to whoever asks.

    Nothing otherwise: no child, several, and none to open are the same to the decision, which counts the attempt.
    Raises ``NameTheChild``, ``NhsNumberInvalid``.
    """
    command.require_named(synthetic=asking.commands.synthetic_people)
    child_id = command.child_id
    if child_id is None:
        child_id = await one_child(
            asking.facts,
            nhs_number=command.nhs_number,
            name=command.name,
            date_of_birth=command.date_of_birth,
        )
    facts = None if child_id is None else await child_facts(asking.facts, child_id)
    if child_id is None or facts is None:
        return ()
    allowed = asking.decide(Action.OPEN_CHILD_IN_EMERGENCY, facts).allowed
    return (child_id, *facts.meeting_ids) if allowed else ()
