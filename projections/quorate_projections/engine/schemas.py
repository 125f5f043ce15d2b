"""The schemas that views live in: made beside the live one, swapped in by renaming, dropped afterwards."""

import logging

import asyncpg

from quorate_events.store.connections import Connection
from quorate_projections.engine.positions import Build
from quorate_projections.engine.projection import AnyProjection
from quorate_projections.engine.statements import statement
from quorate_projections.engine.writer import quoted

log = logging.getLogger(__name__)


async def create_build(owner: Connection, projection: AnyProjection, ledger: str) -> Build:
    """Register a new build at position 0, and make its schema with tables and policies, in one transaction.

    Only the projector may use it; row-level security and the application's grants come with the swap.
    """
    async with owner.transaction():
        row = await owner.fetchrow(statement("insert_build"), projection.name, projection.version, ledger)
        if row is None:
            raise LookupError("insert ... returning gave no row")
        build = Build(**dict(row))
        schema = quoted(build.schema)
        await owner.execute(f"create schema {schema}")
        await owner.execute(f"set local search_path to {schema}")
        await owner.execute(projection.tables_sql())
        await owner.execute(projection.policies_sql())
        await owner.execute(statement("grant_views").format(schema=schema))
    return build


async def lock_live(owner: Connection, projection: str) -> Build | None:
    """Keep the live build's writer from moving on until the caller's transaction ends; return the build."""
    row = await owner.fetchrow(statement("lock_live_build"), projection)
    return Build(**dict(row)) if row else None


async def swap_in(owner: Connection, old: Build | None, new: Build) -> None:
    """Lock ``new`` row by row and make it what readers see, in the caller's transaction that holds ``old``."""
    await owner.execute(statement("protect_views").format(schema=quoted(new.schema_beside)))
    if old is not None:
        await owner.execute(statement("set_build_status"), old.projection, old.build, "retired")
        await owner.execute(f"alter schema {quoted(old.schema)} rename to {quoted(old.schema_beside)}")
    await owner.execute(statement("set_build_status"), new.projection, new.build, "live")
    await owner.execute(f"alter schema {quoted(new.schema_beside)} rename to {quoted(new.projection)}")


async def drop_leftovers(owner: Connection, projection: str) -> None:
    """Remove whatever retired or broken-off builds left behind.

    One that a long reading transaction still uses is left for the next time.
    """
    for row in await owner.fetch(statement("select_leftover_builds"), projection):
        build = Build(**dict(row))
        try:
            async with owner.transaction():
                await owner.execute("set local lock_timeout = '2s'")
                await owner.execute(f"drop schema if exists {quoted(build.schema_beside)} cascade")
                for name in ("delete_build_poison", "delete_build"):
                    await owner.execute(statement(name), build.projection, build.build)
        except asyncpg.LockNotAvailableError:
            log.info("a build is still being read; dropped later", extra={"projection": projection})
