"""Whether the process lives, and whether it can answer."""

import asyncio

import msgspec

from quorate_events.store.failures import DATABASE_FAILED
from quorate_events.store.statements import load_sql
from quorate_graphql.office import Office

PATIENCE = 3.0
"""Seconds that a check may take before the answer is no."""


class Check(msgspec.Struct, frozen=True):
    """One thing that must be well before requests are sent here. ``suggestion`` says what to do if not."""

    name: str
    well: bool
    suggestion: str = ""


class Health(msgspec.Struct, frozen=True):
    """Everything that was looked at."""

    ready: bool
    checks: tuple[Check, ...]


async def readiness(office: Office) -> Health:
    """Look whether the database answers, and whether it holds every view of this release."""
    checks = await _checks(office)
    return Health(all(check.well for check in checks), checks)


async def _checks(office: Office) -> tuple[Check, ...]:
    sql = load_sql("quorate_services.api", "select_live_views")
    try:
        async with asyncio.timeout(PATIENCE):
            live = {row["projection"] for row in await office.views.fetch(sql)}
    except DATABASE_FAILED:
        return (Check("database", False, "Check that PostgreSQL runs and is migrated: quorate doctor."),)
    missing = sorted(set(office.projections) - live)
    views = Check("views", not missing, f"Build {', '.join(missing)}: quorate rebuild." if missing else "")
    return Check("database", True), views
