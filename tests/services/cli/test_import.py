"""`quorate import register`: dry run, what is left out, and nothing twice."""

from pathlib import Path
from uuid import UUID, uuid4

import pytest
from tests.services.cli.conftest import Quorate

from quorate_events.context import Recorder
from quorate_events.meetings.vocabulary import Sector
from quorate_events.people.agency import RegisterAgency
from quorate_events.people.practitioner import RegisterPractitioner
from quorate_services.composition import command_service, open_event_log, wire
from quorate_services.database import open_database
from quorate_services.settings import Settings

SAMPLE = Path("services/quorate_services/register_import/sample/register.csv")


@pytest.fixture
async def signer(environment: dict[str, str]) -> str:
    """The id of an administrator in the directory."""
    settings = Settings(
        **{name.removeprefix("QUORATE_").lower(): value for name, value in environment.items()}
    )
    agency_id, person_id = uuid4(), uuid4()
    async with open_database(settings) as connections:
        wiring = wire(settings, connections)
        async with open_event_log(wiring) as log:
            service, by = command_service(wiring, log), Recorder(person_id, agency_id)
            for command in (
                RegisterAgency(agency_id=agency_id, name="Conferences", sector=Sector.CHILDRENS_SOCIAL_CARE),
                RegisterPractitioner(practitioner_id=person_id, name="Kim Example", agency_id=agency_id),
            ):
                await service.execute(command, command_id=uuid4(), by=by)
    return str(person_id)


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """The first three meetings of the sample."""
    lines = SAMPLE.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines[1:] if line.startswith(("CA-001", "CA-002", "CA-003"))]
    path = tmp_path / "register.csv"
    path.write_text(lines[0] + "".join(kept), encoding="utf-8")
    return path


def spoil(register: Path) -> None:
    """Put a kind of meeting into line 2 that does not exist."""
    lines = register.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[1] = lines[1].replace("initial", "imaginary", 1)
    register.write_text("".join(lines), encoding="utf-8")


def outcomes(report: dict[str, list[dict[str, str]]]) -> set[str]:
    return {meeting["outcome"] for meeting in report["meetings"]}


async def test_a_dry_run_says_what_it_would_do_and_the_import_does_it_once(
    quorate: Quorate, signer: str, register: Path
) -> None:
    command = ("import", "register", str(register), "--by", signer, "--json")
    dry = await quorate(*command, "--dry-run")
    assert (dry.code, outcomes(dry.document)) == (0, {"would_import"})
    assert outcomes((await quorate(*command)).document) == {"imported"}
    again = await quorate(*command)
    assert (again.code, outcomes(again.document)) == (0, {"already_imported"})


async def test_a_bad_row_is_named_by_line_and_its_meeting_left_out(
    quorate: Quorate, signer: str, register: Path
) -> None:
    spoil(register)
    ran = await quorate("import", "register", str(register), "--by", signer)
    assert ran.code == 3
    assert "line 2" in ran.out
    assert "2 meetings imported" in ran.out


async def test_whoever_signs_is_in_the_directory(quorate: Quorate, register: Path) -> None:
    ran = await quorate("import", "register", str(register), "--by", str(UUID(int=404)), "--json")
    assert (ran.code, ran.document["code"]) == (1, "unknown_signer")
