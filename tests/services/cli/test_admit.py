"""`quorate admit`: once, the same again, and refused where members can do it themselves."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from tests.services.cli.conftest import Quorate, run_quorate

from quorate_events.access.actor import Duty
from quorate_events.command import Command
from quorate_events.context import Recorder
from quorate_events.meetings.vocabulary import Sector
from quorate_events.members import Members, NotAMember
from quorate_events.people.admission import AdmitMember
from quorate_events.people.admissions import AdmittedMeanwhile
from quorate_events.people.agency import RegisterAgency
from quorate_events.people.duties import WithdrawDuties
from quorate_events.people.member_invitation import AcceptInvitation, InviteMember
from quorate_events.people.membership import EndMembership, ResumeMember, SuspendMember
from quorate_events.people.one_time_code import hash_of
from quorate_events.people.sign_in import SignedIn
from quorate_events.store.statements import load_sql
from quorate_services.composition import command_service, open_event_log, wire
from quorate_services.database import open_database
from quorate_services.settings import Settings

AGENCY, ISSUER = "Northbrook Children's Social Care", "https://login.example.org"
FIRST = (
    "admit", "--agency", AGENCY, "--name", "Alex Morgan", "--title", "Partnership manager",
    "--issuer", ISSUER, "--subject", "alex", "--json",
)  # fmt: skip
OTHER = (*FIRST[:4], "Kim Osei", *FIRST[5:9], "--subject", "kim", "--json")
END_WHO_WAITS = """select count(pg_terminate_backend(pid)) from pg_locks
    where locktype = 'advisory' and not granted"""
CODE = "correct-horse-battery-staple"

Do = Callable[..., Awaitable[None]]
Behind = Callable[[str], Awaitable[str | None]]


@pytest.fixture
def do(environment: dict[str, str]) -> Do:
    """Carry commands out on the installation's log."""
    settings = Settings(
        **{name.removeprefix("QUORATE_").lower(): value for name, value in environment.items()}
    )

    async def done(*commands: Command, by: UUID) -> None:
        async with open_database(settings) as connections:
            wiring = wire(settings, connections)
            async with open_event_log(wiring) as log:
                service = command_service(wiring, log)
                for command in commands:
                    await service.execute(command, command_id=uuid4(), by=Recorder(by, by))

    return done


@pytest.fixture
def member_behind(environment: dict[str, str]) -> Behind:
    """Who is let in by an account of the issuer; None where nobody is."""
    settings = Settings(
        **{name.removeprefix("QUORATE_").lower(): value for name, value in environment.items()}
    )

    async def behind(subject: str) -> str | None:
        async with open_database(settings) as connections, open_event_log(wire(settings, connections)) as log:
            try:
                actor = await Members(log.loader, log.codec).actor_of(SignedIn(ISSUER, subject))
            except NotAMember:
                return None
            return str(actor.practitioner_id)

    return behind


def invitation(person: UUID, agency: str, *duties: Duty) -> tuple[Command, Command]:
    """An invitation, and its acceptance by the person's own account."""
    expires = datetime.now(UTC) + timedelta(days=1)
    invite = InviteMember(
        practitioner_id=person,
        name="Kim Osei",
        agency_id=UUID(agency),
        duties=duties,
        code_hash=hash_of(CODE),
        expires_at=expires,
    )
    account = SignedIn(ISSUER, str(person))
    return invite, AcceptInvitation(practitioner_id=person, code=CODE, signed_in=account)


async def test_the_first_member_is_admitted_once_and_the_same_again_changes_nothing(
    quorate: Quorate,
) -> None:
    first = await quorate(*FIRST)
    assert first.code == 0, first.err
    assert first.document["duties"] == ["safeguarding_partner"]
    again = await quorate(*FIRST)
    assert (first.document["already"], again.document["already"]) == (False, True)
    assert first.document["practitioner_id"] == again.document["practitioner_id"]
    other = await quorate(*OTHER)
    assert (other.code, other.document["code"]) == (1, "members_are_kept")
    assert other.document["suggestion"]


