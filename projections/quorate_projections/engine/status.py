"""How projections are doing: position, lag, streams stopped. For the doctor and the metrics."""

from datetime import datetime

import msgspec

from quorate_events.store.connections import Connection
from quorate_projections.engine.statements import statement


class ProjectionStatus(msgspec.Struct, frozen=True):
    """One live or building build.

    ``lag_events`` counts the positions behind ``head``. ``lag_seconds`` is how long the oldest event that is
    not shown yet has been waiting; 0 when everything is shown, however long ago. ``poisoned`` counts the
    streams stopped; ``updated_at`` is the last movement, in UTC.
    """

    projection: str
    build: int
    version: int
    status: str
    position: int
    head: int
    lag_events: int
    lag_seconds: float
    poisoned: int
    updated_at: datetime


async def projection_status(connection: Connection) -> list[ProjectionStatus]:
    """Return the state of every live or building build, by name. Owner, application and projector may ask."""
    rows = await connection.fetch(statement("select_status"))
    return [ProjectionStatus(**dict(row)) for row in rows]
