"""Admits the first member, and confirms the one whom a single member invited. Safe to repeat."""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from uuid import UUID, uuid5

import asyncpg
import msgspec

from quorate_events.access.actor import Duty
from quorate_events.checks import require_name
from quorate_events.command import Command
from quorate_events.command_service import CommandService, content_hash
from quorate_events.meetings.vocabulary import Sector
from quorate_events.people.admission import OPERATOR, AdmitMember, MemberAdmitted, operator_for
from quorate_events.people.admission_correction import CorrectAccount
from quorate_events.people.admissions import ADMISSIONS
from quorate_events.people.agency import Agency, RegisterAgency
from quorate_events.people.errors import IssuerNotTrusted
from quorate_events.people.member_invitation import ConfirmMember
from quorate_events.people.practitioner import Practitioner, in_order, require_practitioner
from quorate_events.people.sign_in import SignedIn
from quorate_events.store import EventLog
from quorate_events.store.failures import reached
from quorate_events.store.statements import load_sql
from quorate_services.admission.errors import (
    AdmittedBefore,
    AgencyOfOtherSector,
    KeepsNobody,
    MembersAreKept,
)
from quorate_services.admission.keepers import (
    admitted_as,
    agency_called,
    has_recorded,
    keepers,
    keeps_members,
    keeps_now,
)
from quorate_services.composition import Wiring, command_service, open_event_log
from quorate_services.postgres.roles import Role

FOUR_EYES = 2
"""Members who keep all others, from whom on the operator is not needed any more."""


class FirstMember(msgspec.Struct, frozen=True, kw_only=True):
    """Who is to be admitted: the agency by name and sector, the person, the account, the duties."""

    agency: str
    sector: Sector
    name: str
    title: str
    issuer: str
    subject: str
    duties: tuple[Duty, ...]


class Admitted(msgspec.Struct, frozen=True):
    """Who is a member now.

    ``already`` is true where the same had been done before, and nothing was written; ``corrected`` where the
    person had been admitted with another account, and nothing but the account was changed.
    """

    practitioner_id: UUID
    agency_id: UUID
    duties: tuple[Duty, ...]
    already: bool
    corrected: bool = False


async def admit(wiring: Wiring, first: FirstMember) -> Admitted:
    """Register the agency where it is missing, and admit the person.

    Whoever was admitted with a wrong account, and has recorded nothing, is given this one in its place, unless
    another member may keep all others.

    Raises ``KeepsNobody``, ``IssuerNotTrusted``, ``MembersAreKept``, ``AdmittedBefore``, ``AdmittedMeanwhile``,
    ``AgencyOfOtherSector``, ``SignInTaken``, ``SignInInvalid`` and what the log raises.
    """
    if not keeps_members(first.duties):
        raise KeepsNobody
    trusted = wiring.settings.issuers
    if trusted and first.issuer not in {each.issuer for each in trusted}:
        raise IssuerNotTrusted
    require_name(first.agency, "agency")
    require_name(first.name, "name")
    account = SignedIn(first.issuer, first.subject)
    account.require_valid()
    async with _alone(wiring) as (log, commands):
        # Before anything is looked at: what comes after it is refused by the log itself.
        seen = await _admissions(commands)
        agency_id, is_new = await _agency(wiring, log, commands, first)
        practitioner_id = _id(wiring, "member", first)
        before = await admitted_as(log, commands, first.name, agency_id)
        for admission, member in before:
            if account.id not in member.sign_ins and member.id != practitioner_id:
                continue
            if not await keeps_now(member, commands):
                raise AdmittedBefore
            if account.id in member.sign_ins and _is_same(admission, first):
                return _admitted(member, already=True)
        there = await keepers(log, commands)
        if wrong := await _kept_out(log, there, {member.id for _, member in before}, account):
            return await _correct(wiring, commands, wrong, account, seen)
        if there:
            raise MembersAreKept(len(there))
        if is_new:
            register = RegisterAgency(agency_id=agency_id, name=first.agency, sector=first.sector)
            await _do(wiring, commands, register, agency_id)
        command = AdmitMember(
            practitioner_id=practitioner_id,
            name=first.name,
            agency_id=agency_id,
            title=first.title,
            duties=first.duties,
            issuer=first.issuer,
            subject=first.subject,
            seen=seen,
        )
        await _do(wiring, commands, command, agency_id)
        return _admitted(require_practitioner(await commands.find(practitioner_id)), already=False)


