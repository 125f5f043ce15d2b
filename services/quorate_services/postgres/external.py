"""A PostgreSQL that somebody else runs, named by the connection string of its owner. Nothing is started."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote, urlsplit, urlunsplit

import asyncpg

from quorate_events.errors import QuorateError, Unavailable
from quorate_events.store.failures import reached
from quorate_services.postgres.binaries import SUPPORTED_MAJORS
from quorate_services.postgres.passwords import ensure_passwords
from quorate_services.postgres.roles import Role, ensure_role, run_formatted, statement

_SERVING = (Role.APP, Role.PROJECTOR, Role.RELAY)
_TIMEOUT = 10.0
"""Seconds to wait for a connection."""


class DatabaseUnreachable(Unavailable):
    """The database that was named does not answer, or does not let its owner in."""

    code = "database_unreachable"


class DatabaseUnsupported(QuorateError):
    """The database that was named runs a version of PostgreSQL that Quorate is not tested with."""

    code = "database_version_unsupported"


class RolesMissing(QuorateError):
    """A role of Quorate is missing, and the owner may not create it; or nobody said how to sign in as it."""

    code = "database_roles_missing"


@dataclass(frozen=True, slots=True)
class ExternalDatabase:
    """The connection strings of the roles. Not printed: they hold passwords."""

    urls: Mapping[Role, str]

    def __repr__(self) -> str:
        return "ExternalDatabase(...)"

    def dsn(self, role: Role, database: str | None = None) -> str:
        """Give the connection string of ``role``; to another ``database`` of the same server when named.

        Raises RolesMissing when this process was not given one for ``role``.
        """
        if role not in self.urls:
            raise RolesMissing(
                f"No connection string was given for the role {role}.",
                "Set it, or QUORATE_DATABASE_URL, from which those of the other roles are made.",
            )
        url = self.urls[role]
        return url if database is None else urlunsplit(urlsplit(url)._replace(path=f"/{quote(database)}"))


async def connect_external(
    owner_url: str, passwords: Path, role_urls: Mapping[Role, str] = MappingProxyType({})
) -> ExternalDatabase:
    """Turn the owner's connection string into those of all roles, creating the roles where they are missing.

    ``passwords`` is the file that keeps generated passwords (mode 0600). A role in ``role_urls`` was made by
    an administrator and is taken as given. Raises DatabaseUnreachable, DatabaseUnsupported, RolesMissing,
    PasswordsUnwritable, and LogUnavailable when the database goes away meanwhile.
    """
    urls = {Role.OWNER: owner_url, **role_urls}
    missing = [role for role in _SERVING if role not in urls]
    owner = await _connect(owner_url)
    try:
        async with reached():
            await _check_version(owner)
        if missing:
            known = ensure_passwords(passwords, missing)
            urls |= {role: _as_role(owner_url, role, known[role]) for role in missing}
            async with reached():
                await _create_roles(owner, {role: known[role] for role in missing}, urls)
    finally:
        with suppress(Exception):
            await owner.close(timeout=_TIMEOUT)
    return ExternalDatabase(MappingProxyType(urls))


async def _create_roles(
    owner: "asyncpg.Connection[asyncpg.Record]", passwords: Mapping[Role, str], urls: Mapping[Role, str]
) -> None:
    lacking = [role for role in passwords if not await _lets_in(urls[role])]
    try:
        async with owner.transaction():
            for role in lacking:
                await ensure_role(owner, role, passwords[role])
                await run_formatted(owner, "open_database", await _database(owner), role)
    except asyncpg.InsufficientPrivilegeError:
        by_hand = await owner.fetchval(statement("roles_for_an_administrator"), lacking)
        raise RolesMissing(
            f"The database has no usable role {' and no '.join(lacking)}, and its owner may not create one.",
            f"Have an administrator run: {by_hand} Then give Quorate the connection strings of these roles.",
        ) from None


async def _check_version(owner: "asyncpg.Connection[asyncpg.Record]") -> None:
    major = await owner.fetchval(statement("server_version"))
    if major not in SUPPORTED_MAJORS:
        raise DatabaseUnsupported(
            f"The database runs PostgreSQL {major}; Quorate needs 16 to 18.",
            "Name a database on a supported version.",
        )


async def _database(connection: "asyncpg.Connection[asyncpg.Record]") -> str:
    return str(await connection.fetchval(statement("current_database")))


async def _lets_in(url: str) -> bool:
    try:
        await (await asyncpg.connect(url, timeout=_TIMEOUT)).close()
    except (OSError, asyncpg.PostgresError):
        return False
    return True


async def _connect(url: str) -> "asyncpg.Connection[asyncpg.Record]":
    try:
        return await asyncpg.connect(url, timeout=_TIMEOUT)
    except (OSError, ValueError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        # Neither the address nor the error's own words: both can hold the password.
        raise DatabaseUnreachable(
            f"The database that was named could not be opened ({type(error).__name__}).",
            "Check QUORATE_DATABASE_URL: the host, the database's name, the user and the password.",
        ) from None


def _as_role(url: str, role: Role, password: str) -> str:
    parts = urlsplit(url)
    place = parts.netloc.rpartition("@")[2]
    changed = parts._replace(netloc=f"{role}:{quote(password, safe='')}@{place}")
    return urlunsplit(changed)