async def test_a_wrong_account_is_put_right_as_long_as_the_person_has_recorded_nothing(
    quorate: Quorate, do: Do, member_behind: Behind
) -> None:
    wrong, right = (await quorate(*FIRST)).document, ("--subject", "alex-morgan")
    put_right = await quorate(*FIRST, *right)
    assert put_right.code == 0, put_right.out
    assert put_right.document == wrong | {"corrected": True}
    assert await member_behind("alex-morgan") == wrong["practitioner_id"]
    assert await member_behind("alex") is None
    again = await quorate(*FIRST, *right)
    assert again.document == wrong | {"already": True}
    # There and back again, as often as it takes.
    for subject, other in (("alex", "alex-morgan"), ("alex-morgan", "alex")):
        assert (await quorate(*FIRST, "--subject", subject)).document["corrected"]
        assert await member_behind(subject) == wrong["practitioner_id"]
        assert await member_behind(other) is None
    await do(*invitation(uuid4(), wrong["agency_id"], Duty.PRACTITIONER), by=UUID(wrong["practitioner_id"]))
    for subject in ("alex", "kim"):
        late = await quorate(*FIRST, "--subject", subject)
        assert (late.code, late.document["code"]) == (1, "members_are_kept")
    assert await member_behind("alex-morgan") == wrong["practitioner_id"]
    assert (await quorate(*FIRST, *right)).document == wrong | {"already": True}


async def test_only_the_account_is_put_right_and_only_of_the_same_person(
    quorate: Quorate, member_behind: Behind
) -> None:
    first = (await quorate(*FIRST)).document
    right = ("--subject", "alex-morgan")
    other_duties = await quorate(*FIRST, *right, "--duty", "safeguarding_partner", "--duty", "auditor")
    assert other_duties.document == first | {"corrected": True}
    for differs in (("--name", "Kim Osei"), ("--agency", "Northbrook Police")):
        refused = await quorate(*FIRST, "--subject", "kim", *differs)
        assert refused.document["code"] == "members_are_kept"
    assert await member_behind("alex-morgan") == first["practitioner_id"]


async def test_where_another_may_keep_the_members_no_account_is_put_right_at_the_server(
    quorate: Quorate, do: Do
) -> None:
    first = UUID((await quorate(*FIRST)).document["practitioner_id"])
    await do(SuspendMember(practitioner_id=first, reason="On leave"), by=uuid4())
    assert (await quorate(*OTHER)).code == 0
    await do(ResumeMember(practitioner_id=first), by=uuid4())
    refused = await quorate(*OTHER, "--subject", "kim-osei")
    assert refused.document["code"] == "members_are_kept"


async def test_of_two_operators_at_the_same_time_one_admits(quorate: Quorate) -> None:
    ran = await asyncio.gather(quorate(*FIRST), quorate(*OTHER))
    assert sorted(each.code for each in ran) == [0, 1]
    assert [each.document["code"] for each in ran if each.code] == ["members_are_kept"]


async def test_an_operator_who_loses_the_database_is_told_so(
    quorate: Quorate, environment: dict[str, str]
) -> None:
    settings = Settings(
        **{name.removeprefix("QUORATE_").lower(): value for name, value in environment.items()}
    )
    async with open_database(settings) as connections:
        ledger = wire(settings, connections).ledger
    holder = await asyncpg.connect(environment["QUORATE_APP_DATABASE_URL"])
    try:
        async with holder.transaction():
            await holder.execute(load_sql("quorate_services.admission", "lock_admission"), ledger)
            admitting = asyncio.create_task(quorate(*FIRST))
            async with asyncio.timeout(60):
                while not await holder.fetchval(END_WHO_WAITS):  # noqa: ASYNC110 - PostgreSQL tells nobody
                    await asyncio.sleep(0.05)
            ended = await admitting
    finally:
        await holder.close()
    assert (ended.code, ended.document["code"]) == (1, "log_unavailable")
    assert ended.document["suggestion"]
    assert "Traceback" not in ended.err
    assert (await quorate(*FIRST)).code == 0


async def test_of_two_who_looked_at_the_same_time_the_log_lets_one_admit(
    quorate: Quorate, do: Do, member_behind: Behind
) -> None:
    """What the lock between operators is for holds without it, too: each has seen that nobody is there."""
    await do(RegisterAgency(agency_id=MINE, name=AGENCY, sector=Sector.CHILDRENS_SOCIAL_CARE), by=uuid4())
    ran = await asyncio.gather(
        *(do(admission(name), by=MINE) for name in ("alex", "kim")), return_exceptions=True
    )
    assert sorted(type(each) for each in ran if each is not None) == [AdmittedMeanwhile]
    assert [await member_behind(name) is None for name in ("alex", "kim")].count(True) == 1
    assert (await quorate(*FIRST, "--name", "Sam Third", "--subject", "sam")).document[
        "code"
    ] == "members_are_kept"


MINE = uuid4()


def admission(name: str) -> AdmitMember:
    """The admission of somebody, by an operator who has seen no other."""
    return AdmitMember(
        practitioner_id=uuid4(),
        name=name,
        agency_id=MINE,
        title="",
        duties=(Duty.SAFEGUARDING_PARTNER,),
        issuer=ISSUER,
        subject=name,
    )


