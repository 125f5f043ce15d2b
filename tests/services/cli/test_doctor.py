from typing import Any
from uuid import uuid4

from tests.conftest import Database
from tests.services.cli.conftest import Quorate, Ran, run_quorate
from tests.support.folding import see_everything


def _finding(ran: Ran, subject: str) -> dict[str, Any]:
    (found,) = [each for each in ran.document["findings"] if each["subject"] == subject]
    return found


async def _as_owner(database: Database, statement: str, *values: object) -> None:
    connection = await see_everything(database.owner_dsn)
    try:
        await connection.execute(statement, *values)
    finally:
        await connection.close()


async def test_a_built_installation_is_well(quorate: Quorate) -> None:
    assert (await quorate("rebuild")).code == 0
    examined = await quorate("doctor", "--json")
    assert examined.code == 0
    assert {each["health"] for each in examined.document["findings"]} == {"well"}
    assert {"schema", "application role", "second lock", "ledger", "view attendance"} <= {
        each["subject"] for each in examined.document["findings"]
    }


async def test_a_missing_migration_is_found(empty: dict[str, str]) -> None:
    examined = await run_quorate(empty, "doctor", "--json")
    assert examined.code == 3
    assert _finding(examined, "schema")["health"] == "broken"
    assert "quorate migrate" in _finding(examined, "schema")["advice"]


async def test_views_that_were_never_built_are_found(quorate: Quorate) -> None:
    examined = await quorate("doctor", "--json")
    assert examined.code == 3
    assert _finding(examined, "view attendance")["seen"] == "not built"


async def test_a_view_stopped_by_an_event_is_found(quorate: Quorate, database: Database) -> None:
    assert (await quorate("rebuild", "attendance")).code == 0
    await _as_owner(
        database,
        "insert into quorate.projection_poison (projection, build, stream_id, position, topic, error_code,"
        " error_text) select projection, build, $1, 1, 'a.topic', 'fault', '' from quorate.projection_build"
        " where projection = 'attendance' and status = 'live'",
        uuid4(),
    )
    examined = await quorate("doctor", "--json")
    assert examined.code == 3
    assert _finding(examined, "view attendance")["health"] == "broken"


async def test_a_table_without_its_lock_is_found(quorate: Quorate, database: Database) -> None:
    assert (await quorate("rebuild")).code == 0
    await _as_owner(database, "alter table attendance.invitees no force row level security")
    examined = await quorate("doctor", "--json")
    assert examined.code == 3
    assert _finding(examined, "second lock")["health"] == "broken"
    assert _finding(examined, "second lock")["seen"] == "off for attendance.invitees"


async def test_a_role_that_may_change_events_is_found(quorate: Quorate, database: Database) -> None:
    await _as_owner(database, "grant delete on quorate.stored_events to quorate_app")
    examined = await quorate("doctor", "--json")
    assert examined.code == 3
    assert _finding(examined, "application role")["health"] == "broken"


async def test_the_owner_in_the_place_of_the_application_is_found(
    quorate: Quorate, database: Database
) -> None:
    examined = await quorate("doctor", "--json", QUORATE_APP_DATABASE_URL=database.owner_dsn)
    assert _finding(examined, "application role")["health"] == "broken"


async def test_a_person_reads_a_line_for_each_finding(quorate: Quorate) -> None:
    await quorate("rebuild")
    examined = await quorate("doctor")
    assert examined.code == 0
    assert "well   schema: up to date." in examined.out
    assert "[green]" not in examined.out
