"""The names that a copy gives, as they were registered when it was made."""

from collections.abc import Iterable
from uuid import UUID

from quorate_events.store.past import Past
from quorate_projections.as_it_was.folding import folded
from quorate_projections.as_it_was.moment import Moment
from quorate_projections.directory.projection import DirectoryProjection, Entry
from quorate_projections.record_copies.words import day

_DIRECTORY = DirectoryProjection()


class NamesThen:
    """Who everybody was at a moment, by id."""

    def __init__(self, entries: dict[UUID, Entry]) -> None:
        self._entries = entries

    def of(self, each: UUID | None, otherwise: str = "") -> str:
        """Return a name; ``otherwise`` for nobody, and for whoever is not registered."""
        entry = None if each is None else self._entries.get(each)
        return otherwise if entry is None or not entry.name else entry.name

    def child(self, child_id: UUID) -> str:
        """Return a child's name, with the date of birth, or the expected date of an unborn baby."""
        entry = self._entries.get(child_id)
        if entry is None:
            return "not registered"
        if entry.date_of_birth is not None:
            return f"{entry.name}, born {day(entry.date_of_birth)}"
        return entry.name if entry.expected_on is None else f"{entry.name}, expected {day(entry.expected_on)}"


async def names_then(past: Past, ids: Iterable[UUID], moment: Moment) -> NamesThen:
    """Read from the log who these agencies, people and children were at ``moment``."""
    streams = await past.streams(set(ids))
    found = {each: folded(_DIRECTORY, moment.until(events)) for each, events in streams.items()}
    return NamesThen({each: entry for each, entry in found.items() if entry is not None})
