"""How far Kafka is behind the log, in events and in seconds."""

import asyncpg
import msgspec

from quorate_events.store import load_sql
from quorate_events.store.connections import Connection
from quorate_services.postgres.roles import Connections, Role

_PACKAGE = "quorate_services.relay"


class Lag(msgspec.Struct, frozen=True):
    """``seconds`` is how long the first event that is not published has waited, 0 when none does."""

    position: int
    head: int
    seconds: float

    @property
    def events(self) -> int:
        """How many events are not published yet."""
        return max(0, self.head - self.position)


async def measure(connection: Connection, ledger: str, position: int) -> Lag:
    """Measure with an open session that may read the log."""
    head = await connection.fetchval(load_sql(_PACKAGE, "read_head"), ledger) or 0
    seconds = await connection.fetchval(load_sql(_PACKAGE, "waiting_since"), ledger, position) or 0.0
    return Lag(position, head, max(0.0, seconds))


async def open_reader(dsn: str) -> Connection:
    """Open a session of the relay's role that may change nothing."""
    settings = {"default_transaction_read_only": "on", "application_name": "quorate relay"}
    return await asyncpg.connect(dsn, timeout=5.0, command_timeout=30.0, server_settings=settings)


async def lag_behind(connections: Connections, ledger: str, position: int) -> Lag:
    """Measure in a session of its own. Raises the errors of asyncpg."""
    connection = await open_reader(connections.dsn(Role.RELAY))
    try:
        return await measure(connection, ledger, position)
    finally:
        await connection.close()
