"""The agencies and their people, to choose somebody without writing a name."""

from typing import Any

from quorate_services.portal.web.visit import Visit


async def agencies(visit: Visit) -> dict[str, str]:
    """Return the agencies by id, by name. Raises as ``Visit.ask``."""
    return {each["agencyId"]: each["name"] for each in await visit.agencies()}


async def people(visit: Visit, agency_id: str) -> list[dict[str, Any]]:
    """Return everybody who works or worked for an agency, by name. Raises as ``Visit.ask``."""
    return await visit.ask_all("people_of_agency", "practitioners", agencyId=agency_id)
