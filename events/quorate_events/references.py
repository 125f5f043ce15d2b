"""What a command names must exist: agencies, practitioners, children, and the meeting it follows."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from functools import cache
from typing import Any, get_args
from uuid import UUID

import msgspec
from eventsourcing.domain import Aggregate

from quorate_events.command import Command
from quorate_events.context import Recorder
from quorate_events.errors import NotFound
from quorate_events.meetings.meeting import Meeting
from quorate_events.meetings.values import ChildSubject
from quorate_events.people.agency import Agency
from quorate_events.people.child import Child
from quorate_events.people.practitioner import Practitioner

NAMED: Mapping[str, type[Aggregate]] = {
    "agency_id": Agency,
    "agency_ids": Agency,
    "practitioner_id": Practitioner,
    "chair_id": Practitioner,
    "follows": Meeting,
}
"""The fields, of commands and of the values inside them, that name something registered elsewhere."""

SUBJECT: Mapping[str, type[Aggregate]] = {"child_id": Child}
"""The same of a :class:`ChildSubject`: a child who is to become a subject of a meeting.

Everywhere else a command names one of the children of its meeting, and the meeting answers: the same for a child
who is registered and for one who is not, or a guessed id would tell who is known to the partnership.
"""

Load = Callable[[UUID], Awaitable[Aggregate | None]]
"""Reads an aggregate as it stands; None where there is none."""


class UnknownReference(NotFound):
    """A command names an agency, practitioner, child or meeting that does not exist."""

    code = "unknown_reference"

    def __init__(self, field: str, kind: type[Aggregate]) -> None:
        what = kind.__name__.lower()
        super().__init__(
            f"The {what} named in {field} does not exist.", f"Check the id, or register the {what}."
        )


class References:
    """Looks up what commands name. What was found once is remembered: nothing registered ever goes away."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self._found: dict[UUID, Aggregate] = {}

    async def of(self, command: Command, by: Recorder) -> Mapping[UUID, Aggregate]:
        """Return everything that ``command`` names, the agency it comes from, and those of its people, by id.

        Raises ``UnknownReference`` for what is named and does not exist.
        """
        own = command.stream_of(by)
        for field, reference, kind in named_by(command):
            if reference == own:
                continue
            found = self._found.get(reference) or await self._look_up(reference)
            if not isinstance(found, kind):
                raise UnknownReference(field, kind)
            if isinstance(found, Practitioner) and found.agency_id not in self._found:
                await self._look_up(found.agency_id)
        if by.agency_id not in self._found:
            await self._look_up(by.agency_id)
        return self._found

    async def _look_up(self, reference: UUID) -> Aggregate | None:
        found = await self._load(reference)
        if found is not None:
            self._found[reference] = found
        return found


def named_by(value: msgspec.Struct) -> list[tuple[str, UUID, type[Aggregate]]]:
    """Return field, id and kind of everything named in ``value`` and in the values inside it."""
    named: list[tuple[str, UUID, type[Aggregate]]] = []
    _gather(value, named)
    return named


def _gather(value: msgspec.Struct, named: list[tuple[str, UUID, type[Aggregate]]]) -> None:
    for field, kind in _worth_a_look(type(value)):
        content = getattr(value, field)
        if content is None:
            continue
        for each in content if isinstance(content, tuple) else (content,):
            if isinstance(each, msgspec.Struct):
                _gather(each, named)
            elif kind is not None and isinstance(each, UUID):
                named.append((field, each, kind))


@cache
def _worth_a_look(struct: type[msgspec.Struct]) -> tuple[tuple[str, type[Aggregate] | None], ...]:
    """Return the fields that name something, with its kind, and those that hold values which might (None)."""
    return tuple(
        (field.name, _kinds(struct).get(field.name))
        for field in msgspec.structs.fields(struct)
        if field.name in _kinds(struct)
        or any(_is_struct(each) for each in (field.type, *_inside(field.type)))
    )


def _kinds(struct: type[msgspec.Struct]) -> Mapping[str, type[Aggregate]]:
    return SUBJECT if issubclass(struct, ChildSubject) else NAMED


def _inside(annotation: Any) -> Iterator[Any]:
    for argument in get_args(annotation):
        yield argument
        yield from _inside(argument)


def _is_struct(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, msgspec.Struct)