async def test_the_applications_own_database_settings_are_enough(
    quorate: Quorate, environment: dict[str, str]
) -> None:
    for other in ("QUORATE_DATABASE_URL", "QUORATE_PROJECTOR_DATABASE_URL", "QUORATE_RELAY_DATABASE_URL"):
        del environment[other]
    assert (await quorate(*FIRST)).code == 0


@pytest.mark.parametrize(
    ("changed", "settings", "code"),
    [
        (("--duty", "practitioner"), {}, "keeps_nobody"),
        (("--subject", ""), {}, "sign_in_invalid"),
        (("--name", " "), {}, "blank_text"),
        ((), {"QUORATE_ISSUERS": '[{"issuer":"https://x.example","audience":"q"}]'}, "issuer_not_trusted"),
    ],
)
async def test_what_could_not_work_is_refused_and_nothing_written(
    quorate: Quorate, changed: tuple[str, ...], settings: dict[str, str], code: str
) -> None:
    refused = await quorate(*FIRST, *changed, **settings)
    assert (refused.code, refused.document["code"]) == (1, code)
    assert (await quorate(*FIRST)).document["already"] is False


async def test_an_empty_production_database_and_a_key_are_enough(
    empty: dict[str, str], tmp_path: Path
) -> None:
    production = {name: value for name, value in empty.items() if name != "QUORATE_ENVIRONMENT"}
    ran = await run_quorate(production, *FIRST)
    assert (ran.code, ran.document["code"]) == (1, "key_provider_missing")
    keys = str(tmp_path / "keys.json")
    assert (await run_quorate(production, "data-keys", "create", keys)).code == 0
    production |= {"QUORATE_KEY_FILE": keys}
    ran = await run_quorate(production, *FIRST)
    assert (ran.code, ran.document["already"]) == (0, False)
    assert "QUORATE_ISSUERS" in ran.err


async def test_an_agency_of_this_name_in_another_sector_is_named(quorate: Quorate, do: Do) -> None:
    admitted = (await quorate(*FIRST)).document
    await end(do, admitted["practitioner_id"])
    refused = await quorate(*OTHER, "--sector", "health")
    assert refused.document["code"] == "agency_of_other_sector"
    assert "childrens_social_care" in refused.document["message"]


async def end(do: Do, person: str) -> None:
    await do(EndMembership(practitioner_id=UUID(person), reason="Left"), by=uuid4())


@pytest.mark.parametrize(
    "gone",
    [
        EndMembership(practitioner_id=UUID(int=0), reason="Left"),
        SuspendMember(practitioner_id=UUID(int=0), reason="On leave"),
        WithdrawDuties(practitioner_id=UUID(int=0), duties=(Duty.SAFEGUARDING_PARTNER,), reason="Moved"),
    ],
    ids=lambda each: type(each).__name__,
)
async def test_where_nobody_is_left_another_person_is_admitted_to_the_same_agency(
    quorate: Quorate, do: Do, gone: Any
) -> None:
    first = (await quorate(*FIRST)).document
    command = type(gone)(
        **{each: getattr(gone, each) for each in gone.__struct_fields__}
        | {"practitioner_id": UUID(first["practitioner_id"])}
    )
    await do(command, by=uuid4())
    assert (await quorate(*FIRST)).document["code"] == "admitted_before"
    other = await quorate(*OTHER)
    assert other.code == 0, other.out
    assert other.document["agency_id"] == first["agency_id"]


async def test_whom_the_only_keeper_invited_is_confirmed_at_the_server_until_there_are_two(
    quorate: Quorate, do: Do
) -> None:
    first = (await quorate(*FIRST)).document
    keeper, second, third = UUID(first["practitioner_id"]), uuid4(), uuid4()
    invite, accept = invitation(second, first["agency_id"], Duty.SAFEGUARDING_PARTNER)
    await do(invite, by=keeper)
    early = await quorate("confirm", str(second), "--json")
    assert early.document["code"] == "membership_wrong_standing"
    await do(accept, by=uuid4())
    for already in (False, True):
        ran = await quorate("confirm", str(second), "--json")
        assert (ran.code, ran.document["already"]) == (0, already)
    await do(*invitation(third, first["agency_id"], Duty.PRACTITIONER), by=keeper)
    late = await quorate("confirm", str(third), "--json")
    assert (late.code, late.document["code"]) == (1, "members_are_kept")
    unknown = await quorate("confirm", str(uuid4()), "--json")
    assert unknown.document["code"] == "not_registered"
