"""What the database says after the fact."""

from collections.abc import Iterable, Mapping, Set
from typing import TypeAlias
from uuid import UUID

import asyncpg
from tests.end_to_end.support.sender import Outcome

from quorate_projections.engine.projection import AnyProjection

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"

_POSITIONS = """
    select count(*) as events, count(distinct notification_id) as positions, min(notification_id) as first,
           max(notification_id) as last, (select position from quorate.ledger_head) as head
    from quorate.stored_events
"""
_BROKEN_STREAMS = """
    select originator_id from quorate.stored_events group by originator_id
    having count(*) <> max(originator_version) or min(originator_version) <> 1
"""
_WRITTEN = """
    select commit_id, count(*) as events, min(notification_id) as first, max(notification_id) as last
    from quorate.stored_events group by commit_id
"""
_RECEIPTS = "select command_id, first_position as first, last_position as last from quorate.command_receipts"


async def commands_written(connection: Connection) -> set[UUID]:
    """Return the ids of all commands that have events on the log."""
    return {row["commit_id"] for row in await connection.fetch(_WRITTEN)}


async def faults_of_the_log(
    connection: Connection, outcomes: Mapping[UUID, Outcome], before: Set[UUID]
) -> list[str]:
    """Compare what clients were told with what is on the log; each sentence is a promise that was broken.

    ``before`` are the commands that were written before any client began.
    """
    written = {row["commit_id"]: row for row in await connection.fetch(_WRITTEN)}
    receipts = {row["command_id"]: row for row in await connection.fetch(_RECEIPTS)}
    faults = []
    for outcome in outcomes.values():
        events, receipt = written.get(outcome.command_id), receipts.get(outcome.command_id)
        about = f"{outcome.name} {outcome.command_id}, attempts {outcome.attempts}, code {outcome.code!r}"
        if outcome.fault:
            faults.append(f"answered with a fault: {about}")
        if outcome.accepted and (events is None or receipt is None):
            faults.append(f"acknowledged and lost: {about}")
        elif outcome.accepted and receipt is not None and receipt["last"] != outcome.position:
            faults.append(f"acknowledged at {outcome.position}, kept at {receipt['last']}: {about}")
        elif not outcome.accepted and (events is not None or receipt is not None):
            faults.append(f"refused, and written all the same: {about}")
    faults += [f"on the log without a receipt: {each}" for each in written.keys() - receipts.keys()]
    faults += [f"sent by nobody: {each}" for each in receipts.keys() - outcomes.keys() - before]
    for command_id in written.keys() & receipts.keys():
        events, receipt = written[command_id], receipts[command_id]
        told = (receipt["last"] - receipt["first"] + 1, receipt["first"], receipt["last"])
        if (events["events"], events["first"], events["last"]) != told:
            faults.append(f"not applied exactly once: {command_id}: {dict(events)}, receipt {dict(receipt)}")
    return faults + await _gaps(connection)


async def _gaps(connection: Connection) -> list[str]:
    found = await connection.fetchrow(_POSITIONS)
    assert found is not None
    last = found["last"]
    gapless = found["events"] == found["positions"] == last == found["head"] and found["first"] == 1
    faults = [] if gapless else [f"positions have gaps: {dict(found)}"]
    broken = await connection.fetch(_BROKEN_STREAMS)
    return faults + [f"versions have gaps in the stream {row['originator_id']}" for row in broken]


async def rows_of_views(connection: Connection, projections: Iterable[AnyProjection]) -> dict[str, list[str]]:
    """Return all rows of all tables of all views, in order, by ``view.table``."""
    tables = {}
    for projection in projections:
        for table in projection.tables:
            name = f'"{projection.name}"."{table.name}"'
            rows = await connection.fetch(f"select t::text from {name} as t order by 1")
            tables[f"{projection.name}.{table.name}"] = [row[0] for row in rows]
    return tables
