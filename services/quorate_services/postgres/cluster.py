"""A PostgreSQL of our own for the demo and the tests: starts, recovers, stops, starts again with its data."""

import asyncio
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import IO, Self

import asyncpg

from quorate_services.guard import Guard
from quorate_services.postgres import server
from quorate_services.postgres.binaries import Binaries
from quorate_services.postgres.configuration import SIGN_IN_RULES, server_settings
from quorate_services.postgres.installation import CACHE_PARENT, reachable_binaries
from quorate_services.postgres.layout import (
    DATA_PARENT,
    Layout,
    make_socket_dir,
    place,
    remove_socket_dir,
    take_lock,
)
from quorate_services.postgres.passwords import ensure_passwords
from quorate_services.postgres.privileges import account_to_run_as
from quorate_services.postgres.roles import DATABASE, Role, ensure_roles, run_formatted, socket_dsn, statement

SUPERUSER = "postgres"
START_TIMEOUT = 60.0
"""Seconds: recovery after a kill on a slow disk takes its time."""


class Cluster:
    """Runs one PostgreSQL on one folder. The data outlives it, and a kill of either process; the server does not.

    ``folder`` may come to lie elsewhere when started as root (see ``location``). ``run_as`` names the account
    that runs the server then. ``extra_settings`` are settings of PostgreSQL that win over those of the demo.
    """

    def __init__(
        self,
        folder: Path,
        binaries: Binaries,
        *,
        extra_settings: Mapping[str, str] = MappingProxyType({}),
        run_as: str | None = None,
        progress: Callable[[str], None] = lambda _: None,
        start_timeout: float = START_TIMEOUT,
        data_parent: Path = DATA_PARENT,
        cache_parent: Path = CACHE_PARENT,
    ) -> None:
        self._wanted = folder
        self._found = binaries
        self._extra = extra_settings
        self._account = account_to_run_as(run_as)
        self._progress = progress
        self._timeout = start_timeout
        self._data_parent = data_parent
        self._cache_parent = cache_parent
        self._layout: Layout | None = None
        self._lock: IO[str] | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._guard: Guard | None = None
        self._socket_dir: Path | None = None
        self._passwords: Mapping[str, str] = {}

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    @property
    def location(self) -> Layout:
        """Where the cluster's files are. Only once started."""
        if self._layout is None:
            raise RuntimeError("the cluster was not started")
        return self._layout

    @property
    def pid(self) -> int | None:
        """The number of the server's process, while it runs."""
        return None if self._process is None or self._process.poll() is not None else self._process.pid

    async def start(self) -> None:
        """Start the server and make its roles and its database; make the data folder when there is none.

        Does nothing when it runs. Raises DataFolderInUse, VersionMismatch, StartFailed, DataFolderRefused,
        CopyRefused; after any of them nothing of it is left running.
        """
        if self.pid is not None:
            return
        self._process = None
        self._release()
        self._layout = place(
            self._wanted, self._account, data_parent=self._data_parent, progress=self._progress
        )
        self._lock = take_lock(self._layout)
        try:
            await self._bring_up(self._layout)
            await self._set_up()
        except BaseException:
            await self.stop()
            raise

    async def stop(self, timeout: float = 60.0) -> None:  # noqa: ASYNC109
        """Stop in order: clients are sent away, all is written, the process is gone. Harmless twice."""
        if self._process is not None:
            await server.stop(self._process, timeout)
            self._process = None
        if self._lock is not None:
            remove_socket_dir(self.location)
        self._release()

    async def reset(self) -> None:
        """Delete all data. The server is stopped first; the next start makes a new, empty database."""
        await self.stop()
        layout = place(self._wanted, self._account, data_parent=self._data_parent)
        with take_lock(layout):
            for folder in (layout.data, layout.folder / "data.unfinished"):
                await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
            layout.passwords.unlink(missing_ok=True)

    def dsn(self, role: Role, database: str | None = None) -> str:
        """Give the connection string of ``role`` for asyncpg and libpq: over the socket, by password."""
        return self._dsn(role, database or DATABASE)

    async def create_database(self, name: str, template: str | None = None) -> None:
        """Create the database ``name``, owned by the owner role, open to the roles of Quorate and nobody else."""
        admin = await self._admin()
        try:
            await run_formatted(admin, "create_database", name, Role.OWNER, template or "template1")
            await run_formatted(admin, "close_database", name)
            for role in Role:
                await run_formatted(admin, "open_database", name, role)
        finally:
            await admin.close()
        if template is None:
            inside = await self._admin(name)
            try:
                await inside.execute(statement("close_public_schema"))
            finally:
                await inside.close()

    async def drop_database(self, name: str) -> None:
        """Drop the database ``name`` when it exists, sending its clients away."""
        admin = await self._admin()
        try:
            await run_formatted(admin, "drop_database", name)
        finally:
            await admin.close()

    async def _bring_up(self, layout: Layout) -> None:
        binaries = await asyncio.to_thread(
            reachable_binaries, self._found, self._account,
            cache_parent=self._cache_parent, progress=self._progress,
        )  # fmt: skip
        server.check_version(layout, binaries)
        self._passwords = ensure_passwords(layout.passwords, [SUPERUSER, *Role])
        if not layout.data.exists():
            self._progress(f"Making a new PostgreSQL {binaries.major} database in {layout.folder} (once).")
            await asyncio.to_thread(
                server.make_data, layout, binaries, self._account, SUPERUSER, self._passwords[SUPERUSER]
            )
        self._socket_dir = make_socket_dir(layout, self._account)
        await server.clear_leftovers(layout, self._socket_dir, self._timeout)
        _write_configuration(layout, server_settings(self._socket_dir, layout.rules, self._extra))
        await self._launch_until_ready(layout, binaries)

    async def _launch_until_ready(self, layout: Layout, binaries: Binaries) -> None:
        started = time.monotonic()
        said = 0
        while True:
            if self._process is None:
                self._dismiss()
                launch = asyncio.to_thread(server.launch, layout, binaries, self._account)
                self._process, self._guard = await launch
            if await self._answers():
                return
            waited = time.monotonic() - started
            if self._process.poll() is not None:
                words = server.last_words(layout)
                if "shared memory block" not in words or waited > self._timeout:
                    raise _start_failed(f"PostgreSQL ended at once: {words}", layout)
                # Processes of a server that was killed are still on their way out.
                self._process = None
            if waited > self._timeout:
                raise _start_failed(f"PostgreSQL did not answer within {self._timeout:.0f} s.", layout)
            if int(waited) > said:
                said = int(waited)
                self._progress(f"Waiting for PostgreSQL to come up ({said} s of {self._timeout:.0f}).")
            await asyncio.sleep(0.05)

    async def _answers(self) -> bool:
        try:
            await (await self._admin()).close()
        except (OSError, asyncpg.CannotConnectNowError, asyncpg.ConnectionDoesNotExistError):
            return False
        return True

    async def _set_up(self) -> None:
        admin = await self._admin()
        try:
            await ensure_roles(admin, self._passwords)
            exists = await admin.fetchval(statement("database_exists"), DATABASE)
        finally:
            await admin.close()
        if not exists:
            await self.create_database(DATABASE)
            return
        # A role may have come with a release.
        admin = await self._admin()
        try:
            for role in Role:
                await run_formatted(admin, "open_database", DATABASE, role)
        finally:
            await admin.close()

    async def _admin(self, database: str = "postgres") -> "asyncpg.Connection[asyncpg.Record]":
        return await asyncpg.connect(self._dsn(SUPERUSER, database), timeout=10)

    def _dsn(self, user: str, database: str) -> str:
        if self._socket_dir is None:
            raise RuntimeError("the cluster was not started")
        return socket_dsn(self._socket_dir, user, self._passwords[user], database)

    def _dismiss(self) -> None:
        if self._guard is not None:
            self._guard.dismiss()
            self._guard = None

    def _release(self) -> None:
        self._dismiss()
        if self._lock is not None:
            self._lock.close()
            self._lock = None


def _write_configuration(layout: Layout, settings: str) -> None:
    # In our own folder, not in PostgreSQL's: its account reads these files and cannot change them.
    ident = layout.rules.with_name("pg_ident.conf")
    for file, text in ((layout.settings, settings), (layout.rules, SIGN_IN_RULES), (ident, "")):
        file.write_text(text, "utf-8")
        os.chmod(file, 0o644)


def _start_failed(message: str, layout: Layout) -> server.StartFailed:
    return server.StartFailed(
        message, f"Read {layout.log}, or start afresh with a reset, which deletes the data."
    )
