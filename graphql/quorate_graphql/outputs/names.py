"""The names that the answers of one request refer to."""

from uuid import UUID

from quorate_projections.directory.entries import Agency, Child, Names, Practitioner


class NameBook:
    """Agencies, practitioners and children by id, as far as this request's answers mention them.

    A question brings the names with its answer, so that showing one needs no further statement.
    """

    def __init__(self) -> None:
        self.agencies: dict[UUID, Agency] = {}
        self.practitioners: dict[UUID, Practitioner] = {}
        self.children: dict[UUID, Child] = {}

    def add(self, names: Names) -> None:
        """Take in what came with an answer."""
        self.agencies.update((each.agency_id, each) for each in names.agencies)
        self.practitioners.update((each.practitioner_id, each) for each in names.practitioners)
        self.children.update((each.child_id, each) for each in names.children)
