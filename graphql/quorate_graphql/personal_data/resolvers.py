"""Questions about people's data: of those who account for them."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Annotated, Any, NamedTuple, TypeVar
from uuid import UUID

import strawberry

from quorate_events.access.action import Action
from quorate_events.access.errors import NoDuty
from quorate_events.access.policy import Look
from quorate_events.people.child import Child
from quorate_events.people.personal_file import PersonalFile, file_of
from quorate_events.rules.clocks import london_date
from quorate_events.vault.proposals import Proposal
from quorate_graphql.context import Asking, Info
from quorate_graphql.fields import field
from quorate_graphql.looks.noting import required, shown
from quorate_graphql.outputs.fields import After, First
from quorate_graphql.pagination import DEFAULT_PAGE, Connection, Window, page, window
from quorate_graphql.personal_data.types import (
    Holdings,
    PersonalDataFile,
    PersonalDataFiles,
    RetentionProposal,
    RetentionProposals,
    shown_file,
    shown_holding,
)
from quorate_projections.directory.queries import names

_FILES = Action.READ_PERSONAL_FILE

Row = TypeVar("Row")
Key = TypeVar("Key", bound=tuple[Any, ...])
Node = TypeVar("Node")

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


class ByLastStep(NamedTuple):
    """Where a list of files goes on."""

    at: datetime
    person_id: UUID


class ByDueDay(NamedTuple):
    """Where a list of proposals goes on."""

    due_on: date
    person_id: UUID


@strawberry.type
class Queries:
    """What may be asked about personal data."""

    @field("Holds on a person's data and how their erasure stands. An empty file where nothing was done yet.")
    async def personal_data_file(self, info: Info, person_id: Person) -> PersonalDataFile:
        """Return a file. Raises ``NoDuty``."""
        asking = info.context
        await _allowed(asking, Action.READ_PERSONAL_FILE, "personal_file", person_id)
        found = await asking.commands.find(file_of(person_id))
        file = found if isinstance(found, PersonalFile) else None
        return shown_file(person_id, file, await _people(asking, [file] if file else []))

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
        return _listed(held, rows, lambda each: ByHolding(each.position, each.field), shown_holding)

    @field(
        "The files in which something is open: a hold, an erasure that was asked for and waits for a second person, or "
        "one that was approved and is being carried out. Those come first of which nothing was heard for longest."
    )
    async def open_personal_data_files(
        self, info: Info, first: First = DEFAULT_PAGE, after: After = None
    ) -> PersonalDataFiles:
        """Return open files. Raises ``NoDuty``."""
        asking, rows = info.context, window(first, after, ByLastStep)
        await shown(asking, "personal_files", ground=await required(asking, _FILES, "personal_files"))
        found = await asking.office.open_files()
        people = await _people(asking, found)
        return _listed(
            found,
            rows,
            lambda each: ByLastStep(each.steps[-1].at, each.person_id),
            lambda each: shown_file(each.person_id, each, people),
        )

    @field(
        "The children for whom every rule of the retention schedule has run out, and who are under no hold: those due "
        "for longest first. It proposes and does nothing. It reads the whole log."
    )
    async def retention_proposals(
        self, info: Info, first: First = DEFAULT_PAGE, after: After = None
    ) -> RetentionProposals:
        """Return proposals. Raises ``NoDuty``."""
        asking, rows = info.context, window(first, after, ByDueDay)
        await shown(asking, "retention", ground=await required(asking, _FILES, "retention"))
        found = await asking.office.retention_due(london_date(asking.clock.now()))
        return _listed(found, rows, lambda each: ByDueDay(each.due_on, each.person_id), _proposal)


def _listed(
    found: Sequence[Row], rows: Window[Key], key: Callable[[Row], Key], node: Callable[[Row], Node]
) -> Connection[Node]:
    behind = [each for each in found if rows.after is None or key(each) > rows.after]

    async def count() -> int:
        return len(found)

    return page(behind[: rows.limit], rows, key=key, node=node, count=count)


async def _people(asking: Asking, files: Sequence[PersonalFile]) -> dict[UUID, str]:
    """Return the names of those who did something in these files."""
    wanted = {step.by_practitioner_id for each in files for step in each.steps}
    found = await names(asking.views, practitioners=wanted)
    return {each.practitioner_id: each.name for each in found.practitioners}


def _proposal(found: Proposal) -> RetentionProposal:
    return RetentionProposal(person_id=found.person_id, due_on=found.due_on)


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