async def confirm(wiring: Wiring, practitioner_id: UUID) -> Admitted:
    """Confirm whom the only member who may keep others invited, and who has accepted.

    Raises ``MembersAreKept``, ``NotRegistered``, ``WrongStanding`` and what the log raises.
    """
    async with _alone(wiring) as (log, commands):
        member = require_practitioner(await commands.find(practitioner_id))
        command, by = ConfirmMember(practitioner_id=member.id), operator_for(member.agency_id)
        command_id = _id(wiring, "ConfirmMember", command)
        if await log.receipts.find(command_id, content_hash(command, by)) is not None:
            return _admitted(member, already=True)
        there = await keepers(log, commands)
        if len(there) >= FOUR_EYES:
            raise MembersAreKept(len(there))
        await commands.execute(command, command_id=command_id, by=by)
        return _admitted(member, already=False)


def _is_same(admission: MemberAdmitted, first: FirstMember) -> bool:
    return (admission.title, admission.duties) == (first.title, in_order(first.duties))


async def _kept_out(
    log: EventLog, there: list[Practitioner], same: Collection[UUID], account: SignedIn
) -> Practitioner | None:
    """Return the only keeper, where that is the ``same`` person, by another account, who has recorded nothing."""
    if len(there) != 1 or there[0].id not in same or account.id in there[0].sign_ins:
        return None
    return None if await has_recorded(log, there[0].id) else there[0]


async def _correct(
    wiring: Wiring, commands: CommandService, member: Practitioner, account: SignedIn, seen: int
) -> Admitted:
    command = CorrectAccount(
        practitioner_id=member.id,
        wrong=tuple(sorted(member.sign_ins)),
        issuer=account.issuer,
        subject=account.subject,
        seen=seen,
    )
    command_id = _id(wiring, "CorrectAccount", command)
    await commands.execute(command, command_id=command_id, by=operator_for(member.agency_id))
    return msgspec.structs.replace(_admitted(member, already=False), corrected=True)


async def _admissions(commands: CommandService) -> int:
    admissions = await commands.find(ADMISSIONS)
    return 0 if admissions is None else admissions.version


def _admitted(member: Practitioner, *, already: bool) -> Admitted:
    return Admitted(member.id, member.agency_id, tuple(sorted(member.duties)), already)


async def _agency(
    wiring: Wiring, log: EventLog, commands: CommandService, first: FirstMember
) -> tuple[UUID, bool]:
    known = await agency_called(log, commands, first.agency)
    if isinstance(known, Agency):
        if known.sector is not first.sector:
            raise AgencyOfOtherSector(known.sector.value)
        return known.id, False
    return _id(wiring, "agency", (first.agency, first.sector)), True


async def _do(wiring: Wiring, commands: CommandService, command: Command, agency_id: UUID) -> None:
    command_id = _id(wiring, type(command).__name__, command)
    await commands.execute(command, command_id=command_id, by=operator_for(agency_id))


@asynccontextmanager
async def _alone(wiring: Wiring) -> AsyncIterator[tuple[EventLog, CommandService]]:
    """Open the log; of several operators at the same time, the later ones wait here."""
    # What is lost while this one waits, or at its end, is the database as well.
    async with open_event_log(wiring) as log, reached():
        connection = await asyncpg.connect(wiring.connections.dsn(Role.APP), timeout=10)
        try:
            async with connection.transaction():
                lock = load_sql("quorate_services.admission", "lock_admission")
                await connection.execute(lock, wiring.ledger)
                yield log, command_service(wiring, log)
        finally:
            await connection.close()


def _id(wiring: Wiring, kind: str, content: object) -> UUID:
    """Return the id that always belongs to this content, so that repeating finds what was done."""
    told = msgspec.json.encode((wiring.ledger, kind, content), order="deterministic")
    return uuid5(OPERATOR, told.decode())
