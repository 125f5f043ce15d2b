"""Uses the PostgreSQL that another process of the same installation runs: nothing is started or stopped."""

import asyncio
import time
from pathlib import Path
from types import MappingProxyType

import asyncpg

from quorate_services.postgres.external import ExternalDatabase
from quorate_services.postgres.layout import DATA_PARENT, Layout, find, find_socket_dir, is_held
from quorate_services.postgres.passwords import read_passwords
from quorate_services.postgres.privileges import account_to_run_as
from quorate_services.postgres.roles import DATABASE, Connections, Role, socket_dsn

_POLL = 0.1
"""Seconds between two tries while the other process brings its server up."""


async def attach(
    folder: Path, *, run_as: str | None = None, patience: float = 0.0, data_parent: Path = DATA_PARENT
) -> Connections | None:
    """Give the connections to the cluster on ``folder``, while another process runs it; else None.

    The parameters are those of ``Cluster``. A server that is still coming up is waited for, ``patience``
    seconds long. One that a killed process left behind is not attached to: the next start stops it.
    """
    layout = find(folder, account_to_run_as(run_as), data_parent=data_parent)
    deadline = time.monotonic() + patience
    while is_held(layout):
        connections = await _reach(layout)
        if connections is not None or time.monotonic() >= deadline:
            return connections
        await asyncio.sleep(_POLL)
    return None


async def _reach(layout: Layout) -> Connections | None:
    try:
        passwords = read_passwords(layout.passwords)
        socket_dir = find_socket_dir(layout)
    except OSError:  # those files are open to the account alone that started the server
        return None
    if not all(role in passwords for role in Role):
        return None
    urls = {role: socket_dsn(socket_dir, role, passwords[role], DATABASE) for role in Role}
    # In the order in which a new cluster opens its database to them: the last one shows that it is complete.
    if not await _lets_in(urls[list(Role)[-1]]):
        return None
    return ExternalDatabase(MappingProxyType(urls))


async def _lets_in(url: str) -> bool:
    try:
        await (await asyncpg.connect(url, timeout=10)).close()
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
        return False
    return True
