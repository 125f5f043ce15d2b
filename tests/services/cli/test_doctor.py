from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
from tests.conftest import Database
from tests.events.store.examples import CODEC, append_of, stored
from tests.services.cli.conftest import Quorate, Ran, run_quorate
from tests.support.folding import see_everything

from quorate_events.evidence.sealing import Sealing
from quorate_events.evidence.signing_key import create_signing_key
from quorate_events.store import open_log


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
    assert {"schema", "application role", "second lock", "ledger", "view attendance", "evidence"} <= {
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


async def test_events_that_nobody_signed_are_found(
    quorate: Quorate, database: Database, tmp_path: Path
) -> None:
    key = create_signing_key(tmp_path / "signing-key", "quorate.example/partnership")
    assert (await quorate("rebuild")).code == 0
    async with open_log(database.app_dsn, "partnership", CODEC) as log:
        await log.appender.append(append_of(stored(uuid4(), 1)))
        found = _finding(await quorate("doctor", "--json"), "evidence")
        assert (found["health"], found["seen"]) == ("watch", "no checkpoint was ever signed")
        connection = await asyncpg.connect(database.projector_dsn)
        await (await Sealing.take_over(connection, "partnership", key)).step()
        await connection.close()
        assert _finding(await quorate("doctor", "--json"), "evidence")["health"] == "well"
        await log.appender.append(append_of(stored(uuid4(), 1)))
    changed = "alter table quorate.stored_events disable trigger refuse_change"
    await _as_owner(database, changed)
    await _as_owner(
        database,
        "update quorate.stored_events set recorded_at = now() - interval '1 hour' where notification_id = 2",
    )
    found = _finding(await quorate("doctor", "--json"), "evidence")
    assert (found["health"], found["seen"]) == ("broken", "1 events are not covered by a checkpoint")
