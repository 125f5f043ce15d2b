"""The agencies and their people, to choose somebody without writing a name."""

from typing import Any

from quorate_services.portal.web.visit import Visit


async def agencies(visit: Visit) -> dict[str, str]:
    """Return the agencies by id, by name. Raises as ``Visit.ask``."""
    nodes = await _all(visit, "measures_agencies", "agencies")
    return {each["agencyId"]: each["name"] for each in nodes}


async def people(visit: Visit, agency_id: str) -> list[dict[str, Any]]:
    """Return everybody who works or worked for an agency, by name. Raises as ``Visit.ask``."""
    return await _all(visit, "people_of_agency", "practitioners", agencyId=agency_id)


async def _all(visit: Visit, document: str, field: str, **variables: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    after, more = None, True
    while more:
        page = (await visit.ask(document, after=after, **variables))[field]
        found += page["nodes"]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    return found
