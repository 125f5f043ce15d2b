"""What the policy has to know of the person whom a command about membership is about. From the log itself."""

from uuid import UUID

from quorate_events.access.actor import Duty
from quorate_events.access.resources import MemberFacts
from quorate_events.command import Command
from quorate_events.command_service import CommandService
from quorate_events.people.duties import GrantDuties, WithdrawDuties
from quorate_events.people.further_sign_in import AcceptSignIn
from quorate_events.people.member_invitation import ConfirmMember, InviteMember
from quorate_events.people.membership import EndMembership, ResumeMember, SuspendMember
from quorate_events.people.practitioner import Practitioner, RegisterPractitioner
from quorate_events.people.sign_in_links import ConfirmSignIn, LinkSignIn, UnlinkSignIn
from quorate_events.people.system_client import RegisterSystemClient

_NOBODY = UUID(int=0)


async def member_facts(commands: CommandService, command: Command) -> MemberFacts | None:
    """Return whom the command is about, with the duties that the person has and is to get; None: about nobody."""
    match command:
        case RegisterPractitioner() | InviteMember():
            return MemberFacts(command.practitioner_id, command.agency_id, frozenset(command.duties))
        case RegisterSystemClient():
            return MemberFacts(command.practitioner_id, command.agency_id, frozenset({Duty.PRACTITIONER}))
        case GrantDuties():
            facts = await _of_member(commands, command.practitioner_id)
            return MemberFacts(facts.practitioner_id, facts.agency_id, facts.duties | set(command.duties))
        case ConfirmMember() | SuspendMember() | ResumeMember() | EndMembership() | WithdrawDuties():
            return await _of_member(commands, command.practitioner_id)
        case LinkSignIn() | ConfirmSignIn() | UnlinkSignIn() | AcceptSignIn():
            return await _of_member(commands, command.practitioner_id)
    return None


async def _of_member(commands: CommandService, practitioner_id: UUID) -> MemberFacts:
    """Whoever is not registered is nobody's member: to those who may keep everybody's, the command says so."""
    found = await commands.find(practitioner_id)
    if not isinstance(found, Practitioner):
        return MemberFacts(practitioner_id, _NOBODY)
    return MemberFacts(practitioner_id, found.agency_id, found.duties)
