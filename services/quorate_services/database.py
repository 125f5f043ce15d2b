"""The database of this installation: one that is operated elsewhere, or a PostgreSQL of our own."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from types import MappingProxyType

from pydantic import SecretStr

from quorate_events.evidence import EVIDENCE
from quorate_events.looks import LOOKS
from quorate_events.store import EVENTS, migrate
from quorate_events.vault import VAULT
from quorate_projections import MIGRATIONS
from quorate_services.postgres.attach import attach
from quorate_services.postgres.binaries import find_binaries
from quorate_services.postgres.cluster import Cluster
from quorate_services.postgres.external import ExternalDatabase, connect_external
from quorate_services.postgres.layout import DataFolderInUse
from quorate_services.postgres.roles import Connections, Role
from quorate_services.settings import Settings

SOURCES = (EVENTS, LOOKS, EVIDENCE, VAULT, MIGRATIONS)
"""What builds the schema, in order."""

_ATTACH_PATIENCE = 60.0
"""Seconds that a PostgreSQL is waited for which another process of this installation is bringing up."""

Say = Callable[[str], None]
"""Tells a person one line about long work."""


@asynccontextmanager
async def open_database(
    settings: Settings, say: Say = lambda _: None, *, share: bool = True
) -> AsyncIterator[Connections]:
    """Give the connection strings of the roles; run a PostgreSQL of our own where none is named.

    Where another process of this installation runs that one already, it is used and left as it is; without
    ``share`` that is refused with ``DataFolderInUse``, for what would lose it when the other one ends.
    Raises the errors of ``quorate_services.postgres``: each says what is missing and what to do.
    """
    passwords = settings.home / "passwords.json"
    if settings.database_url is not None:
        yield await connect_external(settings.database_url.get_secret_value(), passwords, _given(settings))
        return
    if given := _given(settings):
        yield ExternalDatabase(MappingProxyType(given))
        return
    async with AsyncExitStack() as stack:
        yield await _own_database(settings, say, stack, share)


async def migrate_database(connections: Connections, keys_url: SecretStr | None = None) -> list[str]:
    """Bring the schema up to date as its owner; return the names of what was applied.

    ``keys_url`` is a database of their own for data keys, where they have one.
    """
    applied = list(await migrate(connections.dsn(Role.OWNER), SOURCES))
    if keys_url is not None:
        applied += [f"{each} (data keys)" for each in await migrate(keys_url.get_secret_value(), (VAULT,))]
    return applied


async def _own_database(settings: Settings, say: Say, stack: AsyncExitStack, share: bool) -> Connections:
    folder = settings.home / "postgres"
    found = find_binaries(settings.pg_bin)
    try:
        return await stack.enter_async_context(Cluster(folder, found.binaries, progress=say))
    except DataFolderInUse:
        # `quorate demo` runs it: other commands of the installation work beside it.
        attached = await attach(folder, patience=_ATTACH_PATIENCE) if share else None
        if attached is None:
            raise
        return attached


def _given(settings: Settings) -> dict[Role, str]:
    urls = {
        Role.APP: settings.app_database_url,
        Role.PROJECTOR: settings.projector_database_url,
        Role.RELAY: settings.relay_database_url,
    }
    return {role: url.get_secret_value() for role, url in urls.items() if url is not None}
