"""Questions about people's data: of those who account for them."""

from typing import Annotated, NamedTuple
from uuid import UUID

import strawberry

from quorate_events.access.action import Action
from quorate_events.access.errors import NoDuty
from quorate_events.access.policy import Look
from quorate_events.people.child import Child
from quorate_events.people.personal_file import PersonalFile, file_of
from quorate_graphql.context import Asking, Info
from quorate_graphql.fields import field
from quorate_graphql.outputs.fields import After, First
from quorate_graphql.pagination import DEFAULT_PAGE, page, window
from quorate_graphql.personal_data.types import Holdings, PersonalDataFile, shown_file, shown_holding

Person = Annotated[
    UUID,
    strawberry.argument(
        name="personId",
        description="A child, a practitioner, or a family member by the id within a meeting.",
    ),
]


class ByHolding(NamedTuple):
    """Where a list of holdings goes on."""

    position: int
    field: str


@strawberry.type
class Queries:
    """What may be asked about personal data."""

    @field("Holds on a person's data and how their erasure stands. An empty file where nothing was done yet.")
    async def personal_data_file(self, info: Info, person_id: Person) -> PersonalDataFile:
        """Return a file. Raises ``NoDuty``."""
        asking = info.context
        await _allowed(asking, Action.READ_PERSONAL_FILE, "personal_file", person_id)
        found = await asking.commands.find(file_of(person_id))
        return shown_file(person_id, found if isinstance(found, PersonalFile) else None)

    @field(
        "Everything that the log holds about a person, to answer a request for access: what is about others as well, "
        "or was not meant for the family, is marked for somebody to look at. It reads the whole log."
    )
    async def holdings(
        self, info: Info, person_id: Person, first: First = DEFAULT_PAGE, after: After = None
    ) -> Holdings:
        """Return what is held. Raises ``NoDuty``."""
        asking = info.context
        rows = window(first, after, ByHolding)
        await _allowed(asking, Action.READ_HOLDINGS, "holdings", person_id)
        held = await asking.office.holdings(person_id)
        behind = [each for each in held if rows.after is None or (each.position, each.field) > rows.after]

        async def count() -> int:
            return len(held)

        return page(
            behind[: rows.limit],
            rows,
            key=lambda each: ByHolding(each.position, each.field),
            node=shown_holding,
            count=count,
        )


async def _allowed(asking: Asking, action: Action, what: str, person_id: UUID) -> None:
    """Write down the look before anything is shown. Raises ``NoDuty``, ``LooksNotKept``."""
    decision = asking.decide(action)
    child = isinstance(await asking.commands.find(person_id), Child)
    look = Look(
        asking.require_actor(),
        what,
        decision.ground,
        decision.reason,
        child_ids=(person_id,) if child else (),
        about_practitioner_id=None if child else person_id,
    )
    await asking.look(look)
    if not decision.allowed:
        raise NoDuty
