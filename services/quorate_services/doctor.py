"""Looks at an installation and says what is well, what is not, and what to do."""

from collections.abc import Sequence
from importlib import resources
from uuid import UUID

import asyncpg

from quorate_events.access.purpose import Purpose
from quorate_events.errors import QuorateError
from quorate_events.people.personal_file import file_of
from quorate_events.store import pending
from quorate_events.store.connections import for_purpose
from quorate_projections.engine.status import ProjectionStatus, projection_status
from quorate_services.composition import Wiring
from quorate_services.database import SOURCES
from quorate_services.findings import LAG_TO_WATCH, Finding, Health
from quorate_services.postgres.roles import Role


async def examine(wiring: Wiring) -> list[Finding]:
    """Look at schema, roles, row security, ledger, views, evidence, keys and, where named, Kafka. Never raises."""
    try:
        schema = await _schema(wiring)
        if schema.health is Health.BROKEN:
            return [schema]  # the rest stands on tables that may be missing
        found = [schema, *await _as_application(wiring), await _evidence(wiring), await _keys(wiring)]
        return [*found, *await _kafka(wiring)]
    except (OSError, asyncpg.PostgresError, QuorateError) as error:
        seen = error.message if isinstance(error, QuorateError) else type(error).__name__
        return [Finding("database", Health.BROKEN, seen, "Check that PostgreSQL runs and is reachable.")]


async def _kafka(wiring: Wiring) -> Sequence[Finding]:
    access = wiring.settings.kafka
    if access is None:
        return ()
    # Here, because kafka-python reads a hundred files as it is imported.
    from quorate_services.kafka_health import examine_kafka

    return await examine_kafka(wiring, access)


async def _schema(wiring: Wiring) -> Finding:
    missing = await pending(wiring.connections.dsn(Role.OWNER), SOURCES)
    if missing:
        return Finding(
            "schema", Health.BROKEN, f"{len(missing)} migrations are missing", "Run quorate migrate."
        )
    return Finding("schema", Health.WELL, "up to date")


async def _as_application(wiring: Wiring) -> Sequence[Finding]:
    connection = await asyncpg.connect(
        wiring.connections.dsn(Role.APP), timeout=10, server_settings=for_purpose(Purpose.UPKEEP)
    )
    try:
        role = await connection.fetchrow(_sql("role_privileges"))
        unlocked = [row["name"] for row in await connection.fetch(_sql("unlocked_tables"))]
        ledger = await connection.fetchrow(_sql("ledger_gaps"), wiring.ledger)
        assert role is not None
        assert ledger is not None
        statuses = await projection_status(connection)
    finally:
        await connection.close()
    names = {status.projection for status in statuses if status.status == "live"}
    unbuilt = [p.name for p in wiring.projections() if p.name not in names]
    return [
        _role(bool(role["too_mighty"])),
        _second_lock(unlocked),
        _ledger(ledger["events"], ledger["head"]),
        *(_view(status) for status in statuses),
        *(Finding(f"view {name}", Health.BROKEN, "not built", "Run quorate rebuild.") for name in unbuilt),
    ]


async def _evidence(wiring: Wiring) -> Finding:
    connection = await asyncpg.connect(wiring.connections.dsn(Role.PROJECTOR), timeout=10)
    try:
        row = await connection.fetchrow(_sql("unsealed_events"), wiring.ledger)
    finally:
        await connection.close()
    assert row is not None
    if row["unsealed"] == 0 or (row["sealed"] > 0 and row["waiting"] < LAG_TO_WATCH):
        return Finding("evidence", Health.WELL, f"{row['sealed']} events covered by signed checkpoints")
    if row["sealed"] == 0:
        return Finding(
            "evidence",
            Health.WATCH,
            "no checkpoint was ever signed",
            "Make a key with quorate key create, and name it in QUORATE_SIGNING_KEY.",
        )
    return Finding(
        "evidence",
        Health.BROKEN,
        f"{row['unsealed']} events are not covered by a checkpoint",
        "Check that a process with the signing key runs; then run quorate verify.",
    )


async def _keys(wiring: Wiring) -> Finding:
    keyring = wiring.codec.keyring
    if keyring is None:
        production = not wiring.settings.invented_people
        return Finding(
            "data keys",
            Health.BROKEN if production else Health.WATCH,
            "personal data are not encrypted",
            "Make a key with quorate data-keys create, and name it in QUORATE_KEY_FILE; or use Vault.",
        )
    try:
        await keyring.check()
        destroyed = await keyring.keys.destroyed()
    except QuorateError as error:
        return Finding("data keys", Health.BROKEN, error.message, error.suggestion)
    finally:
        await keyring.keys.close()
    if unexplained := await _without_erasure(wiring, destroyed):
        return Finding(
            "data keys",
            Health.BROKEN,
            f"{unexplained} were destroyed, and the log has no erasure of these persons",
            "Put them back from a backup of the keys, then find out who could reach them.",
        )
    return Finding("data keys", Health.WELL, f"open, and wrapped by {await keyring.kek.current()}")


async def _without_erasure(wiring: Wiring, destroyed: Sequence[UUID]) -> int:
    """Of how many of these persons no two people agreed on the erasure: what they would read as erased was not."""
    connection = await asyncpg.connect(wiring.connections.dsn(Role.PROJECTOR), timeout=10)
    try:
        rows = await connection.fetch(_sql("erasures_agreed"), wiring.ledger)
    finally:
        await connection.close()
    agreed = {row["originator_id"] for row in rows}
    return sum(file_of(person_id) not in agreed for person_id in destroyed)


def _role(too_mighty: bool) -> Finding:
    if too_mighty:
        return Finding(
            "application role",
            Health.BROKEN,
            "may change or delete events",
            "Connect as the role that quorate migrate set up.",
        )
    return Finding("application role", Health.WELL, "can neither change nor delete events")


def _second_lock(unlocked: Sequence[str]) -> Finding:
    if unlocked:
        return Finding(
            "second lock",
            Health.BROKEN,
            f"off for {', '.join(unlocked)}",
            "Run quorate migrate, then quorate rebuild.",
        )
    return Finding("second lock", Health.WELL, "on for every table that the application reads")


def _ledger(events: int, head: int) -> Finding:
    if events != head:
        return Finding(
            "ledger",
            Health.BROKEN,
            f"{events} events, but the last position is {head}",
            "Stop writing and compare with a backup: positions have no gaps.",
        )
    return Finding("ledger", Health.WELL, f"{events} events without a gap")


def _view(status: ProjectionStatus) -> Finding:
    subject = f"view {status.projection}"
    if status.poisoned:
        return Finding(
            subject,
            Health.BROKEN,
            f"{status.poisoned} records stopped by an event that could not be read",
            "Update Quorate, then run quorate rebuild.",
        )
    if status.lag_seconds > LAG_TO_WATCH:
        return Finding(
            subject, Health.WATCH, f"{status.lag_events} events behind", "Check that a projector runs."
        )
    return Finding(subject, Health.WELL, f"at position {status.position}, {status.lag_events} events behind")


def _sql(name: str) -> str:
    return resources.files("quorate_services").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")
