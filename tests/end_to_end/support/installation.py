"""A whole installation of a test's own: PostgreSQL, people, and API processes over HTTP."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import asyncpg
from tests.end_to_end.support.partnership import Partnership, register_partnership
from tests.end_to_end.support.processes import ApiProcess, api_environment, free_ports
from tests.support.folding import see_everything

from quorate_services.composition import Wiring, command_service, open_event_log, wire
from quorate_services.database import migrate_database
from quorate_services.dev_issuer.issuer import DevelopmentIssuer
from quorate_services.postgres.binaries import Binaries
from quorate_services.postgres.cluster import Cluster
from quorate_services.postgres.roles import Role
from quorate_services.settings import Environment, Settings


@dataclass
class Installation:
    """A PostgreSQL and the API processes on it, whose development issuer is ``issuer``."""

    cluster: Cluster
    apis: tuple[ApiProcess, ...]
    wiring: Wiring
    partnership: Partnership
    issuer: DevelopmentIssuer

    async def connect(self) -> "asyncpg.Connection[asyncpg.Record]":
        """Connect as the owner."""
        return await see_everything(self.cluster.dsn(Role.OWNER))


@asynccontextmanager
async def running_installation(
    folder: Path,
    home: Path,
    binaries: Binaries,
    *,
    apis: int = 1,
    extra_settings: Mapping[str, str] = MappingProxyType({}),
) -> AsyncIterator[Installation]:
    """Start everything, with a few agencies registered; stop everything at the end."""
    async with Cluster(folder, binaries, extra_settings=extra_settings) as cluster:
        await migrate_database(cluster)
        wiring = wire(Settings(environment=Environment.TEST), cluster)
        async with open_event_log(wiring) as log:
            partnership = await register_partnership(command_service(wiring, log))
        processes = tuple(
            ApiProcess(api_environment(cluster, home), port, home / f"api-{port}.log")
            for port in free_ports(apis)
        )
        try:
            for process in processes:  # one after the other: the first one builds the views
                await process.start()
                await process.ready()
            issuer = DevelopmentIssuer.of(Settings(environment=Environment.TEST, home=home))
            yield Installation(cluster, processes, wiring, partnership, issuer)
        finally:
            await asyncio.gather(*(process.stop() for process in processes))
