"""Who asks. Until sign-in comes, an explicit header says so, in demo and test settings only."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeAlias
from uuid import UUID

from quorate_events.context import Recorder
from quorate_events.store.connections import Pool
from quorate_events.store.statements import load_sql
from quorate_graphql.context import NotIdentified

PRACTITIONER_HEADER = "x-quorate-practitioner"

Identify: TypeAlias = Callable[[Mapping[str, str]], Awaitable[Recorder | None]]
"""Finds out who asks from headers, or from the payload of ``connection_init``, with names in lower case.

None is nobody. Raises ``NotIdentified`` where somebody is claimed who is not known.
"""


class UnknownPractitioner(NotIdentified):
    """The claim is not the id of a registered practitioner."""

    def __init__(self) -> None:
        super().__init__()
        self.message = "No practitioner is registered under the id in X-Quorate-Practitioner."
        self.suggestion = "Check the id, or register the practitioner first."


async def nobody(_claims: Mapping[str, str]) -> None:
    """Identify nobody, whatever is claimed."""


def development_identity(views: Pool) -> Identify:
    """Return an ``Identify`` that believes the header ``X-Quorate-Practitioner``. Never for real data."""

    async def identify(claims: Mapping[str, str]) -> Recorder | None:
        claimed = claims.get(PRACTITIONER_HEADER)
        if claimed is None:
            return None
        try:
            practitioner_id = UUID(claimed)
        except ValueError:
            raise UnknownPractitioner from None
        sql = load_sql("quorate_graphql", "select_agency_of_practitioner")
        agency_id = await views.fetchval(sql, practitioner_id)
        if agency_id is None:
            raise UnknownPractitioner
        return Recorder(practitioner_id, UUID(str(agency_id)))

    return identify
