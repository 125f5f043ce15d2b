"""The database roles of Quorate, and the statements that make them."""

from collections.abc import Mapping
from enum import StrEnum
from importlib import resources
from pathlib import Path
from typing import Protocol
from urllib.parse import quote, urlencode

import asyncpg

DATABASE = "quorate"


class Role(StrEnum):
    """Who connects: none of these is a superuser, none bypasses row level security."""

    OWNER = "quorate_owner"
    """Owns the database; runs the migrations."""
    APP = "quorate_app"
    """Serves commands and queries."""
    PROJECTOR = "quorate_projector"
    """Writes the views."""
    RELAY = "quorate_relay"
    """Reads the log to publish it, and nothing else."""


class Connections(Protocol):
    """What the rest of Quorate needs to know of a database: how to connect to it, as whom."""

    def dsn(self, role: Role, database: str | None = None) -> str:
        """Give the connection string for ``role``, as asyncpg and libpq understand it.

        ``database`` is Quorate's own when left out.
        """
        ...


def socket_dsn(socket_dir: Path, user: str, password: str, database: str) -> str:
    """Write a connection string over the socket in ``socket_dir``, as asyncpg and libpq understand it."""
    where = urlencode({"host": str(socket_dir), "port": 5432})
    return f"postgresql://{user}:{quote(password, safe='')}@/{quote(database)}?{where}"


def statement(name: str) -> str:
    """Read the statement ``name`` from ``sql/``."""
    return resources.files("quorate_services.postgres").joinpath("sql", f"{name}.sql").read_text("utf-8")


async def run_formatted(connection: "asyncpg.Connection[asyncpg.Record]", name: str, *values: str) -> None:
    """Run a statement that takes names of roles or databases: the server itself quotes them into its text."""
    await connection.execute(await connection.fetchval(statement(name), *values))


async def ensure_role(connection: "asyncpg.Connection[asyncpg.Record]", role: str, password: str) -> None:
    """Make ``role`` able to sign in with ``password`` and able to do nothing more; create it when missing."""
    exists = await connection.fetchval(statement("role_exists"), role)
    await run_formatted(connection, "alter_role" if exists else "create_role", role, password)


async def ensure_roles(
    connection: "asyncpg.Connection[asyncpg.Record]", passwords: Mapping[str, str]
) -> None:
    """Make every role of Quorate as ``ensure_role`` does; ``passwords`` is by role name."""
    for role in Role:
        await ensure_role(connection, role, passwords[role])
