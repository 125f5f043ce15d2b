"""Duties that nobody of the demo has: a story entrusts somebody with one for as long as it lasts."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID, uuid4

from tests.support.portal_system import PortalSystem

from quorate_events.access.actor import Duty
from quorate_events.people.duties import GrantDuties, WithdrawDuties


@asynccontextmanager
async def entrusted(system: PortalSystem, who: str, duty: Duty) -> AsyncIterator[None]:
    """Let the safeguarding partner give ``who`` a duty, and take it away at the end."""
    partner = system.town["board"].staff["safeguarding_partner"][0].recorder
    person, execute = UUID(system.people[who]), system.office.commands.execute
    grant = GrantDuties(practitioner_id=person, duties=(duty,))
    await execute(grant, command_id=uuid4(), by=partner)
    try:
        yield
    finally:
        withdraw = WithdrawDuties(practitioner_id=person, duties=(duty,), reason="The story is over.")
        await execute(withdraw, command_id=uuid4(), by=partner)
