"""Brings a database up to date: numbered SQL files, forward only, each applied once.

A source is a package with two folders. ``migrations/NNNN_name.sql`` build tables and are never changed once
applied (a checksum holds that). ``sql/routines/*.sql`` hold functions, triggers and views, one a file, each
written so that it can run again; they are applied after the migrations whenever their text has changed.

Each file is one transaction. A file whose first line is ``-- quorate:no-transaction`` runs outside of one
and holds a single statement (``create index concurrently``). Connect as the owner.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

import asyncpg

from quorate_events.errors import QuorateError
from quorate_events.store.connections import Connection
from quorate_events.store.failures import DATABASE_FAILED, unavailable
from quorate_events.store.statements import statement

_NO_TRANSACTION = "-- quorate:no-transaction"
_ADVISORY_LOCK = 0x71756F72617465  # "quorate"


class MigrationRefused(QuorateError):
    """The database and the migration files do not fit together. Nothing was applied."""

    code = "migration_refused"


class MigrationFailed(QuorateError):
    """PostgreSQL refused a migration. Files before it stay applied."""

    code = "migration_failed"


@dataclass(frozen=True)
class MigrationSource:
    """A package's migrations: ``name`` is recorded in the database, ``package`` holds the two folders."""

    name: str
    package: str


EVENTS = MigrationSource("events", "quorate_events.store")


@dataclass(frozen=True)
class _File:
    source: str
    name: str
    text: str
    repeatable: bool

    @property
    def label(self) -> str:
        return f"{self.source}/{self.name}"

    @property
    def checksum(self) -> bytes:
        return sha256(self.text.encode()).digest()


async def migrate(dsn: str, sources: Sequence[MigrationSource] = (EVENTS,)) -> Sequence[str]:
    """Apply what is missing, in order of ``sources``, and return the names of the files applied.

    Safe to call from several processes at once: one works, the others wait (up to a minute) and find
    nothing to do. Raises :class:`MigrationRefused`, :class:`MigrationFailed`, and ``Unavailable`` when
    there is no connection.
    """
    async with _connected(dsn) as connection:
        await connection.execute("set lock_timeout = '60s'")
        await connection.execute("select pg_advisory_lock($1)", _ADVISORY_LOCK)
        await connection.execute("set lock_timeout = '5s'")
        await connection.execute(statement("migrations_table"))
        missing = _missing(sources, await _applied(connection, sources))
        for file in missing:
            await _apply(connection, file)
        return [file.label for file in missing]


async def pending(dsn: str, sources: Sequence[MigrationSource] = (EVENTS,)) -> Sequence[str]:
    """Return the names of the files that :func:`migrate` would apply. Changes nothing.

    Needs no more than the right to read ``quorate.schema_migrations``. Raises as :func:`migrate` does.
    """
    async with _connected(dsn) as connection:
        known = await connection.fetchval("select to_regclass('quorate.schema_migrations') is not null")
        applied = await _applied(connection, sources) if known else {}
        return [file.label for file in _missing(sources, applied)]


@asynccontextmanager
async def _connected(dsn: str) -> AsyncIterator[Connection]:
    try:
        connection = await asyncpg.connect(dsn)
    except DATABASE_FAILED as error:
        raise unavailable(error) from error
    try:
        yield connection
    except DATABASE_FAILED as error:
        raise unavailable(error) from error
    finally:
        # Closing the session gives the advisory lock back, and so does its loss.
        with suppress(Exception):
            await connection.close(timeout=5.0)


async def _applied(
    connection: Connection, sources: Sequence[MigrationSource]
) -> dict[tuple[str, str], bytes]:
    rows = await connection.fetch(statement("select_migrations"), [source.name for source in sources])
    return {(row["source"], row["name"]): row["checksum"] for row in rows}


def _missing(sources: Sequence[MigrationSource], applied: dict[tuple[str, str], bytes]) -> list[_File]:
    missing = []
    for source in sources:
        numbered = _read_folder(source, files(source.package).joinpath("migrations"), repeatable=False)
        routines = _read_folder(source, files(source.package).joinpath("sql", "routines"), repeatable=True)
        _check_history(source, numbered, applied)
        missing += [file for file in numbered if (file.source, file.name) not in applied]
        missing += [file for file in routines if applied.get((file.source, file.name)) != file.checksum]
    return missing


def _read_folder(source: MigrationSource, folder: Traversable, *, repeatable: bool) -> list[_File]:
    if not folder.is_dir():
        return []
    entries = sorted(
        (entry for entry in folder.iterdir() if entry.name.endswith(".sql")), key=lambda e: e.name
    )
    prefix = "routines/" if repeatable else ""
    return [
        _File(source.name, prefix + entry.name, entry.read_text("utf-8"), repeatable) for entry in entries
    ]


def _check_history(
    source: MigrationSource, numbered: Sequence[_File], applied: dict[tuple[str, str], bytes]
) -> None:
    done = {name for origin, name in applied if origin == source.name and not name.startswith("routines/")}
    unknown = done - {file.name for file in numbered}
    if unknown:
        raise MigrationRefused(
            f"The database has {source.name}/{max(unknown)}, which this program does not know.",
            "Run a program at least as new as the database.",
        )
    for file in numbered:
        seen = applied.get((file.source, file.name))
        if seen is not None and seen != file.checksum:
            raise MigrationRefused(
                f"{file.label} was changed after it had been applied.",
                "Restore it and add a new file instead.",
            )
        if seen is None and done and file.name < max(done):
            raise MigrationRefused(
                f"{file.label} comes before {source.name}/{max(done)}, which is applied already.",
                "Give it the next number.",
            )


async def _apply(connection: Connection, file: _File) -> None:
    record = (statement("record_migration"), file.source, file.name, file.checksum)
    try:
        if file.text.startswith(_NO_TRANSACTION):
            await connection.execute(file.text)
            await connection.execute(*record)
        else:
            async with connection.transaction():
                await connection.execute(file.text)
                await connection.execute(*record)
    except asyncpg.LockNotAvailableError:
        raise
    except asyncpg.PostgresError as error:
        raise MigrationFailed(
            f"{file.label}: {error}", "Correct the file; it has not been applied."
        ) from error
