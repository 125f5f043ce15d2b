"""Who may entrust others with any duty, and can sign in: read from the log itself, without any view."""

from collections import defaultdict
from collections.abc import AsyncIterator, Collection
from typing import Any
from uuid import UUID

from quorate_events.access.action import Action
from quorate_events.access.actor import Actor, ActorKind, Duty
from quorate_events.access.decide import decide
from quorate_events.access.resources import LATER, MemberFacts
from quorate_events.command_service import CommandService
from quorate_events.people.admission import MemberAdmitted
from quorate_events.people.agency import Agency, AgencyRegistered, AgencyRenamed
from quorate_events.people.duties import DutiesGranted
from quorate_events.people.member_invitation import MemberInvited
from quorate_events.people.practitioner import Practitioner, PractitionerRegistered, require_practitioner
from quorate_events.people.sign_in import SignIn
from quorate_events.people.standing import MembershipStatus
from quorate_events.store import EventLog
from quorate_events.store.failures import translated
from quorate_events.store.statements import load_sql

_AT_ONCE = 1000
_SOMEBODY = UUID(int=0)
_GIVES_DUTIES = (PractitionerRegistered, MemberInvited, MemberAdmitted, DutiesGranted)


def keeps_members(duties: Collection[Duty], agency_id: UUID = _SOMEBODY) -> bool:
    """Return whether a person with ``duties`` may entrust members of every agency with any duty."""
    actor = Actor(UUID(int=1), agency_id, frozenset(duties))
    everything = MemberFacts(_SOMEBODY, UUID(int=2), frozenset(Duty))
    return decide(actor, Action.GRANT_DUTIES, everything, LATER).allowed


async def keepers(log: EventLog, commands: CommandService) -> list[Practitioner]:
    """Return the active members who may keep all others, and have an account that lets them in."""
    ever: dict[UUID, set[Duty]] = defaultdict(set)
    async for event in _events(log, _GIVES_DUTIES):
        ever[event.originator_id].update(event.duties)
    found = []
    for practitioner_id, duties in ever.items():
        if keeps_members(duties):
            member = await commands.find(practitioner_id)
            if isinstance(member, Practitioner) and await keeps_now(member, commands):
                found.append(member)
    return found


async def keeps_now(member: Practitioner, commands: CommandService) -> bool:
    """Return whether a member may keep all others as it stands, and can sign in."""
    if member.status is not MembershipStatus.ACTIVE or member.kind is not ActorKind.PERSON:
        return False
    if not keeps_members(member.duties, member.agency_id):
        return False
    accounts = [await commands.find(each) for each in member.sign_ins]
    return any(isinstance(each, SignIn) and not each.waits for each in accounts)


async def admitted_as(
    log: EventLog, commands: CommandService, name: str, agency_id: UUID
) -> list[tuple[MemberAdmitted, Practitioner]]:
    """Return who was admitted for the agency under this name: how, and as they stand now."""
    found = []
    async for event in _events(log, (MemberAdmitted,)):
        if (event.name, event.agency_id) == (name, agency_id):
            found.append((event, require_practitioner(await commands.find(event.originator_id))))
    return found


async def has_recorded(log: EventLog, practitioner_id: UUID) -> bool:
    """Return whether the person has put anything on the record themselves."""
    async with translated(), log.pool.acquire() as connection:
        query = load_sql("quorate_services.admission", "has_recorded")
        return bool(await connection.fetchval(query, log.ledger, practitioner_id))


async def agency_called(log: EventLog, commands: CommandService, name: str) -> Agency | None:
    """Return the agency that has this name now; None where there is none."""
    names: dict[UUID, str] = {}
    async for event in _events(log, (AgencyRegistered, AgencyRenamed)):
        names[event.originator_id] = event.name
    for agency_id, known_as in names.items():
        if known_as == name:
            agency = await commands.find(agency_id)
            assert isinstance(agency, Agency)
            return agency
    return None


async def _events(log: EventLog, kinds: Collection[type[Any]]) -> AsyncIterator[Any]:
    topics, position = [kind.TOPIC for kind in kinds], 0
    while True:
        batch = await log.recorder.select_notifications(
            position, _AT_ONCE, topics=topics, inclusive_of_start=False
        )
        await log.codec.ready(batch)
        events = [log.codec.to_domain_event(each) for each in batch]
        for each, event in zip(batch, events, strict=True):
            position = each.id
            yield event
        if len(batch) < _AT_ONCE:
            return
